"""A workbook as an archive of parts, held to what it says before another library opens it.

1. No part stands twice, none is locked, each unpacks to as many bytes as the directory says, and all of them
   together to no more than `UNPACKED`.
2. A part that is no whole XML, or declares entities of its own, is refused: no program that writes workbooks
   does, and the library that reads them goes round for ever in some that are broken.
"""

import copy
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.parsers import expat

from lxml import etree

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Severity, failed

UNPACKED = 1 << 29
CHUNK = 1 << 20
_LOCKED = 0x1
_OVERLAP = 64
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
            why = "twice" if len(names) < len(parts) else _wrong(archive, parts)
    except BROKEN:
        why = "cut"
    return failed("evidence.file.opens", severity=Severity.REFUSAL, why=why) if why else names


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part piece by piece, each with the end of the piece before it, so that nothing falls between."""
    with archive.open(part) as content:
        kept = b""
        while chunk := content.read(CHUNK):
            yield kept + chunk
            kept = chunk[-_OVERLAP:]


def traced(archive: zipfile.ZipFile, part: str, trace: re.Pattern[bytes]) -> bool:
    """Whether a trace is anywhere in the bytes of a part."""
    return any(trace.search(chunk) for chunk in chunks(archive, part))


def events(content: IO[bytes], *tags: str) -> Iterator[tuple[str, etree._Element]]:
    """The elements of a part as they begin and end, each forgotten once it was looked at."""
    for event, element in etree.iterparse(
        content, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    ):
        yield event, element
        if event == "end":
            element.clear()
            while element.getprevious() is not None and (parent := element.getparent()) is not None:
                del parent[0]


def _wrong(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str | None:
    """Why an archive is not what it says, by a word of ours (`table-why.<why>`)."""
    for part in parts:
        if part.flag_bits & _LOCKED:
            return "locked"
        size, fault = _unpacked(archive, part)
        if size != part.file_size:
            return "more-than-it-says"
        if fault:
            return fault
    return None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, str | None]:
    """To how many bytes a part unpacks (one more than it says is enough), and its fault as XML."""
    true = copy.copy(part)
    true.file_size, limit = UNPACKED, part.file_size
    del true.CRC  # of the whole, which is not read beyond what the part says
    check = _Xml() if part.filename.endswith(_XML) else None
    size = 0
    with archive.open(true) as content:
        while size <= limit and (chunk := content.read(CHUNK)):
            size += len(chunk)
            if check:
                check.see(chunk)
    return size, check.end() if check else None


class _DeclaredError(Exception):
    """A part declares entities of its own."""


class _Xml:
    """A part as it passes: whole XML without a declaration of its own, or what is wrong."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._declared
        self._fault: str | None = None

    def see(self, chunk: bytes, *, last: bool = False) -> None:
        """The next piece."""
        try:
            if self._fault is None:
                self._parser.Parse(chunk, last)
        except _DeclaredError:
            self._fault = "entities"
        except expat.ExpatError:
            self._fault = "part"

    def end(self) -> str | None:
        """What is wrong, once all of it was seen."""
        self.see(b"", last=True)
        return self._fault

    def _declared(self, *_: object) -> None:
        raise _DeclaredError  # at once, before any is spread out
