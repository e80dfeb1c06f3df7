"""One date in words or figures, with its own precision: a day, a month, a year.

1. `01.02.2019` is two days until somebody says which part is first; a day that would be one only in the other
   order is told as such.
2. A year comes first only in the order year, month, day.
3. A day of nought (`00.02.2019`) is a day that is not known: the month is.
4. A year of two digits is one only where somebody said which hundred years they are of, and then beside a day
   and a month whose order somebody said too: 21.02.19 could be the nineteenth of February.
5. The time of day, and words such as "year" or "born" after a date, are no part of it.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from undersigned.evidence.intake.faults import Fault
from undersigned.values.dates import SourceDate
from undersigned.values.toml import toml_of

Order = Literal["day-first", "month-first"]
TURNED = "evidence.row.date-turned"
_LEAST_DIGITS_OF_A_YEAR = 4


class Written(NamedTuple):
    """How the dates of a column are written, as far as somebody said."""

    order: Order | None = None
    years_from: int | None = None  # the first of the hundred years of which a year of two digits is

    def year(self, digits: str) -> int | None:
        """The year of so many digits; `None` where nobody said which hundred years it is of."""
        if len(digits) >= _LEAST_DIGITS_OF_A_YEAR:
            return int(digits)
        return None if self.years_from is None else self.years_from + (int(digits) - self.years_from) % 100


_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:/\d{4}-\d{2}-\d{2})?)?)?")
_NUMERIC = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})")
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:er|st|nd|rd|th|-?е|-?го)?[.\s-]\s*)?([^\W\d_]+)\.?,?[\s-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4}|\d{2})"
)
_YEAR_THEN_WORDS = re.compile(r"(\d{4})\s*(?:жылғы|жылдың|жылы|жыл|ж)?\.?,?\s+(?:(\d{1,2})\s+)?([^\W\d_]+)")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})(?:[./-](\d{1,2})|\s([^\W\d_]+))")
_TIME = re.compile(
    r"(?:,?\s+|T)(?:в\s|at\s|à\s)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:[ap]m|Z|ч\.?|[+-]\d{2}:?\d{2}))?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:года рождения|г\.\s?р\.?|ж\.\s?т\.?|года?|г\.|г|жылы?|ж\.)$|[.,;]$", re.IGNORECASE
)
_BEFORE = re.compile(r"^(?:le\s|on\s)", re.IGNORECASE)


def one_date(text: str, written: Written) -> SourceDate | Fault | None:
    """The first form that fits the words; `None` where none does."""
    bare = without_more(text)
    if _ISO.fullmatch(bare):
        return SourceDate.of_iso(bare) or Fault(code="evidence.row.date")
    return _numeric(bare, written, text) or _in_words(bare, written, text)


def made(year: int, month: int | None, day: int | None, text: str) -> SourceDate | Fault:
    """A date of these parts; a day of nought is a day that is not known."""
    try:
        if month is None:
            return SourceDate.of_year(year, text)
        return (
            SourceDate.of_day(date(year, month, day), text) if day else SourceDate.of_month(year, month, text)
        )
    except ValueError:  # a day that no calendar has
        return Fault(code="evidence.row.date")


def month_of(word: str) -> int | None:
    """The number of a month by its name in any language; `None` where it is none."""
    return _months().get(word.casefold())


def without_more(text: str) -> str:
    """A date without the time of day, and without words such as "year" after it."""
    bare = _TIME.sub("", _BEFORE.sub("", text))
    while (shorter := _AFTER.sub("", bare)) != bare:
        bare = shorter
    return bare.replace("«", "").replace("»", "")


def lacks_year(text: str) -> bool:
    """Whether words are a day, or some days, without a year."""
    found = _WITHOUT_YEAR.fullmatch(re.split("[–—]", without_more(text))[-1].strip())
    return found is not None and bool(found[2] or month_of(found[3]))


def _numeric(bare: str, written: Written, text: str) -> SourceDate | Fault | None:
    if found := _NUMERIC.fullmatch(bare):
        return _in_an_order((int(found[1]), int(found[3])), found[4], written, text)
    if found := _YEAR_FIRST.fullmatch(bare):
        return made(int(found[1]), int(found[3]), int(found[4]), text)
    if found := _MONTH.fullmatch(bare):
        return made(int(found[2]), int(found[1]), None, text)
    return None


def _in_an_order(parts: tuple[int, int], digits: str, written: Written, text: str) -> SourceDate | Fault:
    one, other = parts
    order, year = written.order, written.year(digits)
    if year is None:
        return Fault(code="evidence.row.date-year")
    if order is None and len(digits) < _LEAST_DIGITS_OF_A_YEAR:
        return Fault(code="evidence.row.date-order")
    in_order = {"day-first": made(year, other, one, text), "month-first": made(year, one, other, text)}
    days = [day for day in in_order.values() if isinstance(day, SourceDate)]
    if order:
        chosen = in_order[order]
        return Fault(code=TURNED) if isinstance(chosen, Fault) and days else chosen
    if len({day.first for day in days}) > 1:
        return Fault(code="evidence.row.date-order")
    return days[0] if days else Fault(code="evidence.row.date")


def _in_words(bare: str, written: Written, text: str) -> SourceDate | Fault | None:
    """A date whose month is a word; `None` where none of its words is a month.

    What stands beside a month alone may be a day of it: `February 19` is no year.
    """
    if found := _YEAR_THEN_WORDS.fullmatch(bare):
        digits, day, word = found[1], found[2], found[3]
    elif found := _IN_WORDS.fullmatch(bare):
        digits, day, word = found[4], found[1] or found[3], found[2]
    else:
        return None
    month = month_of(word)
    if month is None or (found.re is _IN_WORDS and found[1] and found[3]):
        return None
    year = written.year(digits)
    if year is None or (day is None and len(digits) < _LEAST_DIGITS_OF_A_YEAR):
        return Fault(code="evidence.row.date-year")
    return made(year, month, int(day) if day else None, text)


@cache
def _months() -> Mapping[str, int]:
    table = toml_of((files("undersigned.evidence.intake") / "months.toml").read_bytes())
    return {
        word: number
        for forms in table.values()
        for words in forms.values()
        for number, word in enumerate(words, 1)
    }
