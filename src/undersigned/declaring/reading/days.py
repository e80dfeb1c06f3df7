"""Reads printed days in English and French: `04 October 2019`, `1er octobre 2019`, `October 2019`.

1. The words that were read are kept; a day that the calendar does not have is told apart from no day at all.
2. Figures only (`04/10/2019`) are not read: nobody can tell day from month.
"""

import re
import unicodedata
from datetime import date
from functools import cache

from undersigned.declaring.formulae import form_words, tables
from undersigned.values.dates import SourceDate
from undersigned.values.faults import UndersignedError

_DAY = re.compile(r"(?:([0-9]{1,2})(er|st|nd|rd|th)?\s+)?([^\W\d_]+)\s+([0-9]{4})")
_ORDINALS = {"er": "fr", "st": "en", "nd": "en", "rd": "en", "th": "en"}


class NoSuchDayError(UndersignedError):
    """A day is printed that the calendar does not have."""


def read_day(text: str, language: str | None = None) -> tuple[SourceDate, str] | None:
    """The date that a text is, with its language; `None` where it is no date. Raises `NoSuchDayError`."""
    match = _DAY.fullmatch(text.strip())
    found = _month(match[3], language) if match else None
    if not match or not found:
        return None
    month, spoken = found
    if match[2] and _ORDINALS[match[2]] != spoken:
        return None
    year = int(match[4])
    try:
        if match[1] is None:
            return SourceDate.of_month(year, month, text.strip()), spoken
        return SourceDate.of_day(date(year, month, int(match[1])), text.strip()), spoken
    except ValueError as no_day:
        raise NoSuchDayError(text.strip()) from no_day


def write_day(day: date, language: str) -> str:
    """A day as the printed form has it: `04 October 2019`."""
    return f"{day.day:02d} {form_words(language)['months'][day.month - 1]} {day.year}"


@cache
def _months() -> dict[tuple[str, str], int]:
    return {
        (_plain(name), language): number
        for language, words in tables()["forms"].items()
        for number, name in enumerate(words["months"], start=1)
    }


def _month(name: str, language: str | None) -> tuple[int, str] | None:
    for spoken in (language,) if language else ("en", "fr"):
        number = _months().get((_plain(name), spoken))
        if number:
            return number, spoken
    return None


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
