// The Merkle tree of RFC 6962: leaves appended to the roots of full subtrees on the left, largest first.

const EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; // SHA-256 of nothing

const leafHash = (entry) => sha256(joined(Uint8Array.of(0), entry));
const nodeHash = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

class Tree {
  // `first` entries are known by the roots of the full subtrees that cover them only.
  constructor(first, left) {
    const peaks = first.toString(2).replaceAll("0", "").length;
    if (left.length !== (first ? peaks : 0) || left.some((hash) => hash.length !== 32))
      throw new Broken("these are not the roots of the subtrees on the left");
    this.size = first;
    this.peaks = [...left];
  }

  async append(leaf) {
    let hash = leaf;
    for (let size = BigInt(this.size); size & 1n; size >>= 1n) hash = await nodeHash(this.peaks.pop(), hash);
    this.peaks.push(hash);
    this.size += 1;
  }

  async root() {
    if (!this.size) return sha256(new Uint8Array());
    let root = this.peaks.at(-1);
    for (const peak of this.peaks.slice(0, -1).reverse()) root = await nodeHash(peak, root);
    return root;
  }
}

// The root that an inclusion path leads to (RFC 9162, 2.1.3.2). Throws `Broken`.
async function rootByPath(leaf, index, size, path) {
  if (index >= size) throw new Broken("the index lies beyond the tree");
  let [at, last, root] = [BigInt(index), BigInt(size - 1), leaf];
  for (const hash of path) {
    if (hash.length !== 32 || last === 0n) throw new Broken("the path has another length");
    if (at & 1n || at === last) {
      root = await nodeHash(hash, root);
      while (!(at & 1n) && at) [at, last] = [at >> 1n, last >> 1n];
    } else {
      root = await nodeHash(root, hash);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last !== 0n) throw new Broken("the path has another length");
  return root;
}

// Entries as the bundle has them: two bytes of length, big-endian, then the entry.
function splitEntries(bytes) {
  const entries = [];
  for (let at = 0; at < bytes.length; ) {
    const size = at + 2 <= bytes.length ? bytes[at] * 256 + bytes[at + 1] : Infinity;
    if (at + 2 + size > bytes.length) throw new Broken("the last entry is cut off");
    entries.push(bytes.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return entries;
}

function readRange(bytes) {
  const lines = fromUtf8(bytes).split("\n");
  if (lines.pop() !== "" || !lines[0]?.startsWith("first ")) throw new Broken("not a range");
  const first = toInteger(lines[0].slice("first ".length));
  const left = lines.slice(1).map((line) => {
    if (!line.startsWith("left ")) throw new Broken("not a range");
    return fromBase64(line.slice("left ".length));
  });
  return { first, left };
}
