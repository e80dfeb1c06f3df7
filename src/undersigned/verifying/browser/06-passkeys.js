// What a passkey's assertion over a record's text shows, rule by rule.

const COSE_HEAD = "a5010203262001215820";
const [UP, UV, BE, BS, AT, ED] = [0x01, 0x04, 0x08, 0x10, 0x40, 0x80];

// x and y of an ES256 key in the one form that is allowed; WebCrypto refuses a point that is not on the curve.
async function readCoseKey(bytes) {
  if (bytes.length !== 77 || hex(bytes.subarray(0, 10)) !== COSE_HEAD || hex(bytes.subarray(42, 45)) !== "225820")
    throw new Broken("not an ES256 key in its one form");
  const point = joined(Uint8Array.of(4), bytes.subarray(10, 42), bytes.subarray(45));
  try {
    return await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  } catch {
    throw new Broken("the point does not lie on the curve");
  }
}

async function passkeyLineId(holder, cose) {
  const digest = await sha256(joined(toUtf8(`${holder}\n`), Uint8Array.of(0xff), toUtf8("undersigned/v1 passkey\n"), cose));
  return hex(digest.subarray(0, 4));
}

function readAssertion(signature) {
  const parts = splitEntries(signature);
  if (parts.length !== 3) throw new Broken("an assertion has three parts");
  const [authenticator, client, proof] = parts;
  return { authenticator, client, proof };
}

const flagsOf = (assertion) => assertion.authenticator[32] ?? 0;
const counterOf = (assertion) => new DataView(assertion.authenticator.slice(33, 37).buffer).getUint32(0);

// The codes of the rules that an assertion breaks: none of them where all is well.
async function assertionFaults(key, text, assertion) {
  const faults = [];
  if (!(await isInContext(key, text, assertion.client))) faults.push("verifying.assertion.context");
  if (!(await hasRightFlags(key, assertion.authenticator))) faults.push("verifying.assertion.flags");
  if (!(await isEs256(key.publicKey, assertion))) faults.push("verifying.assertion.signature");
  return faults;
}

async function isInContext(key, text, client) {
  let said;
  try {
    const json = fromUtf8(client);
    said = JSON.parse(json);
    if (said === null || Array.isArray(said) || typeof said !== "object") return false;
    if (hasDoubledMembers(json)) return false;
  } catch {
    return false;
  }
  const challenge = toBase64Url(await sha256(toUtf8(text)));
  const right = said.type === "webauthn.get" && said.challenge === challenge && said.origin === key.origin;
  const framed = Object.hasOwn(said, "topOrigin") || (Object.hasOwn(said, "crossOrigin") && said.crossOrigin !== false);
  return right && !framed;
}

// Names at the top level of an object, as written; `JSON.parse` keeps the last of two and says nothing.
function hasDoubledMembers(json) {
  const names = [];
  let depth = 0;
  const tokens = json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs);
  for (const [token, colon] of tokens) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (colon !== undefined && depth === 1) names.push(JSON.parse(token.slice(0, -colon.length)));
  }
  return new Set(names).size !== names.length;
}

async function hasRightFlags(key, authenticator) {
  if (authenticator.length < 37) return false;
  const flags = authenticator[32];
  const exact = authenticator.length === 37 || flags & ED;
  const backup = Boolean(flags & BE) === key.isSynced && !(flags & BS && !(flags & BE));
  const rp = same(authenticator.subarray(0, 32), await sha256(toUtf8(key.rp)));
  return Boolean(exact && rp && backup && flags & UP && flags & UV && !(flags & AT) && (authenticator.length > 37 || !(flags & ED)));
}

async function isEs256(publicKey, assertion) {
  let pair;
  try {
    pair = readDer(assertion.proof);
  } catch {
    return false;
  }
  const message = joined(assertion.authenticator, await sha256(assertion.client));
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, publicKey, pair, message);
}

// SEQUENCE of two INTEGERs in DER, as the 64 bytes that WebCrypto wants.
function readDer(der) {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Broken("not DER");
  let at = 2;
  const numbers = [0, 1].map(() => {
    const size = der[at + 1];
    const number = der.subarray(at + 2, at + 2 + size);
    const padded = number[0] === 0 && number.length > 1 && !(number[1] & 0x80);
    if (der[at] !== 0x02 || !size || number.length !== size || number[0] & 0x80 || padded) throw new Broken("not DER");
    at += 2 + size;
    const digits = number[0] === 0 ? number.subarray(1) : number;
    if (digits.length > 32) throw new Broken("not a number of this curve");
    return joined(new Uint8Array(32 - digits.length), digits);
  });
  if (at !== der.length) throw new Broken("not DER");
  return joined(...numbers);
}
