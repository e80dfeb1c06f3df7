"""The roll and what it answers: who sat on a day, and who a printed name may be.

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
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from unicodedata import normalize

from undersigned.declaring.assembly import folded
from undersigned.declaring.order import sort_key
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
from undersigned.values.names import PersonalName

_NEARLY = 0.85  # `LOUKAIDES George` and `LOUCAIDES George`: 0.94


class RollError(ValueError):
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
        if twice := [one for one, times in ids.items() if times > 1]:
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
            if member.id not in matched and _may_be(member, name, country)
        )
        return Found(matches=tuple(matches), candidates=tuple(candidates))

    def _named(self, name: PersonalName, day: date) -> Iterator[Seat]:
        for member in self.members:
            if any(same_letters(name, spelt) for spelt in spellings(member)):
                yield from seats_of(member, day)


def seats_of(member: Member, day: date) -> tuple[Seat, ...]:
    """A member's seats on a day."""
    return tuple(_seat(member, mandate, day) for mandate in by_day(member.mandates_on(day)))


def spellings(member: Member) -> tuple[PersonalName, ...]:
    """The member's name and the other spellings seen in print."""
    return (member.name, *member.aliases)


def same_letters(one: PersonalName, other: PersonalName) -> bool:
    """Whether two names have the same letters; case and the kinds of space and of apostrophe aside."""
    return _letters(one) == _letters(other)


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
        f"two mandates in {one.delegation} on one day" for one, _ in clashing_mandates(member.mandates)
    )
    yield from (
        f"in {one.group} and {other.group} on one day" for one, other in clashing_groups(member.groups)
    )


def _stand_in_faults(member: Member, ids: Container[MemberId]) -> Iterator[str]:
    for mandate in member.mandates:
        if mandate.substitute_for and (
            mandate.substitute_for not in ids or mandate.substitute_for == member.id
        ):
            yield f"stands in for {mandate.substitute_for}, who is nobody else on this roll"


def _parts(name: PersonalName) -> tuple[str, ...]:
    return tuple(part for part in (name.family, name.given, name.honorific, name.style) if part is not None)


def _letters(name: PersonalName) -> tuple[str, str]:
    return _bare(name.family), _bare(name.given or "")


@lru_cache(maxsize=4096)
def _bare(part: str) -> str:
    return " ".join(normalize("NFC", part).replace("’", "'").split()).casefold()


def _may_be(member: Member, name: PersonalName, country: str | None) -> bool:
    """Whether a person should look at this member before saying that the name is nobody's."""
    compatriot = any(mandate.delegation == country for mandate in member.mandates)
    return any(
        _shares_words(name, spelt) or (compatriot and _nearly_same(name, spelt))
        for spelt in spellings(member)
    )


def _shares_words(one: PersonalName, other: PersonalName) -> bool:
    """Whether the surnames have the same place in the alphabet, or one has all the words of the other."""
    left, right = set(folded(one.family).split()), set(folded(other.family).split())
    within = bool(left and right) and (left <= right or right <= left)
    return within or sort_key(one)[0] == sort_key(other)[0]


def _nearly_same(one: PersonalName, other: PersonalName) -> bool:
    letters = SequenceMatcher(None, folded(one.surname_first()), folded(other.surname_first()))
    return letters.ratio() >= _NEARLY
