"""Tiles: which file holds which hashes, and what can be computed from the files (C2SP tlog-tiles v0.1.0).

1. A tile at level l holds up to 256 hashes, each over 256**l entries; only the last of a level may be
   partial.
2. `tile/<level>/<index>` and, for entries, `tile/entries/<index>`; a partial one has `.p/<width>` behind
   it. An index is cut in groups of three digits, all but the last with an `x` before: 1234067 is
   `x001/x234/067`.
3. A bundle holds its entries one after another, each after its length in two bytes, the high one first; an
   entry has at most 65,535 bytes.
4. A tile is hashed into the level above only when it is full; an empty tile does not exist.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from undersigned.log.encoding import HASH_SIZE
from undersigned.log.faults import LogError
from undersigned.log.merkle import joined, whole_root, whole_roots
from undersigned.log.proofs import HashSource

HEIGHT = 8
WIDTH = 1 << HEIGHT
LEVELS = 8  # enough for sizes below 2**63
LONGEST_ENTRY = 65_535
ENTRIES = -1  # the level of the bundles, which lie below the hashes of level 0

_TILE_BYTES = WIDTH * HASH_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A tile or, at the level `ENTRIES`, a bundle of entries."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies, below the log's address."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        where = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{'entries' if self.level == ENTRIES else self.level}/{where}{partial}"

    @property
    def covers(self) -> int:
        """The size of the smallest tree that has this tile."""
        return (self.index * WIDTH + self.width) << (HEIGHT * max(self.level, 0))


ReadTile = Callable[[Tile], bytes]


def tile_at(level: int, index: int, size: int) -> Tile:
    """The tile of this place in a tree of this size. Raises `LogError` where the tree has none."""
    hashes = size >> (HEIGHT * max(level, 0))
    width = min(hashes - index * WIDTH, WIDTH)
    if width <= 0:
        raise LogError("tile-place", f"a tree of size {size} has no tile {index} at level {level}")
    return Tile(level=level, index=index, width=width)


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of hashes that a tree of this size is made of, from the leaves up."""
    level = 0
    while hashes := size >> (HEIGHT * level):
        yield from (tile_at(level, index, size) for index in range(-(-hashes // WIDTH)))
        level += 1


def bundles_of(size: int) -> Iterator[Tile]:
    """Every bundle of entries of a log of this size."""
    yield from (tile_at(ENTRIES, index, size) for index in range(-(-size // WIDTH)))


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as one bundle. Raises `LogError` for one that is too long."""
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise LogError("entry-length", f"an entry has at most {LONGEST_ENTRY} bytes, not {len(entry)}")
    return b"".join([len(entry).to_bytes(2) + entry for entry in entries])


def entries_in(content: bytes, width: int) -> tuple[bytes, ...]:
    """The entries of a bundle of this width. Raises `LogError` unless it holds exactly as many."""
    entries, at = [], 0
    while at < len(content):
        start = at + 2
        at = start + int.from_bytes(content[at:start])
        entries.append(content[start:at])
    if at != len(content) or len(entries) != width:
        raise LogError("bundle-length", f"these {len(content)} bytes are not {width} entries")
    return tuple(entries)


def hashes_from(read: ReadTile, size: int) -> HashSource:
    """The hashes of whole subtrees, out of the tiles of a tree of this size, each read at most once."""
    held: dict[tuple[int, int], bytes] = {}

    def hash_of(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, HEIGHT)
        tile_index, place = divmod(index << height, WIDTH)
        content = held.get((tile_level, tile_index))
        if content is None:
            tile = tile_at(tile_level, tile_index, size)
            content = held[tile_level, tile_index] = checked(tile, read(tile))
        return whole_root(content[place * HASH_SIZE : (place + (1 << height)) * HASH_SIZE])

    return hash_of


def checked(tile: Tile, content: bytes) -> bytes:
    """A tile's content, if it has the length of its width. Raises `LogError`."""
    if len(content) != tile.width * HASH_SIZE:
        raise LogError("tile-length", f"{tile.path} has {len(content)} bytes, not {tile.width * HASH_SIZE}")
    return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The right edge of a tree: of each level the hashes that are not yet a full tile, from the leaves up."""

    size: int = 0
    rows: tuple[bytes, ...] = ()

    def root(self) -> bytes:
        """The root of the tree."""
        return joined([root for row in reversed(self.rows) for root in whole_roots(row)])

    def extended(self, leaf_hashes: Sequence[bytes]) -> tuple["Edge", dict[Tile, bytes]]:
        """The edge with these leaves after those it has, and every tile that is new or wider by them."""
        size, tiles, rows, level = self.size + len(leaf_hashes), dict[Tile, bytes](), list[bytes](), 0
        added = b"".join(leaf_hashes)
        while added or level < len(self.rows):
            row = (self.rows[level] if level < len(self.rows) else b"") + added
            index = self.size >> HEIGHT * (level + 1)
            full = len(row) // _TILE_BYTES * _TILE_BYTES
            pieces = [row[at : at + _TILE_BYTES] for at in range(0, full, _TILE_BYTES)]
            tiles.update({Tile(level=level, index=at): piece for at, piece in enumerate(pieces, start=index)})
            rest = row[full:]
            if added and rest:
                tiles[tile_at(level, index + len(pieces), size)] = rest
            rows.append(rest)
            added = b"".join([whole_root(piece) for piece in pieces])
            level += 1
        return Edge(size=size, rows=tuple(rows)), tiles


def edge_from(read: ReadTile, size: int) -> Edge:
    """The right edge of a tree of this size, out of its tiles."""
    rows, level = list[bytes](), 0
    while hashes := size >> (HEIGHT * level):
        tile = tile_at(level, (hashes - 1) // WIDTH, size)
        rows.append(b"" if hashes % WIDTH == 0 else checked(tile, read(tile)))
        level += 1
    return Edge(size=size, rows=tuple(rows))


def entry_bundle(index: int, size: int) -> tuple[Tile, int]:
    """The bundle that holds an entry in a log of this size, and the entry's place in it."""
    if not 0 <= index < size:
        raise LogError("inclusion-index", f"a log of size {size} has no entry {index}")
    return tile_at(ENTRIES, index // WIDTH, size), index % WIDTH


def narrowed(tile: Tile, width: int) -> Tile:
    """The same tile as it was when it had this width."""
    return replace(tile, width=width)
