// The roll and the rules of the day: who sat where, who may appear, who counts, and whether that is enough.

const byId = (one, other) => inByteOrder(one.id, other.id);

function readRollFile(bytes) {
  const roll = readCanonicalJson(bytes);
  const members = roll?.members;
  if (!Array.isArray(members) || typeof roll.delegations !== "object" || typeof roll.groups !== "object")
    throw new Broken("not a roll file");
  members.forEach((member, at) => {
    if (typeof member.family !== "string" || !Array.isArray(member.mandates) || !Array.isArray(member.groups))
      throw new Broken("not a roll file");
    if (at && byId(members[at - 1], member) >= 0) throw new Broken("members are out of order");
  });
  return { ...roll, byId: new Map(members.map((member) => [member.id, member])) };
}

const holds = (period, day) => period.from <= day && (period.until === null || day < period.until);
const nameOf = (member) => canonicalParagraph(`${member.given ?? ""} ${member.family}`);

// Where a member sat on a day: name, role, delegation, group; `null` without exactly one seat.
function seatOn(roll, id, day) {
  const member = roll.byId.get(id);
  const mandates = (member?.mandates ?? []).filter((one) => holds(one, day));
  if (mandates.length !== 1) return null;
  const groups = member.groups.filter((one) => holds(one, day));
  return {
    member: id,
    name: nameOf(member),
    family: member.family,
    given: member.given,
    role: mandates[0].role,
    delegation: mandates[0].delegation,
    group: groups.length === 1 ? groups[0].group : null,
    roll,
  };
}

function readRulebook(bytes) {
  const rulebook = readCanonicalJson(bytes);
  if (!Array.isArray(rulebook?.fields) || !Array.isArray(rulebook.stages)) throw new Broken("not a rulebook");
  const values = new Map(rulebook.fields.map((field) => [field.name, field.value]));
  return { code: rulebook.code, isFictional: rulebook.fictional === true, stages: rulebook.stages, rule: (name) => values.get(name) ?? null };
}

const among = (roles, role) => (Array.isArray(roles) ? roles.includes(role) : roles === null ? null : roles === role);

// What the names that stand come to; where the rules do not say who counts, every name is counted.
function countNames(rulebook, seats) {
  const roles = rulebook?.rule("roll.counts") ?? null;
  const counting = seats.filter((seat) => roles === null || among(roles, seat.role));
  const everyGroup = rulebook?.rule("roll.no_group_is_group") === true;
  const counts = ({ roll, group }) => !roll || everyGroup || roll.groups[group]?.counts === true;
  const isGroup = (seat) => seat.group !== null && counts(seat);
  return {
    counting: counting.length,
    delegations: new Set(counting.map((seat) => seat.delegation)).size,
    groups: new Set(counting.filter(isGroup).map((seat) => seat.group)).size,
  };
}

function thresholdMet(rulebook, count) {
  const test = rulebook?.stages[0]?.test;
  const known = test !== undefined && rulebook.rule("roll.counts") !== null;
  return known ? answer(test, count) : "undetermined";
}

function answer(test, count) {
  const names = Object.keys(test ?? {}).sort().join(" ");
  if (names === "all" && Array.isArray(test.all)) return worst(test.all.map((one) => answer(one, count)));
  if (names === "any" && Array.isArray(test.any)) return best(test.any.map((one) => answer(one, count)));
  const needed = test?.at_least;
  const numbers = { "at_least count": { signatories: count.counting }, "at_least distinct": { delegations: count.delegations, groups: count.groups } };
  const number = numbers[names]?.[test.count ?? test.distinct];
  if (number === undefined || !Number.isInteger(needed)) return "undetermined";
  return number >= needed ? "met" : "not-met";
}

const worst = (answers) =>
  answers.includes("not-met") ? "not-met" : answers.includes("undetermined") ? "undetermined" : "met";
const best = (answers) => (answers.includes("met") ? "met" : answers.includes("undetermined") ? "undetermined" : "not-met");

// Whether the rules let a member withdraw: true, false, or `null` where nothing here shows it.
function mayWithdraw(rulebook, { day, index, closes, tabled, firstEdition }) {
  switch (rulebook.rule("withdrawal.until")) {
    case "never":
      return false;
    case "any-time":
      return true;
    case "publication":
      return firstEdition === null || index < firstEdition;
    case "closing":
      return closes === null ? null : day <= closes;
    case "tabling":
      return tabled === null || day === tabled ? null : day < tabled;
    default:
      return null;
  }
}

// A name's line in the printed list of a language.
function listLine(seat, language) {
  const labelled = (table, code) => table[code]?.labels?.[language] ?? code;
  const parts = [
    seat.family,
    seat.given,
    labelled(seat.roll.delegations, seat.delegation),
    seat.group === null ? null : labelled(seat.roll.groups, seat.group),
  ];
  return parts.map((part) => canonicalParagraph(part ?? "") || "-").join("\t");
}
