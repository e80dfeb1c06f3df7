"""A date between two days, the first of which may borrow its month and its year: `10–12 июня 2019`.

1. Both ends must be dates of their own; neither is guessed from words such as "beginning" or "about".
2. Two figures before one month are two days of it. Where the order is month first, such a span in figures
   alone is not read: 1-2/3/2019 may be the first to the second of March, or January to the third of February.
"""

import re

from undersigned.evidence.intake.days import Written, made, one_date, without_more
from undersigned.evidence.intake.faults import Fault
from undersigned.values.dates import SourceDate

_DASH = r"\s?[-–—]\s?"
_DAYS = re.compile(rf"(\d{{1,2}}){_DASH}(\d{{1,2}}\s?([./])\s?\d{{1,2}}\s?\3\s?(?:\d{{4}}|\d{{2}}))")
_DAYS_IN_WORDS = re.compile(
    rf"(?:[сc]\s)?(\d{{1,2}})(?:{_DASH}|\sпо\s|\sto\s|\sau\s)(\d{{1,2}}\s[^\W\d_]+\.?\s(?:\d{{4}}|\d{{2}}))"
)
_MONTHS_IN_WORDS = re.compile(
    rf"(?:[сc]\s)?(\d{{1,2}}\s[^\W\d_]+)\.?(?:{_DASH}|\sпо\s|\sto\s|\sau\s)(\d{{1,2}}\s[^\W\d_]+\.?\s(\d{{4}}|\d{{2}}))"
)
_WHOLE = re.compile(r"(?:[сc]\s)?(.{6,}?)(?:\s?[–—]\s?|\s-\s|\sпо\s|(?<=\d{4})-(?=\d{1,2}[./]))(.{6,})")


def span(text: str, written: Written) -> SourceDate | Fault | None:
    """A date between two days; `None` where the words are no span."""
    bare = without_more(text)
    if found := _DAYS.fullmatch(bare):
        if written.order == "month-first":
            return Fault(code="evidence.row.date-order")
        return _from_day(int(found[1]), one_date(found[2], written), text)
    if found := _DAYS_IN_WORDS.fullmatch(bare):
        return _from_day(int(found[1]), one_date(found[2], written), text)
    if found := _MONTHS_IN_WORDS.fullmatch(bare):
        return _between(one_date(f"{found[1]} {found[3]}", written), one_date(found[2], written), text)
    if found := _WHOLE.fullmatch(bare):
        return _between(one_date(found[1], written), one_date(found[2], written), text)
    return None


def _from_day(day: int, last: SourceDate | Fault | None, text: str) -> SourceDate | Fault | None:
    """From another day of the same month."""
    if not isinstance(last, SourceDate):
        return last
    return _between(made(last.first.year, last.first.month, day, text), last, text)


def _between(
    first: SourceDate | Fault | None, last: SourceDate | Fault | None, text: str
) -> SourceDate | Fault | None:
    if not isinstance(first, SourceDate) or not isinstance(last, SourceDate):
        return first if not isinstance(first, SourceDate) else last
    if last.last < first.first:
        return Fault(code="evidence.row.date")
    return SourceDate.between(first.first, last.last, text)
