"""Rows of the roll ↔ `declaring.roll.roll.Roll`. Two or three queries, whatever its size."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from undersigned.declaring.roll import members as roll_members
from undersigned.declaring.roll.members import Member, MemberId, Period, Role, by_day
from undersigned.declaring.roll.roll import Roll
from undersigned.server.records.models import GroupMembership, Mandate, RollImport, RollMember
from undersigned.values.names import PersonalName


def load_roll(assembly: str) -> Roll:
    """The roll of an assembly, in its own order; who has gone from the file is left out."""
    rows = RollMember.objects.filter(assembly=assembly, gone_at=None)
    return Roll(assembly=assembly, members=tuple(member_of(row) for row in _whole(rows)))


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
        one for member in otherwise for one in mandate_rows(member, rows[member.id], rows)
    )
    GroupMembership.objects.bulk_create(
        one for member in otherwise for one in group_rows(member, rows[member.id])
    )
    present = {member.id for member in roll.members}
    gone = [row.pk for code, row in rows.items() if code not in present]
    RollMember.objects.filter(pk__in=gone, gone_at=None).update(gone_at=at)


def member_of(row: RollMember) -> Member:
    """One member; fetch `mandates__substitute_for` and `groups` beforehand."""
    return Member(
        id=MemberId(row.code),
        name=name_of(row),
        aliases=tuple(PersonalName(family=family, given=given) for family, given in row.aliases),
        mandates=by_day(_mandate(one) for one in row.mandates.all()),
        groups=by_day(_group(one) for one in row.groups.all()),
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
            delegation=one.delegation,
            role=one.role.value,
            from_on=one.period.from_,
            until_on=one.period.until,
            substitute_for=rows[one.substitute_for] if one.substitute_for else None,
        )
        for one in member.mandates
    )


def group_rows(member: Member, row: RollMember) -> Iterable[GroupMembership]:
    """The rows of a member's groups, not saved."""
    return (
        GroupMembership(member=row, group=one.group, from_on=one.period.from_, until_on=one.period.until)
        for one in member.groups
    )


_COPIED = ("family", "given", "honorific", "style", "aliases", "position")


def _copy(said: RollMember, row: RollMember) -> None:
    for field in _COPIED:
        setattr(row, field, getattr(said, field))
    row.gone_at = None


def _whole(rows: QuerySet[RollMember]) -> QuerySet[RollMember]:
    return rows.prefetch_related("mandates__substitute_for", "groups")


def _mandate(row: Mandate) -> roll_members.Mandate:
    substituted = row.substitute_for
    return roll_members.Mandate(
        delegation=row.delegation,
        role=Role(row.role),
        period=Period(from_=row.from_on, until=row.until_on),
        substitute_for=MemberId(substituted.code) if substituted else None,
    )


def _group(row: GroupMembership) -> roll_members.GroupMembership:
    return roll_members.GroupMembership(group=row.group, period=Period(from_=row.from_on, until=row.until_on))
