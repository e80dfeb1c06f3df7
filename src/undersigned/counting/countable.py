"""Rows that can be counted, and people's decisions on which of them are the same person or event.

* A row says which sources name one subject, and in which unit it counts; it carries ids and never a name.
* `first` and `last` are the days between which it lies: a month is its first and last day, an unknown end
  `None`.
* A group without names ("about 200 were held") is one row with bounds of its own; it adds no subjects.
* People decide whether two subjects are the same, different, or cannot be told apart; no decision is made
  here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from undersigned.counting.figure import Unit
from undersigned.values.faults import UndersignedError


class Grade(StrEnum):
    """Whether the evidence of a row was accepted for counting."""

    ACCEPTED = "accepted"
    PROVISIONAL = "provisional"  # taken in, not yet reviewed


class Sameness(StrEnum):
    """What was decided about two subjects."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class CountableRowError(UndersignedError):
    """A row cannot be counted: it has no source, or its days or bounds are in the wrong order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Countable:
    """One subject of the register as a countable row; `sources` are independent efforts, not pages.

    Raises `CountableRowError` for a row without a source, or with days or bounds the wrong way round.
    """

    subject: str
    unit: Unit
    sources: frozenset[str]
    first: date | None = None
    last: date | None = None
    place: str | None = None
    categories: frozenset[str] = frozenset()
    outcome: str | None = None
    grade: Grade = Grade.ACCEPTED
    group: tuple[int, int | None] | None = None

    def __post_init__(self) -> None:
        if not self.sources:
            raise CountableRowError(f"{self.subject}: a row without a source is not counted")
        if self.first and self.last and self.last < self.first:
            raise CountableRowError(f"{self.subject}: {self.last} comes before {self.first}")
        if self.group and self.group[1] is not None and self.group[1] < self.group[0]:
            raise CountableRowError(f"{self.subject}: a group of {self.group[0]} to {self.group[1]}")

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; keys without a value are left out."""
        data = {
            "subject": self.subject,
            "unit": self.unit.value,
            "sources": sorted(self.sources),
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
            "place": self.place,
            "categories": sorted(self.categories) or None,
            "outcome": self.outcome,
            "grade": self.grade.value,
            "group": list(self.group) if self.group else None,
        }
        return {key: value for key, value in data.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What people decided about two subjects; a later decision about the same two replaces it."""

    one: str
    other: str
    sameness: Sameness

    @property
    def pair(self) -> tuple[str, str]:
        """The two in one order."""
        return (min(self.one, self.other), max(self.one, self.other))


def standing(decisions: Iterable[Decision]) -> dict[tuple[str, str], Sameness]:
    """The latest decision about each two subjects."""
    return {decision.pair: decision.sameness for decision in decisions}


def joined(
    subjects: Iterable[str], decisions: Mapping[tuple[str, str], Sameness], joining: frozenset[Sameness]
) -> dict[str, str]:
    """Map each subject to its representative (its lowest id) where decisions in `joining` join two."""
    parent = {subject: subject for subject in subjects}
    for pair, sameness in decisions.items():
        if sameness in joining:
            one, other = (_root(parent, subject) for subject in pair)
            parent[max(one, other)] = min(one, other)
    return {subject: _root(parent, subject) for subject in list(parent)}


def _root(parent: dict[str, str], subject: str) -> str:
    parent.setdefault(subject, subject)
    while parent[subject] != subject:
        parent[subject] = parent[parent[subject]]
        subject = parent[subject]
    return subject
