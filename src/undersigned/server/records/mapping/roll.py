"""Rows of the roll ↔ `declaring.roll.roll.Roll`, in three queries whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import starmap
from typing import Any

from django.db.models import Q, QuerySet

from undersigned.declaring.roll import members as roll_members
from undersigned.declaring.roll.members import Member, MemberId, Period, Role, by_day
from undersigned.declaring.roll.roll import Roll
from undersigned.server.records.models import GroupMembership, Mandate, RollImport, RollMember
from undersigned.values.names import PersonalName


def load_roll(assembly: str) -> Roll:
    """The roll of an assembly, in its own order; who has gone from the file is left out."""
    rows = RollMember.objects.filter(assembly=assembly, gone_at=None)
    mandates = _by_member(Mandate.objects.filter(member__in=rows), _MANDATE)
    groups = _by_member(GroupMembership.objects.filter(member__in=rows), _GROUP)
    return Roll(
        assembly=assembly,
        members=tuple(
            _member(row, starmap(_mandate, mandates[row.pk]), starmap(_group, groups[row.pk])) for row in rows
        ),
    )


def load_members(assembly: str, codes: Iterable[str]) -> Roll:
    """The roll of some members and of all with whom they ever shared a seat."""
    wanted, known, rows = set(codes), set[str](), dict[str, RollMember]()
    present = RollMember.objects.filter(assembly=assembly, gone_at=None)
    while wanted - known:
        near = Q(code__in=wanted) | Q(mandates__substitute_for__code__in=wanted)
        rows = {row.code: row for row in _whole(present.filter(near).distinct())}
        known = wanted
        shared = (mandate.substitute_for for row in rows.values() for mandate in row.mandates.all())
        wanted = known | set(rows) | {member.code for member in shared if member}
    return Roll(assembly=assembly, members=tuple(member_of(row) for row in rows.values()))


def save_roll(roll: Roll, *, came_with: RollImport, at: datetime) -> None:
    """Make the rows say what a roll says; members who are not on it are marked as gone. Ten queries or so."""
    rows = {row.code: row for row in _whole(RollMember.objects.filter(assembly=roll.assembly))}
    kept = {code: member_of(row) for code, row in rows.items()}
    otherwise = tuple(member for member in roll.members if kept.get(member.id) != member)

    fresh = []
    for position, member in enumerate(roll.members):
        as_said = row_of(member, assembly=roll.assembly, position=position)
        if member.id in rows:
            _copy(as_said, rows[member.id])
        else:
            as_said.came_with = came_with
            rows[member.id] = as_said
            fresh.append(as_said)
    RollMember.objects.bulk_create(fresh)
    RollMember.objects.bulk_update([rows[code] for code in kept], [*_COPIED, "gone_at"])

    seated = [rows[member.id] for member in otherwise]
    Mandate.objects.filter(member__in=seated).delete()
    GroupMembership.objects.filter(member__in=seated).delete()
    Mandate.objects.bulk_create(
        mandate for member in otherwise for mandate in mandate_rows(member, rows[member.id], rows)
    )
    GroupMembership.objects.bulk_create(
        membership for member in otherwise for membership in group_rows(member, rows[member.id])
    )
    present = {member.id for member in roll.members}
    gone = [row.pk for code, row in rows.items() if code not in present]
    RollMember.objects.filter(pk__in=gone, gone_at=None).update(gone_at=at)


def member_of(row: RollMember) -> Member:
    """One member; fetch `mandates__substitute_for` and `groups` beforehand."""
    mandates = (
        _mandate(
            mandate.delegation,
            mandate.role,
            mandate.from_on,
            mandate.until_on,
            mandate.substitute_for.code if mandate.substitute_for else None,
        )
        for mandate in row.mandates.all()
    )
    return _member(
        row,
        mandates,
        (
            _group(membership.group, membership.from_on, membership.until_on)
            for membership in row.groups.all()
        ),
    )


def name_of(row: RollMember) -> PersonalName:
    """The name as the roll has it."""
    return PersonalName(family=row.family, given=row.given, honorific=row.honorific, style=row.style)


def row_of(member: Member, *, assembly: str, position: int) -> RollMember:
    """A row for a member, not saved; mandates and groups are rows of their own."""
    return RollMember(
        assembly=assembly,
        code=member.id,
        family=member.name.family,
        given=member.name.given,
        honorific=member.name.honorific,
        style=member.name.style,
        aliases=[[alias.family, alias.given] for alias in member.aliases],
        position=position,
    )


def mandate_rows(member: Member, row: RollMember, rows: dict[str, RollMember]) -> Iterable[Mandate]:
    """The rows of a member's mandates, not saved; `rows` has the saved rows by code."""
    return (
        Mandate(
            member=row,
            delegation=mandate.delegation,
            role=mandate.role.value,
            from_on=mandate.period.from_,
            until_on=mandate.period.until,
            substitute_for=rows[mandate.substitute_for] if mandate.substitute_for else None,
        )
        for mandate in member.mandates
    )


def group_rows(member: Member, row: RollMember) -> Iterable[GroupMembership]:
    """The rows of a member's groups, not saved."""
    return (
        GroupMembership(
            member=row,
            group=membership.group,
            from_on=membership.period.from_,
            until_on=membership.period.until,
        )
        for membership in member.groups
    )


_COPIED = ("family", "given", "honorific", "style", "aliases", "position")


def _copy(said: RollMember, row: RollMember) -> None:
    for field in _COPIED:
        setattr(row, field, getattr(said, field))
    row.gone_at = None


def _whole(rows: QuerySet[RollMember]) -> QuerySet[RollMember]:
    return rows.prefetch_related("mandates__substitute_for", "groups")


# Plain values for a whole roll: a row of Django's for each mandate and group would be most of the work.
_MANDATE = ("delegation", "role", "from_on", "until_on", "substitute_for__code")
_GROUP = ("group", "from_on", "until_on")


def _by_member(rows: QuerySet[Any], columns: Iterable[str]) -> Mapping[str, list[tuple[Any, ...]]]:
    """The named columns of mandates or groups, by the member whose they are."""
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for member, *values in rows.values_list("member_id", *columns):
        found[member].append(tuple(values))
    return found


def _member(
    row: RollMember,
    mandates: Iterable[roll_members.Mandate],
    groups: Iterable[roll_members.GroupMembership],
) -> Member:
    return Member(
        id=MemberId(row.code),
        name=name_of(row),
        aliases=tuple(PersonalName(family=family, given=given) for family, given in row.aliases),
        mandates=by_day(mandates),
        groups=by_day(groups),
    )


def _mandate(
    delegation: str, role: str, from_on: date, until_on: date | None, substitute_for: str | None
) -> roll_members.Mandate:
    return roll_members.Mandate(
        delegation=delegation,
        role=Role(role),
        period=Period(from_=from_on, until=until_on),
        substitute_for=MemberId(substitute_for) if substitute_for else None,
    )


def _group(group: str, from_on: date, until_on: date | None) -> roll_members.GroupMembership:
    return roll_members.GroupMembership(group=group, period=Period(from_=from_on, until=until_on))
