"""Reads the log as plain files; only this module, `appending.py` and `durable.py` touch a disk here.

1. `tile/` holds tiles and bundles as `tiles.py` names them; `inception` says how the log began.
2. `checkpoint` is what readers are shown; where a web server shows the folder it is never cached. `recorded`
   is the latest checkpoint that the log has signed.
3. A partial tile that is not there any more is cut from a wider one.
4. A missing checkpoint is a fault, never an empty log.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from undersigned.log.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint
from undersigned.log.encoding import HASH_SIZE
from undersigned.log.faults import LogError
from undersigned.log.inception import Inception, parse_inception
from undersigned.log.merkle import EMPTY_ROOT
from undersigned.log.notes import KnownKey
from undersigned.log.proofs import HashSource, make_consistency, make_inclusion, subtree_root
from undersigned.log.tiles import (
    ENTRIES,
    WIDTH,
    Tile,
    bundle,
    entries_in,
    entry_bundle,
    hashes_from,
    narrowed,
    tile_at,
)

INCEPTION, RECORDED, CHECKPOINT, LOCK = "inception", "recorded", "checkpoint", "lock"


class LogDirectory:
    """A log's folder, to read; nothing is kept in memory but how the log began."""

    def __init__(self, place: Path, keys: Iterable[KnownKey] = ()) -> None:
        """Further keys are those that came after the first. Raises `LogError` where no log has begun."""
        self.place = place
        self.inception: Inception = parse_inception(self._file(INCEPTION))
        self._keys = (self.inception.key, *keys)

    def checkpoint(self) -> SignedCheckpoint:
        """What readers are shown."""
        return self._signed(CHECKPOINT)

    def recorded(self) -> SignedCheckpoint:
        """The newest checkpoint that the log has signed."""
        return self._signed(RECORDED)

    def read(self, tile: Tile) -> bytes:
        """A tile or bundle, whole or cut from a wider one. Raises `LogError`."""
        try:
            return (self.place / tile.path).read_bytes()
        except FileNotFoundError:
            wider = narrowed(tile, self._wider(tile))
        content = self._file(wider.path)
        if tile.level == ENTRIES:
            return bundle(entries_in(content, wider.width)[: tile.width])
        return content[: tile.width * HASH_SIZE]

    def entry(self, index: int, size: int) -> bytes:
        """An entry of the log as it was at this size. Raises `LogError`."""
        tile, place = entry_bundle(index, size)
        return entries_in(self.read(tile), tile.width)[place]

    def entries(self, start: int, end: int) -> Iterator[bytes]:
        """The entries from `start` until `end`, one bundle in memory at a time. Raises `LogError`."""
        for index in range(start // WIDTH, -(-end // WIDTH)):
            tile = tile_at(ENTRIES, index, end)
            held = entries_in(self.read(tile), tile.width)
            yield from held[max(start - index * WIDTH, 0) :]

    def hashes(self, size: int) -> HashSource:
        """The hashes of the log as it was at this size."""
        return hashes_from(self.read, size)

    def root(self, size: int) -> bytes:
        """The root that the tiles give for a size up to the recorded one. Raises `LogError`."""
        return subtree_root(0, size, self.hashes(size)) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """The proof that an entry is in the log of this size. Raises `LogError`."""
        return make_inclusion(index, size, self.hashes(size))

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """The proof that the log of one size begins with that of another; empty from 0. Raises `LogError`."""
        return make_consistency(old, new, self.hashes(new)) if old else ()

    def require_history(self, seen: Checkpoint) -> None:
        """Refuse to go on where somebody saw more of this log, or another history. Raises `LogError`."""
        own = self.recorded().checkpoint
        if seen.origin != own.origin:
            raise LogError("checkpoint-origin", f"a checkpoint of {seen.origin}, not of {own.origin}")
        if seen.size > own.size:
            raise LogError(
                "log-behind",
                f"size {seen.size} has been seen, here are {own.size}: restored from an old copy?",
            )
        if self.root(seen.size) != seen.root:
            raise LogError("log-fork", f"another tree of size {seen.size} was seen under this log's name")

    def _signed(self, name: str) -> SignedCheckpoint:
        return open_checkpoint(self._file(name), self._keys)

    def _wider(self, tile: Tile) -> int:
        """The least width above a tile's own at which the same tile is there."""
        partials = (self.place / tile.path).parent.glob("*") if tile.width < WIDTH else ()
        widths = (int(partial.name) for partial in partials if partial.name.isdigit())
        return min((width for width in widths if width > tile.width), default=WIDTH)

    def _file(self, path: str) -> bytes:
        try:
            return (self.place / path).read_bytes()
        except OSError as fault:
            raise LogError("log-file", f"{path} cannot be read: {fault.strerror or fault}") from fault
