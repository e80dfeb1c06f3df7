"""Rows out of a workbook (XLSX, ODS): the sheet that is meant, each cell with its type.

1. The sheet is the one that the mapping names, or the only one that shows; else a person must say.
2. Calculated cells, errors and merged ranges are marked (`marks.py`), since their values alone do not tell.
3. An archive that unpacks to more than `UNPACKED` bytes is refused before it is unpacked.
"""

import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from undersigned.evidence.intake.grid import FileKind, Grid, GridRow, Mark, plain
from undersigned.evidence.intake.marks import BROKEN, MarksError, marks_of
from undersigned.values.findings import Finding, Severity, failed

UNPACKED = 1 << 29


def workbook_grid(stream: BinaryIO, *, sheet: str | None = None) -> Grid | Finding:
    """The rows of a sheet, or why there are none."""
    kind = _kind(stream)
    if isinstance(kind, Finding):
        return kind
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        names = _showing(book)
        chosen = sheet or (names[0] if len(names) == 1 else None)
        if chosen is None or chosen not in book.sheet_names:
            return failed("evidence.file.sheet", severity=Severity.REFUSAL, sheet=sheet, sheets=tuple(names))
        page = book.get_sheet_by_name(chosen)
        marks = marks_of(stream, kind, chosen)
    except (CalamineError, MarksError):
        return failed("evidence.file.opens", severity=Severity.REFUSAL, why="part")
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        for row in range(top, bottom + 1):
            marks.setdefault(row, {}).update(dict.fromkeys(range(left, right + 1), Mark.MERGED))
    return Grid(kind=kind, sheet=chosen, rows=_rows(page, marks), total=page.total_height)


def _kind(stream: BinaryIO) -> FileKind | Finding:
    """Which kind of workbook the archive is, by what lies in it."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except BROKEN:
        return failed("evidence.file.opens", severity=Severity.REFUSAL, why="cut")
    size = sum(part.file_size for part in parts)
    if size > UNPACKED:
        return failed("evidence.file.size", severity=Severity.REFUSAL, bytes=size, largest=UNPACKED)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "content.xml" in names:
        return FileKind.ODS
    return failed("evidence.file.kind", severity=Severity.REFUSAL)


def _showing(book: CalamineWorkbook) -> list[str]:
    return [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]


def _rows(page: CalamineSheet, marks: Mapping[int, Mapping[int, Mark]]) -> Iterator[GridRow]:
    """Every row from the first of the sheet on; the library leaves out the empty columns before the table."""
    before = (None,) * (page.start[1] if page.start else 0)
    nothing: Mapping[int, Mark] = {}
    for at, cells in enumerate(page.iter_rows()):
        yield GridRow(
            number=at + 1, cells=(*before, *(plain(cell) for cell in cells)), marks=marks.get(at, nothing)
        )
