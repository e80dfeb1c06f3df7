"""Any table once it is open: rows of cells with their numbers, and marks on cells that are not what they
seem.

1. An empty cell is `None`; a number without a fraction is whole; a time of midnight is no time.
2. A row's number is the one that people see: in a workbook its row, in a text file its line.
3. A calculated cell, an error, a cell within a merged range and a nested value are marked: none of them is
   read as if somebody had written it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from undersigned.evidence.intake.letters import tidy
from undersigned.values.faults import UndersignedError

Cell = str | int | float | bool | date | datetime | time | timedelta | None


class FileKind(StrEnum):
    """What a table is kept in; the value is the end of the file's name."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"


class Mark(StrEnum):
    """Why a cell is not simply what it shows."""

    CALCULATED = "calculated"
    ERROR = "error"
    MERGED = "merged"
    COVERED = "covered"  # by the cell with which it is merged
    NESTED = "nested"
    MONTH = "month"  # a day of which its program shows the month alone
    YEAR = "year"
    YEARLESS = "yearless"
    STRUCK = "struck"  # out, as people do with what no longer holds
    OTHERWISE = "otherwise"  # a number of which its program shows another one, or nothing


class Unit(NamedTuple):
    """What a program shows beside a number that it keeps: words, a sign, a currency."""

    before: str
    after: str

    def beside(self, cell: "Cell") -> str:
        """The number as people see it."""
        return " ".join(part for part in (self.before, str(cell), self.after) if part)


class GridError(UndersignedError):
    """A file broke off or stopped being a table at a line; `why` is a word of ours (`table-why.<why>`)."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One row; `marks` by the index of the cell, from 0."""

    number: int
    cells: tuple[Cell, ...]
    marks: Mapping[int, Mark | Unit] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing at all stands in it."""
        return not self.marks and all(cell is None for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unshown:
    """What a file has beside the rows that are read: how many of those are hidden, and what is not read."""

    rows: int = 0
    columns: int = 0
    comments: int = 0
    sheets: tuple[str, ...] = ()
    macros: bool = False
    links: bool = False  # to other workbooks

    def __bool__(self) -> bool:
        return self != Unshown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """An open table; `rows` can be gone through once and may raise `GridError`, `again` gives them anew.

    Only one of the two is gone through at a time.
    """

    kind: FileKind
    rows: Iterator[GridRow]
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    separator_said: bool = False  # by a person, not by the file
    again: Callable[[], Iterator[GridRow]] | None = None
    unshown: Unshown = Unshown()
    total: int | None = None  # how many rows there are, where the file says so

    def where(self, row: int, column: int, header: str) -> str:
        """The place of a cell, as people find it again: `Sheet1!C17`, or `17, Name` in a text file."""
        return f"{self.sheet}!{letters(column)}{row}" if self.sheet else f"{row}, {header}"


def plain(cell: Cell) -> Cell:
    """A cell by rule 1; of a text, what nobody sees is gone, white space at its ends included."""
    if isinstance(cell, str):
        return tidy(cell) or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return cell


def is_number(cell: Cell) -> bool:
    """Whether a program keeps a number in a cell."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def letters(column: int) -> str:
    """The letters of a column of a sheet, counted from 0: A, B … Z, AA."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name


def shown(cell: Cell) -> str:
    """A cell as text: a day as ISO, nothing as nothing."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
