"""Derives the whole log again from its entries, and compares it with every file that it shows.

1. Both checkpoints are signed by a known key of the log, and the shown one is not above the recorded one.
2. Every bundle up to the recorded size is there and holds as many entries as its width.
3. Every tile is what its entries make it, byte for byte.
4. The roots of both checkpoints are those of the entries.

One bundle is in memory at a time. Tiles that no checkpoint covers (after a stop) are not looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass

from undersigned.log.checkpoint import SignedCheckpoint
from undersigned.log.directory import LogDirectory
from undersigned.log.faults import LogError
from undersigned.log.merkle import leaf_hash
from undersigned.log.tiles import WIDTH, Edge, Tile, bundles_of, checked, entries_in, tile_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A file that is not what it should be, and the rule that says so."""

    rule: str
    path: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rederivation:
    """How far the log was derived again, and what differs."""

    size: int
    root: bytes
    differences: tuple[Difference, ...]


def rederived(log: LogDirectory) -> Rederivation:
    """Derive the log again and compare; what is wrong in it is among the differences, never raised."""
    reading = _Rederiving(log)
    recorded = reading.checkpoint("recorded", log.recorded)
    shown = reading.checkpoint("checkpoint", log.checkpoint)
    size = recorded.checkpoint.size if recorded else shown.checkpoint.size if shown else 0
    shown_size = shown.checkpoint.size if shown else 0
    if shown_size > size:
        reading.differs("log-unrecorded", "checkpoint", f"size {shown_size} is shown, {size} is recorded")
    roots = reading.derive(size, {size, shown_size})
    for path, signed in (("recorded", recorded), ("checkpoint", shown)):
        of_size = signed.checkpoint.size if signed else -1
        if signed and of_size in roots and roots[of_size] != signed.checkpoint.root:
            reading.differs("log-root", path, f"not the root of the {of_size} entries that are here")
    return Rederivation(
        size=reading.edge.size, root=reading.edge.root(), differences=tuple(reading.differences)
    )


class _Rederiving:
    def __init__(self, log: LogDirectory) -> None:
        self.log = log
        self.edge = Edge()
        self.differences: list[Difference] = []

    def differs(self, rule: str, path: str, said: str) -> None:
        self.differences.append(Difference(rule=rule, path=path, said=said))

    def checkpoint(self, path: str, read: Callable[[], SignedCheckpoint]) -> SignedCheckpoint | None:
        try:
            return read()
        except LogError as fault:
            self.differs(fault.rule, path, str(fault))
            return None

    def derive(self, size: int, wanted: set[int]) -> dict[int, bytes]:
        """Go through the bundles and compare the tiles; the roots at the wanted sizes that were passed."""
        roots = {0: self.edge.root()}
        for tile in bundles_of(size):
            try:
                entries = entries_in(self.log.read(tile), tile.width)
            except LogError as fault:
                self.differs(fault.rule, tile.path, str(fault))
                break
            hashes = [leaf_hash(entry) for entry in entries]
            for stop in sorted(wanted):
                if self.edge.size < stop <= self.edge.size + tile.width:
                    roots[stop] = self.edge.extended(hashes[: stop - self.edge.size])[0].root()
            self.edge, tiles = self.edge.extended(hashes)
            for made, content in tiles.items():
                if made.width == WIDTH:
                    self._compare(made, content)
        for level, row in enumerate(self.edge.rows):
            if row and self.edge.size == size:
                self._compare(tile_at(level, size >> 8 * (level + 1), size), row)
        return roots

    def _compare(self, tile: Tile, content: bytes) -> None:
        try:
            if checked(tile, self.log.read(tile)) != content:
                self.differs("log-tile", tile.path, "not what the entries make it")
        except LogError as fault:
            self.differs(fault.rule, tile.path, str(fault))
