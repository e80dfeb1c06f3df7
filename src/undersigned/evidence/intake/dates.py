"""A date as lists write it, or why it is none.

1. A cell that a workbook keeps as a date is that day. A bare number is no date, whatever a spreadsheet would
   make of it; and a day that a spreadsheet made of a year or a small number that somebody typed (2019 is a
   day in 1905, 15 one in 1900) is none.
2. `01.02.2019` is two days until somebody says which part is first; `21.02.2019` is one day in either order,
   and not a day at all in the order that somebody declared wrongly.
3. A year of two digits is refused until somebody says of which hundred years it is: 19 may be 1919. So is a
   day without its year.
4. A month, a year and a span (`spans.py`) are dates of their own precision, never moved to a day. The time of
   day is no part of a date.
5. What makes a day less sure ("about", "before") is no date; an age is none either.
"""

import re
from datetime import date, datetime

from undersigned.evidence.intake.days import Order, Written, lacks_year, made, one_date
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.grid import Cell, shown
from undersigned.evidence.intake.spans import span
from undersigned.evidence.intake.stand_ins import is_years, not_known
from undersigned.values.dates import SourceDate

_AGE = re.compile(r"(?:возраст:?\s)?(\d{1,3})\s?(\D*)", re.IGNORECASE)
_LEAST_DIGITS_OF_A_YEAR = 4
_FIRST_YEAR, _OLDEST, _LONGEST = 1900, 120, 100
_DAYS_OF_TYPED_YEARS = (
    (date(1905, 3, 14), date(1905, 7, 22)),  # 1900 to 2030, counted from 1900
    (date(1909, 3, 15), date(1909, 7, 23)),  # and from 1904
    (date(1899, 12, 30), date(1900, 12, 31)),  # an age or a number of days, counted from 1900
    (date(1904, 1, 1), date(1904, 4, 30)),  # and from 1904
)


def date_of(
    cell: Cell, *, order: Order | None, on: date, years_from: int | None = None
) -> SourceDate | Fault:
    """The date of a cell, no later than the day of reading."""
    found = _any_date(cell, Written(order, years_from))
    if isinstance(found, SourceDate) and not (found.first <= on and found.first.year >= _FIRST_YEAR):
        return Fault(code="evidence.row.date-possible", particulars={"on": on.isoformat()})
    return found


def is_age(cell: Cell) -> bool:
    """Whether a cell says how old somebody is."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return 0 < cell < _OLDEST
    found = _AGE.fullmatch(cell) if isinstance(cell, str) else None
    return found is not None and int(found[1]) < _OLDEST and (not found[2] or is_years(found[2]))


def _any_date(cell: Cell, written: Written) -> SourceDate | Fault:
    if isinstance(cell, datetime):
        return SourceDate.of_day(cell.date(), shown(cell))
    if isinstance(cell, date):
        typed = any(first <= cell <= last for first, last in _DAYS_OF_TYPED_YEARS)
        return Fault(code="evidence.row.date-of-a-year") if typed else SourceDate.of_day(cell)
    if isinstance(cell, str):
        return _of_text(" ".join(cell.split()), written)
    if isinstance(cell, int) and not isinstance(cell, bool) and len(str(cell)) == _LEAST_DIGITS_OF_A_YEAR:
        return made(cell, None, None, str(cell))
    return Fault(code="evidence.row.date")


def _of_text(text: str, written: Written) -> SourceDate | Fault:
    """A date in words or figures, a span of days, or why it is neither."""
    if len(text) > _LONGEST:
        return Fault(code="evidence.row.date")
    found = one_date(text, written) or span(text, written)
    if found is not None:
        return found
    question = "not-known" if not_known(text) else "date-year" if lacks_year(text) else "date"
    return Fault(code=f"evidence.row.{question}")
