"""Makes and checks inclusion and consistency proofs (RFC 6962, 2.1.1 and 2.1.2; RFC 9162, 2.1.3, 2.1.4).

1. Sizes first: every hash has 32 bytes; a proof has exactly as many hashes as index and size ask for, so
   at most 63.
2. An index is below the size. A proof does not bind the size: only a signed checkpoint does.
3. The root that a proof leads to is the one expected, byte for byte.
4. Consistency from size 0 is refused: the empty tree is the beginning of every history, so a proof from it
   proves nothing. Between equal sizes the proof is empty and the roots are equal.
5. A proof is made from any source of the hashes of whole subtrees: tiles, a list, a database.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from undersigned.log.encoding import HASH_SIZE
from undersigned.log.faults import LogError
from undersigned.log.merkle import node_hash

MOST_HASHES = 63

# The hash of the whole subtree of 2**level entries that begins at entry index * 2**level.
HashSource = Callable[[int, int], bytes]


def make_inclusion(index: int, size: int, hash_of: HashSource) -> tuple[bytes, ...]:
    """The proof that an entry stands at this index in a tree of this size. Raises `LogError`."""
    _refuse_index(index, size)
    start, end, path = 0, size, list[bytes]()
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            path.append(subtree_root(middle, end, hash_of))
            end = middle
        else:
            path.append(subtree_root(start, middle, hash_of))
            start = middle
    return tuple(reversed(path))


def make_consistency(old: int, new: int, hash_of: HashSource) -> tuple[bytes, ...]:
    """The proof that a tree of size `new` begins with the tree of size `old`. Raises `LogError`."""
    _refuse_sizes(old, new)
    start, end, path = 0, new, list[bytes]()
    while end != old:
        middle = _middle(start, end)
        if old <= middle:
            path.append(subtree_root(middle, end, hash_of))
            end = middle
        else:
            path.append(subtree_root(start, middle, hash_of))
            start = middle
    if start:  # else the last piece is the old root, which the reader has
        path.append(subtree_root(start, end, hash_of))
    return tuple(reversed(path))


def subtree_root(start: int, end: int, hash_of: HashSource) -> bytes:
    """The root over the entries from `start` until `end`, as the tree splits them."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return hash_of(level, start >> level)
    middle = _middle(start, end)
    return node_hash(subtree_root(start, middle, hash_of), subtree_root(middle, end, hash_of))


def check_inclusion(*, entry_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Refuse, unless the proof leads from the leaf hash at this index to this root. Raises `LogError`."""
    _refuse_index(index, size)
    _refuse_lengths(entry_hash, root, *proof)
    below = (index ^ (size - 1)).bit_length()  # from here upwards the path runs along the right edge
    if len(proof) != below + (index >> below).bit_count():
        raise LogError("inclusion-length", f"{len(proof)} hashes are too many or too few for this place")
    node, place = entry_hash, index
    for sibling in proof[:below]:
        node = sha256(b"\1" + sibling + node if place & 1 else b"\1" + node + sibling).digest()
        place >>= 1
    for sibling in proof[below:]:
        node = sha256(b"\1" + sibling + node).digest()
    if node != root:
        raise LogError("inclusion-root", f"the proof of entry {index} does not lead to the checkpoint's root")


def check_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse, unless the newer tree begins with the older. Raises `LogError`."""
    _refuse_sizes(old, new)
    _refuse_lengths(old_root, new_root, *proof)
    if old == new:
        _refuse_unequal_length(len(proof), 0)
        if old_root != new_root:
            raise LogError("consistency-new-root", f"two trees of size {new} have different roots")
        return
    whole = (old & -old).bit_length() - 1  # the old tree's last whole subtree has 2**whole entries
    below = ((old - 1) ^ (new - 1)).bit_length() - whole
    path = proof if old & (old - 1) else (old_root, *proof)  # a whole tree is its own first node
    _refuse_unequal_length(len(path), 1 + below + ((old - 1) >> (whole + below)).bit_count())
    older = newer = path[0]
    place = (old - 1) >> whole
    for sibling in path[1 : 1 + below]:
        if place & 1:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
        else:
            newer = node_hash(newer, sibling)
        place >>= 1
    for sibling in path[1 + below :]:
        older, newer = node_hash(sibling, older), node_hash(sibling, newer)
    if older != old_root:
        raise LogError("consistency-old-root", f"the proof does not lead to the root of size {old}")
    if newer != new_root:
        raise LogError("consistency-new-root", f"the proof does not lead to the root of size {new}")


def _middle(start: int, end: int) -> int:
    return start + (1 << (end - start - 1).bit_length() - 1)


def _refuse_index(index: int, size: int) -> None:
    if not 0 <= index < size < 1 << MOST_HASHES:
        raise LogError("inclusion-index", f"a tree of size {size} has no entry {index}")


def _refuse_sizes(old: int, new: int) -> None:
    if not 0 < old <= new < 1 << MOST_HASHES:
        raise LogError("consistency-sizes", f"nothing can be proved from size {old} to size {new}")


def _refuse_lengths(*hashes: bytes) -> None:
    if set(map(len, hashes)) != {HASH_SIZE}:
        raise LogError("hash-length", f"every hash has {HASH_SIZE} bytes")


def _refuse_unequal_length(given: int, wanted: int) -> None:
    if given != wanted:
        raise LogError("consistency-length", f"{given} hashes are too many or too few for these sizes")
