"""The roll: who sat on a day, and which members a printed name may mean.

1. `on` gives one seat for each mandate of the day, in the order of the roll.
2. `find` matches a name only where every letter is the same (case, kinds of space and of apostrophe aside):
   the name or an alias, in that delegation, on that day. Two members so named are both given.
3. What is merely close (marks, another given name, another country, another time, a letter or two within the
   same delegation) is a candidate. Nobody is chosen: a candidate becomes a match when a person writes the
   spelling into the roll as an alias.
"""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from undersigned.declaring.roll.members import (
    GIVEN_APART,
    Mandate,
    Member,
    MemberId,
    Role,
    by_day,
    clashing_groups,
    clashing_mandates,
    unwritable,
)
from undersigned.declaring.roll.names import may_be, same_letters, spellings
from undersigned.values.faults import UndersignedError
from undersigned.values.names import PersonalName


class RollError(UndersignedError):
    """A roll breaks a rule of `members.py`, or two of its members have one id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A member as seated on a day; `group` is `None` where the roll has none for that day."""

    member: MemberId
    name: PersonalName
    delegation: str
    role: Role
    group: str | None
    substitute_for: MemberId | None = None

    def as_data(self) -> dict[str, str | None]:
        """Plain data for JSON, under the words of the CSV columns."""
        return {
            "id": self.member,
            "family": self.name.family,
            "given": self.name.given,
            "honorific": self.name.honorific,
            "style": self.name.style,
            "delegation": self.delegation,
            "role": self.role.value,
            "group": self.group,
            "substitute_for": self.substitute_for,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Someone whose name is close: the member, and the seats held on the day that was asked about."""

    member: Member
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Who a printed name may be. More than one match are homonyms; candidates are for a person to look at."""

    matches: tuple[Seat, ...]
    candidates: tuple[Candidate, ...]

    @property
    def only(self) -> Seat | None:
        """The match, where there is exactly one."""
        return self.matches[0] if len(self.matches) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The members of an assembly with all their days. Raises `RollError` when it breaks a rule."""

    assembly: str
    members: tuple[Member, ...] = ()

    def __post_init__(self) -> None:
        ids = Counter(member.id for member in self.members)
        if twice := [member_id for member_id, times in ids.items() if times > 1]:
            raise RollError(f"more than one member has the id {', '.join(twice)}")
        for member in self.members:
            for fault in chain(_faults(member), _stand_in_faults(member, ids)):
                raise RollError(f"{member.id}: {fault}")

    def member(self, id_: str) -> Member | None:
        """The member of an id, if there is one."""
        return next((member for member in self.members if member.id == id_), None)

    def on(self, day: date) -> tuple[Seat, ...]:
        """Who sat on a day, in the order of the roll."""
        return tuple(seat for member in self.members for seat in seats_of(member, day))

    def find(self, name: PersonalName, country: str | None, day: date) -> Found:
        """Who a name in a delegation (its code) was on a day; without a country nobody is a match."""
        matches = [seat for seat in self._named(name, day) if seat.delegation == country]
        matched = {seat.member for seat in matches}
        candidates = (
            Candidate(member=member, seats=seats_of(member, day))
            for member in self.members
            if member.id not in matched and may_be(member, name, country)
        )
        return Found(matches=tuple(matches), candidates=tuple(candidates))

    def _named(self, name: PersonalName, day: date) -> Iterator[Seat]:
        for member in self.members:
            if any(same_letters(name, spelt) for spelt in spellings(member)):
                yield from seats_of(member, day)


def seats_of(member: Member, day: date) -> tuple[Seat, ...]:
    """A member's seats on a day."""
    return tuple(_seat(member, mandate, day) for mandate in by_day(member.mandates_on(day)))


def _seat(member: Member, mandate: Mandate, day: date) -> Seat:
    return Seat(
        member=member.id,
        name=member.name,
        delegation=mandate.delegation,
        role=mandate.role,
        group=member.group_on(day),
        substitute_for=mandate.substitute_for,
    )


def _faults(member: Member) -> Iterator[str]:
    """What breaks a rule within one member."""
    parts = [member.id, *(part for name in spellings(member) for part in _parts(name))]
    if any(not part or part != part.strip() or unwritable(part) for part in parts):
        yield "an id or a part of a name is empty, has a space at an end or a character that no roll holds"
    for alias in member.aliases:
        if alias.honorific or alias.style or GIVEN_APART in alias.family:
            yield f"the alias {alias.surname_first()} is more than a family and a given part"
    if not member.mandates and not member.groups:
        yield "there is neither a mandate nor a group"
    if member.mandates != by_day(member.mandates) or member.groups != by_day(member.groups):
        yield "mandates or groups do not stand in the order of their days"
    yield from (
        f"two mandates in {mandate.delegation} on one day"
        for mandate, _ in clashing_mandates(member.mandates)
    )
    yield from (
        f"in {membership.group} and {other.group} on one day"
        for membership, other in clashing_groups(member.groups)
    )


def _stand_in_faults(member: Member, ids: Container[MemberId]) -> Iterator[str]:
    for mandate in member.mandates:
        if mandate.substitute_for and (
            mandate.substitute_for not in ids or mandate.substitute_for == member.id
        ):
            yield f"stands in for {mandate.substitute_for}, who is nobody else on this roll"


def _parts(name: PersonalName) -> tuple[str, ...]:
    return tuple(part for part in (name.family, name.given, name.honorific, name.style) if part is not None)
