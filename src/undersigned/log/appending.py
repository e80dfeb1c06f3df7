"""Appending to the log's files, durably and by one writer at a time.

1. A log begins once, in a place that is empty or not there, all at once; its day is recorded.
2. Entries, tiles, `recorded`, `checkpoint`: each is durable before the next is written. `recorded` is durable
   before anyone else sees the signature, so that a log that stopped never signs another tree of that size.
3. What a recorded checkpoint covers is never written again. What none covers was left by a stop, was never
   acknowledged, and is cleared away when the log is taken up again; a write that failed is such a stop.
4. Partial tiles are removed when a shown checkpoint covers the full one.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from undersigned.log.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint, sign_checkpoint
from undersigned.log.directory import CHECKPOINT, INCEPTION, LOCK, RECORDED, LogDirectory
from undersigned.log.durable import Step, only_writer, synchronise, untold, write_all
from undersigned.log.faults import LogError
from undersigned.log.inception import Inception
from undersigned.log.keys import SigningKey
from undersigned.log.merkle import EMPTY_ROOT, leaf_hash
from undersigned.log.notes import KnownKey, NoteKey
from undersigned.log.tiles import ENTRIES, HEIGHT, LEVELS, WIDTH, Edge, Tile, bundle, edge_from, tile_at


class LogWriter(LogDirectory):
    """A log's folder, to append to; made by `writing`, which lets only one be at work."""

    def __init__(self, place: Path, keys: Iterable[KnownKey] = (), step: Step = untold) -> None:
        """Take up the log where its recorded checkpoint ends. Raises `LogError`."""
        super().__init__(place, keys)
        self._step = step
        newest = self.recorded().checkpoint
        self._covered = newest.size
        self._edge: Edge = edge_from(self.read, newest.size)
        self._open = (
            self.read(tile_at(ENTRIES, newest.size // WIDTH, newest.size)) if newest.size % WIDTH else b""
        )
        if self._edge.root() != newest.root:
            raise LogError("log-damaged", f"the tiles do not lead to the recorded root of size {newest.size}")
        self._filled: list[Tile] = []
        self._whole = True
        self._clear_unrecorded()

    @property
    def size(self) -> int:
        """How many entries are in the files, recorded or not."""
        return self._edge.size

    def extend(self, entries: Sequence[bytes]) -> Checkpoint:
        """Write entries, if any, and tiles; the checkpoint to be signed. Raises `LogError`, `OSError`."""
        edge, tiles = self._edge.extended([leaf_hash(entry) for entry in entries])
        bundles = dict(self._bundles(entries))
        self._require_whole()
        written = {tile.path: content for tile, content in (bundles | tiles).items()}
        if any(tile.covers <= self._covered for tile in bundles | tiles):
            raise LogError("log-covered", "a tile that a checkpoint covers is never written again")
        self._whole = False
        write_all(self.place, written, self._step)
        self._whole = True
        self._edge, self._open = edge, self._rest(bundles)
        self._filled += [tile for tile in bundles | tiles if tile.width == WIDTH]
        return Checkpoint(origin=self.inception.origin, size=edge.size, root=edge.root())

    def record(self, checkpoint: Checkpoint, key: SigningKey) -> SignedCheckpoint:
        """Sign the checkpoint of what is written, and keep it before anyone sees it. Raises `LogError`."""
        self._require_whole()
        if (checkpoint.size, checkpoint.root) != (self._edge.size, self._edge.root()):
            raise LogError("log-unwritten", "only the checkpoint of what is written is signed")
        signed = sign_checkpoint(checkpoint, key)
        raw = signed.note.encoded()
        open_checkpoint(raw, self._keys)  # a key that readers do not know is refused here
        self._whole = False  # which of the two is on the disk is known when the log is taken up again
        write_all(self.place, {RECORDED: raw}, self._step)
        self._whole = True
        self._covered = checkpoint.size
        return signed

    def publish(self, signed: SignedCheckpoint) -> None:
        """Show readers a recorded checkpoint, with the cosignatures it has by now. Raises `LogError`."""
        raw = signed.note.encoded()
        checkpoint = open_checkpoint(raw, self._keys).checkpoint
        if checkpoint.size < self.checkpoint().checkpoint.size or checkpoint.size > self._covered:
            raise LogError("log-unwritten", "only a recorded checkpoint is shown, and none before the last")
        if self.root(checkpoint.size) != checkpoint.root:
            raise LogError("log-fork", f"not the tree of size {checkpoint.size} that is written here")
        write_all(self.place, {CHECKPOINT: raw}, self._step)
        self._remove_partials(checkpoint.size)

    def _require_whole(self) -> None:
        """Refuse to go on after a write that failed; what it left is cleared when the log is taken up."""
        if not self._whole:
            raise LogError("log-stopped", "a write failed: the log must be taken up anew")

    def _bundles(self, entries: Sequence[bytes]) -> Iterator[tuple[Tile, bytes]]:
        start, end = self.size, self.size + len(entries)
        for index in range(start // WIDTH, -(-end // WIDTH) if entries else 0):
            first, until = max(index * WIDTH, start), min((index + 1) * WIDTH, end)
            held = self._open if index == start // WIDTH else b""
            yield tile_at(ENTRIES, index, end), held + bundle(entries[first - start : until - start])

    def _rest(self, bundles: dict[Tile, bytes]) -> bytes:
        """What the last bundle holds while it is not full."""
        if not bundles:
            return self._open
        tile, content = list(bundles.items())[-1]
        return content if tile.width < WIDTH else b""

    def _clear_unrecorded(self) -> None:
        """Remove tiles and bundles that no recorded checkpoint covers."""
        for level in range(ENTRIES, LEVELS):
            hashes = self._covered >> HEIGHT * max(level, 0)
            index, width = divmod(hashes, WIDTH)
            while self._clear(Tile(level=level, index=index), width):
                index, width = index + 1, 0

    def _clear(self, tile: Tile, width: int) -> bool:
        """Remove a tile and its partial ones above this width; whether there was any such thing."""
        file = self.place / tile.path
        partials = file.with_name(f"{file.name}.p").glob("*")
        wider = [path for path in partials if not path.name.isdigit() or int(path.name) > width]
        gone = [path for path in (file, *wider) if path.is_file()]
        for path in gone:
            self._step(f"clear {path.name}")
            path.unlink()
        return bool(gone)

    def _remove_partials(self, size: int) -> None:
        for tile in [tile for tile in self._filled if tile.covers <= size]:
            self._step(f"remove {tile.path}.p/")
            shutil.rmtree(self.place / f"{tile.path}.p", ignore_errors=True)
            self._filled.remove(tile)


def require_empty(place: Path) -> None:
    """Refuse a place that holds anything. Raises `LogError`."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise LogError("log-place", f"{place} is not empty: a log begins once, and in a place of its own")


def begin(place: Path, key: SigningKey, day: date, step: Step = untold) -> Inception:
    """Begin a log in a place that is empty or not there; never again there. Raises `LogError`, `OSError`."""
    require_empty(place)
    whole = place.resolve()
    begun = Inception(key=NoteKey(key=key.verifier), day=day)
    empty = sign_checkpoint(Checkpoint(origin=begun.origin, size=0, root=EMPTY_ROOT), key).note.encoded()
    aside = whole.with_name(f".{whole.name}.beginning")
    files = {RECORDED: empty, CHECKPOINT: empty, INCEPTION: begun.encoded()}
    try:
        with suppress(FileNotFoundError):
            shutil.rmtree(aside)  # left by a beginning that was stopped
        write_all(aside, files, step)
        step(f"rename {whole.name}/")
        aside.replace(whole)
    except OSError as fault:
        shutil.rmtree(aside, ignore_errors=True)
        raise OSError(fault.errno, fault.strerror, str(place)) from fault
    synchronise(whole.parent)
    return begun


@contextmanager
def writing(place: Path, keys: Iterable[KnownKey] = (), step: Step = untold) -> Iterator[LogWriter]:
    """The log of a place to append to, for one writer at a time. Raises `LogError`, `OSError`."""
    LogDirectory(place, keys)  # a lock file is made in no other folder than a log's
    with only_writer(place / LOCK):
        yield LogWriter(place, keys, step)
