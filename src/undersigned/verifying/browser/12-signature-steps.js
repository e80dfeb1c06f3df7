// Steps about the text, what members signed, and what clerks entered from paper.

async function askText(run) {
  const { history } = run;
  const faults = history.texts.slice(1).map(({ index }) => ({ place: { index }, index }));
  if (!history.text) faults.push({ place: { file: "declaration.txt" } });
  else if (!(await clerksOf(run, history.text)).size) faults.push({ place: { index: history.text.index }, index: history.text.index });
  run.ask("verifying.text.signed", faults);
  run.rulebook = rulebookOf(run);
  if (!history.text) return;
  history.manifest = await hashOf(toUtf8(history.text.text));
  await askWords(run, history.text.fields);
  await askRulebook(run, history.text.fields);
  const figures = [];
  for (const [key, file] of [["evidence", "evidence.json"], ["figures", "figures.json"]])
    if ((await hashOf(run.files.get(file) ?? new Uint8Array())) !== history.text.fields[key]) figures.push({ place: { file }, name: file });
  run.ask("verifying.text.figures", figures);
}

async function askWords(run, fields) {
  const signed = new Map(fields.text.map(([language, digest]) => [`texts/${language}.txt`, digest]));
  const there = [...run.files.keys()].filter((name) => name.startsWith("texts/"));
  const faults = [];
  for (const file of new Set([...signed.keys(), ...there])) {
    const bytes = run.files.get(file);
    if (!bytes || (await hashOf(bytes)) !== signed.get(file)) faults.push({ place: { file }, name: file });
  }
  run.ask("verifying.text.words", faults);
}

// The rules of the day; `null` where they cannot be read.
function rulebookOf(run) {
  try {
    return readRulebook(run.files.get("rulebook.json") ?? new Uint8Array());
  } catch (fault) {
    return whyOf(fault) && null;
  }
}

async function askRulebook(run, fields) {
  const file = "rulebook.json";
  const bytes = run.files.get(file) ?? new Uint8Array();
  const [code, digest] = fields.rulebook;
  const right = run.rulebook?.code === code && (await hashOf(bytes)) === digest;
  run.ask("verifying.text.rulebook", right ? [] : [{ place: { file }, rulebook: code }]);
}

// Whether a record speaks of this log, and of the text that was fixed, where one was.
function isAboutThis(run, { fields }) {
  const { text, manifest } = run.history;
  if (fields.log !== run.trust.log.name || !text) return fields.log === run.trust.log.name;
  const same_ = ["thread", "declaration", "assembly"].every((key) => !(key in fields) || fields[key] === text.fields[key]);
  const [language, words] = fields.title ?? [];
  const titled = !language || text.fields.title.some(([one, title]) => one === language && title === words);
  return same_ && titled && fields.manifest === manifest;
}

async function askStatements(run) {
  const faults = new Map();
  const fail = (code, record, more) =>
    faults.set(code, [...(faults.get(code) ?? []), { place: { index: record.index }, index: record.index, ...more }]);
  for (const record of run.history.statements) {
    const name = record.fields.name;
    if (!isAboutThis(run, record)) fail("verifying.statement.agrees", record, { name });
    if (run.history.newestRollBelow(record.index)?.fields.roll !== record.fields.roll) fail("verifying.statement.roll", record, { name });
    askMember(run, record, fail);
    askEntitled(run, record, fail);
    askSeen(run, record, fail);
    await askSigningKey(run, record, fail);
  }
  for (const code of STATEMENT_CODES) run.ask(code, faults.get(code) ?? []);
  askCounters(run);
}

const STATEMENT_CODES = [
  "verifying.statement.agrees",
  "verifying.statement.roll",
  "verifying.statement.member",
  "verifying.statement.entitled",
  "verifying.statement.seen",
  "verifying.key.known",
  "verifying.key.before",
  "verifying.key.revoked",
  "verifying.assertion.context",
  "verifying.assertion.flags",
  "verifying.assertion.signature",
];

function isWithinWindow(run, day) {
  const { opens, closes } = run.history.text?.fields ?? {};
  return !opens || (opens <= day && (closes === null || day <= closes));
}

function askMember(run, record, fail) {
  const { fields, index } = record;
  const [code, roll] = ["verifying.statement.member", run.rolls.get(fields.roll)];
  if (!roll) return run.say(code, "undetermined", { index }, { entry: index, name: fields.name });
  const seat = seatOn(roll, fields.member, fields.day);
  const agrees = seat && ["name", "role", "delegation", "group"].every((key) => seat[key] === fields[key]);
  if (!agrees || !isWithinWindow(run, fields.day)) fail(code, record, { name: fields.name });
  return undefined;
}

function askEntitled(run, record, fail) {
  const may = run.rulebook ? among(run.rulebook.rule("roll.appears"), record.fields.role) : null;
  const { name, role } = record.fields;
  if (may === false) fail("verifying.statement.entitled", record, { name, role });
  if (may === null) run.say("verifying.statement.entitled", "undetermined", { index: record.index }, { index: record.index, name, role });
}

function askSeen(run, record, fail) {
  const [size, root] = record.fields.seen;
  const { name } = record.fields;
  const known = size > record.index ? false : wasRoot(run, size, root);
  if (known === false) fail("verifying.statement.seen", record, { name });
  if (known === null) run.say("verifying.statement.seen", "undetermined", { index: record.index }, { index: record.index, name });
}

async function askSigningKey(run, record, fail) {
  const { name, member } = record.fields;
  const key = run.history.keys.find(
    (one) => one.thumbprint === record.fields.key && one.fields.holder === member && one.fields.role === "member",
  );
  if (!key) return fail("verifying.key.known", record, { name });
  record.level = key.level;
  if (key.index >= record.index) fail("verifying.key.before", record, { name });
  if (run.history.endOf(key, run.revocations) < record.index) fail("verifying.key.revoked", record, { name });
  const [line] = await passkeyLines(run, record, [key]);
  for (const code of line?.faults ?? ["verifying.assertion.signature"]) fail(code, record, { name });
  if (line?.assertion && !line.faults.length) record.counter = { key: key.thumbprint, value: counterOf(line.assertion), name };
  return undefined;
}

function askCounters(run) {
  const last = new Map();
  for (const { counter, index } of run.history.statements.filter((one) => one.counter)) {
    const before = last.get(counter.key) ?? 0;
    if (counter.value !== 0 && counter.value <= before)
      run.say("verifying.assertion.counter", "undetermined", { index }, { index, name: counter.name });
    last.set(counter.key, Math.max(before, counter.value));
  }
}

async function askPapers(run) {
  const [unsigned, disagreeing] = [[], []];
  for (const record of run.history.papers) {
    const { fields, index } = record;
    const fault = { place: { index }, index };
    if ((await clerksOf(run, record)).size < 2) unsigned.push(fault);
    const newest = run.history.newestRollBelow(index)?.fields.roll === fields.roll;
    if (!isAboutThis(run, record) || !newest || !isWithinWindow(run, fields.day)) disagreeing.push(fault);
    for (const [member, name] of fields.member) {
      const agrees = isOnRollAs(run, fields, member, name);
      if (agrees === false) disagreeing.push({ ...fault, name });
      if (agrees === null) run.say("verifying.paper.agrees", "undetermined", { index }, { entry: index, name });
    }
  }
  run.ask("verifying.paper.signed", unsigned);
  run.ask("verifying.paper.agrees", disagreeing);
}

// Whether the roll has this member, by this name, in a role that may appear; `null` where nobody here can say.
function isOnRollAs(run, fields, member, name) {
  const roll = run.rolls.get(fields.roll);
  if (!roll) return null;
  const seat = seatOn(roll, member, fields.day);
  if (!seat || seat.name !== name) return false;
  return run.rulebook ? among(run.rulebook.rule("roll.appears"), seat.role) : null;
}
