"""Stated counts as a file: TOML with one `[[counts]]` for each, and its address.

1. A month or a year stands for all of its days. Where a count runs from a month to a day, the month is kept
   as it was written: nobody said on which of its days it began.
2. `words_in` says the texts of a count in further languages, under the names of their fields; `parts` has as
   many as there are parts.
3. A key that is not known, or a count that names one that is not there, is refused.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.stated import Share, StatedCount
from undersigned.values.faults import UndersignedError

_WORDS = frozenset({"counts", "place", "said_by", "note", "parts"})


class StatedCountError(UndersignedError):
    """Data do not make a stated count."""


def stated_counts(toml: str) -> tuple[StatedCount, ...]:
    """The counts of a file. Raises `StatedCountError` for what is none, or names a count not there."""
    try:
        counts = tuple(_count(row) for row in tomllib.loads(toml)["counts"])
    except (KeyError, TypeError, ValueError) as fault:
        raise StatedCountError(f"these data make no stated counts: {fault}") from fault
    ids = [one.id for one in counts]
    for one in counts:
        for other in (one.within, one.superseded_by):
            if other is not None and other not in ids:
                raise StatedCountError(f"{one.id} names {other}, which is no count of this file")
    if len(set(ids)) != len(ids):
        raise StatedCountError("two counts have one id")
    return counts


def _count(row: Mapping[str, Any]) -> StatedCount:
    known = set(StatedCount.__slots__)
    unknown = sorted(row.keys() - known)
    if unknown:
        raise StatedCountError(f"{row.get('id')}: a stated count has no {', '.join(unknown)}")
    given = {
        **row,
        "unit": Unit(row["unit"]),
        "qualifier": Qualifier(row["qualifier"]),
        "first": _day(row["first"], last=False),
        "last": _day(row["last"], last=True),
        "first_as": _first_as(row["first"], row["last"]),
        "words_in": _words_in(row),
        "beside": frozenset(row.get("beside", ())),
        "parts": tuple(
            Share(**{**part, "qualifier": Qualifier(part.get("qualifier", "exactly"))})
            for part in row.get("parts", ())
        ),
    }
    return StatedCount(**given)


def _words_in(row: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The words of other languages, as many parts in each as there are."""
    found = {str(language): dict(words) for language, words in row.get("words_in", {}).items()}
    for language, words in found.items():
        if unknown := sorted(words.keys() - _WORDS):
            raise StatedCountError(f"{row['id']}: {language} has no {', '.join(unknown)}")
        if "parts" in words and len(words["parts"]) != len(row.get("parts", ())):
            raise StatedCountError(f"{row['id']}: {language} names another number of parts")
    return found


def _first_as(first: object, last: object) -> str | None:
    """The month or year from which a count runs to a day; `None` where both are days, or both are not."""
    return str(first) if isinstance(last, date) and not isinstance(first, date) else None


def _day(written: object, *, last: bool) -> date:
    """A day, or the first or last day of a month or year written `2019-03`, `2018`."""
    if isinstance(written, date):
        return written
    year, _, month = str(written).partition("-")
    if not last:
        return date(int(year), int(month or 1), 1)
    following = date(int(year) + (month in {"", "12"}), int(month or 12) % 12 + 1, 1)
    return following - timedelta(days=1)
