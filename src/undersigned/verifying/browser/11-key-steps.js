// Steps about rolls and keys: what the registrars said, and what the keys show of themselves.

async function registrarsOf(run, record) {
  let number = 0;
  for (const registrar of run.trust.registrars) {
    try {
      if (await hasSigned(record, registrar)) number += 1;
    } catch (fault) {
      whyOf(fault); // a line that does not fit is no line
    }
  }
  return number;
}

async function askRolls(run) {
  const unsigned = [];
  const { rolls, acts } = run.history;
  for (const roll of rolls) if ((await registrarsOf(run, roll)) < 2) unsigned.push({ place: { index: roll.index }, index: roll.index });
  run.ask("verifying.roll.signed", unsigned);

  run.rolls = new Map();
  const faults = [];
  for (const digest of new Set(acts.map((act) => act.fields.roll))) {
    const file = `roll/${digest.slice("sha256:".length)}.json`;
    const bytes = run.files.get(file);
    const record = rolls.find((roll) => roll.fields.roll === digest);
    if (!bytes) {
      run.say("verifying.bundle.complete", "failed", { file }, { name: file });
      continue;
    }
    try {
      const roll = readRollFile(bytes);
      const counted = !record || record.fields.members === roll.members.length;
      if ((await hashOf(bytes)) !== digest || !counted || !hasNoOtherAssembly(record, roll)) throw new Broken("another roll");
      run.rolls.set(digest, roll);
    } catch (fault) {
      faults.push({ place: { file }, name: file, why: whyOf(fault) });
    }
  }
  run.ask("verifying.roll.file", faults);
}

const hasNoOtherAssembly = (record, roll) => !record || record.fields.assembly === roll.assembly;

// Lines of passkeys under a record: those whose key is known, with what is wrong with each.
async function passkeyLines(run, record, keys) {
  const found = [];
  for (const key of keys) {
    const line = record.lines.find((one) => one.name === key.fields.holder && one.keyId === key.lineId);
    if (!line) continue;
    let faults = ["verifying.assertion.signature"];
    let assertion = null;
    try {
      assertion = readAssertion(line.signature);
      if (key.publicKey) faults = await assertionFaults(key, record.text, assertion);
    } catch (fault) {
      whyOf(fault);
    }
    found.push({ key, assertion, faults });
  }
  return found;
}

function sayFaults(run, record, lines) {
  for (const { key, faults } of lines)
    for (const code of faults) run.say(code, "failed", { index: record.index }, { name: key.fields.name });
}

// Keys that signed records of the declaration, and those that they replace.
function keysInUse(run) {
  const { history } = run;
  const records = [...history.acts, ...history.texts, ...history.editions, ...history.contests];
  const isLine = (key) => (line) => line.name === key.fields.holder && line.keyId === key.lineId;
  const inUse = new Set(history.keys.filter((key) => records.some((record) => record.lines.some(isLine(key)))));
  for (const key of inUse) {
    const before = history.replacedBy(key);
    if (before) inUse.add(before);
  }
  return inUse;
}

async function askKeys(run) {
  const [enrolled, held, level] = [[], [], []];
  for (const key of run.history.keys) key.isSynced = isSynced(key);
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
    if (key.isSynced !== (key.level === "C")) level.push(fault);
  }
  run.ask("verifying.key.enrolled", enrolled);
  run.ask("verifying.key.held", held);
  run.ask("verifying.key.level", level);
}

// What the key's own assertion shows, and where there is none what its record says.
function isSynced(key) {
  const line = key.lines.find((one) => one.name === key.fields.holder && one.keyId === key.lineId);
  try {
    return Boolean(flagsOf(readAssertion(line.signature)) & BE);
  } catch {
    return key.level === "C";
  }
}

// Two registrars; or, for a replacement, one of them and the replaced key while it is valid.
async function isByThoseWhoMay(run, key) {
  const registrars = await registrarsOf(run, key);
  const before = run.history.replacedBy(key);
  if (registrars >= 2 || !registrars || !before || !isValidAt(run, before, key.index)) return registrars >= 2;
  return (await passkeyLines(run, key, [before])).some((line) => !line.faults.length);
}

async function askRevocations(run, inUse) {
  const faults = [];
  run.revocations = [];
  for (const revocation of run.history.revocations) {
    const { holder, key: thumbprint } = revocation.fields;
    const key = run.history.keys.find((one) => one.thumbprint === thumbprint && one.fields.holder === holder);
    if (!key) continue;
    const own = (await passkeyLines(run, revocation, [key])).some((line) => !line.faults.length);
    if (own || (await registrarsOf(run, revocation)) >= 2) run.revocations.push(revocation);
    else if (inUse.has(key)) faults.push({ place: { index: revocation.index }, index: revocation.index, name: key.fields.name });
  }
  run.ask("verifying.revocation.signed", faults);
}

const isValidAt = (run, key, index) =>
  Boolean(key.isSigned) && key.index < index && index <= run.history.endOf(key, run.revocations);

// Different clerks whose valid keys signed a record; what is wrong with their lines is said.
async function clerksOf(run, record) {
  const keys = run.history.keys.filter((key) => key.fields.role === "clerk" && isValidAt(run, key, record.index));
  const lines = await passkeyLines(run, record, keys);
  sayFaults(run, record, lines);
  return new Set(lines.filter((line) => !line.faults.length).map((line) => line.key.fields.holder));
}
