// The bundle's archive, read without leniency: stored files one after another, their directory, the end.
// Every byte of the archive's own parts has the one value that it may have.

const LOCAL = 0x04034b50;
const DIRECTORY = 0x02014b50;
const END = 0x06054b50;
const MOST_FILES = 4096;
const MOST_BYTES = 512 * 1024 * 1024;
const VERSION = 20;
const FIRST_DAY = 0x21; // 1980-01-01

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

class Fields {
  constructor(bytes, at, size) {
    if (at < 0 || at + size > bytes.length) throw new Broken("the archive ends too early");
    this.view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
    this.at = 0;
  }

  short() {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }

  long() {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  must(value, ...expected) {
    if (!expected.includes(value)) throw new Broken("the archive has a field that a bundle does not have");
  }
}

// Each file by its name. Throws `Broken`.
function readArchive(bytes) {
  if (bytes.length > MOST_BYTES) throw new Broken("the archive is too large");
  const end = new Fields(bytes, bytes.length - 22, 22);
  end.must(end.long(), END);
  end.must(end.long(), 0); // no other disks
  const count = end.short();
  end.must(end.short(), count);
  const [size, start] = [end.long(), end.long()];
  end.must(end.short(), 0); // no comment
  if (count > MOST_FILES) throw new Broken("the archive has too many files");
  if (start + size !== bytes.length - 22) throw new Broken("the archive's directory is not where it must be");
  return readFiles(bytes, count, start);
}

function readFiles(bytes, count, start) {
  const files = new Map();
  let [local, directory, before] = [0, start, ""];
  for (let number = 0; number < count; number += 1) {
    const entry = readDirectoryEntry(bytes, directory);
    if (number && !(before < entry.name)) throw new Broken(`${entry.name} is out of order, or stands twice`);
    if (entry.offset !== local) throw new Broken(`${entry.name} is not where it must be`);
    const content = readLocalFile(bytes, entry, start);
    files.set(entry.name, content.bytes);
    [local, directory, before] = [content.end, entry.end, entry.name];
  }
  if (local !== start || directory !== bytes.length - 22) throw new Broken("there are bytes between the files");
  return files;
}

function readDirectoryEntry(bytes, at) {
  const fields = new Fields(bytes, at, 46);
  fields.must(fields.long(), DIRECTORY);
  fields.must(fields.short(), VERSION);
  const described = readDescription(fields);
  fields.must(fields.short(), 0); // no comment
  fields.must(fields.long(), 0); // disk, internal attributes
  fields.must(fields.long(), 0); // external attributes
  const offset = fields.long();
  return { ...described, offset, name: nameAt(bytes, at + 46, described.nameSize), end: at + 46 + described.nameSize };
}

function readLocalFile(bytes, entry, limit) {
  const fields = new Fields(bytes, entry.offset, 30);
  fields.must(fields.long(), LOCAL);
  const described = readDescription(fields);
  const from = entry.offset + 30 + described.nameSize;
  const end = from + described.size;
  if (nameAt(bytes, entry.offset + 30, described.nameSize) !== entry.name || end > limit)
    throw new Broken(`${entry.name} is described in two ways`);
  if (described.size !== entry.size || described.crc !== entry.crc)
    throw new Broken(`${entry.name} is described in two ways`);
  const content = bytes.subarray(from, end);
  if (crc32(content) !== entry.crc) throw new Broken(`${entry.name} is damaged`);
  return { bytes: content, end };
}

// What the directory and the file itself both say: stored, of the first day, no extra fields.
function readDescription(fields) {
  fields.must(fields.short(), VERSION);
  fields.must(fields.short(), 0); // flags
  fields.must(fields.short(), 0); // stored
  fields.must(fields.short(), 0); // midnight
  fields.must(fields.short(), FIRST_DAY);
  const [crc, packed, size, nameSize] = [fields.long(), fields.long(), fields.long(), fields.short()];
  fields.must(packed, size);
  fields.must(fields.short(), 0); // no extra field
  return { crc, size, nameSize };
}

function nameAt(bytes, at, size) {
  const name = String.fromCharCode(...bytes.subarray(at, at + size));
  const parts = name.split("/");
  if (!/^[A-Za-z0-9._/-]+$/.test(name) || parts.some((part) => part === "" || part === "." || part === ".."))
    throw new Broken("a file has a name that a bundle does not have");
  return name;
}
