// Records: the strict text, the kinds with their keys in order, and what each value must look like.

const LONGEST_RECORD_TEXT = 8192;
const LONGEST_ENTRY = 32768;
const MOST_RECORD_LINES = 16;
const FORBIDDEN =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const matching = (pattern) => (text) => {
  if (!pattern.test(text)) throw new Broken(`not in its form: ${text.slice(0, 60)}`);
  return text;
};

function calendarDay(text) {
  matching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)(text);
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text || text < "0001")
    throw new Broken(`no such day: ${text}`);
  return text;
}

function timeOfDay(text) {
  matching(/^.{10}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$/)(text);
  calendarDay(text.slice(0, 10));
  return text;
}

const TYPES = {
  hash: matching(/^sha256:[0-9a-f]{64}$/),
  hex: matching(/^[0-9a-f]{64}$/),
  hex32: matching(/^[0-9a-f]{32}$/),
  integer: toInteger,
  time: timeOfDay,
  day: calendarDay,
  base64: fromBase64,
  code: matching(/^(?!-$)[a-z0-9._/-]+$/),
  id: matching(/^(?!-$)[A-Za-z0-9._@/-]+$/),
  language: matching(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  origin: matching(/^[^ ]+$/),
  words: matching(/^.+$/u),
};

const oneOf = (...values) => matching(new RegExp(`^(${values.join("|")})$`));
const NAMED = {
  act: oneOf("sign", "withdraw"),
  holds: oneOf("member", "clerk"),
  role: oneOf("representative", "substitute", "observer", "partner", "member"),
  level: oneOf("A", "B", "C"),
  identity: oneOf("in-person", "by-video", "by-document", "demonstration"),
  reason: oneOf("lost", "compromised", "replaced", "term-ended", "rp-lost"),
  threshold: oneOf("met", "not-met", "undetermined"),
};

// Key and types; `?` after a key: it may be `-`; `+`: one or more lines.
const KINDS = {
  text:
    "log:origin thread:hex declaration:id assembly:code instrument:code title+:language,words text+:language,hash " +
    "rulebook:code,hash evidence:hash figures:hash opens:day closes?:day",
  roll: "log:origin assembly:code roll:hash members:integer as-of:day source:words",
  key:
    "log:origin thread?:hex assembly:code holder:id role:holds name:words public-key:base64 rp:origin " +
    "origin:origin level:level aaguid:hex32 attestation?:hash identity:identity replaces?:hash",
  revoke: "log:origin thread?:hex holder:id key:hash reason:reason suspect-from?:integer",
  statement:
    "act:act log:origin thread:hex declaration:id manifest:hash title:language,words assembly:code member:id " +
    "name:words role:role delegation:id group?:id roll:hash key:hash day:day seen:integer,base64 " +
    "nonce:base64 not-after:time",
  paper:
    "act:act log:origin thread:hex declaration:id manifest:hash assembly:code roll:hash scan?:hash day:day " +
    "original:words member+:id,words",
  contest: "log:origin thread:hex declaration:id member:id entry:integer reason:words",
  edition:
    "log:origin thread:hex declaration:id manifest:hash edition:integer label:code number?:integer " +
    "doc?:integer tabled?:day counted:integer names:integer counting:integer delegations:integer " +
    "groups:integer withdrawn:integer threshold:threshold list+:language,hash",
  commitment: "thread:hex digest:hash",
  opening: "index:integer salt:base64 record:base64",
  anchor: "size:integer root:base64 token:base64",
  page: "version:words digest:hash",
  release: "version:words digest:hash",
};
const UNSIGNED = ["commitment", "opening", "anchor", "page", "release"];

function readValue(types, text) {
  const parts = text.split(" ");
  const values = types.map((type, at) => {
    const last = at === types.length - 1;
    const part = last ? parts.slice(at).join(" ") : parts[at];
    if (part === undefined || part === "") throw new Broken("a value is missing");
    return (TYPES[type] ?? NAMED[type])(part);
  });
  return values.length === 1 ? values[0] : values;
}

// A text by section 1 of the protocol: kind and fields; a key that may repeat has a list.
function readRecordText(text, longest = LONGEST_RECORD_TEXT) {
  if (toUtf8(text).length > longest || text.normalize("NFC") !== text || FORBIDDEN.test(text))
    throw new Broken("the text is too long, not NFC, or has a character that no record has");
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.some((line) => line === "" || line.trim() !== line || line.includes("  ")))
    throw new Broken("a line is empty, or has a space too many");
  const kind = lines.shift()?.replace(/^undersigned\/v1 /, "");
  if (!Object.hasOwn(KINDS, kind ?? "") || !text.startsWith(`undersigned/v1 ${kind}\n`))
    throw new Broken("not a kind of record");
  const fields = readFields(KINDS[kind].split(" "), lines);
  refuseSizes(kind, fields);
  return { kind, text, fields };
}

function readFields(wanted, lines) {
  const fields = {};
  for (const one of wanted) {
    const [, key, mark, types] = /^([a-z-]+)([?+]?):(.+)$/.exec(one);
    const values = [];
    while (lines.length && lines[0].startsWith(`${key} `) && (mark === "+" || !values.length)) {
      const value = lines.shift().slice(key.length + 1);
      values.push(mark === "?" && value === "-" ? null : readValue(types.split(","), value));
    }
    if (!values.length) throw new Broken(`the line ${key} is missing`);
    fields[key] = mark === "+" ? refuseOrder(key, values) : values[0];
  }
  if (lines.length) throw new Broken(`a line that does not belong there: ${lines[0].slice(0, 60)}`);
  return fields;
}

function refuseOrder(key, values) {
  values.forEach(([name], at) => {
    if (at && inByteOrder(values[at - 1][0], name) >= 0) throw new Broken(`the lines ${key} are out of order`);
  });
  return values;
}

function refuseSizes(kind, fields) {
  const sizes = { statement: [["nonce", 16]], opening: [["salt", 32]], anchor: [["root", 32]], key: [["public-key", 77]] };
  for (const [key, size] of sizes[kind] ?? [])
    if (fields[key].length !== size) throw new Broken(`${key} has not ${size} bytes`);
  if (kind === "statement" && fields.seen[1].length !== 32) throw new Broken("a root has 32 bytes");
  if (kind === "key" && (fields.thread === null) !== (fields.role === "clerk"))
    throw new Broken("members' keys have a thread, and clerks' keys none");
  if (kind === "paper" && fields.scan === null && fields.act === "sign") throw new Broken("a scan is missing");
  if (kind === "edition" && fields.edition < 1) throw new Broken("editions are numbered from 1");
  if (kind === "text" && String(fields.title.map(([one]) => one)) !== String(fields.text.map(([one]) => one)))
    throw new Broken("titles and texts have other languages");
}

// An entry, or the record in an opening: what it is, its lines (none where it needs no signature), its bytes.
function readRecord(bytes) {
  if (bytes.length > LONGEST_ENTRY) throw new Broken("too long");
  const head = fromUtf8(bytes.subarray(0, 64).map((byte) => (byte < 128 ? byte : 63)));
  const isUnsigned = UNSIGNED.some((kind) => head.startsWith(`undersigned/v1 ${kind}\n`));
  if (isUnsigned) return { ...readRecordText(fromUtf8(bytes), LONGEST_ENTRY), lines: [], bytes };
  const note = readNote(bytes, MOST_RECORD_LINES);
  return { ...readRecordText(note.text), lines: note.lines, bytes };
}
