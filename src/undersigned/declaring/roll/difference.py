"""What importing a new roll would change, shown to a clerk before the import.

1. Seats are compared on one day, by member and delegation: who is new, who is gone, whose seat reads
   otherwise.
2. Members whose seats agree on that day and differ on another are named too (`other_days`).
3. A new id is a new member, whatever the name: nobody is recognised by a machine.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from undersigned.declaring.roll.members import Member, MemberId
from undersigned.declaring.roll.roll import Roll, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing about a seat that reads otherwise: `what` is name, role, group or substitute_for."""

    member: MemberId
    delegation: str
    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollDifference:
    """All that differs between two rolls, in the order of the rolls."""

    on: date
    new: tuple[Seat, ...]
    gone: tuple[Seat, ...]
    changed: tuple[Change, ...]
    other_days: tuple[Member, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "on": self.on.isoformat(),
            "new": [seat.as_data() for seat in self.new],
            "gone": [seat.as_data() for seat in self.gone],
            "changed": [asdict(change) for change in self.changed],
            "other_days": [
                {"id": member.id, "name": member.name.surname_first()} for member in self.other_days
            ],
        }

    @property
    def nothing(self) -> bool:
        """Whether the two rolls answer alike on every day."""
        return not (self.new or self.gone or self.changed or self.other_days)


def difference(before: Roll, after: Roll, on: date) -> RollDifference:
    """What differs between two rolls: on a day, seat by seat; on other days, member by member."""
    old, new = _seats(before, on), _seats(after, on)
    shown = {member for member, _ in old.keys() ^ new.keys()}
    changed = tuple(change for key in old if key in new for change in _changes(old[key], new[key]))
    shown |= {change.member for change in changed}
    return RollDifference(
        on=on,
        new=tuple(seat for key, seat in new.items() if key not in old),
        gone=tuple(seat for key, seat in old.items() if key not in new),
        changed=changed,
        other_days=tuple(_otherwise(before, after, shown)),
    )


def _seats(roll: Roll, day: date) -> dict[tuple[MemberId, str], Seat]:
    return {(seat.member, seat.delegation): seat for seat in roll.on(day)}


def _changes(before: Seat, after: Seat) -> Iterator[Change]:
    pairs = {
        "name": (_name(before), _name(after)),
        "role": (before.role.value, after.role.value),
        "group": (before.group, after.group),
        "substitute_for": (before.substitute_for, after.substitute_for),
    }
    for what, (old, new) in pairs.items():
        if old != new:
            yield Change(member=before.member, delegation=before.delegation, what=what, before=old, after=new)


def _name(seat: Seat) -> str:
    """The whole name, so that a new honorific is a change too."""
    return ", ".join(part for part in (seat.name.surname_first(), seat.name.honorific) if part)


def _otherwise(before: Roll, after: Roll, shown: set[MemberId]) -> Iterator[Member]:
    """Members not shown yet whose entries differ, as the newer roll has them; else as the older."""
    old = {member.id: member for member in before.members}
    new = {member.id: member for member in after.members}
    for id_ in dict.fromkeys([*old, *new]):
        if id_ not in shown and old.get(id_) != new.get(id_):
            yield new[id_] if id_ in new else old[id_]
