"""What others stated: attributed counts by days and places, and the sum of those that can be added.

In this order a count is left out of the sum, with the reason that binds first:

1. it is the text's own: a text does not support itself;
2. it counts another unit;
3. it reaches beyond the days that are asked for;
4. its own author replaced it by a later count;
5. it lies within another count that is in the sum;
6. its days overlap with those of others that come to more.

Counts on different days are added as they were stated. The sum is one of detentions: whoever was held on
two of those days stands in it twice. It supports a figure of persons only from above, and a sum below a
figure leaves it unestablished, never contradicted.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from undersigned.counting.figure import Qualifier, Unit
from undersigned.values.faults import UndersignedError


class StatedCountError(UndersignedError):
    """Data do not make a stated count."""


class LeftOut(StrEnum):
    """Why a count is not in the sum."""

    OWN = "own"
    ANOTHER_UNIT = "another-unit"
    BEYOND = "beyond"
    SUPERSEDED = "superseded"
    WITHIN = "within"
    OVERLAPPING = "overlapping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a count that its author names."""

    value: int
    qualifier: Qualifier = Qualifier.EXACTLY
    what: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCount:
    """Who stated how many of what, for which days (both included) and where; and where that was read.

    `within` names the count on whose ground it lies; `superseded_by` its author's later count; `beside` the
    figures of the text that it stands beside.
    """

    id: str
    counts: str
    unit: Unit
    qualifier: Qualifier
    value: int
    first: date
    last: date
    place: str
    said_by: str
    published_by: str
    url: str
    said_on: str | None = None
    beside: frozenset[str] = frozenset()
    own: bool = False
    authority: bool = False
    within: str | None = None
    superseded_by: str | None = None
    parts: tuple[Share, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The counts that were added, and each that was not with the reason and the count it yields to."""

    added: tuple[StatedCount, ...]
    left_out: tuple[tuple[StatedCount, LeftOut, str | None], ...]

    @property
    def total(self) -> int:
        """The stated values added."""
        return sum(one.value for one in self.added)

    @property
    def by_authorities(self) -> int:
        """The part of the total that authorities stated themselves."""
        return sum(one.value for one in self.added if one.authority)

    @property
    def qualifier(self) -> Qualifier:
        """Exactly where every count is exact; else about."""
        exact = all(one.qualifier is Qualifier.EXACTLY for one in self.added)
        return Qualifier.EXACTLY if exact else Qualifier.ABOUT

    @property
    def unit(self) -> Unit:
        """Persons of one count; over several counts, detentions."""
        persons = len(self.added) == 1 or any(one.unit is not Unit.PERSONS for one in self.added)
        return self.added[0].unit if self.added and persons else Unit.DETENTIONS

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "total": self.total,
            "by_authorities": self.by_authorities,
            "qualifier": self.qualifier.value,
            "unit": self.unit.value,
            "added": [one.id for one in self.added],
            "left_out": [
                {"id": one.id, "why": why.value, **({"for": other} if other else {})}
                for one, why, other in self.left_out
            ],
        }


def beside(figure: str, counts: Iterable[StatedCount]) -> tuple[StatedCount, ...]:
    """The counts that stand beside a figure of the text, by their days, then by their ids."""
    found = (one for one in counts if figure in one.beside)
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.id)))


def add_up(
    counts: Iterable[StatedCount], unit: Unit, first: date | None = None, last: date | None = None
) -> Sum:
    """Add what can be added between two days; among overlapping counts, those that come to the most."""
    left: dict[str, tuple[LeftOut, str | None]] = {}
    counts = tuple(sorted(counts, key=lambda one: (one.first, one.last, one.id)))
    for one in counts:
        why = _first_reason(one, unit, first, last)
        if why:
            left[one.id] = (why, one.superseded_by if why is LeftOut.SUPERSEDED else None)
    open_ = [one for one in counts if one.id not in left]
    ids = {one.id for one in open_}
    for one in open_:
        if one.within in ids:
            left[one.id] = (LeftOut.WITHIN, one.within)
    added = _without_overlap([one for one in open_ if one.id not in left])
    for one in open_:
        if one.id not in left and one not in added:
            other = next(other.id for other in added if _overlap(one, other))
            left[one.id] = (LeftOut.OVERLAPPING, other)
    return Sum(added=added, left_out=tuple((one, *left[one.id]) for one in counts if one.id in left))


def _first_reason(one: StatedCount, unit: Unit, first: date | None, last: date | None) -> LeftOut | None:
    if one.own:
        return LeftOut.OWN
    if one.unit is not unit:
        return LeftOut.ANOTHER_UNIT
    if (first and one.first < first) or (last and one.last > last):
        return LeftOut.BEYOND
    return LeftOut.SUPERSEDED if one.superseded_by else None


def _without_overlap(counts: Sequence[StatedCount]) -> tuple[StatedCount, ...]:
    """Of counts in the order of their days, those without a common day that come to the most."""
    in_order = sorted(counts, key=lambda one: (one.last, one.first, one.id))
    best: list[tuple[int, tuple[StatedCount, ...]]] = [(0, ())]
    for at, one in enumerate(in_order):
        before = max(k for k in range(at + 1) if k == 0 or in_order[k - 1].last < one.first)
        total, chosen = best[before]
        taken = (total + one.value, (*chosen, one))
        best.append(taken if taken[0] > best[at][0] else best[at])
    return best[-1][1]


def _overlap(one: StatedCount, other: StatedCount) -> bool:
    return one.first <= other.last and other.first <= one.last


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
