// Steps about the log: entries, openings, the root, receipts, an older bundle.

// Where the entries cannot be told apart nothing more can be asked: false.
function askEntries(run) {
  const place = { file: "log/entries" };
  run.records = [];
  const faults = [];
  try {
    const { first, left } = readRange(run.files.get("log/range.txt") ?? new Uint8Array());
    run.tree = new Tree(first, left);
    run.first = first;
    if (!run.files.has("log/entries")) throw new Broken("there are no entries");
    run.entries = splitEntries(run.files.get("log/entries"));
  } catch (fault) {
    run.say("verifying.log.root", "failed", place, { why: whyOf(fault) });
    run.say("verifying.entry.readable", "failed", place, { why: whyOf(fault) });
    run.ask("verifying.bundle.complete", run.missing);
    return false;
  }
  run.entries.forEach((entry, at) => {
    const index = run.first + at;
    try {
      run.records.push({ ...readRecord(entry), index });
    } catch (fault) {
      faults.push({ place: { index }, index, why: whyOf(fault) });
    }
  });
  run.unreadable = faults;
  return true;
}

// Openings put records in the place of their commitments.
async function askOpenings(run) {
  const faults = [];
  run.commitments = new Map(run.records.filter((one) => one.kind === "commitment").map((one) => [one.index, one]));
  const opened = new Map();
  for (const opening of run.records.filter((one) => one.kind === "opening")) {
    const { index, salt, record } = opening.fields;
    const commitment = run.commitments.get(index);
    const digest = await hashOf(joined(salt, record));
    const fault = { place: { index: opening.index }, index };
    if (!commitment || index >= opening.index || digest !== commitment.fields.digest || opened.has(index)) {
      faults.push(fault);
      continue;
    }
    try {
      const read = { ...readRecord(record), index, salt };
      if (read.fields.thread === commitment.fields.thread) opened.set(index, read);
      else faults.push(fault);
    } catch (broken) {
      run.unreadable.push({ place: { index: opening.index }, index, why: whyOf(broken) });
    }
  }
  run.ask("verifying.entry.readable", run.unreadable);
  run.ask("verifying.opening.matches", faults);
  run.opened = opened;
  const id = declarationOf(run);
  const visible = [...run.records.filter((one) => one.kind !== "commitment"), ...opened.values()];
  run.history = new History(await withKeys(visible.sort((one, other) => one.index - other.index)), id);
}

function declarationOf(run) {
  const bytes = run.files.get("declaration.txt") ?? new Uint8Array();
  return new TextDecoder().decode(bytes).replace(/\n$/, "");
}

// Records of keys with what they hold; a key that is none stands with `null`.
async function withKeys(records) {
  for (const record of records.filter((one) => one.kind === "key")) {
    const cose = record.fields["public-key"];
    record.thumbprint = await hashOf(cose);
    record.lineId = await passkeyLineId(record.fields.holder, cose);
    record.publicKey = await readCoseKey(cose).catch((fault) => whyOf(fault) && null);
    [record.rp, record.origin, record.level] = [record.fields.rp, record.fields.origin, record.fields.level];
  }
  return records;
}

async function readReceipts(run) {
  run.receipts = new Map();
  for (const [name, bytes] of run.files) {
    const index = /^proofs\/(0|[1-9][0-9]*)\.txt$/.exec(name)?.[1];
    if (index === undefined) continue;
    try {
      run.receipts.set(Number(index), readReceipt(bytes));
    } catch (fault) {
      run.receipts.set(Number(index), { broken: whyOf(fault) });
    }
  }
}

// Our head with the record, an empty line, then a C2SP tlog-proof with its checkpoint.
function readReceipt(bytes) {
  const text = fromUtf8(bytes);
  const [head, proof] = [text.slice(0, text.indexOf("\n\n") + 1), text.slice(text.indexOf("\n\n") + 2)];
  const lines = head.split("\n");
  if (lines.length !== 5 || lines[0] !== "undersigned/v1 receipt" || FORBIDDEN.test(head)) throw new Broken("not a receipt");
  const value = (line, key) => {
    if (!line.startsWith(`${key} `)) throw new Broken(`the line ${key} is missing`);
    return line.slice(key.length + 1);
  };
  const salt = value(lines[2], "salt");
  const blank = proof.indexOf("\n\n");
  const [first, at, ...path] = proof.slice(0, blank).split("\n");
  if (first !== "c2sp.org/tlog-proof@v1" || blank < 0 || path.length > 63) throw new Broken("not a tlog-proof");
  return {
    index: toInteger(value(lines[1], "index")),
    salt: salt === "-" ? null : fromBase64(salt),
    record: fromBase64(value(lines[3], "record")),
    provenIndex: toInteger(value(at, "index")),
    path: path.map(fromBase64),
    checkpoint: readCheckpoint(toUtf8(proof.slice(blank + 2))),
  };
}

async function askTree(run) {
  const sizes = [...run.history.statements.map((one) => one.fields.seen[0])];
  for (const receipt of run.receipts.values()) if (!receipt.broken) sizes.push(receipt.checkpoint.size);
  if (run.since) sizes.push(run.since.size);
  const wanted = new Set(sizes);
  run.roots = new Map();
  for (const entry of run.entries) {
    if (wanted.has(run.tree.size)) run.roots.set(run.tree.size, await run.tree.root());
    await run.tree.append(await leafHash(entry));
  }
  run.roots.set(run.tree.size, await run.tree.root());
  const { checkpoint, tree } = run;
  const right = checkpoint && tree.size === checkpoint.size && same(run.roots.get(tree.size), checkpoint.root);
  run.ask("verifying.log.root", right ? [] : [{ place: { file: "log/entries" }, why: "another root or size" }]);
}

// Whether a root was the log's at a size: `null` where that size lies before what the bundle has.
function wasRoot(run, size, root) {
  if (size === 0) return hex(root) === EMPTY_ROOT;
  if (size < run.first) return null;
  const known = run.roots.get(size);
  return known !== undefined && same(known, root);
}

async function olderCheckpoint(run, since) {
  const checkpoint = readCheckpoint(readArchive(since).get("log/checkpoint") ?? new Uint8Array());
  await requireLog(run.trust, checkpoint);
  return checkpoint;
}

async function readSince(run, since) {
  try {
    run.since = since && (await olderCheckpoint(run, since));
  } catch (fault) {
    run.say("verifying.log.extends", "failed", {}, { rule: "unreadable", why: whyOf(fault) });
  }
}

function askSince(run, since) {
  if (!since) return run.say("verifying.log.extends", "not-applicable");
  if (!run.since) return undefined;
  const extended = run.roots ? wasRoot(run, run.since.size, run.since.root) : null; // null: there is no log to ask
  const rule = run.since.size > run.tree?.size ? "shorter" : "another-root";
  const particulars = { size: run.since.size, rule };
  if (extended === null) return run.say("verifying.log.extends", "undetermined", {}, particulars);
  return run.say("verifying.log.extends", extended ? "passed" : "failed", {}, particulars);
}

// The threads of the declaration's records, and of the keys that its statements name.
function threadsOf(history) {
  const keys = history.statements.map((one) => history.keys.find((key) => key.thumbprint === one.fields.key));
  const records = [...history.texts, ...history.acts, ...history.contests, ...history.editions, ...keys];
  return new Set(records.map((one) => one?.fields.thread).filter(Boolean));
}

// No commitment about the declaration, or about the keys that signed it, stays closed.
function askThreads(run) {
  const { history } = run;
  const threads = threadsOf(history);
  const closed = [...run.commitments.values()].filter((one) => threads.has(one.fields.thread) && !run.opened.has(one.index));
  run.ask("verifying.thread.opened", closed.map(({ index }) => ({ place: { index }, index })));
}

// Each statement and paper record of the declaration has a receipt that leads to a checkpoint of this log.
async function askReceipts(run) {
  const faults = [];
  const wanted = new Map(run.history.acts.map((record) => [record.index, record]));
  for (const index of new Set([...wanted.keys(), ...run.receipts.keys()])) {
    const [record, receipt] = [wanted.get(index), run.receipts.get(index)];
    const fits = record && receipt && !receipt.broken && (await isReceiptOf(run, record, receipt));
    if (!fits) faults.push({ place: { file: `proofs/${index}.txt` }, index });
  }
  run.ask("verifying.proof.included", faults);
}

async function isReceiptOf(run, record, receipt) {
  const entry = run.entries[record.index - run.first];
  const salt = record.salt ?? null;
  const sameSalt = salt === null ? receipt.salt === null : receipt.salt !== null && same(salt, receipt.salt);
  if (!sameSalt || !same(receipt.record, record.bytes)) return false;
  if (receipt.index !== record.index || receipt.provenIndex !== record.index) return false;
  const { checkpoint } = receipt;
  try {
    const root = await rootByPath(await leafHash(entry), record.index, checkpoint.size, receipt.path);
    await requireLog(run.trust, checkpoint);
    await witnessesOf(run.trust, checkpoint);
    return same(root, checkpoint.root) && wasRoot(run, checkpoint.size, checkpoint.root) === true;
  } catch (fault) {
    return whyOf(fault) && false;
  }
}

// Time stamps of outside authorities are for the other verifier; this one says that it did not look.
function askAnchors(run) {
  const anchors = run.records.filter((one) => one.kind === "anchor");
  for (const { index } of anchors) run.say("verifying.anchor.time", "undetermined", { index }, { entry: index });
  if (!anchors.length) run.say("verifying.anchor.time", "not-applicable");
}
