// Everything in the log that is about one declaration, and the keys that signed it, each at its index.

class History {
  // `records` are all that can be read, by index, those of openings at their commitment's.
  constructor(records, id) {
    const of = (kind) => records.filter((one) => one.kind === kind);
    const mine = (kind) => of(kind).filter((one) => one.fields.declaration === id);
    this.id = id;
    this.texts = mine("text");
    this.statements = mine("statement");
    this.papers = mine("paper");
    this.contests = mine("contest");
    this.editions = mine("edition");
    this.text = this.texts[0] ?? null;
    this.keys = of("key").filter((key, at, all) => all.findIndex((one) => one.thumbprint === key.thumbprint) === at);
    this.revocations = of("revoke");
    this.rolls = of("roll").filter((one) => one.fields.assembly === this.text?.fields.assembly);
    this.acts = [...this.statements, ...this.papers].sort((one, other) => one.index - other.index);
  }

  get edition() {
    return this.editions.at(-1) ?? null;
  }

  newestRollBelow(index) {
    return this.rolls.filter((one) => one.index < index).at(-1) ?? null;
  }

  // The key that another replaces: the same holder's, in the same role.
  replacedBy({ fields: { holder, role, replaces } }) {
    return this.keys.find((one) => one.thumbprint === replaces && one.fields.holder === holder && one.fields.role === role);
  }

  // The index from which a key signs no more; `Infinity` where nothing ends it.
  endOf(key, signedRevocations) {
    const ends = signedRevocations.filter((one) => one.fields.holder === key.fields.holder && one.fields.key === key.thumbprint);
    const replacements = this.keys.filter((one) => one.isSigned && this.replacedBy(one) === key);
    return Math.min(...[...ends, ...replacements].map((one) => one.index), Infinity);
  }
}

// Members in turn, each with what the act does: an act on paper has many.
function* actsOf(history) {
  for (const record of history.acts) {
    if (record.kind === "statement") yield { record, member: record.fields.member, roll: record.fields.roll };
    else for (const [member] of record.fields.member) yield { record, member, roll: record.fields.roll };
  }
}

// Who stands after all entries below an index: seats by member, who has withdrawn, what was done twice or for nothing.
function standingAt(history, rolls, below) {
  const standing = new Map();
  const withdrawn = new Map();
  const again = [];
  const fruitless = [];
  for (const { record, member, roll } of actsOf(history)) {
    if (record.index >= below) break;
    if (record.fields.act === "withdraw") {
      if (standing.has(member)) withdrawn.set(member, standing.get(member));
      else fruitless.push({ record, member });
      standing.delete(member);
    } else if (standing.has(member)) {
      again.push({ record, member });
    } else {
      const seat = rolls.has(roll) ? seatOn(rolls.get(roll), member, record.fields.day) : null;
      standing.set(member, { ...(seat ?? { member, name: member }), isSeated: seat !== null, record });
      withdrawn.delete(member);
    }
  }
  return { standing, withdrawn, again, fruitless };
}
