"""Reads each line of a document's head by itself.

1. The assembly's number for all its documents: `Doc. 14983`.
2. The printed day; what the document calls itself, with its own number: `Written declaration No. 695`.
3. Which edition it is: `2nd edition`, `2nd edition, originally tabled on 24 April 2001`.
4. On the site these stand on one line with bars between them.
A line that is none of these is `None`, and the reader of the form decides what to make of it.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from undersigned.declaring.formulae import NOTE_CALL, Kind, kinds, tolerant
from undersigned.declaring.reading.days import NoSuchDayError, read_day
from undersigned.values.dates import SourceDate

_DOC = re.compile(r"Doc(?:\.\s*|\s+)(?:(?:No\.?|n°)\s*)?([0-9]{1,6}|[0-9]{1,3}\s[0-9]{3})", re.IGNORECASE)
_NUMBER = r"(?:\s*(?:No\.?|N[°ºo]\.?|№|Nr\.?)?\s*([0-9]{1,5}))?"
_EDITION = re.compile(
    r"(?P<number>[0-9]{1,2})\s?(?P<ordinal>st|nd|rd|th|re|ème|eme|e|er|nde|de)\s+[ée]dition"
    r"(?:,?\s*(?:originally\s+tabled\s+on|d[ée]pos[ée]e\s+initialement\s+le|initialement\s+d[ée]pos[ée]e\s+le)"
    r"\s+(?P<day>.+))?",
    re.IGNORECASE,
)
_LONGEST = 120
_FRENCH_ORDINALS = frozenset({"re", "ème", "eme", "e", "er", "nde", "de"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocNumber:
    """`Doc. 14983`."""

    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDay:
    """`04 October 2019`; `date` is `None` for a day that the calendar does not have."""

    date: SourceDate | None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """`Written declaration No. 695`: what the document calls itself, as written, and its own number."""

    kind: Kind
    words: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """`2nd edition, originally tabled on 24 April 2001`."""

    number: int
    language: str
    tabled_on: date | None = None


HeadPart = DocNumber | PrintedDay | Called | EditionLine
ORDER = {DocNumber: 0, PrintedDay: 2, Called: 4}


@lru_cache(maxsize=256)
def head_part(text: str) -> HeadPart | None:
    """What one line of the head says, `None` where it is no line of a head."""
    if len(text) > _LONGEST:
        return None
    doc = _DOC.fullmatch(text)
    if doc:
        return DocNumber(value=int("".join(doc[1].split())))
    return _called(text) or _edition(text) or _printed_day(text)


def bar_parts(text: str) -> list[tuple[str, HeadPart | None]]:
    """The parts of a site's line with bars; empty where no part of it is a part of a head."""
    if "|" not in text:
        return []
    parts = [(piece, head_part(piece)) for piece in (piece.strip() for piece in text.split("|")) if piece]
    return parts if any(isinstance(part, DocNumber | Called) for _, part in parts) else []


def _called(text: str) -> Called | None:
    match = _any_kind().fullmatch(text)
    if not match:
        return None
    words, number = (match[group] for group in (1, 2))
    plain = " ".join(words.split()).casefold()
    kind = next(kind for kind in kinds() if kind.words.casefold() == plain)
    return Called(kind=kind, words=words, number=int(number) if number else None)


@cache
def _any_kind() -> re.Pattern[str]:
    names = "|".join(tolerant(kind.words) for kind in kinds())
    return re.compile(f"({names}){_NUMBER}{NOTE_CALL}", re.IGNORECASE)


def _edition(text: str) -> EditionLine | None:
    match = _EDITION.fullmatch(text)
    if not match:
        return None
    language = "fr" if match["ordinal"].casefold() in _FRENCH_ORDINALS else "en"
    if not match["day"]:
        return EditionLine(number=int(match["number"]), language=language)
    try:
        day = read_day(match["day"])
    except NoSuchDayError:
        return None
    tabled_on = day[0].day if day else None
    return (
        EditionLine(number=int(match["number"]), language=language, tabled_on=tabled_on)
        if tabled_on
        else None
    )


def _printed_day(text: str) -> PrintedDay | None:
    try:
        found = read_day(text)
    except NoSuchDayError:
        return PrintedDay(date=None)
    return PrintedDay(date=found[0], language=found[1]) if found else None
