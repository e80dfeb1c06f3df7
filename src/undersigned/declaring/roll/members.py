"""The content of a roll: members, their mandates and their group memberships, each for a period.

1. A period is half-open: its first day is in it, its `until` is not; an open end is `None`.
2. An id is opaque and never reused; names are as written, and `aliases` are other spellings seen in print.
3. A mandate (in a delegation, in a role) and a membership of a group run apart: either may change alone.
4. Nobody has two mandates in one delegation on a day, or two groups on a day. Gaps are fine.
5. Names and ids hold no line break, no control character and no `|`; an alias is a family and a given part.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from typing import NewType, Protocol, TypeVar
from unicodedata import category

from undersigned.values.faults import UndersignedError
from undersigned.values.names import PersonalName

MemberId = NewType("MemberId", str)

ALIASES_APART = "|"  # stands between two aliases in a cell, so no name may hold it
GIVEN_APART = ","  # stands between family and given part of an alias
_UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, halves of a pair, line and paragraph separators


class Role(StrEnum):
    """In what role a member sits."""

    REPRESENTATIVE = "representative"
    SUBSTITUTE = "substitute"
    OBSERVER = "observer"
    PARTNER = "partner"


class PeriodError(UndersignedError):
    """A period ends before its first day is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a day, until another that is no longer in it. Raises `PeriodError` when it holds no day."""

    from_: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.from_:
            raise PeriodError(f"{self.until} is not after {self.from_}")

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.from_ <= day and (self.until is None or day < self.until)

    def meets(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        return self.holds(other.from_) or other.holds(self.from_)

    def first_and_last(self) -> tuple[date, ...]:
        """The days that can be asked about: the first and, where it ends, the last."""
        return (self.from_, *((self.until - timedelta(days=1),) if self.until else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A seat in a delegation (by its code); `substitute_for` is the id of the representative stood in for."""

    delegation: str
    role: Role
    period: Period
    substitute_for: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMembership:
    """Belonging to a group, by its code in English; the code for "no group" is one too."""

    group: str
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person on the roll; mandates and groups stand in the order of their days."""

    id: MemberId
    name: PersonalName
    aliases: tuple[PersonalName, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    groups: tuple[GroupMembership, ...] = ()

    def group_on(self, day: date) -> str | None:
        """The group on a day; `None` where the roll has none for it."""
        return next((membership.group for membership in self.groups if membership.period.holds(day)), None)

    def mandates_on(self, day: date) -> tuple[Mandate, ...]:
        """The mandates held on a day: one at most in each delegation."""
        return tuple(mandate for mandate in self.mandates if mandate.period.holds(day))


class Timed(Protocol):
    """Anything that holds for a period."""

    @property
    def period(self) -> Period:
        """When it holds."""


Held = TypeVar("Held", bound=Timed)


def clashing_mandates(mandates: Iterable[Mandate]) -> Iterator[tuple[Mandate, Mandate]]:
    """Pairs of mandates in one delegation that share a day."""
    return (
        (mandate, other)
        for mandate, other in combinations(by_day(mandates), 2)
        if mandate.delegation == other.delegation and mandate.period.meets(other.period)
    )


def clashing_groups(groups: Iterable[GroupMembership]) -> Iterator[tuple[GroupMembership, GroupMembership]]:
    """Pairs of group memberships that share a day."""
    return (pair for pair in combinations(by_day(groups), 2) if pair[0].period.meets(pair[1].period))


def unwritable(part: str) -> str | None:
    """The code point of the first character that no name or id on a roll may have; `None` if all is well."""
    wrong = (one for one in part if one == ALIASES_APART or category(one) in _UNWRITABLE)
    return next((f"U+{ord(one):04X}" for one in wrong), None)


def by_day(held: Iterable[Held]) -> tuple[Held, ...]:
    """The same in the order of their first days; those of one day keep their order."""
    return tuple(sorted(held, key=lambda period: period.period.from_))
