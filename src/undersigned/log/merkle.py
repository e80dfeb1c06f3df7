"""The tree: leaf, node and root hashes (RFC 6962, 2.1; the same in RFC 9162, 2.1.1), with SHA-256.

1. A leaf's hash is SHA-256 of 0x00 and the entry; a node's is SHA-256 of 0x01, left and right.
2. The root of no entries is SHA-256 of nothing.
3. A tree splits at the largest power of two below its size. The last node of a level is never doubled.
4. A compact range holds the roots of the whole subtrees that a size is made of, the largest first: one for
   each bit that is set in the size. It is all that appending needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from undersigned.log.encoding import HASH_SIZE

EMPTY_ROOT = sha256().digest()
_PAIR = 2 * HASH_SIZE


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\1" + left + right).digest()


def whole_root(row: bytes) -> bytes:
    """The root over a row of hashes laid end to end, whose number is a power of two."""
    while len(row) > HASH_SIZE:
        row = b"".join([sha256(b"\1" + row[at : at + _PAIR]).digest() for at in range(0, len(row), _PAIR)])
    return row


def whole_roots(row: bytes) -> tuple[bytes, ...]:
    """The roots of the whole subtrees that a row of hashes is made of, the largest first."""
    roots, at, count = [], 0, len(row) // HASH_SIZE
    for bit in reversed(range(count.bit_length())):
        if count >> bit & 1:
            end = at + (HASH_SIZE << bit)
            roots.append(whole_root(row[at:end]))
            at = end
    return tuple(roots)


def joined(roots: Sequence[bytes]) -> bytes:
    """The one root over the roots of whole subtrees, the largest first."""
    if not roots:
        return EMPTY_ROOT
    root = roots[-1]
    for left in reversed(roots[:-1]):
        root = node_hash(left, root)
    return root


def root_of(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root of a tree with these leaves."""
    return joined(whole_roots(b"".join(leaf_hashes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactRange:
    """A tree of `size` entries by the roots of its whole subtrees, the largest first."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def extended(self, leaf_hashes: Iterable[bytes]) -> "CompactRange":
        """The range with these leaves after those it has."""
        size, roots = self.size, list(self.roots)
        for leaf in leaf_hashes:
            node, filled = leaf, size
            while filled & 1:  # two whole subtrees of one size are one of twice the size
                node = node_hash(roots.pop(), node)
                filled >>= 1
            roots.append(node)
            size += 1
        return CompactRange(size=size, roots=tuple(roots))

    def root(self) -> bytes:
        """The root of the whole tree."""
        return joined(self.roots)
