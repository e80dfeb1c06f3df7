"""Rows out of a workbook (XLSX, ODS): the sheet that is meant, each cell with its type.

1. The sheet is the one that the mapping names, or the only one that shows and has anything on it; else a
   person must say.
2. Calculated cells, errors and merged ranges are marked (`marks.py`, `ods_parts.py`), since their values
   alone do not tell. Of a range merged over rows each row has its value, for whoever mends it.
3. A day is as precise as its program shows it: a month, or a year; one that it shows without a year has
   none. What it shows beside a number goes with it (`number_formats.py`).
4. What no program writes is refused before it is unpacked (`archives.py`), and a table of more than
   `MOST_CELLS` cells, with the empty ones between, before it is made.
5. Other sheets, and what is hidden, are told. So are macros and references to other files: nothing is run,
   nothing is fetched.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from undersigned.evidence.intake import ods_parts, xlsx_parts
from undersigned.evidence.intake.archives import BROKEN, PartError, held_archive
from undersigned.evidence.intake.grid import (
    Cell,
    FileKind,
    Grid,
    GridRow,
    Mark,
    Unit,
    Unshown,
    is_number,
    plain,
)
from undersigned.evidence.intake.marks import Marks, xlsx_marks
from undersigned.evidence.intake.number_formats import Told
from undersigned.values.findings import Finding, Severity, failed

MOST_CELLS = 10_000_000
MOST_REPEATED = 10_000  # times the same filled row
MOST_SPACES = 10_000_000  # that stand as a number alone
_OF_MACROS = ("Basic/", "Scripts/", "xl/macrosheets/")
_SHOWS_LESS = {Mark.MONTH: "%Y-%m", Mark.YEAR: "%Y", Mark.YEARLESS: "%d.%m"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _TooLarge(Exception):  # noqa: N818 (never leaves this module)
    """A table reaches further than a list does."""

    reaches: str


def workbook_grid(stream: BinaryIO, *, sheet: str | None = None) -> Grid | Finding:
    """The rows of a sheet, or why there are none."""
    names = held_archive(stream)
    if isinstance(names, Finding):
        return names
    kind = FileKind.XLSX if "xl/workbook.xml" in names else FileKind.ODS if "content.xml" in names else None
    if kind is None:
        return failed("evidence.file.kind", severity=Severity.REFUSAL)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _grid(stream, archive, kind, sheet)
    except _TooLarge as fault:
        return failed(
            "evidence.file.cells", severity=Severity.REFUSAL, reaches=fault.reaches, largest=MOST_CELLS
        )
    except (CalamineError, PartError, *BROKEN):
        return failed("evidence.file.opens", severity=Severity.REFUSAL, why="part")


def _grid(stream: BinaryIO, archive: zipfile.ZipFile, kind: FileKind, sheet: str | None) -> Grid | Finding:
    tables = {one.name: one for one in ods_parts.tables(archive)} if kind is FileKind.ODS else {}
    for table in tables.values():
        reaches = f"{table.columns} × {table.rows}"
        _within(table.columns * table.rows, reaches)
        _within(MOST_CELLS + 1 if table.repeated > MOST_REPEATED else 0, reaches)
    if kind is FileKind.ODS and ods_parts.spaces(archive) > MOST_SPACES:
        raise PartError("more spaces than a document has")
    stream.seek(0)
    book = CalamineWorkbook.from_filelike(stream)
    filled = tuple(one for one in book.sheet_names if _is_filled(book, archive, kind, one))
    showing = _showing(book)
    meant = [one for one in showing if one in filled] or showing
    chosen = sheet or (meant[0] if len(meant) == 1 else None)
    if chosen is None or chosen not in book.sheet_names:
        return failed("evidence.file.sheet", severity=Severity.REFUSAL, sheet=sheet, sheets=tuple(meant))
    if kind is FileKind.XLSX:
        part = xlsx_parts.sheet_part(archive, chosen)
        _within(*xlsx_parts.extent(archive, part))
        marks = xlsx_marks(archive, part, xlsx_parts.telling_styles(archive))
        hidden = xlsx_parts.hidden(archive, part)
    else:
        marks = tables[chosen].marks() if chosen in tables else {}
        hidden = ods_parts.hidden(archive)
    page = book.get_sheet_by_name(chosen)
    _mark_merged(page, marks)
    return Grid(
        kind=kind,
        sheet=chosen,
        rows=_rows(page, marks),
        again=lambda: _rows(page, marks),
        total=page.total_height,
        unshown=_unshown(archive, hidden, tuple(one for one in filled if one != chosen)),
    )


def _unshown(archive: zipfile.ZipFile, hidden: Mapping[str, int], sheets: tuple[str, ...]) -> Unshown:
    """What is hidden, what is not read, and what a workbook would run or fetch."""
    names = archive.namelist()
    return Unshown(
        rows=hidden["rows"],
        columns=hidden["columns"],
        comments=hidden["comments"],
        sheets=sheets,
        macros=any(name.endswith("vbaProject.bin") or name.startswith(_OF_MACROS) for name in names),
        links=any(name.startswith("xl/externalLinks/") for name in names),
    )


def _within(cells: int, reaches: str) -> None:
    if cells > MOST_CELLS:
        raise _TooLarge(reaches=reaches)


def _is_filled(book: CalamineWorkbook, archive: zipfile.ZipFile, kind: FileKind, sheet: str) -> bool:
    if kind is FileKind.XLSX:
        return xlsx_parts.filled(archive, sheet)
    return book.get_sheet_by_name(sheet).total_height > 0


def _showing(book: CalamineWorkbook) -> list[str]:
    return [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]


def _mark_merged(page: CalamineSheet, marks: Marks) -> None:
    """Mark the merged ranges that the library found, as far as the table goes."""
    end = page.end or (0, 0)
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        for row in range(top, min(bottom, end[0]) + 1):
            covered = dict.fromkeys(range(left, min(right, end[1]) + 1), Mark.COVERED)
            marks.setdefault(row, {}).update(covered | ({left: Mark.MERGED} if row == top else {}))


def _rows(page: CalamineSheet, marks: Mapping[int, Mapping[int, Told]]) -> Iterator[GridRow]:
    """Every row from the first of the sheet on; the library leaves out the empty columns before the table.

    Below the table of values there may be formulas that have none.
    """
    before = (None,) * (page.start[1] if page.start else 0)
    above: dict[int, Cell] = {}
    nothing: Mapping[int, Told] = {}
    at = -1
    for at, cells in enumerate(page.iter_rows()):
        values = (*before, *(plain(cell) for cell in cells))
        marked = marks.get(at, nothing)
        yield _row(at, values, marked, above) if marked else GridRow(number=at + 1, cells=values)
    for below in sorted(row for row in marks if row > at):
        yield _row(below, (), marks[below], above)


def _row(at: int, values: tuple[Cell, ...], marks: Mapping[int, Told], above: dict[int, Cell]) -> GridRow:
    """A row with marks: its cells as their program shows them, merged ones with the value of their range."""
    cells = [*values, *(None,) * (max(marks) + 1 - len(values))]
    kept: dict[int, Told] = {}
    for column, mark in sorted(marks.items()):
        cells[column] = _as_shown(cells[column], mark)
        if not _tells(mark, cells[column]):
            continue
        if mark is Mark.MERGED:
            above[column] = cells[column]
        elif mark is Mark.COVERED and cells[column] is None:
            cells[column] = above.get(column)
        merged = mark in (Mark.MERGED, Mark.COVERED)
        nothing = cells[column] is None and (
            mark is Mark.STRUCK or (merged and kept.get(column - 1) not in (Mark.MERGED, Mark.COVERED))
        )
        if mark not in _SHOWS_LESS and not nothing:
            kept[column] = mark
    return GridRow(number=at + 1, cells=tuple(cells), marks=kept)


def _as_shown(cell: Cell, mark: Told) -> Cell:
    """A day without what its program does not show of it."""
    if isinstance(mark, Unit):
        return cell
    return cell.strftime(_SHOWS_LESS[mark]) if mark in _SHOWS_LESS and isinstance(cell, date) else cell


def _tells(mark: Told, cell: Cell) -> bool:
    """Whether a mark tells anything of a cell: a format of numbers is given to texts and empty cells too."""
    if isinstance(mark, Unit):
        return is_number(cell)
    return mark is not Mark.OTHERWISE or is_number(cell) or isinstance(cell, date)
