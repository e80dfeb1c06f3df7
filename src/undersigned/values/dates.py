"""Dates as sources give them: a day, a month, a year. The words that were read are kept.

A printed date is never moved to a day it does not name: `October 2019` lies between two days.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]


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

    @property
    def day(self) -> date | None:
        """The day, where the source gives one."""
        return self.first if self.precision == "day" else None

    def iso(self) -> str:
        """As much of an ISO 8601 date as is known: `2019-10-04`, `2019-10`, `2019`."""
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]
