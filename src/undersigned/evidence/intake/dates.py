"""A date as lists write it, or why it is none.

1. A cell that a workbook keeps as a date is that day. A bare number is no date, whatever a spreadsheet would
   make of it.
2. `01.02.2019` is two days until somebody says which part is first; `21.02.2019` is one day in either order,
   and not a day at all in the order that somebody declared wrongly.
3. A year of two digits is refused: 19 may be 1919.
4. A month, a year and a span (`20-21.09.2026`) are dates of their own precision, never moved to a day.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.grid import Cell, shown
from undersigned.values.dates import SourceDate
from undersigned.values.toml import toml_of

Order = Literal["day-first", "month-first"]

_NUMERIC = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?:\s?(?:г|г\.|ж\.))?")
_MONTH = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})")
_DAYS = re.compile(r"(\d{1,2})\s?[-–—]\s?(\d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?\d{4})")
_SPAN = re.compile(r"(.{6,}?)\s?(?:[–—/]|\s-\s)\s?(.{6,})")
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:er)?\.?\s+)?([^\W\d]+)\.?,?\s+(?:(\d{1,2}),?\s+)?(\d{4})(?:\s*(?:г|г\.|года|ж\.))?"
)
_LEAST_DIGITS_OF_A_YEAR = 4
_FIRST_YEAR = 1900


def date_of(cell: Cell, *, order: Order | None, on: date) -> SourceDate | Fault:
    """The date of a cell, no later than the day of reading."""
    found = _any_date(cell, order)
    if isinstance(found, SourceDate) and not (found.first <= on and found.first.year >= _FIRST_YEAR):
        return Fault(code="evidence.row.date-possible", particulars={"on": on.isoformat()})
    return found


def _any_date(cell: Cell, order: Order | None) -> SourceDate | Fault:
    if isinstance(cell, datetime):
        return SourceDate.of_day(cell.date(), shown(cell))
    if isinstance(cell, date):
        return SourceDate.of_day(cell)
    if isinstance(cell, str):
        return _written(" ".join(cell.split()), order)
    if isinstance(cell, int) and not isinstance(cell, bool) and len(str(cell)) == _LEAST_DIGITS_OF_A_YEAR:
        return _made(cell, None, None, str(cell))
    return Fault(code="evidence.row.date")


def _written(text: str, order: Order | None) -> SourceDate | Fault:
    """The first form that fits the words."""
    known = SourceDate.of_iso(text)
    if known:
        return known
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, order, text)
    if found := _MONTH.fullmatch(text):
        return _made(int(found[2]), int(found[1]), None, text)
    return _in_words(text) or _span(text, order)


def _in_words(text: str) -> SourceDate | Fault | None:
    """A date whose month is a word; `None` where none of its words is a month."""
    found = _IN_WORDS.fullmatch(text)
    month = _months().get(found[2].casefold()) if found else None
    if found is None or month is None:
        return None
    day = found[1] or found[3]
    return _made(int(found[4]), month, int(day) if day else None, text)


def _span(text: str, order: Order | None) -> SourceDate | Fault:
    """A date between two days, the first of which may borrow its month and year."""
    if found := _DAYS.fullmatch(text):
        last = _written(found[2], order)
        if isinstance(last, Fault):
            return last
        return _between(_made(last.first.year, last.first.month, int(found[1]), text), last, text)
    if found := _SPAN.fullmatch(text):
        return _between(_written(found[1], order), _written(found[2], order), text)
    return Fault(code="evidence.row.date")


def _numeric(found: re.Match[str], order: Order | None, text: str) -> SourceDate | Fault:
    one, other, year = int(found[1]), int(found[2]), found[3]
    if len(year) < _LEAST_DIGITS_OF_A_YEAR:
        return Fault(code="evidence.row.date-year")
    in_order = {
        "day-first": _made(int(year), other, one, text),
        "month-first": _made(int(year), one, other, text),
    }
    if order:
        return in_order[order]
    days = [day for day in in_order.values() if isinstance(day, SourceDate)]
    if len({day.first for day in days}) > 1:
        return Fault(code="evidence.row.date-order")
    return days[0] if days else Fault(code="evidence.row.date")


def _made(year: int, month: int | None, day: int | None, text: str) -> SourceDate | Fault:
    try:
        if month is None:
            return SourceDate.of_year(year, text)
        return (
            SourceDate.of_day(date(year, month, day), text) if day else SourceDate.of_month(year, month, text)
        )
    except ValueError:  # a day that no calendar has
        return Fault(code="evidence.row.date")


def _between(first: SourceDate | Fault, last: SourceDate | Fault, text: str) -> SourceDate | Fault:
    if isinstance(first, Fault):
        return first
    if isinstance(last, Fault):
        return last
    if last.last < first.first:
        return Fault(code="evidence.row.date")
    return SourceDate.between(first.first, last.last, text)


@cache
def _months() -> Mapping[str, int]:
    table = toml_of((files("undersigned.evidence.intake") / "months.toml").read_bytes())
    return {
        word: number
        for forms in table.values()
        for words in forms.values()
        for number, word in enumerate(words, 1)
    }
