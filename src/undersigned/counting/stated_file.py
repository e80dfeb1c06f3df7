"""Stated counts as a file: TOML with one `[[counts]]` for each, and its address.

A month or a year stands for all of its days; a key that is not known, or a count that names one that is not
there, is refused.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.stated import Share, StatedCount
from undersigned.values.faults import UndersignedError


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
        "beside": frozenset(row.get("beside", ())),
        "parts": tuple(
            Share(**{**part, "qualifier": Qualifier(part.get("qualifier", "exactly"))})
            for part in row.get("parts", ())
        ),
    }
    return StatedCount(**given)


def _day(written: object, *, last: bool) -> date:
    """A day, or the first or last day of a month or year written `2019-03`, `2018`."""
    if isinstance(written, date):
        return written
    year, _, month = str(written).partition("-")
    if not last:
        return date(int(year), int(month or 1), 1)
    following = date(int(year) + (month in {"", "12"}), int(month or 12) % 12 + 1, 1)
    return following - timedelta(days=1)
