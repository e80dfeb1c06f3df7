"""Counts that others stated, by day and place, and the sum of those that can be added.

A count is left out of the sum for the first of these reasons that applies:

1. the text itself states it: a text does not support itself;
2. its author replaced it by a later count;
3. it counts another unit;
4. it extends beyond the days that are asked for;
5. it is part of another count that is in the sum;
6. its days overlap with those of counts that add up to more.

Counts of different days are added as they were stated. The sum counts detentions: whoever was held on two of
the days is in it twice. So a sum that reaches a number of persons does not establish it, and a lower sum does
not contradict it, since there may be days that nobody counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from undersigned.counting.figure import Figure, Qualifier, Unit
from undersigned.values.findings import Finding, passed, undetermined


class LeftOut(StrEnum):
    """Why a count is not in the sum."""

    OWN = "own"
    SUPERSEDED = "superseded"
    ANOTHER_UNIT = "another-unit"
    BEYOND = "beyond"
    WITHIN = "within"
    OVERLAPPING = "overlapping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a count that its author states separately."""

    value: int
    qualifier: Qualifier = Qualifier.EXACTLY
    what: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCount:
    """Who stated how many of what, for which days (both included) and where; and where that was read.

    `counts` says in short what is counted, after its author; it is no quotation. `first_as` is the month or
    year from which it runs where no day of it is told. `within` names the count on whose ground it lies;
    `superseded_by` its author's later count; `beside` the figures of the text that it stands beside.
    `words_in` has the same words in further languages, by the name of the field; `parts` in their order.
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
    first_as: str | None = None
    words_in: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)

    def words(self, name: str, language: str) -> tuple[str | None, str]:
        """The text of the field `name`, and the language it is in: `language` where the count has texts in
        it.

        A field without a text of its own in that language (a name, say) is the same in every language.
        """
        own = getattr(self, name)
        words = self.words_in.get(language)
        return (own, "en") if words is None else (words.get(name, own), language)

    def part_words(self, language: str) -> tuple[str | None, ...]:
        """What each part counts, in the language; in English where it has no text in it."""
        said = self.words_in.get(language, {}).get("parts", ())
        return tuple(said) if said else tuple(share.what for share in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The counts that were added, and those left out, each with the reason and the count that replaces it."""

    added: tuple[StatedCount, ...]
    left_out: tuple[tuple[StatedCount, LeftOut, str | None], ...]

    @property
    def total(self) -> int:
        """The sum of the stated values."""
        return sum(count.value for count in self.added)

    @property
    def by_authorities(self) -> int:
        """The part of the total that authorities themselves stated."""
        return sum(count.value for count in self.added if count.authority)

    @property
    def qualifier(self) -> Qualifier:
        """`EXACTLY` if every count is exact, else `ABOUT`."""
        exact = all(count.qualifier is Qualifier.EXACTLY for count in self.added)
        return Qualifier.EXACTLY if exact else Qualifier.ABOUT

    @property
    def unit(self) -> Unit:
        """`DETENTIONS` for several counts of persons, since they may overlap; else the unit of the first
        count.
        """
        persons = len(self.added) == 1 or any(count.unit is not Unit.PERSONS for count in self.added)
        return self.added[0].unit if self.added and persons else Unit.DETENTIONS

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "total": self.total,
            "by_authorities": self.by_authorities,
            "qualifier": self.qualifier.value,
            "unit": self.unit.value,
            "added": [count.id for count in self.added],
            "left_out": [
                {"id": count.id, "why": why.value, **({"for": other} if other else {})}
                for count, why, other in self.left_out
            ],
        }


def beside(figure: str, counts: Iterable[StatedCount]) -> tuple[StatedCount, ...]:
    """The counts that stand beside a figure of the text, by their days, then by their ids."""
    found = (count for count in counts if figure in count.beside)
    return tuple(sorted(found, key=lambda count: (count.first, count.last, count.id)))


def add_up(
    counts: Iterable[StatedCount], unit: Unit, first: date | None = None, last: date | None = None
) -> Sum:
    """Add the counts between two days; of counts that overlap, those with the highest sum."""
    left: dict[str, tuple[LeftOut, str | None]] = {}
    counts = tuple(sorted(counts, key=lambda count: (count.first, count.last, count.id)))
    for count in counts:
        why = _first_reason(count, unit, first, last)
        if why:
            left[count.id] = (why, count.superseded_by if why is LeftOut.SUPERSEDED else None)
    open_ = [count for count in counts if count.id not in left]
    ids = {count.id for count in open_}
    for count in open_:
        if count.within in ids:
            left[count.id] = (LeftOut.WITHIN, count.within)
    added = _without_overlap([count for count in open_ if count.id not in left])
    for count in open_:
        if count.id not in left and count not in added:
            other = next(other.id for other in added if _overlap(count, other))
            left[count.id] = (LeftOut.OVERLAPPING, other)
    return Sum(added=added, left_out=tuple((count, *left[count.id]) for count in counts if count.id in left))


def beside_figure(low: int, summed: Sum) -> Finding:
    """Whether the sum reaches the lower bound of a figure; it never contradicts the figure."""
    told = passed if summed.total >= low else undetermined
    return told(
        "counting.figure.stated",
        low=low,
        total=summed.total,
        authorities=summed.by_authorities,
        added=len(summed.added),
        left_out=len(summed.left_out) or None,
    )


def stated_by(figure: Figure, counts: Iterable[StatedCount]) -> Finding:
    """Whether an attributed figure is among the stated counts, with the same value and qualifier."""
    for count in counts:
        if not count.own and (count.value, count.qualifier) == (figure.value, figure.qualifier):
            return passed(
                "counting.figure.attribution",
                written=figure.written,
                attributed_to=figure.attributed_to,
                said_by=count.said_by,
                published_by=count.published_by,
                url=count.url,
            )
    return undetermined(
        "counting.figure.attribution", written=figure.written, attributed_to=figure.attributed_to
    )


def _first_reason(count: StatedCount, unit: Unit, first: date | None, last: date | None) -> LeftOut | None:
    if count.own:
        return LeftOut.OWN
    if count.superseded_by:
        return LeftOut.SUPERSEDED
    if count.unit is not unit:
        return LeftOut.ANOTHER_UNIT
    if (first and count.first < first) or (last and count.last > last):
        return LeftOut.BEYOND
    return None


def _without_overlap(counts: Sequence[StatedCount]) -> tuple[StatedCount, ...]:
    """The counts without a common day that have the highest sum; `counts` are in the order of their days."""
    in_order = sorted(counts, key=lambda count: (count.last, count.first, count.id))
    best: list[tuple[int, tuple[StatedCount, ...]]] = [(0, ())]
    for at, count in enumerate(in_order):
        before = max(k for k in range(at + 1) if k == 0 or in_order[k - 1].last < count.first)
        total, chosen = best[before]
        taken = (total + count.value, (*chosen, count))
        best.append(taken if taken[0] > best[at][0] else best[at])
    return best[-1][1]


def _overlap(count: StatedCount, other: StatedCount) -> bool:
    return count.first <= other.last and other.first <= count.last
