"""From rows to a roll: what every import format shares.

1. A row says one mandate, one group membership, or both, of one member; rows with the same id are one member.
2. A row may repeat another's mandate, or its group, beside something new; one with nothing new is refused.
3. Every fault is a finding with its place, all at once; with one of them there is no roll at all.
4. Delegations and groups are asked of the assembly for the first and the last day; where the assembly's own
   data cannot tell whether a group existed on a day, the row stands and the finding is undetermined.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from undersigned.declaring.assembly import Group, delegation, group_ever
from undersigned.declaring.roll.members import (
    GroupMembership,
    Mandate,
    Member,
    MemberId,
    Period,
    Role,
    by_day,
    clashing_groups,
    clashing_mandates,
)
from undersigned.declaring.roll.roll import Roll
from undersigned.values.findings import Finding, Place, failed, failures, passed, undetermined
from undersigned.values.names import PersonalName

LANGUAGES = ("en", "fr")  # in which a file may name delegations and groups
_ROLES_IN: Mapping[str, tuple[Role, ...]] = {
    "member": (Role.REPRESENTATIVE, Role.SUBSTITUTE),
    "observer": (Role.OBSERVER,),
    "partner": (Role.PARTNER,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one row of a spreadsheet, or one membership of a Popolo file, says."""

    place: Place
    id: MemberId
    name: PersonalName
    aliases: tuple[PersonalName, ...] = ()
    mandate: Mandate | None = None
    group: GroupMembership | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollReading:
    """What came of a file: a roll, or none and the findings that say why."""

    roll: Roll | None
    findings: tuple[Finding, ...]


def roll_of(assembly: str, rows: Sequence[Row], findings: Iterable[Finding] = ()) -> RollReading:
    """The roll that the rows make; none where they, or what was found before, hold a fault."""
    by_id: dict[MemberId, list[Row]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    found = (*findings, *_labels(assembly, rows), *_stand_ins(rows, by_id), *_persons(by_id))
    if failures(found):
        return RollReading(roll=None, findings=found)
    roll = Roll(assembly=assembly, members=tuple(_member(rows) for rows in by_id.values()))
    return RollReading(roll=roll, findings=(*found, _read(roll)))


def delegation_code(assembly: str, label: str) -> str | None:
    """The code of a delegation named by its code or label in any language of a file."""
    named = (delegation(assembly, label, language) for language in LANGUAGES)
    return next((one.code for one in named if one), None)


def group_code(assembly: str, label: str) -> str | None:
    """The English code of a group named by its code in any language of a file."""
    group = _group(assembly, label)
    return _code(group) if group else None


def _group(assembly: str, label: str) -> Group | None:
    named = (group_ever(assembly, label, language) for language in LANGUAGES)
    return next((group for group in named if group), None)


def _code(group: Group) -> str:
    return group.code.get("en") or next(iter(group.code.values()))


def _read(roll: Roll) -> Finding:
    return passed(
        "declaring.roll.read",
        assembly=roll.assembly,
        members=len(roll.members),
        mandates=sum(len(member.mandates) for member in roll.members),
        groups=sum(len(member.groups) for member in roll.members),
    )


def _member(rows: Sequence[Row]) -> Member:
    first = rows[0]
    return Member(
        id=first.id,
        name=first.name,
        aliases=first.aliases,
        mandates=by_day(dict.fromkeys(row.mandate for row in rows if row.mandate)),
        groups=by_day(dict.fromkeys(row.group for row in rows if row.group)),
    )


# ---- one row against the assembly -------------------------------------------------------------


def _labels(assembly: str, rows: Iterable[Row]) -> Iterator[Finding]:
    for row in rows:
        if row.mandate:
            yield from _delegation(assembly, row.place, row.mandate)
        if row.group:
            yield from _group_existed(assembly, row.place, row.group)


def _delegation(assembly: str, place: Place, mandate: Mandate) -> Iterator[Finding]:
    """The place must sit in the assembly from the first to the last day, in a kind that fits the role."""
    known = delegation(assembly, mandate.delegation, "en")
    for day in first_and_last(mandate.period):
        kind = known.on(day).kind if known else None
        said, on = mandate.delegation, day.isoformat()
        if kind is None:
            at = _in_column(place, "delegation")
            yield failed("declaring.roll.delegation", at, delegation=said, day=on, assembly=assembly)
            return
        if mandate.role not in _ROLES_IN[kind]:
            at, role = _in_column(place, "role"), mandate.role.value
            yield failed("declaring.roll.role-fits", at, role=role, kind=kind, delegation=said, day=on)
            return


def _group_existed(assembly: str, place: Place, membership: GroupMembership) -> Iterator[Finding]:
    group = _group(assembly, membership.group)
    for day in first_and_last(membership.period):
        held = group.seen.held(day) if group else False
        if not held:
            answer = undetermined if held is None else failed
            at, on = _in_column(place, "group"), day.isoformat()
            yield answer("declaring.roll.group", at, group=membership.group, day=on, assembly=assembly)
            return


def _in_column(place: Place, column: str) -> Place:
    """The cell of a row in a spreadsheet; a membership of a JSON file is place enough."""
    return replace(place, field=column) if place.line else place


def first_and_last(period: Period) -> tuple[date, ...]:
    """The days of a period that can be asked about: the first and, where it has ended, the last."""
    return (period.from_, *((period.until - timedelta(days=1),) if period.until else ()))


# ---- one row against the others ---------------------------------------------------------------


def _stand_ins(rows: Iterable[Row], known: Iterable[MemberId]) -> Iterator[Finding]:
    """Whoever is stood in for must be on the roll, and must be somebody else."""
    ids = set(known)
    for row in rows:
        principal = row.mandate.substitute_for if row.mandate else None
        if principal and (principal not in ids or principal == row.id):
            at = _in_column(row.place, "substitute_for")
            yield failed("declaring.roll.substitute", at, id=row.id, principal=principal)


def _persons(by_id: dict[MemberId, list[Row]]) -> Iterator[Finding]:
    for rows in by_id.values():
        two_people = tuple(_one_person(rows))
        yield from two_people or (*_said_once(rows), *_apart(rows))


def _one_person(rows: Sequence[Row]) -> Iterator[Finding]:
    """One id is one person: the same name and aliases on each of its rows."""
    first = rows[0]
    for row in rows[1:]:
        if (row.name, row.aliases) != (first.name, first.aliases):
            yield failed(
                "declaring.roll.id-distinct",
                _in_column(row.place, "id"),
                id=row.id,
                name=row.name.surname_first(),
                other=first.name.surname_first(),
                first=str(first.place),
            )


def _said_once(rows: Sequence[Row]) -> Iterator[Finding]:
    seen: dict[tuple[Mandate | None, GroupMembership | None], Row] = {}
    for row in rows:
        first = seen.setdefault((row.mandate, row.group), row)
        if first is not row:
            yield failed("declaring.roll.row-once", row.place, id=row.id, first=str(first.place))


def _apart(rows: Sequence[Row]) -> Iterator[Finding]:
    """No two mandates in one delegation, no two groups, on a day; the fault stands at the later one."""
    mandates: dict[Mandate, Place] = {}
    groups: dict[GroupMembership, Place] = {}
    for row in rows:
        if row.mandate:
            mandates.setdefault(row.mandate, row.place)
        if row.group:
            groups.setdefault(row.group, row.place)
    for one, other in clashing_mandates(mandates):
        yield failed(
            "declaring.roll.mandate-apart",
            mandates[other],
            id=rows[0].id,
            delegation=one.delegation,
            day=max(one.period.from_, other.period.from_).isoformat(),
            first=str(mandates[one]),
        )
    for left, right in clashing_groups(groups):
        yield failed(
            "declaring.roll.group-apart",
            groups[right],
            id=rows[0].id,
            group=left.group,
            other=right.group,
            day=max(left.period.from_, right.period.from_).isoformat(),
            first=str(groups[left]),
        )
