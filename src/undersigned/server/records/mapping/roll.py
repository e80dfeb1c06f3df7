"""Rows of the roll ↔ `declaring.roll.roll.Roll`. Two or three queries, whatever its size."""

from collections.abc import Iterable

from django.db.models import QuerySet

from undersigned.declaring.roll import members as roll_members
from undersigned.declaring.roll.members import Member, MemberId, Period, Role, by_day
from undersigned.declaring.roll.roll import Roll
from undersigned.server.records.models import GroupMembership, Mandate, RollMember
from undersigned.values.names import PersonalName


def load_roll(assembly: str) -> Roll:
    """The roll of an assembly, in its own order; who has gone from the file is left out."""
    rows = RollMember.objects.filter(assembly=assembly, gone_at=None)
    return Roll(assembly=assembly, members=tuple(member_of(row) for row in _whole(rows)))


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
