"""Reads the archive strictly: a ZIP file in the one form that `docs/protocol/v1/bundle.md` allows.

1. Sizes first: at most 512 MiB, at most 4,096 files.
2. From the first byte to the last: each file with its local header, one after the other, then the directory,
   then its end. No byte stands before, between or behind; so no two files overlap.
3. Stored, never compressed: what is read is never larger than what was brought.
4. Every field of a header has its one value; local header and directory say the same; the CRC is right.
5. Names are in ascending order, none twice, of ASCII letters, digits, `.`, `_`, `-` and `/`; no part is
   empty, `.` or `..`.

`zipfile` is not used: it finds a directory anywhere, believes it before the headers, reads on after a fault.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO
from zlib import crc32

from undersigned.verifying.faults import BundleError

LARGEST = 512 * 1024 * 1024
MOST_FILES = 4_096
_CHUNK = 1 << 20

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_MADE_BY, _NEEDED = 20, 20  # version 2.0, and no system
_NEW_YEAR_1980 = 0x0021
_ATTRIBUTES = 0
_NAME = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in the archive: where its bytes lie, and what they come to."""

    name: str
    start: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive that keeps the rules; the file stays open and is read when asked."""

    file: BinaryIO
    members: dict[str, Member]

    def stream(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, a piece at a time."""
        member = self.members[name]
        return _pieces(self.file, member.start, member.size)

    def read(self, name: str) -> bytes:
        """All bytes of a member."""
        return b"".join(self.stream(name))

    def read_at(self, name: str, offset: int, size: int) -> bytes:
        """Some bytes of a member."""
        self.file.seek(self.members[name].start + offset)
        return self.file.read(size)


def open_archive(file: BinaryIO) -> Archive:
    """An archive from an open file. Raises `BundleError`."""
    size = file.seek(0, 2)
    if size > LARGEST:
        raise BundleError("size", f"the archive has more than {LARGEST} bytes")
    entries, directory = _directory(file, size)
    members: dict[str, Member] = {}
    at, last = 0, ""
    for name, crc, length, offset in entries:
        if name <= last:
            raise BundleError("order", "names are not in ascending order, each once", name)
        if offset != at:
            raise BundleError("gap", "the files do not follow one another without a gap", name)
        start = _after_local_header(file, at, name, crc, length)
        at, last = start + length, name
        if at > directory:
            raise BundleError("gap", "a file reaches into the directory", name)
        members[name] = Member(
            name=name, start=start, size=length, sha256=_digest(file, name, start, length, crc)
        )
    if at != directory:
        raise BundleError("gap", "bytes stand between the files and the directory")
    return Archive(file=file, members=members)


def _directory(file: BinaryIO, size: int) -> tuple[list[tuple[str, int, int, int]], int]:
    """Name, CRC, size and offset of each file, and where the directory begins."""
    file.seek(max(size - _END.size, 0))
    tail = file.read(_END.size + 1)  # a device that never ends has no size
    if len(tail) != _END.size:
        raise BundleError("end", "the file is too short for an archive")
    mark, disk, start_disk, here, count, length, begin, comment = _END.unpack(tail)
    if mark != b"PK\5\6" or disk or start_disk or comment or here != count:
        raise BundleError("end", "the archive does not end as it must")
    if not 0 < count <= MOST_FILES:
        raise BundleError("files", f"an archive has 1 to {MOST_FILES} files")
    if begin + length + _END.size != size:
        raise BundleError("end", "the directory does not stand before the end")
    file.seek(begin)
    return _listed(file.read(length), count), begin


def _listed(directory: bytes, count: int) -> list[tuple[str, int, int, int]]:
    listed, at = [], 0
    for _ in range(count):
        if len(directory) - at < _CENTRAL.size:
            raise BundleError("directory", "the directory is cut off")
        (
            mark, made_by, needed, flags, method, time, date, crc, packed, length,
            name_length, extra, comment, disk, internal, external, offset,
        ) = _CENTRAL.unpack_from(directory, at)  # fmt: skip
        at += _CENTRAL.size
        name = _name(directory[at : at + name_length], name_length)
        at += name_length
        if mark != b"PK\1\2" or (made_by, needed, external) != (_MADE_BY, _NEEDED, _ATTRIBUTES):
            raise BundleError("header", "a header of the directory is not as it must be", name)
        if flags or method or extra or comment or disk or internal or packed != length:
            raise BundleError("header", "a file is not plainly stored", name)
        if (time, date) != (0, _NEW_YEAR_1980):
            raise BundleError("time", "a time is not 1980-01-01 00:00:00", name)
        listed.append((name, crc, length, offset))
    if at != len(directory):
        raise BundleError("directory", "the directory holds more than its files")
    return listed


def _name(raw: bytes, length: int) -> str:
    name = raw.decode("latin-1")
    parts = name.split("/")
    if len(raw) != length or length > _LONGEST_NAME or not _NAME.fullmatch(name) or {".", ".."} & set(parts):
        raise BundleError("name", f"not a name for a file of a bundle: {name[:80]!r}")
    return name


def _after_local_header(file: BinaryIO, at: int, name: str, crc: int, length: int) -> int:
    """Where the bytes of a file begin, after a local header that says what the directory says."""
    file.seek(at)
    wanted = _LOCAL.pack(
        b"PK\3\4", _NEEDED, 0, 0, 0, _NEW_YEAR_1980, crc, length, length, len(name), 0
    ) + name.encode("ascii")
    if file.read(len(wanted)) != wanted:
        raise BundleError("header", "a file's own header is not the one that the directory tells", name)
    return at + len(wanted)


def _digest(file: BinaryIO, name: str, start: int, size: int, crc: int) -> str:
    digest, found = sha256(), 0
    for piece in _pieces(file, start, size):
        digest.update(piece)
        found = crc32(piece, found)
    if found != crc:
        raise BundleError("crc", "a file was damaged (its check sum is wrong)", name)
    return digest.hexdigest()


def _pieces(file: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    file.seek(start)
    while size:
        piece = file.read(min(_CHUNK, size))
        if not piece:
            raise BundleError("end", "the file is shorter than it says")
        size -= len(piece)
        yield piece
