// Bytes, digests and the one way to write each value. Whatever is written otherwise is refused, never mended.

class Broken extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

const toUtf8 = (text) => new TextEncoder().encode(text);

function fromUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Broken("not UTF-8");
  }
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const hashOf = async (bytes) => `sha256:${hex(await sha256(bytes))}`;

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

function fromBase64(text) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Broken("not base64");
  }
  if (toBase64(bytes) !== text) throw new Broken("base64 written in another way than the one");
  return bytes;
}

const toBase64Url = (bytes) => toBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function toInteger(text) {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text) || Number(text) > Number.MAX_SAFE_INTEGER)
    throw new Broken(`not a whole number: ${text.slice(0, 40)}`);
  return Number(text);
}

const inByteOrder = (one, other) => {
  const [a, b] = [toUtf8(one), toUtf8(other)];
  const at = a.findIndex((byte, place) => byte !== b[place]);
  return at < 0 ? a.length - b.length : at >= b.length ? 1 : a[at] - b[at];
};

// RFC 8785: JavaScript writes numbers and strings as that page demands; only the members want sorting.
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(",")}}`;
}

function readCanonicalJson(bytes) {
  const text = fromUtf8(bytes);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Broken("not JSON");
  }
  if (canonicalJson(value) !== text) throw new Broken("not canonical JSON (RFC 8785)");
  return value;
}

// Canonical text v1, rules 1 to 3 of a paragraph.
const WHITE_SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const DIGIT_GROUPS = /(?<![0-9])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])/g;

function canonicalParagraph(text) {
  const oneSpaced = text.normalize("NFC").replace(WHITE_SPACE, " ").replace(/^ | $/g, "");
  return oneSpaced.replace(DIGIT_GROUPS, (number) => number.replaceAll(" ", "\u00a0"));
}
