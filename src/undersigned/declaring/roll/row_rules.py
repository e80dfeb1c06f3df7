"""Checks the rows of a roll: each against its assembly, and all rows of one member against each other.

1. A delegation sat in the assembly, in a standing that fits the role, on the first and on the last day.
2. So did a group exist; where the assembly's own data cannot tell, the finding is undetermined.
3. One id is one person; a row that says nothing new, two mandates in a delegation or two groups on a day, and
   a stand-in for nobody are faults, each at the later row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from undersigned.declaring.assemblies.assembly import delegation
from undersigned.declaring.roll.labels import group_named
from undersigned.declaring.roll.members import (
    GroupMembership,
    Mandate,
    MemberId,
    Role,
    clashing_groups,
    clashing_mandates,
)
from undersigned.values.findings import Finding, Place, failed, undetermined
from undersigned.values.names import PersonalName

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


def row_faults(
    assembly: str, by_id: Mapping[MemberId, Sequence[Row]], *, all_rows: bool
) -> Iterator[Finding]:
    """All that is wrong or undetermined with rows, by member; who is missing is asked of `all_rows` only."""
    rows = [row for own in by_id.values() for row in own]
    yield from _labels(assembly, rows)
    if all_rows:
        yield from _stand_ins(rows, by_id)
    yield from _persons(by_id)


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
    for day in mandate.period.first_and_last():
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
    group = group_named(assembly, membership.group)
    for day in membership.period.first_and_last():
        held = group.seen.held(day) if group else False
        if not held:
            answer = undetermined if held is None else failed
            at, on = _in_column(place, "group"), day.isoformat()
            yield answer("declaring.roll.group", at, group=membership.group, day=on, assembly=assembly)
            return


def _in_column(place: Place, column: str) -> Place:
    """The cell of a row in a spreadsheet; a membership of a JSON file is place enough."""
    return replace(place, field=column) if place.line else place


# ---- one row against the others ---------------------------------------------------------------


def _stand_ins(rows: Iterable[Row], known: Iterable[MemberId]) -> Iterator[Finding]:
    """Whoever is stood in for must be on the roll, and must be somebody else."""
    ids = set(known)
    for row in rows:
        principal = row.mandate.substitute_for if row.mandate else None
        if principal and (principal not in ids or principal == row.id):
            at = _in_column(row.place, "substitute_for")
            yield failed("declaring.roll.substitute", at, id=row.id, principal=principal)


def _persons(by_id: Mapping[MemberId, Sequence[Row]]) -> Iterator[Finding]:
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
    for mandate, other in clashing_mandates(mandates):
        yield failed(
            "declaring.roll.mandate-apart",
            mandates[other],
            id=rows[0].id,
            delegation=mandate.delegation,
            day=max(mandate.period.from_, other.period.from_).isoformat(),
            first=str(mandates[mandate]),
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
