"""The roll of the example and who signs, from `people.toml` and one seed.

1. Members are 150: representatives by seats, substitutes, observers, partners.
2. A few change group, leave and are followed by another, come back after a gap, stand in for somebody, have a
   namesake, an alias or a title: what a real roll has, in small.
3. The list has one name of each delegation at least and one observer, who appears and does not count.
"""

import random
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from undersigned.declaring.assemblies.assembly import assembly
from undersigned.declaring.questions.order import in_order
from undersigned.declaring.roll.members import GroupMembership, Mandate, Member, MemberId, Period, Role
from undersigned.declaring.roll.roll import Roll, Seat
from undersigned.values.names import PersonalName

CONCORD = "concord"
OPENED = date(2024, 1, 22)  # the day on which the roll begins
CHANGED = date(2025, 6, 23)  # and the one on which some of it changes
RETURNED = date(2026, 1, 26)
GROUPS = ("LIB", "PP", "SOC", "UL", "SOC", "PP", "LIB", "NR")
FIRST_SIGNER = PersonalName(family="GARNEVAL", given="Luc", honorific="Mr")
TITLES = {"Ms": "Baroness", "Mr": "Lord"}

Words = Mapping[str, Any]
One = TypeVar("One")


class Dice:
    """Choices that are the same in every version of Python: only `random()` itself is promised to be."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 (an example, not a secret)

    def number(self, below: int) -> int:
        """A number from 0 on."""
        return int(self._random.random() * below)

    def one_of(self, options: Sequence[One]) -> One:
        """One of several."""
        return options[self.number(len(options))]

    def some_of(self, options: Iterable[One], number: int) -> list[One]:
        """So many of several, none twice."""
        left = list(options)
        return [left.pop(self.number(len(left))) for _ in range(number)]


# ---- the roll ---------------------------------------------------------------------------------


def make_roll(dice: Dice, people: Mapping[str, Words]) -> Roll:
    """All members on their days, in the order of delegations."""
    members: list[Member] = []
    for code, words in people.items():
        names = _names(dice, words)
        members.extend(_member(dice, code, role, next(names)) for role in _roles(code, words))
    return Roll(assembly=CONCORD, members=tuple(_with_stories(members)))


def _roles(code: str, words: Words) -> Iterator[Role]:
    seats = next((one.seats or 0 for one in assembly(CONCORD).delegations if one.code == code), 0)
    yield from [Role.REPRESENTATIVE] * seats
    yield from [Role.SUBSTITUTE] * words.get("substitutes", 0)
    yield from [Role.OBSERVER] * words.get("observers", 0)
    yield from [Role.PARTNER] * words.get("partners", 0)


def _names(dice: Dice, words: Words) -> Iterator[PersonalName]:
    """Names of a delegation, no family name twice."""
    families = [begin + end for begin in words["begin"] for end in words["end"]]
    families = [*words["special"], *dice.some_of(families, len(families))]
    while families:
        honorific = dice.one_of(["Ms", "Mr"])
        given = dice.one_of(words["women" if honorific == "Ms" else "men"])
        yield PersonalName(family=families.pop(0), given=given, honorific=honorific)


def _member(dice: Dice, code: str, role: Role, name: PersonalName) -> Member:
    counted = role in (Role.REPRESENTATIVE, Role.SUBSTITUTE)
    period = Period(from_=OPENED)
    return Member(
        id=MemberId(f"c{dice.number(16**6):06x}"),
        name=name,
        mandates=(Mandate(delegation=code, role=role, period=period),),
        groups=(GroupMembership(group=dice.one_of(GROUPS), period=period),) if counted else (),
    )


def _with_stories(members: list[Member]) -> Iterator[Member]:
    """What happens on a real roll; a story comes round every 23 members."""
    yield replace(members[0], name=FIRST_SIGNER, groups=(_in_group("LIB"),))
    for number, member in enumerate(members[1:], start=1):
        match number % 23:
            case 2 if member.groups:
                yield replace(member, groups=(_in_group("NR", until=CHANGED), _in_group("LIB", CHANGED)))
            case 5:
                yield _seated(member, Period(from_=OPENED, until=CHANGED))
            case 6:  # the successor
                yield _seated(member, Period(from_=CHANGED))
            case 9:
                yield _seated(member, Period(from_=OPENED, until=CHANGED), Period(from_=RETURNED))
            case 12:
                yield replace(member, aliases=_as_others_print(member.name))
            case 15:
                yield replace(member, name=replace(member.name, honorific=TITLES[str(member.name.honorific)]))
            case 18:
                yield replace(member, name=replace(member.name, family=members[number - 7].name.family))
            case 20 if member.mandates[0].role is Role.SUBSTITUTE:
                yield _standing_in(member, members)
            case _:
                yield member


def _in_group(group: str, from_: date = OPENED, until: date | None = None) -> GroupMembership:
    return GroupMembership(group=group, period=Period(from_=from_, until=until))


def _seated(member: Member, *periods: Period) -> Member:
    """The same member with a mandate, and a group if any, for these periods only."""
    return replace(
        member,
        mandates=tuple(replace(member.mandates[0], period=period) for period in periods),
        groups=tuple(replace(group, period=period) for group in member.groups for period in periods),
    )


def _as_others_print(name: PersonalName) -> tuple[PersonalName, ...]:
    """The name without its accents, as a careless list has it; nothing where it has none."""
    letters = unicodedata.normalize("NFD", name.family)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return (PersonalName(family=plain, given=name.given),) if plain != name.family else ()


def _standing_in(member: Member, members: list[Member]) -> Member:
    seat = member.mandates[0]
    principal = next(one.id for one in members[1:] if one.mandates[0].delegation == seat.delegation)
    return replace(member, mandates=(replace(seat, substitute_for=principal),))


# ---- who signs --------------------------------------------------------------------------------


def choose_signers(dice: Dice, roll: Roll, day: date, number: int, signed: Sequence[Seat] = ()) -> list[Seat]:
    """So many more seats of a day: one of each delegation not there yet, then any that count."""
    left = [seat for seat in roll.on(day) if seat.member not in {one.member for one in signed}]
    chosen: list[Seat] = [] if signed else [left[0]]  # the first signer is the first of the roll
    by_place: dict[str, list[Seat]] = {}
    for seat in left:
        by_place.setdefault(seat.delegation, []).append(seat)
    if not signed:
        chosen += [dice.one_of(seats) for place, seats in by_place.items() if place not in ("XA", "XR")]
    more = [
        seat for seat in left if seat not in chosen and seat.role in (Role.REPRESENTATIVE, Role.SUBSTITUTE)
    ]
    return chosen + dice.some_of(more, number - len(chosen))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition of the declaration: its day and its list in printed order."""

    number: int
    day: date
    seats: tuple[Seat, ...]


def edition(number: int, day: date, signers: Sequence[Seat]) -> Edition:
    """The list in the assembly's order: the first signer, then the alphabet."""
    by_name = {seat.name: seat for seat in signers}
    return Edition(number=number, day=day, seats=tuple(by_name[name] for name in in_order(by_name)))
