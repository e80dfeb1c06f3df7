"""Writes numbers and days in the reader's language: `at least 65 people`, `March 2018 to October 2018`."""

from calendar import monthrange
from datetime import date

from undersigned.counting.figure import Qualifier, Unit
from undersigned.wording.words import day_in_words, term

_NARROW = "\u202f"
_THOUSAND = 1000


def grouped(number: int) -> str:
    """A number with narrow spaces between groups of three digits, from a thousand on."""
    return f"{number:,}".replace(",", _NARROW) if number >= _THOUSAND else str(number)


def amount(qualifier: Qualifier, value: int, unit: Unit, language: str) -> str:
    """A number with its qualifier and its unit: `at least 65 people`."""
    counted = f"{grouped(value)} {term(f'figure-unit.{unit.value}', language, n=value)}"
    if qualifier is Qualifier.EXACTLY:
        return counted
    return f"{term(f'figure-qualifier.{qualifier.value}', language)} {counted}"


def bare(qualifier: Qualifier, value: int, language: str) -> str:
    """A number with its qualifier, without a unit."""
    if qualifier is Qualifier.EXACTLY:
        return grouped(value)
    return f"{term(f'figure-qualifier.{qualifier.value}', language)} {grouped(value)}"


def period(first: date, last: date, language: str, first_as: str | None = None) -> str:
    """The time from one day to another as people say it: a day, a month, a year, or both ends.

    `first_as` is a month or year: then nobody told from which of its days.
    """
    if first == last:
        return day_in_words(first.isoformat(), language)
    if first_as:
        until = day_in_words(last.isoformat(), language)
        return term(
            "figure-card.period.since", language, first=_month_or_year(first_as, language), last=until
        )
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    if not whole_months and (first.year, first.month) == (last.year, last.month):
        begins = term("site.first-day", language) if first.day == 1 else str(first.day)
        return term(
            "figure-card.period.days", language, first=begins, last=day_in_words(last.isoformat(), language)
        )
    one, other = (
        f"{term(f'site.month.{day.month}', language)} {day.year}"
        if whole_months
        else day_in_words(day.isoformat(), language)
        for day in (first, last)
    )
    key = "figure-card.period.months" if whole_months else "figure-card.period"
    return one if one == other else term(key, language, first=one, last=other)


def _month_or_year(written: str, language: str) -> str:
    year, _, month = written.partition("-")
    return f"{term(f'site.month.{int(month)}', language)} {year}" if month else year
