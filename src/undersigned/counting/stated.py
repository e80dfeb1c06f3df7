"""What others stated: attributed counts by days and places, and the sum of those that can be added.

In this order a count is left out of the sum, with the reason that binds first:

1. it is the text's own: a text does not support itself;
2. its own author replaced it by a later count;
3. it counts another unit;
4. it reaches beyond the days that are asked for;
5. it lies within another count that is in the sum;
6. its days overlap with those of others that come to more.

Counts on different days are added as they were stated. The sum is one of detentions: whoever was held on two
of those days stands in it twice. So a sum that reaches a figure of persons does not establish it, and a sum
below it does not contradict it: there may be days that nobody counted.
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
    """A part of a count that its author names."""

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
        """What one of its texts says, and in which language: the reader's where the count has words in it.

        A text that those words leave out (a name, a sum) is the same in that language.
        """
        own = getattr(self, name)
        words = self.words_in.get(language)
        return (own, "en") if words is None else (words.get(name, own), language)

    def part_words(self, language: str) -> tuple[str | None, ...]:
        """What each part is, in a language; in English where there is none."""
        said = self.words_in.get(language, {}).get("parts", ())
        return tuple(said) if said else tuple(one.what for one in self.parts)


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


def beside_figure(low: int, summed: Sum) -> Finding:
    """Whether what others stated comes to a figure's least; it never contradicts the figure."""
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
    """Whether an attributed figure is among what others stated, value and qualifier alike."""
    for one in counts:
        if not one.own and (one.value, one.qualifier) == (figure.value, figure.qualifier):
            return passed(
                "counting.figure.attribution",
                written=figure.written,
                attributed_to=figure.attributed_to,
                said_by=one.said_by,
                published_by=one.published_by,
                url=one.url,
            )
    return undetermined(
        "counting.figure.attribution", written=figure.written, attributed_to=figure.attributed_to
    )


def _first_reason(one: StatedCount, unit: Unit, first: date | None, last: date | None) -> LeftOut | None:
    if one.own:
        return LeftOut.OWN
    if one.superseded_by:
        return LeftOut.SUPERSEDED
    if one.unit is not unit:
        return LeftOut.ANOTHER_UNIT
    if (first and one.first < first) or (last and one.last > last):
        return LeftOut.BEYOND
    return None


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
