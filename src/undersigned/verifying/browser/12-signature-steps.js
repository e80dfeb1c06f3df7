// Steps about the text, what members signed, and what clerks entered from paper.

async function askText(run) {
  const { history } = run;
  const faults = history.texts.slice(1).map(({ index }) => ({ place: { index }, index }));
  if (!history.text) faults.push({ place: { file: "declaration.txt" } });
  else if (!(await clerksOf(run, history.text)).size) faults.push({ place: { index: history.text.index }, index: history.text.index });
  run.ask("verifying.text.signed", faults);
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

async function askRulebook(run, fields) {
  const file = "rulebook.json";
  const bytes = run.files.get(file) ?? new Uint8Array();
  const [code, digest] = fields.rulebook;
  try {
    run.rulebook = readRulebook(bytes);
  } catch (fault) {
    whyOf(fault);
  }
  const right = run.rulebook?.code === code && (await hashOf(bytes)) === digest;
  run.ask("verifying.text.rulebook", right ? [] : [{ place: { file }, rulebook: code }]);
}

const aboutThisText = (run, { fields }) =>
  fields.log === run.trust.log.name &&
  fields.thread === run.history.text?.fields.thread &&
  fields.manifest === run.history.manifest &&
  fields.assembly === run.history.text?.fields.assembly;

const hasTitle = (run, [language, title]) =>
  (run.history.text?.fields.title ?? []).some(([one, words]) => one === language && words === title);

async function askStatements(run) {
  const faults = new Map();
  const fail = (code, record, more) =>
    faults.set(code, [...(faults.get(code) ?? []), { place: { index: record.index }, index: record.index, ...more }]);
  for (const record of run.history.statements) {
    const name = record.fields.name;
    if (!aboutThisText(run, record) || !hasTitle(run, record.fields.title)) fail("verifying.statement.agrees", record, { name });
    if (run.history.newestRollBelow(record.index)?.fields.roll !== record.fields.roll) fail("verifying.statement.roll", record, { name });
    if (!isSeatedAs(run, record)) fail("verifying.statement.member", record, { name });
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

function isSeatedAs(run, { fields }) {
  const roll = run.rolls.get(fields.roll);
  const seat = roll ? seatOn(roll, fields.member, fields.day) : null;
  const agrees =
    seat && seat.name === fields.name && seat.role === fields.role && seat.delegation === fields.delegation && seat.group === fields.group;
  return Boolean(agrees) && isWithinWindow(run, fields.day);
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
    const fault = { place: { index: record.index }, index: record.index };
    if ((await clerksOf(run, record)).size < 2) unsigned.push(fault);
    if (!aboutThisText(run, record)) disagreeing.push({ ...fault, name: "–" });
    const newest = run.history.newestRollBelow(record.index)?.fields.roll === record.fields.roll;
    for (const [member, name] of record.fields.member)
      if (!newest || !isOnRollAs(run, record.fields, member, name)) disagreeing.push({ ...fault, name });
  }
  run.ask("verifying.paper.signed", unsigned);
  run.ask("verifying.paper.agrees", disagreeing);
}

function isOnRollAs(run, fields, member, name) {
  const roll = run.rolls.get(fields.roll);
  const seat = roll ? seatOn(roll, member, fields.day) : null;
  const may = seat && run.rulebook ? among(run.rulebook.rule("roll.appears"), seat.role) : true;
  return Boolean(seat) && seat.name === name && may !== false && isWithinWindow(run, fields.day);
}
