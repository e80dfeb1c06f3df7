"""A workbook as an archive of parts, held to what it says before another library opens it.

1. No part stands twice, none is locked, each unpacks to as many bytes as the directory says, and all of them
   together to no more than `UNPACKED`.
2. A part that declares entities of its own is refused: none of the programs that write workbooks does.
"""

import copy
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Severity, failed

UNPACKED = 1 << 29
CHUNK = 1 << 20
_LOCKED = 0x1
_OVERLAP = 64
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels")
# Whatever an archive or a part of it raises that is not what it says.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, etree.LxmlError, LookupError, ValueError, EOFError),
    *(NotImplementedError, RuntimeError, OSError),
)


class PartError(UndersignedError):
    """A part of a workbook is not what its kind says."""


def held_archive(stream: BinaryIO) -> frozenset[str] | Finding:
    """The names of the parts of an archive that holds to both rules."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > UNPACKED:
                return failed("evidence.file.size", severity=Severity.REFUSAL, bytes=size, largest=UNPACKED)
            names = frozenset(part.filename for part in parts)
            reason = "a part stands in it twice" if len(names) < len(parts) else _wrong(archive, parts)
    except BROKEN as fault:
        reason = str(fault)
    return failed("evidence.file.opens", severity=Severity.REFUSAL, reason=reason) if reason else names


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part piece by piece, each with the end of the piece before it, so that nothing falls between."""
    with archive.open(part) as content:
        kept = b""
        while chunk := content.read(CHUNK):
            yield kept + chunk
            kept = chunk[-_OVERLAP:]


def _wrong(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str | None:
    """Why an archive is not what it says; in words, since no finding has a place for it."""
    for part in parts:
        if part.flag_bits & _LOCKED:
            return "it is locked with a password"
        size, entities = _unpacked(archive, part)
        if size != part.file_size:
            return f"{part.filename} unpacks to more than it says"
        if entities:
            return f"{part.filename} declares entities"
    return None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, bool]:
    """To how many bytes a part unpacks (one more than it says is enough), and whether it has entities."""
    true = copy.copy(part)
    true.file_size, limit = UNPACKED, part.file_size
    del true.CRC  # of the whole, which is not read beyond what the part says
    size, entities, kept = 0, False, b""
    with archive.open(true) as content:
        while size <= limit and (chunk := content.read(CHUNK)):
            size += len(chunk)
            if part.filename.endswith(_XML) and not entities:
                entities = bool(_ENTITIES.search(kept + chunk))
                kept = chunk[-_OVERLAP:]
    return size, entities
