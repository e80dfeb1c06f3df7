"""Who stands on the list at a point of the log (`docs/protocol/v1/records.md`, sections 6 and 7).

1. Along the log, for each member: `sign` puts the name on the list, `withdraw` takes it off. A second `sign`
   while the name stands changes nothing; the first one is the one that stands.
2. The level of a name is that of the key; `P` where two clerks took it from paper.
3. The seat is the one that the roll named by the act has on the day of the act. Where the roll cannot be
   read, a statement is taken at its word, and a name from paper has no seat.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from undersigned.verifying.case import Case
from undersigned.verifying.roll_file import Seat
from undersigned.verifying.rules import Numbers
from undersigned.verifying.story import Logged

PAPER = "P"
UNKNOWN_LEVEL = "?"
SIGN, WITHDRAW = "sign", "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One member signs or withdraws, by one record."""

    logged: Logged
    act: str
    member: str
    name: str
    level: str
    roll: str
    day: date
    seat: Seat | None

    @property
    def index(self) -> int:
        """Where it stands in the log."""
        return self.logged.index


def acts_of(case: Case) -> tuple[Act, ...]:
    """Every act of the declaration, in the order of the log."""
    found: list[Act] = []
    for logged in case.of_kind("statement", "paper"):
        text = logged.record.text
        by_key = logged.kind == "statement"
        members = ((text.word("member"), text.word("name")),) if by_key else text.pairs("member")
        key = case.signing_keys.get(logged.index)
        roll, day = text.word("roll"), text.one("day", date)
        for member, name in members:
            on_roll = case.roll(roll)
            seat = on_roll.seat(member, day) if on_roll else None
            found.append(
                Act(
                    logged=logged,
                    act=text.word("act"),
                    member=member,
                    name=name,
                    level=(key.level if key else UNKNOWN_LEVEL) if by_key else PAPER,
                    roll=roll,
                    day=day,
                    seat=seat or (_as_stated(logged) if by_key else None),
                )
            )
    return tuple(found)


def _as_stated(logged: Logged) -> Seat:
    text = logged.record.text
    return Seat(role=text.word("role"), delegation=text.word("delegation"), group=text.maybe("group", str))


def standing(acts: Iterable[Act], below: int | None = None) -> Mapping[str, Act]:
    """By member, the act by which each name stands at an index; at the end of the log without one."""
    found: dict[str, Act] = {}
    for act in acts:
        if below is not None and act.index >= below:
            continue
        if act.act == SIGN:
            found.setdefault(act.member, act)
        else:
            found.pop(act.member, None)
    return found


def withdrawn(acts: Iterable[Act], below: int | None = None) -> Mapping[str, Act]:
    """By member, the withdrawal of each name that stood and stands no more."""
    stood, found = set[str](), dict[str, Act]()
    for act in acts:
        if below is not None and act.index >= below:
            continue
        if act.act == SIGN:
            stood.add(act.member)
            found.pop(act.member, None)
        elif act.member in stood:
            found[act.member] = act
    return found


def numbers_of(case: Case, acts: Iterable[Act]) -> Numbers:
    """How many of these names count, and from where they come."""
    found = tuple(acts)
    without = frozenset[str]().union(
        *(roll.uncounted_groups for act in found if (roll := case.roll(act.roll)))
    )
    return case.rules.numbers((act.seat for act in found if act.seat), without)
