// Steps about who stands, the count, and the printed list.

const MOST_EDITIONS = 100; // each is counted anew; nobody publishes more of one declaration

function askStanding(run) {
  const { history } = run;
  const end = history.edition?.fields.counted ?? Infinity;
  const all = standingAt(history, run.rolls, Infinity);
  run.standing = standingAt(history, run.rolls, end);
  run.ask(
    "verifying.signature.once",
    all.again.map(({ record, member }) => ({ place: { index: record.index }, index: record.index, name: nameIn(run, record, member) })),
  );
  askWithdrawals(run, all.fruitless);
  askContests(run);
}

function nameIn(run, record, member) {
  if (record.kind === "statement") return record.fields.name;
  return record.fields.member.find(([one]) => one === member)?.[1] ?? member;
}

function askWithdrawals(run, fruitless) {
  const { history } = run;
  const code = "verifying.withdrawal.allowed";
  const withdrawals = [...actsOf(history)].filter(({ record }) => record.fields.act === "withdraw");
  const faults = [];
  for (const { record, member } of withdrawals) {
    const particulars = { index: record.index, name: nameIn(run, record, member) };
    const moments = {
      day: record.fields.day,
      index: record.index,
      closes: history.text?.fields.closes ?? null,
      tabled: history.edition?.fields.tabled ?? null,
      firstEdition: history.editions[0]?.index ?? null,
    };
    const stood = !fruitless.some((one) => one.record === record && one.member === member);
    const may = stood ? (run.rulebook ? mayWithdraw(run.rulebook, moments) : null) : false;
    if (may === false) faults.push({ place: { index: record.index }, ...particulars });
    if (may === null) run.say(code, "undetermined", { index: record.index }, particulars);
  }
  run.ask(code, faults);
}

// Names that somebody disputes, and those whose key is suspected from an index on.
function askContests(run) {
  const code = "verifying.contest.open";
  run.contested = new Map();
  for (const { fields, index } of run.history.contests) {
    run.contested.set(fields.member, fields.reason);
    run.say(code, "undetermined", { index }, { index: fields.entry, name: fields.member, reason: fields.reason });
  }
  for (const revocation of run.revocations.filter((one) => one.fields["suspect-from"] !== null))
    for (const record of run.history.statements)
      if (record.fields.key === revocation.fields.key && record.index >= revocation.fields["suspect-from"]) {
        run.contested.set(record.fields.member, revocation.fields.reason);
        const particulars = { index: record.index, name: record.fields.name, reason: revocation.fields.reason };
        run.say(code, "undetermined", { index: record.index }, particulars);
      }
}

async function askEdition(run) {
  const { history } = run;
  const unsigned = [];
  if (history.editions.length > MOST_EDITIONS) unsigned.push({ place: { file: "log/entries" }, why: "too many editions" });
  if (!history.edition) unsigned.push({ place: { file: "declaration.txt" } });
  for (const [at, edition] of history.editions.slice(0, MOST_EDITIONS).entries()) {
    const right = edition.fields.edition === at + 1 && isAboutThis(run, edition);
    if (!right || !(await clerksOf(run, edition)).size) unsigned.push({ place: { index: edition.index }, index: edition.index });
  }
  run.ask("verifying.edition.signed", unsigned);
  if (!history.edition) return;
  const [miscounted, misjudged] = [[], []];
  for (const edition of history.editions.slice(-MOST_EDITIONS)) askCount(run, edition, miscounted, misjudged);
  run.ask("verifying.edition.count", miscounted);
  run.ask("verifying.edition.threshold", misjudged);
}

function askCount(run, edition, miscounted, misjudged) {
  const { fields, index } = edition;
  const place = { index };
  const { standing, withdrawn } = standingAt(run.history, run.rolls, fields.counted);
  const seats = [...standing.values()];
  const count = countNames(run.rulebook, seats);
  const known = seats.every((seat) => seat.roll);
  const found = { names: standing.size, withdrawn: withdrawn.size, ...(known ? count : {}) };
  const wrong = Object.entries(found).filter(([what, number]) => fields[what] !== number);
  for (const [what, number] of wrong) miscounted.push({ place, entry: index, what, stated: fields[what], counted: number });
  if (fields.counted > index) miscounted.push({ place, entry: index, what: "counted", stated: fields.counted, counted: index });
  if (!known && !wrong.length) run.say("verifying.edition.count", "undetermined", place, { entry: index, edition: fields.edition });
  const threshold = thresholdMet(run.rulebook, count);
  const judged = { place, entry: index, edition: fields.edition, stated: fields.threshold, found: threshold };
  if (known && threshold !== fields.threshold) misjudged.push(judged);
  else if (!known || threshold === "undetermined") run.say("verifying.edition.threshold", "undetermined", place, judged);
  if (edition === run.history.edition) run.result = { ...count, ...found, threshold };
}

async function askLists(run) {
  const { edition } = run.history;
  if (!edition) return;
  const signed = new Map(edition.fields.list.map(([language, digest]) => [language, digest]));
  const there = [...run.files.keys()].filter((name) => /^lists\/.+\.txt$/.test(name)).map((name) => name.slice(6, -4));
  const [digests, names] = [[], []];
  for (const language of new Set([...signed.keys(), ...there])) {
    const file = `lists/${language}.txt`;
    const bytes = run.files.get(file);
    if (!bytes || (await hashOf(bytes)) !== signed.get(language)) digests.push({ place: { file }, name: file });
    if (bytes) names.push(...wrongLines(run, file, language, bytes));
  }
  run.ask("verifying.list.digest", digests);
  run.ask("verifying.list.names", names);
}

// Lines too many, too few or otherwise than the names that stand; undetermined where a seat is not known.
function wrongLines(run, file, language, bytes) {
  const stood = [...run.standing.standing.values()];
  if (!stood.every((seat) => seat.isSeated)) {
    run.say("verifying.list.names", "undetermined", { file }, { file, language });
    return [];
  }
  const printed = new TextDecoder().decode(bytes).split("\n");
  const total = printed.splice(-2, 2);
  const wanted = stood.map((seat) => listLine(seat, language));
  const wrong = [];
  for (const line of printed) {
    const at = wanted.indexOf(line);
    if (at < 0) wrong.push(line);
    else wanted.splice(at, 1);
  }
  wrong.push(...wanted);
  if (total[0] !== `Total = ${stood.length}` || total[1] !== "") wrong.push(total[0] ?? "");
  return wrong.map((line) => ({ place: { file }, name: line.replaceAll("\t", ", ") }));
}
