"""The tables of an open document (ODS): how large they are, which of their cells are marked, what is hidden.

One element may stand for many equal cells or rows, up to the last corner of a sheet: they are counted, and
spread out only where there is something in them. A cell is struck out by its own style, by that of its row or
column where it has none, or in a part of its text.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from undersigned.evidence.intake.archives import chunks, events, traced
from undersigned.evidence.intake.grid import Mark
from undersigned.evidence.intake.marks import Marks
from undersigned.evidence.intake.number_formats import Told, left_out_of_a_day, unit_in
from undersigned.evidence.intake.ods_styles import struck_styles

CONTENT = "content.xml"
_TRACE = re.compile(
    rb"formula\s*=|covered-table-cell|-spanned\s*=|=\s*[\"']error|repeated\s*=\s*[\"'](?![0-9]{1,3}[\"'])"
    rb"|value-type\s*=\s*[\"'](?:percentage|currency)"
    rb"|value-type\s*=\s*[\"']date[\"'][^>]*>\s*<text:p>(?!(?:[^\w<?~*]*+\w++){3}[^<?~*]*+<)"
    rb"|value-type\s*=\s*[\"']float[\"'][^>]*>\s*<text:p>[-0-9., \xc2\xa0\xe2\x80\xaf]*+"
    rb"[^-0-9., \xc2\xa0\xe2\x80\xaf<][^<]*+<"
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARTS_OF_A_TABLE = (f"{_TABLE}table", f"{_TABLE}table-column", f"{_TABLE}table-row")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SHOWN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_TEXT_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SPACES = re.compile(rb":c\s*=\s*[\"']\s*\+?([0-9]{1,30})")
_HIDDEN_ROWS = re.compile(rb"<table:table-row [^>]*visibility=[\"'](?:collapse|filter)")
_HIDDEN_COLUMNS = re.compile(rb"<table:table-column [^>]*visibility=[\"'](?:collapse|filter)")
_COMMENT = re.compile(rb"<office:annotation[ >]")

Run = tuple[int, int, Told]  # the first of so many cells, and their mark


@dataclass(slots=True, kw_only=True)
class OdsTable:
    """A table: how many columns and rows have something in them, and its marked rows, each with how often."""

    name: str
    columns: int = 0
    rows: int = 0
    repeated: int = 1  # how often the same filled row stands, at most
    marked: list[tuple[int, int, list[Run]]] = field(default_factory=list)

    def marks(self) -> Marks:
        """The marked cells within the table, by row and column from 0."""
        return {
            row: {
                column: mark
                for begins, cells, mark in runs
                for column in range(begins, min(begins + cells, self.columns))
            }
            for first, times, runs in self.marked
            for row in range(first, min(first + times, self.rows))
        }


def spaces(archive: zipfile.ZipFile) -> int:
    """How many spaces the texts of a document have that stand in it as a number alone."""
    return sum(int(number) for chunk in chunks(archive, CONTENT) for number in _SPACES.findall(chunk))


def tables(archive: zipfile.ZipFile) -> tuple[OdsTable, ...]:
    """The tables of a document in which anything is marked or repeated; else there is nothing to say."""
    struck = struck_styles(archive)
    if not (struck or traced(archive, CONTENT, _TRACE)):
        return ()
    with archive.open(CONTENT) as content:
        return tuple(_tables(content, struck))


def hidden(archive: zipfile.ZipFile) -> dict[str, int]:
    """How many rows and columns are hidden in a document, and how many comments stand beside cells."""
    counts = {"rows": 0, "columns": 0, "comments": 0}
    for chunk in chunks(archive, CONTENT):
        counts["rows"] += len(_HIDDEN_ROWS.findall(chunk))
        counts["columns"] += len(_HIDDEN_COLUMNS.findall(chunk))
        counts["comments"] += len(_COMMENT.findall(chunk))
    return counts


def _tables(content: IO[bytes], struck: frozenset[str]) -> Iterator[OdsTable]:
    """Each table once it ends; its rows are looked at as they pass, and forgotten."""
    table, at = OdsTable(name=""), 0
    styles = _Styles(struck=struck)
    for event, element in events(content, *_PARTS_OF_A_TABLE):
        if element.tag == f"{_TABLE}table":
            if event == "end":
                yield table
            table, at = OdsTable(name=element.get(f"{_TABLE}name") or ""), 0
            styles = _Styles(struck=struck)
        elif event == "end" and element.tag == f"{_TABLE}table-column":
            styles.see(element)
        elif event == "end":
            times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            runs, width = _row(element, styles)
            if width:
                table.columns, table.rows = max(table.columns, width), at + times
                table.repeated = max(table.repeated, times)
            if runs:
                table.marked.append((at, times, runs))
            at += times


@dataclass(slots=True, kw_only=True)
class _Styles:
    """The styles that strike out, and which columns have one of them for their cells."""

    struck: frozenset[str]
    columns: list[tuple[int, bool]] = field(default_factory=list)  # up to which column, and whether

    def see(self, column: etree._Element) -> None:
        """The next column, or so many of them."""
        end = self.columns[-1][0] if self.columns else 0
        times = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        self.columns.append((end + times, column.get(f"{_TABLE}default-cell-style-name") in self.struck))

    def strikes(self, cell: etree._Element, row: str | None, at: int) -> bool:
        """Whether a cell, or a part of its text, is struck out."""
        own = cell.get(f"{_TABLE}style-name") or row
        by_column = next((struck for end, struck in self.columns if at < end), False)
        parts = (one.get(_TEXT_STYLE) for one in cell.iter())
        whole = own in self.struck if own else by_column
        return whole or any(one in self.struck for one in parts)


def _row(row: etree._Element, styles: _Styles) -> tuple[list[Run], int]:
    """The marked cells of a row, and how many columns it has up to its last filled one."""
    runs: list[Run] = []
    column = width = 0
    by_row = row.get(f"{_TABLE}default-cell-style-name")
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        mark = _mark(cell)
        if mark is None and styles.struck and len(cell) and styles.strikes(cell, by_row, column):
            mark = Mark.STRUCK
        if mark:
            runs.append((column, times, mark))
        column += times
        if len(cell) or mark in (Mark.CALCULATED, Mark.ERROR):
            width = column
    return runs, width


def _mark(cell: etree._Element) -> Told | None:
    if cell.get(_ERROR_TYPE) == "error":
        return Mark.ERROR
    if cell.get(f"{_TABLE}formula") is not None:
        return Mark.CALCULATED
    spans = (cell.get(f"{_TABLE}number-rows-spanned", "1"), cell.get(f"{_TABLE}number-columns-spanned", "1"))
    if cell.tag == f"{_TABLE}covered-table-cell":
        return Mark.COVERED
    return Mark.MERGED if spans != ("1", "1") else _beside(cell)


def _beside(cell: etree._Element) -> Told | None:
    """What a number shows beside itself: a currency, a word; a percentage is another number. What a day does
    not show.
    """
    kind = cell.get(f"{_OFFICE}value-type")
    if kind not in ("float", "currency", "percentage", "date"):
        return None
    if kind == "percentage":
        return Mark.OTHERWISE
    shown = " ".join("".join(map(str, one.itertext())) for one in cell.iterchildren(_SHOWN))
    return left_out_of_a_day(shown) if kind == "date" else unit_in(shown)
