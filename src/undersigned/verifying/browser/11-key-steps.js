// Steps about rolls and keys: what the registrars said, and what the keys show of themselves.

// How many registrars signed a record; `null` where a line of one of them is wrong.
async function registrarsOf(run, record) {
  let number = 0;
  try {
    for (const registrar of run.trust.registrars) if (await hasSigned(record, registrar)) number += 1;
  } catch (fault) {
    whyOf(fault);
    return null;
  }
  return number;
}

async function askRolls(run) {
  const unsigned = [];
  const { rolls, acts } = run.history;
  for (const roll of rolls) {
    roll.isSigned = (await registrarsOf(run, roll)) >= 2;
    if (!roll.isSigned) unsigned.push({ place: { index: roll.index }, index: roll.index });
  }
  run.ask("verifying.roll.signed", unsigned);
  run.rolls = new Map();
  const faults = [];
  const named = new Set(acts.map((act) => act.fields.roll).map(rollFile));
  for (const file of new Set([...named, ...[...run.files.keys()].filter((name) => name.startsWith("roll/"))])) {
    const bytes = run.files.get(file);
    if (!bytes) run.missing.push({ place: { file }, name: file });
    else if (!(await isRollOf(run, file, bytes)) || !named.has(file)) faults.push({ place: { file }, name: file });
  }
  run.ask("verifying.roll.file", faults);
  run.ask("verifying.bundle.complete", run.missing);
}

const rollFile = (digest) => `roll/${digest.slice("sha256:".length)}.json`;

// Reads a roll, and says whether it is the one that its record names: digest, members, assembly, day.
async function isRollOf(run, file, bytes) {
  const digest = `sha256:${file.slice("roll/".length, -".json".length)}`;
  try {
    const roll = readRollFile(bytes);
    run.rolls.set(digest, roll);
    const told = ({ fields }) =>
      fields.members === roll.members.length && fields.assembly === roll.assembly && fields["as-of"] === roll.as_of;
    return (await hashOf(bytes)) === digest && run.history.rolls.filter((one) => one.fields.roll === digest).every(told);
  } catch (fault) {
    return whyOf(fault) && false;
  }
}

const isPasskeyLineOf = (key) => (line) => line.name === key.fields.holder && line.keyId === key.lineId;

// Passkeys that are known with lines under a record: the assertion of the first line, and what is wrong with any.
async function passkeyLines(run, record, keys) {
  const found = [];
  for (const key of keys) {
    const lines = [];
    for (const line of record.lines.filter(isPasskeyLineOf(key))) lines.push(await readPasskeyLine(key, record, line));
    const faults = [...new Set(lines.flatMap((line) => line.faults))];
    if (lines.length) found.push({ key, assertion: lines[0].assertion, faults });
  }
  return found;
}

async function readPasskeyLine(key, record, line) {
  let faults = ["verifying.assertion.signature"];
  let assertion = null;
  try {
    assertion = readAssertion(line.signature);
    if (key.publicKey) faults = await assertionFaults(key, record.text, assertion);
  } catch (fault) {
    whyOf(fault);
  }
  return { assertion, faults };
}

function sayFaults(run, record, lines) {
  for (const { key, faults } of lines)
    for (const code of faults) run.say(code, "failed", { index: record.index }, { name: key.fields.name });
}

// Keys that signed records of the declaration, and those that they replace.
function keysInUse(run) {
  const { history } = run;
  const records = [...history.acts, ...history.texts, ...history.editions, ...history.contests];
  const inUse = new Set(history.keys.filter((key) => records.some((record) => record.lines.some(isPasskeyLineOf(key)))));
  for (const key of inUse) {
    const before = history.replacedBy(key);
    if (before) inUse.add(before);
  }
  return inUse;
}

async function askKeys(run) {
  const [enrolled, held, level] = [[], [], []];
  for (const key of run.history.keys) key.isSynced = key.level === "C";
  const inUse = keysInUse(run);
  await askRevocations(run, inUse);
  for (const key of run.history.keys) {
    const own = await passkeyLines(run, key, [key]);
    const [isHeld, isEnrolled] = [own.some((line) => !line.faults.length), await isByThoseWhoMay(run, key)];
    key.isSigned = isHeld && isEnrolled;
    if (!inUse.has(key)) continue;
    const fault = { place: { index: key.index }, index: key.index, name: key.fields.name };
    sayFaults(run, key, own);
    if (!isHeld) held.push(fault);
    if (!isEnrolled) enrolled.push(fault);
    if (own.some((line) => line.assertion && Boolean(flagsOf(line.assertion) & BE) !== key.isSynced)) level.push(fault);
  }
  run.ask("verifying.key.enrolled", enrolled);
  run.ask("verifying.key.held", held);
  run.ask("verifying.key.level", level);
}

// Two registrars; for a key that says it replaces another, one of them and that key while it is valid.
async function isByThoseWhoMay(run, key) {
  const registrars = await registrarsOf(run, key);
  if (key.fields.replaces === null) return registrars >= 2;
  const before = run.history.replacedBy(key);
  if (!registrars || !before || !isValidAt(run, before, key.index)) return false;
  const [line] = await passkeyLines(run, key, [before]);
  return Boolean(line) && !line.faults.length;
}

async function askRevocations(run, inUse) {
  const faults = [];
  run.revocations = [];
  for (const revocation of run.history.revocations) {
    const { holder, key: thumbprint } = revocation.fields;
    const key = run.history.keys.find((one) => one.thumbprint === thumbprint && one.fields.holder === holder);
    if (!key) continue;
    const [own] = await passkeyLines(run, revocation, [key]);
    const registrars = await registrarsOf(run, revocation);
    const isRight = registrars !== null && !own?.faults.length;
    if (isRight && (own || registrars >= 2)) run.revocations.push(revocation);
    else if (inUse.has(key)) faults.push({ place: { index: revocation.index }, index: revocation.index, name: key.fields.name });
  }
  run.ask("verifying.revocation.signed", faults);
}

const isValidAt = (run, key, index) =>
  Boolean(key.isSigned) && key.index < index && index <= run.history.endOf(key, run.revocations);

// Different clerks whose valid keys signed a record; what is wrong with any clerk's line is said.
async function clerksOf(run, record) {
  const keys = run.history.keys.filter((key) => key.fields.role === "clerk");
  const lines = await passkeyLines(run, record, keys);
  sayFaults(run, record, lines);
  const valid = lines.filter((line) => isValidAt(run, line.key, record.index));
  if (valid.some((line) => line.faults.length)) return new Set();
  return new Set(valid.map((line) => line.key.fields.holder));
}
