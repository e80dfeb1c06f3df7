// Everything in the log that is about one declaration, and the keys that signed it, each at its index.

class History {
  // `records` are all that can be read, by index, those of openings at their commitment's.
  constructor(records, id) {
    const of = (kind) => records.filter((one) => one.kind === kind);
    this.id = id;
    this.texts = of("text").filter((one) => one.fields.declaration === id);
    const thread = this.texts[0]?.fields.thread;
    const mine = (kind) => of(kind).filter((one) => one.fields.declaration === id || one.fields.thread === thread);
    this.statements = mine("statement");
    this.papers = mine("paper");
    this.contests = mine("contest");
    this.editions = mine("edition");
    this.text = this.texts[0] ?? null;
    this.keys = of("key").filter((key, at, all) => all.findIndex((one) => one.thumbprint === key.thumbprint) === at);
    this.revocations = of("revoke");
    this.acts = [...this.statements, ...this.papers].sort((one, other) => one.index - other.index);
    this.assembly = (this.text ?? this.acts[0])?.fields.assembly;
    this.rolls = of("roll").filter((one) => one.fields.assembly === this.assembly);
  }

  get edition() {
    return this.editions.at(-1) ?? null;
  }

  newestRollBelow(index) {
    return this.rolls.filter((one) => one.isSigned && one.index < index).at(-1) ?? null;
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
  for (const record of history.acts.filter((one) => one.fields.declaration === history.id)) {
    if (record.kind === "statement") yield { record, member: record.fields.member, roll: record.fields.roll };
    else for (const [member] of record.fields.member) yield { record, member, roll: record.fields.roll };
  }
}

// The seat that the roll shows; else a statement is taken at its word, and of a paper name nothing is known.
function seatOf(record, member, roll) {
  const { fields } = record;
  const seat = roll ? seatOn(roll, member, fields.day) : null;
  const known = { member, roll: roll ?? null, isSeated: seat !== null };
  if (seat) return { ...seat, ...known };
  if (record.kind === "statement") return { ...known, name: fields.name, role: fields.role, delegation: fields.delegation, group: fields.group };
  return { ...known, name: fields.member.find(([one]) => one === member)[1], role: "", delegation: "", group: null };
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
      standing.set(member, { ...seatOf(record, member, rolls.get(roll)), record });
      withdrawn.delete(member);
    }
  }
  return { standing, withdrawn, again, fruitless };
}
