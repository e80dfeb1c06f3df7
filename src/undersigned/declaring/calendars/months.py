"""Adds months to a day: the same day of the month, or the last day of a shorter month."""

import calendar
from datetime import date


def months_later(day: date, months: int) -> date:
    """The day that lies a number of months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
