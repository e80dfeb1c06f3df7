"""What the value of a workbook's cell does not show: that it is calculated, an error, part of a merged range,
or that its program shows less of a day than it keeps.

1. The parts are read as streams; where no trace of any of it is in the bytes, no tree is made at all.
2. A cell that does not say where it stands comes after the one before it. A formula for a range is one in
   each of its cells.
3. Merged ranges of XLSX come from the library that reads the cells; for ODS see `ods_parts.py`.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO

from lxml import etree

from undersigned.evidence.intake.archives import chunks
from undersigned.evidence.intake.grid import Mark
from undersigned.evidence.intake.xlsx_parts import column_of

Marks = dict[int, dict[int, Mark]]

_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")
_TRACE = rb"<(?:\w+:)?f[\s>/]|t\s*=\s*[\"']e[\"']"


def xlsx_marks(archive: zipfile.ZipFile, part: str, styles: Mapping[str, Mark]) -> Marks:
    """The marked cells of a sheet, by row and column from 0; `styles` are those that show less of a day."""
    partial = b"".join(rb"|\ss\s*=\s*[\"']" + style.encode() + rb"[\"']" for style in styles)
    if not traced(archive, part, re.compile(_TRACE + partial)):
        return {}
    with archive.open(part) as content:
        return _xlsx(content, styles)


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


def _xlsx(content: IO[bytes], styles: Mapping[str, Mark]) -> Marks:
    marks: Marks = {}
    spilled: list[tuple[range, range]] = []
    at = -1
    for event, row in events(content, "{*}row"):
        if event == "start":
            continue
        at = int(row.get("r") or at + 2) - 1
        column = -1
        for cell in row.iterchildren("{*}c"):
            found = _CELL.fullmatch(cell.get("r") or "")
            column = column_of(found[1]) if found else column + 1
            stands = int(found[2]) - 1 if found else at
            spilled.extend(_spilling(cell))
            within = any(stands in rows and column in columns for rows, columns in spilled)
            if mark := Mark.CALCULATED if within else _mark(cell, styles):
                marks.setdefault(stands, {})[column] = mark
    return marks


def _mark(cell: etree._Element, styles: Mapping[str, Mark]) -> Mark | None:
    if cell.get("t") == "e":
        return Mark.ERROR
    if cell.find("{*}f") is None:
        return styles.get(cell.get("s") or "")
    value = cell.find("{*}v")
    nothing = cell.get("t") == "str" and value is not None and not value.text
    return None if nothing else Mark.CALCULATED  # a formula that shows nothing says nothing


def _spilling(cell: etree._Element) -> Iterator[tuple[range, range]]:
    """The rows and columns that the formula of a cell fills."""
    formula = cell.find("{*}f")
    fills = formula is not None and formula.get("t") in ("array", "dataTable")
    found = _RANGE.fullmatch(formula.get("ref") or "") if formula is not None and fills else None
    if found:
        rows = range(int(found[2]) - 1, int(found[4]))
        yield rows, range(column_of(found[1]), column_of(found[3]) + 1)
