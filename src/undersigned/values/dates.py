"""Dates as sources give them: a day, a month, a year, or between two days; the original words are kept.

A printed date is never moved to a day it does not name: `October 2019` lies between two days.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "between"]
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDate:
    """A date with its precision; `first` and `last` are the days between which it lies, both included."""

    first: date
    last: date
    precision: Precision
    as_written: str

    @classmethod
    def of_day(cls, day: date, as_written: str | None = None) -> "SourceDate":
        """A date known to the day."""
        return cls(first=day, last=day, precision="day", as_written=as_written or day.isoformat())

    @classmethod
    def of_month(cls, year: int, month: int, as_written: str) -> "SourceDate":
        """A date known to the month."""
        last = calendar.monthrange(year, month)[1]
        return cls(
            first=date(year, month, 1), last=date(year, month, last), precision="month", as_written=as_written
        )

    @classmethod
    def of_year(cls, year: int, as_written: str) -> "SourceDate":
        """A date known to the year."""
        return cls(first=date(year, 1, 1), last=date(year, 12, 31), precision="year", as_written=as_written)

    @classmethod
    def between(cls, first: date, last: date, as_written: str | None = None) -> "SourceDate":
        """A date between two days, both included. Raises `ValueError` where they are turned round."""
        if last < first:
            raise ValueError(f"{last} is before {first}")
        written = as_written or f"{first.isoformat()}/{last.isoformat()}"
        return cls(first=first, last=last, precision="between", as_written=written)

    @classmethod
    def of_iso(cls, written: str) -> "SourceDate | None":
        """What `iso` writes, read again; `None` for anything else, such as a day that no calendar has."""
        try:
            first, between, last = written.partition("/")
            if between:
                return cls.between(date.fromisoformat(first), date.fromisoformat(last), written)
            parts = _ISO.fullmatch(written)
            if parts is None:
                return None
            year, month, day = (int(part) if part else None for part in parts.groups())
            if day:
                return cls.of_day(date.fromisoformat(written), written)
            return cls.of_month(year or 0, month, written) if month else cls.of_year(year or 0, written)
        except ValueError:
            return None

    @property
    def day(self) -> date | None:
        """The day, where the source gives one."""
        return self.first if self.precision == "day" else None

    def iso(self) -> str:
        """As much of ISO 8601 as is known: `2019-10-04`, `2019-10`, `2019`, `2019-10-04/2019-10-06`."""
        if self.precision == "between":
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    def age_on(self, day: date) -> int:
        """How many days ago it was at least: from the last day that it may be; never less than none."""
        return max((day - self.last).days, 0)
