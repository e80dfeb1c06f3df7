"""Converts a membership workbook (XLSX, ECMA-376) to CSV for the reader of rolls.

1. An archive that is damaged, encrypted, unpacks to more than 64 MiB, or declares a document type is refused
   before it is opened.
2. The first sheet with anything in it is read; that others were left aside is said, by name.
3. Lines of the CSV are rows of the sheet, so a finding's line is the row that the clerk sees.
4. A day is a day (ISO 8601); a formula stands for its value as last calculated and is refused without one;
   so is a cell in which the program shows an error.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from undersigned.values.findings import Finding, Place, Severity, failed

_MOST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 100
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_ENCRYPTED = 0x1
_LINE_SEPARATOR = (
    "\u2028"  # for a line break within a cell: the roll reader refuses it there, by row and column
)


Row = tuple[object, ...]


class SheetSizeError(ValueError):
    """A sheet is longer or wider than any roll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The CSV of a sheet, or `None` with the reasons; notices may stand beside a CSV."""

    text: str | None
    findings: tuple[Finding, ...]


def is_workbook(content: bytes) -> bool:
    """Whether bytes are an XLSX file, by their content."""
    return content.startswith(b"PK\x03\x04") and b"xl/" in content


def csv_of(content: bytes) -> Sheet:
    """The first non-empty sheet as CSV, or every reason why it cannot be read."""
    if refused := _unsound(content):
        return Sheet(text=None, findings=(refused,))
    try:
        shown = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        typed = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        return _first_sheet(shown, typed)
    except SheetSizeError:
        refused = _refusal("desk.roll.sheet-size", rows=MOST_ROWS, columns=MOST_COLUMNS)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken part makes it stumble on
        refused = _refusal("desk.roll.workbook-whole")
    return Sheet(text=None, findings=(refused,))


def _refusal(code: str, place: Place | None = None, **particulars: str | int) -> Finding:
    return failed(code, place, Severity.REFUSAL, **particulars)


def _unsound(content: bytes) -> Finding | None:
    """Rule 1."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MOST_UNPACKED:
                return _refusal("desk.roll.workbook-size", most=_MOST_UNPACKED)
            if any(member.flag_bits & _ENCRYPTED for member in members):
                return _refusal("desk.roll.workbook-whole")
            if any(mark in archive.read(member) for member in members for mark in _DOCTYPES):
                return _refusal("desk.roll.workbook-safe")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return _refusal("desk.roll.workbook-whole")
    return None


def _first_sheet(shown: Workbook, typed: Workbook) -> Sheet:
    filled = [sheet.title for sheet in shown.worksheets if _is_visible(sheet) and any(_rows(sheet))]
    if not filled:
        return Sheet(text=None, findings=(failed("declaring.roll.has-text", severity=Severity.REFUSAL),))
    values, formulae = list(_rows(shown[filled[0]])), _rows(typed[filled[0]])
    faults = tuple(_faults(values, formulae))
    return Sheet(text=None if faults else _csv(values), findings=(*_left_aside(filled), *faults))


def _is_visible(sheet: Any) -> bool:  # noqa: ANN401 (the library's sheets have no common type)
    return bool(sheet.sheet_state == "visible")


def _rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401
    """The rows down to the last with words, including empty ones between. Raises `SheetSizeError`."""
    sheet.reset_dimensions()  # a file may say that it is smaller than it is
    empty = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        width = max((at for at, cell in enumerate(row, start=1) if _text(cell).strip()), default=0)
        if width == 0:
            empty += 1
            continue
        if number > MOST_ROWS or width > MOST_COLUMNS:
            raise SheetSizeError
        yield from ((),) * empty
        yield tuple(row[:width])
        empty = 0


def _faults(values: Sequence[Row], formulae: Iterable[Row]) -> Iterator[Finding]:
    """Rule 4, cell by cell; a formula that was never calculated has no value."""
    header = next(row for row in values if row)
    for line, (row, typed) in enumerate(zip_longest(values, formulae, fillvalue=()), start=1):
        for column, (value, formula) in enumerate(zip_longest(row, typed), start=1):
            word = _text(header[column - 1]) if column <= len(header) else ""
            cell = f"{get_column_letter(column)}{line}"
            place = Place(line=line, field=word or get_column_letter(column))
            if value is None and str(formula or "").startswith("="):
                yield failed("desk.roll.cell-calculated", place, cell=cell)
            elif value in ERRORS:
                yield failed("desk.roll.cell-without-error", place, cell=cell, shown=str(value))


def _left_aside(filled: Sequence[str]) -> Iterator[Finding]:
    if len(filled) > 1:
        yield failed("desk.roll.one-sheet", severity=Severity.NOTICE, read=filled[0], left=tuple(filled[1:]))


def _csv(rows: Sequence[Row]) -> str:
    """Every row as long as the longest, as the reader wants it: empty cells at its end are cells."""
    width = max(len(row) for row in rows)
    out = io.StringIO()
    lines = ([_text(cell) for cell in row] + [""] * (width - len(row)) for row in rows)
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def _text(cell: object) -> str:
    """The text of a cell in the form that the columns of a roll need."""
    match cell:
        case None:
            return ""
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return _LINE_SEPARATOR.join(str(cell).splitlines()) if "\n" in str(cell) else str(cell)
