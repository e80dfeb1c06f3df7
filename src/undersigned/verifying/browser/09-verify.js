// The steps of verification v1, in order, each with its code. Everything that can still be asked is asked.

const NEEDED = ["README.txt", "index.txt", "declaration.txt", "rulebook.json", "evidence.json", "figures.json"];
const NEEDED_OF_LOG = ["log/checkpoint", "log/range.txt", "log/entries", "policy.txt"];
const UNCOVERED = /^(README\.txt|index\.txt|policy\.txt|verify\.(html|pyz)|forms\/.*)$/;

class Verification {
  constructor() {
    this.findings = [];
    this.names = [];
  }

  say(code, outcome, place = {}, particulars = {}) {
    this.findings.push({ code, outcome, place, particulars });
  }

  // A question about many things: failed for each that fails, passed once where none does.
  ask(code, faults) {
    for (const { place, ...particulars } of faults) this.say(code, "failed", place, particulars);
    if (!faults.length) this.say(code, "passed");
  }

  get verdict() {
    if (this.findings.some((one) => one.outcome === "failed")) return "refused";
    return this.broughtTrust ? "verified" : "consistent-with-itself";
  }
}

// `bundle`, `trust` and `since` are bytes; the last two may be null.
async function verify(bundle, trust, since) {
  const run = new Verification();
  run.broughtTrust = trust !== null;
  try {
    run.files = readArchive(bundle);
    run.say("verifying.bundle.readable", "passed");
  } catch (fault) {
    run.say("verifying.bundle.readable", "failed", {}, { why: whyOf(fault) });
    return run;
  }
  await askIndex(run);
  if (!(await askTrust(run, trust))) return run;
  await askCheckpoint(run);
  await readSince(run, since);
  if (!askEntries(run)) {
    askSince(run, since);
    return run;
  }
  await askOpenings(run);
  await readReceipts(run);
  await askTree(run);
  askSince(run, since);
  await askThreads(run);
  await askRolls(run);
  await askKeys(run);
  await askText(run);
  await askStatements(run);
  await askPapers(run);
  askStanding(run);
  await askEdition(run);
  await askLists(run);
  await askReceipts(run);
  askAnchors(run);
  return run;
}

function whyOf(fault) {
  if (fault instanceof Broken) return fault.why;
  throw fault;
}

// What `reading` gives, or a finding and `null`.
async function tried(run, code, place, reading) {
  try {
    return await reading();
  } catch (fault) {
    run.say(code, "failed", place, { why: whyOf(fault) });
    return null;
  }
}

async function askIndex(run) {
  const languages = (folder) =>
    [...run.files.keys()].filter((name) => name.startsWith(`${folder}/`)).map((name) => name.slice(folder.length + 1));
  const missing = [...NEEDED, ...NEEDED_OF_LOG].filter((name) => !run.files.has(name));
  for (const folder of ["texts", "lists"]) if (!languages(folder).length) missing.push(`${folder}/`);
  run.missing = missing.map((name) => ({ place: { file: name }, name })); // rolls are added when they are known
  const index = run.files.get("index.txt") ?? new Uint8Array();
  run.digest = hex(await sha256(index));
  run.uncovered = [...run.files.keys()].filter((name) => UNCOVERED.test(name));
  const lines = [];
  for (const [name, content] of run.files) if (name !== "index.txt") lines.push(`${hex(await sha256(content))}  ${name}\n`);
  const [found, wanted] = [new Set(lines), new Set(new TextDecoder().decode(index).split(/(?<=\n)/))];
  const names = [...lines.filter((line) => !wanted.has(line)), ...[...wanted].filter((line) => !found.has(line))];
  const differing = [...new Set(names.map((line) => line.slice(66).trim()))];
  const faults = differing.map((name) => ({ place: { file: name }, name }));
  if (!faults.length && lines.join("") !== new TextDecoder().decode(index)) faults.push({ place: { file: "index.txt" }, name: "index.txt" });
  run.ask("verifying.bundle.index", faults);
}

async function askTrust(run, trust) {
  const stated = run.files.get("policy.txt") ?? new Uint8Array();
  if (trust === null) {
    run.trust = await tried(run, "verifying.policy.agrees", { file: "policy.txt" }, () => readTrust(stated));
    if (run.trust) run.say("verifying.policy.agrees", "not-applicable");
    return run.trust !== null;
  }
  run.trust = await tried(run, "verifying.trust.readable", {}, () => readTrust(trust));
  if (!run.trust) return false;
  run.say("verifying.trust.readable", "passed");
  const policy = await tried(run, "verifying.policy.agrees", { file: "policy.txt" }, () => readTrust(stated));
  if (policy)
    run.ask("verifying.policy.agrees", asBelieved(policy) === asBelieved(run.trust) ? [] : [{ place: { file: "policy.txt" } }]);
  return true;
}

async function askCheckpoint(run) {
  const [signed, witnessed] = ["verifying.checkpoint.signed", "verifying.checkpoint.witnessed"];
  const place = { file: "log/checkpoint" };
  run.checkpoint = await tried(run, signed, place, () => readCheckpoint(run.files.get("log/checkpoint") ?? new Uint8Array()));
  if (!run.checkpoint) return;
  await tried(run, signed, place, async () => {
    await requireLog(run.trust, run.checkpoint);
    run.say(signed, "passed", {}, { size: run.checkpoint.size, origin: run.checkpoint.origin });
  });
  const seenBy = await tried(run, witnessed, place, () => witnessesOf(run.trust, run.checkpoint));
  if (seenBy === null) return;
  run.seenBy = [...seenBy];
  if (run.trust.quorum === "none") run.say(witnessed, "undetermined", place);
  else run.ask(witnessed, isMet(run.trust, run.trust.quorum, seenBy) ? [] : [{ place }]);
}

// Throws `Broken` unless the checkpoint is of the log that is trusted, and signed by its key.
async function requireLog(trust, checkpoint) {
  if (checkpoint.origin !== trust.log.name) throw new Broken(`it is of the log ${checkpoint.origin}`);
  if (!(await hasSigned(checkpoint.note, trust.log))) throw new Broken("the log's key has not signed it");
}

async function witnessesOf(trust, checkpoint) {
  const seenBy = new Set();
  for (const [name, key] of trust.witnesses) if (await hasSigned(checkpoint.note, key)) seenBy.add(name);
  return seenBy;
}

