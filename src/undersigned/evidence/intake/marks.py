"""What the value of a workbook's cell does not show: that it is calculated, an error, or part of a merged
range.

The parts are read as streams; where no trace of a formula or an error is in the bytes, no tree is made at
all. Merged ranges of XLSX come from the library that reads the cells; those of ODS are found here.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from lxml import etree

from undersigned.evidence.intake.grid import FileKind, Mark
from undersigned.values.faults import UndersignedError

Marks = dict[int, dict[int, Mark]]

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_TRACES = {
    FileKind.XLSX: re.compile(rb"<(?:\w+:)?f[ >/]|t=[\"']e[\"']"),
    FileKind.ODS: re.compile(rb"formula=|covered-table-cell|-spanned=|=[\"']error"),
}
_CHUNK, _OVERLAP = 1 << 20, 64
# Whatever an archive or a part of it raises that is not what it says.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, etree.LxmlError, LookupError, ValueError, EOFError),
    *(NotImplementedError, RuntimeError),
)


class MarksError(UndersignedError):
    """A part of the workbook is not what its kind says."""


def marks_of(stream: BinaryIO, kind: FileKind, sheet: str) -> Marks:
    """The marked cells of a sheet, by row and column from 0. Raises `MarksError`."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _marks(archive, kind, sheet)
    except BROKEN as fault:
        raise MarksError("part") from fault


def _marks(archive: zipfile.ZipFile, kind: FileKind, sheet: str) -> Marks:
    part = _part(archive, sheet) if kind is FileKind.XLSX else "content.xml"
    if part is None or not _traced(archive, part, _TRACES[kind]):
        return {}
    with archive.open(part) as content:
        return _xlsx(content) if kind is FileKind.XLSX else _ods(content, sheet)


def _traced(archive: zipfile.ZipFile, part: str, trace: re.Pattern[bytes]) -> bool:
    with archive.open(part) as content:
        kept = b""
        while chunk := content.read(_CHUNK):
            if trace.search(kept + chunk):
                return True
            kept = chunk[-_OVERLAP:]
    return False


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Where in an XLSX file a sheet lies."""
    book = _tree(archive, "xl/workbook.xml")
    relations = _tree(archive, "xl/_rels/workbook.xml.rels")
    ids = [one.get(_RELATION) for one in book.iter(f"{_SHEET}sheet") if one.get("name") == sheet]
    targets = {one.get("Id"): one.get("Target") for one in relations}
    target = targets.get(ids[0]) if ids else None
    if not target:
        return None
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _tree(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _elements(content: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """The elements of a part as they end, each forgotten once it was looked at."""
    for _, element in etree.iterparse(
        content, events=("end",), tag=tags, resolve_entities=False, no_network=True
    ):
        yield element
        element.clear()
        while element.getprevious() is not None and (parent := element.getparent()) is not None:
            del parent[0]


def _xlsx(content: IO[bytes]) -> Marks:
    marks: Marks = {}
    for row in _elements(content, f"{_SHEET}row"):
        for cell in row.iter(f"{_SHEET}c"):
            found = _CELL.fullmatch(cell.get("r") or "")
            if found is None:
                continue
            mark = Mark.CALCULATED if cell.find(f"{_SHEET}f") is not None else None
            mark = Mark.ERROR if cell.get("t") == "e" else mark
            if mark:
                marks.setdefault(int(found[2]) - 1, {})[_column(found[1])] = mark
    return marks


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _ods(content: IO[bytes], sheet: str) -> Marks:
    """Of ODS one element may stand for many equal cells or rows: only marked ones are counted out."""
    for table in _elements(content, f"{_TABLE}table"):
        if table.get(f"{_TABLE}name") == sheet:
            return _ods_rows(table)
    return {}


def _ods_rows(table: etree._Element) -> Marks:
    marks: Marks = {}
    at = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        found = _ods_cells(row)
        if found:
            marks.update((at + nth, dict(found)) for nth in range(times))
        at += times
    return marks


def _ods_cells(row: etree._Element) -> dict[int, Mark]:
    found: dict[int, Mark] = {}
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        mark = _ods_mark(cell)
        if mark:
            found.update(dict.fromkeys(range(column, column + times), mark))
        column += times
    return found


def _ods_mark(cell: etree._Element) -> Mark | None:
    if cell.get(_ERROR_TYPE) == "error":
        return Mark.ERROR
    if cell.get(f"{_TABLE}formula") is not None:
        return Mark.CALCULATED
    spans = (cell.get(f"{_TABLE}number-rows-spanned", "1"), cell.get(f"{_TABLE}number-columns-spanned", "1"))
    covered = cell.tag == f"{_TABLE}covered-table-cell"
    return Mark.MERGED if covered or spans != ("1", "1") else None
