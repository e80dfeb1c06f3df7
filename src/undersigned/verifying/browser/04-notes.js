// Signed notes, verifier keys, the trust file, checkpoints and cosignatures (C2SP).

const NOTE_KEY = 0x01;
const WITNESS_KEY = 0x04;
const KEY_NAME = /^[^\x00- \x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff+]+$/u;
const FIELD = 2n ** 255n - 19n;
const LOW_ORDER = new Set([
  0n,
  1n,
  FIELD - 1n,
  littleEndian("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
  littleEndian("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
]);

function littleEndian(hexadecimal) {
  return BigInt(`0x${hexadecimal.match(/../g).reverse().join("")}`);
}

function isPoint(bytes) {
  if (bytes.length !== 32) return false;
  const y = littleEndian(hex(bytes)) & (2n ** 255n - 1n);
  return y < FIELD && !LOW_ORDER.has(y);
}

async function isEd25519(publicKey, signature, message) {
  if (signature.length !== 64 || !isPoint(publicKey) || !isPoint(signature.subarray(0, 32))) return false;
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, message);
}

// A note: its text (with the last line feed) and its signature lines. Throws `Broken`.
function readNote(bytes, mostLines) {
  const whole = fromUtf8(bytes);
  const blank = whole.lastIndexOf("\n\n");
  if (blank < 0 || !whole.endsWith("\n") || /[\x00-\x09\x0b-\x1f]/.test(whole)) throw new Broken("not a note");
  const text = whole.slice(0, blank + 1);
  const lines = whole.slice(blank + 2, -1).split("\n");
  if (toUtf8(text).length > 8192) throw new Broken("the text is too long");
  if (lines.length > mostLines) throw new Broken("there are too many signature lines");
  return { text, lines: lines.map(readSignatureLine) };
}

function readSignatureLine(line) {
  const [dash, name, content, ...more] = line.split(" ");
  if (dash !== "—" || more.length || !content || toUtf8(line).length > 8192) throw new Broken("not a signature line");
  if (!KEY_NAME.test(name) || toUtf8(name).length > 255) throw new Broken("not the name of a key");
  const bytes = fromBase64(content);
  if (bytes.length <= 4) throw new Broken("a signature line holds no signature");
  return { name, keyId: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

async function readVerifierKey(text) {
  const [name, identity, ...rest] = text.split("+");
  const content = fromBase64(rest.join("+"));
  const key = { name, kind: content[0], bytes: content.subarray(1), keyId: identity, text };
  const digest = await sha256(joined(toUtf8(`${name}\n`), content));
  if (!KEY_NAME.test(name) || toUtf8(name).length > 255 || hex(digest.subarray(0, 4)) !== identity)
    throw new Broken("not a verifier key");
  if (![NOTE_KEY, WITNESS_KEY].includes(key.kind) || !isPoint(key.bytes)) throw new Broken("not an Ed25519 key");
  return key;
}

const isLineOf = (key) => (line) => line.name === key.name && line.keyId === key.keyId;

// Whether a key signed a note: true, false where it has no line, `Broken` where its line does not fit.
async function hasSigned(note, key) {
  const lines = note.lines.filter(isLineOf(key));
  for (const line of lines) if (!(await fits(note, key, line))) throw new Broken(`the line of ${key.name} does not fit`);
  return lines.length > 0;
}

function fits(note, key, line) {
  if (key.kind === NOTE_KEY) return isEd25519(key.bytes, line.signature, toUtf8(note.text));
  if (line.signature.length !== 72) return false;
  const seconds = new DataView(line.signature.slice(0, 8).buffer).getBigUint64(0);
  if (seconds < 1n || seconds >= 2n ** 63n) return false;
  const message = toUtf8(`cosignature/v1\ntime ${seconds}\n${note.text}`);
  return isEd25519(key.bytes, line.signature.subarray(8), message);
}

function readCheckpoint(bytes) {
  const note = readNote(bytes, 64);
  const [origin, size, root, ...extensions] = note.text.slice(0, -1).split("\n");
  if (!origin || root === undefined || extensions.includes("")) throw new Broken("not a checkpoint");
  const checkpoint = { note, origin, size: toInteger(size), root: fromBase64(root) };
  if (checkpoint.root.length !== 32) throw new Broken("a root has 32 bytes");
  return checkpoint;
}

// Whom a verifier believes. Throws `Broken`.
async function readTrust(bytes) {
  const trust = { log: null, witnesses: new Map(), groups: new Map(), quorum: null, registrars: [], keys: new Set() };
  const text = fromUtf8(bytes);
  if (bytes.length > 65536 || /[\x00-\x08\x0b-\x1f\x7f]/.test(text) || !text.endsWith("\n"))
    throw new Broken("a trust file is at most 65,536 bytes of lines");
  for (const line of text.split("\n")) {
    const words = line.replace(/^[ \t]+|[ \t]+$/g, "").split(/[ \t]+/);
    if (words[0] !== "" && !words[0].startsWith("#")) await readTrustLine(trust, words);
  }
  if (!trust.log || trust.quorum === null) throw new Broken("a trust file names one log and its quorum");
  if (trust.registrars.length < 2) throw new Broken("a trust file names two registrars or more");
  return trust;
}

async function readTrustLine(trust, [word, ...rest]) {
  const known = (name) => trust.witnesses.has(name) || trust.groups.has(name);
  const isNew = (name) => name !== "none" && !known(name);
  if (word === "log" && !trust.log && [1, 2].includes(rest.length)) {
    trust.log = await newKey(trust, NOTE_KEY, rest[0]);
  } else if (word === "registrar" && rest.length === 1) {
    trust.registrars.push(await newKey(trust, NOTE_KEY, rest[0]));
  } else if (word === "witness" && [2, 3].includes(rest.length) && isNew(rest[0])) {
    trust.witnesses.set(rest[0], await newKey(trust, WITNESS_KEY, rest[1]));
  } else if (word === "group" && rest.length > 2 && isNew(rest[0])) {
    trust.groups.set(rest[0], readGroup(trust, known, rest.slice(1)));
  } else if (word === "quorum" && trust.quorum === null && rest.length === 1) {
    if (rest[0] !== "none" && !known(rest[0])) throw new Broken("the quorum is not named before it");
    [trust.quorum] = rest;
  } else {
    throw new Broken(`not a line of a trust file: ${word}`);
  }
}

function readGroup(trust, known, [number, ...members]) {
  const taken = [...trust.groups.values()].flatMap((group) => group.members);
  if (!members.every((member, at) => known(member) && ![...taken, ...members.slice(0, at)].includes(member)))
    throw new Broken("a group has a member that is not named before it, or is in a group already");
  const needed = number === "any" ? 1 : number === "all" ? members.length : toInteger(number);
  if (needed < 1 || needed > members.length) throw new Broken("a group wants more members than it has");
  return { needed, members };
}

// Nobody is two of those whom a file names.
async function newKey(trust, kind, text) {
  const key = await readVerifierKey(text);
  if (key.kind !== kind || trust.keys.has(hex(key.bytes))) throw new Broken("a key of another type, or one that stands twice");
  trust.keys.add(hex(key.bytes));
  return key;
}

// Whether a witness, or a group of them, saw it.
function isMet(trust, name, seenBy) {
  const group = trust.groups.get(name);
  if (!group) return seenBy.has(name);
  return group.members.filter((member) => isMet(trust, member, seenBy)).length >= group.needed;
}

// A trust file in one form, so that two can be compared.
const asBelieved = (trust) =>
  canonicalJson({
    log: trust.log.text,
    witnesses: [...trust.witnesses].map(([name, key]) => `${name} ${key.text}`).sort(),
    groups: [...trust.groups].map(([name, group]) => `${name} ${group.needed} ${[...group.members].sort()}`).sort(),
    quorum: trust.quorum,
    registrars: trust.registrars.map((key) => key.text).sort(),
  });
