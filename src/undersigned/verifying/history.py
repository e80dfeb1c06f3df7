"""The log's entries in a bundle: read once in order, then looked up by index.

1. `log/range.txt` says where the entries begin, and gives the roots of the whole subtrees before them.
2. `log/entries` holds each entry with its length before it, in two bytes, to the end of the tree.
3. A commitment is known by its form alone; only the others are kept in mind. So a log of a million
   commitments takes the memory of their hashes.
4. An entry that cannot be one (empty, longer than 32,768 bytes, cut off) ends the reading.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from undersigned.log.encoding import HASH_SIZE, hash_of, number
from undersigned.log.faults import LogError
from undersigned.log.merkle import EMPTY_ROOT, CompactRange, leaf_hash
from undersigned.verifying.archive import Archive
from undersigned.verifying.bundle import ENTRIES, RANGE
from undersigned.verifying.faults import BundleError

LONGEST_ENTRY = 32_768
LONGEST_RANGE = 4_096  # a number and at most 63 roots
_LENGTH = 2
_COMMITMENT = re.compile(rb"undersigned/v1 commitment\nthread ([0-9a-f]{64})\ndigest sha256:([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A record that nobody may read yet: its thread, and the digest of salt and record."""

    thread: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The entries from `before.size` to `size`, by their places in the archive."""

    archive: Archive
    before: CompactRange
    starts: "array[int]"  # where each entry begins in the file, and last where the file ends
    leaves: bytes
    in_clear: tuple[int, ...]  # indexes of the entries that are no commitments

    @property
    def first(self) -> int:
        """The lowest index that can be looked at."""
        return self.before.size

    @property
    def size(self) -> int:
        """The number of entries of the whole tree."""
        return self.first + len(self.leaves) // HASH_SIZE

    def holds(self, index: int) -> bool:
        """Whether the entry of an index can be looked at."""
        return self.first <= index < self.size

    def entry(self, index: int) -> bytes:
        """The entry at an index that is held."""
        start, end = self.starts[index - self.first], self.starts[index - self.first + 1]
        return self.archive.read_at(ENTRIES, start + _LENGTH, end - start - _LENGTH)

    def commitment(self, index: int) -> Commitment | None:
        """The commitment at an index; `None` where there is none."""
        return _commitment(self.entry(index)) if self.holds(index) else None

    def commitments(self) -> Iterator[tuple[int, Commitment]]:
        """All commitments with their indexes, read again."""
        for index, (_, entry) in enumerate(_entries(self.archive), start=self.first):
            found = _commitment(entry)
            if found:
                yield index, found

    def roots(self, sizes: Iterable[int]) -> Mapping[int, bytes]:
        """The root of the first so many entries, for each size within what is held, and for size 0."""
        tree, found = self.before, {0: EMPTY_ROOT}
        for size in sorted(set(sizes)):
            if self.first <= size <= self.size:
                begin, end = tree.size - self.first, size - self.first
                tree = tree.extended(
                    self.leaves[at * HASH_SIZE : (at + 1) * HASH_SIZE] for at in range(begin, end)
                )
                found[size] = tree.root()
        return found


def read_history(archive: Archive) -> History:
    """The entries of a bundle. Raises `BundleError`."""
    if archive.members[RANGE].size > LONGEST_RANGE:
        raise BundleError("range", "the file does not say where the entries begin", RANGE)
    before = _range(archive.read(RANGE))
    starts, leaves, in_clear = array("Q"), bytearray(), list[int]()
    end = 0
    for start, entry in _entries(archive):
        if not _COMMITMENT.fullmatch(entry):
            in_clear.append(before.size + len(starts))
        starts.append(start)
        leaves += leaf_hash(entry)
        end = start + _LENGTH + len(entry)
    starts.append(end)
    return History(
        archive=archive, before=before, starts=starts, leaves=bytes(leaves), in_clear=tuple(in_clear)
    )


def _range(raw: bytes) -> CompactRange:
    try:
        first, *lines = raw.decode("ascii").removesuffix("\n").split("\n")
        size = number(first.removeprefix("first "), "range")
        roots = tuple(hash_of(line.removeprefix("left "), "range") for line in lines)
    except (LogError, UnicodeDecodeError) as fault:
        raise BundleError("range", "the file does not say where the entries begin", RANGE) from fault
    stated = "".join(f"{line}\n" for line in (f"first {size}", *lines)).encode()
    if stated != raw or not all(line.startswith("left ") for line in lines) or len(roots) != size.bit_count():
        raise BundleError("range", "not the roots of the whole subtrees before the first entry", RANGE)
    return CompactRange(size=size, roots=roots)


def _commitment(entry: bytes) -> Commitment | None:
    found = _COMMITMENT.fullmatch(entry)
    return Commitment(thread=found[1].decode(), digest=found[2].decode()) if found else None


def _entries(archive: Archive) -> Iterator[tuple[int, bytes]]:
    """Where each entry begins, and the entry."""
    rest, base = b"", 0
    for piece in archive.stream(ENTRIES):
        held, at = rest + piece, 0
        while len(held) - at >= _LENGTH:
            length = held[at] << 8 | held[at + 1]
            if not 0 < length <= LONGEST_ENTRY:
                raise BundleError("entry-size", f"an entry has 1 to {LONGEST_ENTRY} bytes", ENTRIES)
            if len(held) - at - _LENGTH < length:
                break
            yield base + at, held[at + _LENGTH : at + _LENGTH + length]
            at += _LENGTH + length
        rest, base = held[at:], base + at
    if rest:
        raise BundleError("entry-size", "the last entry is cut off", ENTRIES)
