"""The days between which something is known to have been so, from the days on which it was seen.

1. From the first to the last day seen it held; a side without a day is open.
2. Outside it is known not to have held only where a day says so (`absent_before`, `absent_from`).
3. In between nobody knows, and nothing is filled in.
"""

import re
from dataclasses import dataclass
from datetime import date

from undersigned.values.dates import SourceDate
from undersigned.values.faults import UndersignedError

_PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?")


class PartialDateError(UndersignedError):
    """A day, month or year is not written as `2019-10-04`, `2019-10` or `2019`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """First and last day seen, and the days before and from which it is known to be absent."""

    first: SourceDate | None = None
    last: SourceDate | None = None
    absent_before: date | None = None
    absent_from: date | None = None

    def held(self, day: date) -> bool | None:
        """Whether it held on a day; `None` where nobody knows."""
        if self.absent_before and day < self.absent_before:
            return False
        if self.absent_from and day >= self.absent_from:
            return False
        return True if self.covers(day) else None

    def covers(self, day: date) -> bool:
        """Whether a day lies between the first and the last day seen."""
        after_first = self.first is None or self.first.first <= day
        return after_first and (self.last is None or day <= self.last.last)

    def as_written(self) -> tuple[str | None, str | None]:
        """The first and the last day seen, as precisely as they are known."""
        return (self.first.iso() if self.first else None, self.last.iso() if self.last else None)


def partial_date(written: date | str) -> SourceDate:
    """A day, month or year as data files write it: a date, `"2019-10"`, `"2019"`.

    Raises `PartialDateError` on anything else.
    """
    if isinstance(written, date):
        return SourceDate.of_day(written)
    try:
        return SourceDate.of_day(date.fromisoformat(written))
    except ValueError:
        return _month_or_year(written)


def _month_or_year(written: str) -> SourceDate:
    parts = _PARTIAL_DATE.fullmatch(written)
    if not parts or not 1 <= int(parts["month"] or 1) <= 12:  # noqa: PLR2004 (months of a year)
        raise PartialDateError(f"{written!r} is not a day, a month or a year")
    year = int(parts["year"])
    if parts["month"]:
        return SourceDate.of_month(year, int(parts["month"]), written)
    return SourceDate(first=date(year, 1, 1), last=date(year, 12, 31), precision="year", as_written=written)
