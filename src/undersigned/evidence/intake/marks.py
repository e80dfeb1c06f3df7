"""What the value of a workbook's cell does not show: that it is calculated, an error, part of a merged range,
or that its program shows less of a day, or more of a number, than it keeps.

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

from undersigned.evidence.intake.archives import PartError, events, traced
from undersigned.evidence.intake.grid import Mark
from undersigned.evidence.intake.number_formats import Told
from undersigned.evidence.intake.xlsx_parts import column_of, partly_struck, struck_strings

Marks = dict[int, dict[int, Told]]

_MOST_SPILLING = 5_000  # at once in a row
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")
_TRACE = rb"<(?:\w+:)?(?:f[\s>/]|strike\b)|t\s*=\s*[\"']e[\"']"


def xlsx_marks(archive: zipfile.ZipFile, part: str, styles: Mapping[str, Told]) -> Marks:
    """The marked cells of a sheet, by row and column from 0; `styles` are those that tell something."""
    partial = b"".join(rb"|\ss\s*=\s*[\"']" + style.encode() + rb"[\"']" for style in styles)
    struck = struck_strings(archive)
    if not struck and not traced(archive, part, re.compile(_TRACE + partial)):
        return {}
    with archive.open(part) as content:
        return _xlsx(content, styles, struck)


def _xlsx(content: IO[bytes], styles: Mapping[str, Told], struck: frozenset[str]) -> Marks:
    marks: Marks = {}
    spilled: list[tuple[range, range]] = []
    at = -1
    for event, row in events(content, "{*}row"):
        if event == "start":
            continue
        at = int(row.get("r") or at + 2) - 1
        column = -1
        spilled = [one for one in spilled if one[0].stop > at]
        for cell in row.iterchildren("{*}c"):
            found = _CELL.fullmatch(cell.get("r") or "")
            column = column_of(found[1]) if found else column + 1
            stands = int(found[2]) - 1 if found else at
            spilled.extend(_spilling(cell))
            if len(spilled) > _MOST_SPILLING:
                raise PartError("more formulas for ranges than a sheet has")
            within = any(stands in rows and column in columns for rows, columns in spilled)
            if mark := Mark.CALCULATED if within else _mark(cell, styles, struck):
                marks.setdefault(stands, {})[column] = mark
    return marks


def _mark(cell: etree._Element, styles: Mapping[str, Told], struck: frozenset[str]) -> Told | None:
    if cell.get("t") == "e":
        return Mark.ERROR
    value = cell.find("{*}v")
    if cell.find("{*}f") is None:
        shared = cell.get("t") == "s" and value is not None and value.text in struck
        within = shared or any(map(partly_struck, cell.iterchildren("{*}is")))
        return Mark.STRUCK if within else styles.get(cell.get("s") or "")
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
