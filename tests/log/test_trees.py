"""The tree for every size to 300: by its definition, by compact range, by tiles, beside another library."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from tests.log.trees import entry, leaves, root, whole

from undersigned.log.faults import LogError
from undersigned.log.merkle import EMPTY_ROOT, CompactRange, node_hash
from undersigned.log.proofs import (
    check_consistency,
    check_inclusion,
    make_consistency,
    make_inclusion,
    subtree_root,
)
from undersigned.log.tiles import Edge, Tile, edge_from, hashes_from, tiles_of

LARGEST = 300
SIZES = st.integers(1, LARGEST)


def by_definition(of):
    """RFC 6962, 2.1, word for word."""
    if not of:
        return sha256(b"").digest()
    if len(of) == 1:
        return of[0]
    split = 1
    while 2 * split < len(of):
        split *= 2
    return node_hash(by_definition(of[:split]), by_definition(of[split:]))


def tiles_from_nothing(size):
    return Edge().extended(leaves(size))[1]


@pytest.mark.parametrize("size", [*range(20), 127, 128, 129, 255, 256, 257, 300])
def test_the_root_is_that_of_the_definition(size):
    """The definition, the row, the compact range and the edge of tiles agree."""
    expected = by_definition(leaves(size))

    assert root(size) == expected
    assert CompactRange().extended(leaves(size)).root() == expected
    assert Edge().extended(leaves(size))[0].root() == expected


def test_the_roots_are_those_of_another_library():
    """pymerkle has the same root at every size to 300."""
    other, tree = InmemoryTree(algorithm="sha256"), CompactRange()

    for leaf in leaves(LARGEST):
        other.append_entry(entry(tree.size))
        tree = tree.extended([leaf])
        assert other.get_root() == tree.root()


def test_every_entry_of_every_size_is_proved():
    """Inclusion for each index and size to 64; any other index is refused with the same proof."""
    for size in range(1, 65):
        for index in range(size):
            proof = make_inclusion(index, size, whole)
            check_inclusion(
                entry_hash=leaves(size)[index], index=index, size=size, proof=proof, root=root(size)
            )


def test_every_smaller_size_is_proved_consistent():
    """Consistency for each pair of sizes to 64."""
    for new in range(1, 65):
        for old in range(1, new + 1):
            proof = make_consistency(old, new, whole)
            check_consistency(old=old, new=new, old_root=root(old), new_root=root(new), proof=proof)


@pytest.mark.slow
def test_every_entry_of_every_size_to_300_is_proved():
    """Each index of each size, and each smaller size with it."""
    for size in range(1, LARGEST + 1):
        for index, leaf in enumerate(leaves(size)):
            proof = make_inclusion(index, size, whole)
            check_inclusion(entry_hash=leaf, index=index, size=size, proof=proof, root=root(size))
            proof = make_consistency(index + 1, size, whole)
            check_consistency(
                old=index + 1, new=size, old_root=root(index + 1), new_root=root(size), proof=proof
            )


def test_every_size_to_300_is_proved_from_its_tiles():
    """One entry and one smaller size of each size, by tiles alone."""
    tiles = {}
    for size in range(1, LARGEST + 1):
        tiles |= Edge().extended(leaves(size))[1]
        source = hashes_from(tiles.__getitem__, size)
        index = size * size % 257 % size
        proof = make_inclusion(index, size, source)
        check_inclusion(entry_hash=leaves(size)[index], index=index, size=size, proof=proof, root=root(size))
        proof = make_consistency(index + 1, size, source)
        check_consistency(old=index + 1, new=size, old_root=root(index + 1), new_root=root(size), proof=proof)


@given(size=SIZES, data=st.data())
def test_tiles_give_the_proofs_of_the_definition(size, data):
    """Proofs made from tiles are those made from the hashes themselves."""
    index = data.draw(st.integers(0, size - 1))
    source = hashes_from(tiles_from_nothing(size).__getitem__, size)

    assert make_inclusion(index, size, source) == make_inclusion(index, size, whole)
    assert make_consistency(index + 1, size, source) == make_consistency(index + 1, size, whole)


@given(size=SIZES, data=st.data())
def test_a_proof_proves_nothing_else(size, data):
    """With one thing changed (index, leaf, a hash) an inclusion proof is refused."""
    index = data.draw(st.integers(0, size - 1))
    proof = make_inclusion(index, size, whole)
    right = {
        "entry_hash": leaves(size)[index],
        "index": index,
        "size": size,
        "proof": proof,
        "root": root(size),
    }
    other = data.draw(st.integers(0, LARGEST).filter(lambda other: other != index))
    changes = [{"index": other}, {"entry_hash": leaves(LARGEST + 1)[other]}, {"proof": (*proof, root(3))}]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changes += [{"proof": (*proof[:at], root(2), *proof[at + 1 :])}, {"proof": proof[:-1]}]

    check_inclusion(**right)
    for change in changes:
        with pytest.raises(LogError):
            check_inclusion(**{**right, **change})


@given(old=SIZES, new=SIZES, data=st.data())
def test_a_consistency_proof_proves_nothing_else(old, new, data):
    """With one thing changed (a size, a root, a hash) a consistency proof is refused."""
    old, new = sorted((old, new))
    proof = make_consistency(old, new, whole)
    right = {"old": old, "new": new, "old_root": root(old), "new_root": root(new), "proof": proof}
    changes = [{"old_root": root(0)}, {"new_root": root(0)}, {"proof": (*proof, root(3))}, {"old": 0}]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changes += [{"proof": (*proof[:at], root(0), *proof[at + 1 :])}, {"proof": proof[:-1]}]

    check_consistency(**right)
    for change in changes:
        with pytest.raises(LogError):
            check_consistency(**{**right, **change})


@given(cuts=st.lists(st.integers(0, LARGEST), max_size=5), size=SIZES)
def test_it_does_not_matter_in_which_steps_entries_come(cuts, size):
    """Edge and compact range are the same whether entries come one by one or together; so are the tiles."""
    stops = sorted({*(cut for cut in cuts if cut < size), size})
    edge, tree, tiles, start = Edge(), CompactRange(), {}, 0

    for stop in stops:
        edge, more = edge.extended(leaves(size)[start:stop])
        tree = tree.extended(leaves(size)[start:stop])
        tiles |= more
        start = stop

    assert (edge, tree) == (Edge().extended(leaves(size))[0], CompactRange().extended(leaves(size)))
    assert tiles_from_nothing(size).items() <= tiles.items()
    assert edge_from(tiles.__getitem__, size) == edge


@pytest.mark.slow
def test_a_log_of_70000_entries_has_its_tiles_and_proofs():
    """Three levels of tiles: shapes, edge and proofs at both ends and in the middle."""
    size = 70_000
    hashed = [sha256(b"%d" % number).digest() for number in range(size)]
    edge, tiles = Edge().extended(hashed)
    source = hashes_from(tiles.__getitem__, size)

    assert set(tiles_of(size)) == set(tiles)
    assert edge_from(tiles.__getitem__, size) == edge
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        proof = make_inclusion(index, size, source)
        check_inclusion(entry_hash=hashed[index], index=index, size=size, proof=proof, root=edge.root())


def test_the_root_of_nothing_is_the_digest_of_nothing():
    """An empty tree, by every way."""
    assert CompactRange().root() == Edge().root() == EMPTY_ROOT == sha256(b"").digest()


def test_a_tile_knows_the_smallest_tree_that_has_it():
    """A tile is not covered before its last hash is."""
    assert Tile(level=0, index=0, width=5).covers == 5
    assert Tile(level=1, index=0, width=1).covers == 256
    assert Tile(level=-1, index=2).covers == 768


def test_a_subtree_is_hashed_as_the_tree_splits_it():
    """Any range that begins where the tree splits."""
    assert subtree_root(0, 7, whole) == root(7)
    assert subtree_root(4, 7, whole) == node_hash(node_hash(*leaves(7)[4:6]), leaves(7)[6])
