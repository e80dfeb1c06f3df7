"""The log: appending, checking, proving from files. Each against the bare hashes that it cannot do without.

Goals: appending 10^6 entries at least 0.7 of one leaf and one node hash each; an inclusion check at least 0.5
of its path's hashes; a proof from tiles at 10^6, in a process that has just begun, at most 4 times reading and
hashing three tiles, and at most twice one at 10^4. `BENCH_LOG=100000` measures a smaller log. pymerkle beside.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median

from undersigned.log.merkle import leaf_hash
from undersigned.log.proofs import check_inclusion, make_inclusion
from undersigned.log.tiles import Edge, hashes_from

SIZE = int(os.environ.get("BENCH_LOG", "1000000"))
SMALLER = SIZE // 100
ROUNDS = 5
BATCH = 1_024
CHECKS = 3_000
ENTRY = 1_200  # bytes, as long as a member's signature with its statement

COLD = """
import sys, time
from hashlib import sha256
from pathlib import Path
from undersigned.log.proofs import make_inclusion
from undersigned.log.tiles import Tile, hashes_from
place, size, what = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
def read(tile):
    return (place / tile.path).read_bytes()
def limit(index):
    for level in range(3):
        content = (place / Tile(level=level, index=0).path).read_bytes()[:8192] if level < 2 else bytes(8192)
        for at in range(0, 255 * 32, 32):
            sha256(b"\\1" + content[at : at + 32] + content[at + 32 : at + 64]).digest()
def proof(index):
    make_inclusion(index, size, hashes_from(read, size))
act = limit if what == "limit" else proof
began = time.process_time_ns()
act(size // 3)
print(time.process_time_ns() - began)
"""


def seconds(act: Callable[[], object]) -> float:
    """The CPU time of one run."""
    began = time.process_time()
    act()
    return time.process_time() - began


def appending(entries: list[bytes]) -> Edge:
    """A log of `SIZE` entries in rounds, each beside the bare hashes of as many."""
    edge, ratios, per_second = Edge(), list[float](), list[float]()
    count = SIZE // ROUNDS

    def append() -> None:
        nonlocal edge
        for start in range(0, count, BATCH):
            batch = [entries[at % len(entries)] for at in range(start, min(start + BATCH, count))]
            edge, _ = edge.extended([leaf_hash(entry) for entry in batch])

    def bare() -> None:
        left = right = bytes(32)
        for start in range(0, count, BATCH):
            batch = [entries[at % len(entries)] for at in range(start, min(start + BATCH, count))]
            for entry in batch:
                right = sha256(b"\0" + entry).digest()
                left = sha256(b"\1" + left + right).digest()

    for _ in range(ROUNDS):
        limit, taken = seconds(bare), seconds(append)
        ratios.append(limit / taken)
        per_second.append(count / taken)
    print(
        f"append, {SIZE:,} entries of {ENTRY} B   {median(per_second):>9,.0f}/s   {median(ratios):.2f} of bare hashes (>= 0.7)"
    )
    return edge


def checking(tiles: dict, edge: Edge) -> None:
    """Inclusion checks beside the hashes of their paths."""
    source = hashes_from(tiles.__getitem__, edge.size)
    chance, root = random.Random(1), edge.root()
    cases = [
        (index, source(0, index), make_inclusion(index, edge.size, source))
        for index in (chance.randrange(edge.size) for _ in range(CHECKS))
    ]

    def check() -> None:
        for index, leaf, proof in cases:
            check_inclusion(entry_hash=leaf, index=index, size=edge.size, proof=proof, root=root)

    def bare() -> None:
        for _, leaf, proof in cases:
            reached = leaf
            for sibling in proof:
                reached = sha256(b"\1" + sibling + reached).digest()

    runs = [(seconds(bare), seconds(check)) for _ in range(ROUNDS)]
    print(
        f"inclusion check at {edge.size:,}       {CHECKS / median(taken for _, taken in runs):>9,.0f}/s   {median(limit / taken for limit, taken in runs):.2f} of the path's hashes (>= 0.5)"
    )


def in_a_new_process(place: Path, size: int, what: str) -> float:
    """Microseconds of CPU for one act right after the imports."""
    runs = [
        int(
            subprocess.run(
                [sys.executable, "-c", COLD, str(place), str(size), what],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        / 1_000
        for _ in range(2 * ROUNDS + 1)
    ]
    return median(runs)


def proving(place: Path) -> None:
    """One proof from files in a new process, at two sizes."""
    limit = in_a_new_process(place, SIZE, "limit")
    large, small = (in_a_new_process(place, size, "proof") for size in (SIZE, SMALLER))
    print(
        f"proof from tiles at {SIZE:,}, cold  {large:>7,.0f} µs   {large / limit:.2f} times reading and hashing three tiles (<= 4)"
    )
    print(
        f"the same at {SMALLER:,}               {small:>7,.0f} µs   growth {large / small:.2f} times (<= 2)"
    )


def beside(entries: list[bytes]) -> None:
    """Another library, in memory, at a tenth of the size."""
    from pymerkle import InmemoryTree, verify_inclusion

    count = SIZE // 10
    tree = InmemoryTree(algorithm="sha256")
    appended = seconds(lambda: [tree.append_entry(entries[at % len(entries)]) for at in range(count)])
    chance, root = random.Random(1), tree.get_root()
    places = [chance.randrange(1, count + 1) for _ in range(CHECKS // 3)]
    proofs = []
    proved = seconds(lambda: proofs.extend(tree.prove_inclusion(at, count) for at in places))
    cases = [(tree.get_leaf(at), proof) for at, proof in zip(places, proofs, strict=True)]
    checked = seconds(lambda: [verify_inclusion(leaf, root, proof) for leaf, proof in cases])
    print(
        f"pymerkle, {count:,}: append {count / appended:,.0f}/s, proof {proved / len(places) * 1e6:,.0f} µs warm, check {len(places) / checked:,.0f}/s"
    )


def main() -> None:
    """Print every figure with its goal."""
    chance = random.Random(0)
    entries = [chance.randbytes(ENTRY) for _ in range(1_000)]
    edge = appending(entries)
    hashed = [leaf_hash(entries[at % len(entries)]) for at in range(edge.size)]
    edge, tiles = Edge().extended(hashed)
    checking(tiles, edge)
    with tempfile.TemporaryDirectory() as folder:
        for made in (tiles, Edge().extended(hashed[:SMALLER])[1]):
            for tile, content in made.items():
                file = Path(folder) / tile.path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        proving(Path(folder))
    beside(entries)


if __name__ == "__main__":
    main()
