"""Writes a roll as Popolo JSON (popoloproject.com): persons, organizations, areas, memberships.

1. A mandate is a membership of the assembly (classification `legislature`) with a `role` and, as `area_id`,
   the delegation; a group membership is one of an organization with the classification `group`.
2. Popolo's `end_date` is the last day, our `until` the day after: they differ by one.
3. Two properties are ours, since Popolo has none: `style` of a person, `substitute_for_id` of a membership.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from undersigned.declaring.assemblies.assembly import assembly as assembly_named
from undersigned.declaring.assemblies.assembly import group_ever, label
from undersigned.declaring.roll.members import GroupMembership, Mandate, Member, Period
from undersigned.declaring.roll.roll import Roll
from undersigned.values.names import PersonalName

LEGISLATURE = "legislature"
GROUP = "group"

Json = dict[str, Any]


def write_popolo(roll: Roll, *, language: str = "en") -> str:
    """The roll as Popolo JSON; delegations and groups are named in a language; their ids never change."""
    data = {
        "persons": [_person(member) for member in roll.members],
        "organizations": [*_organizations(roll, language)],
        "areas": [*_areas(roll, language)],
        "memberships": [
            membership for member in roll.members for membership in _memberships(roll.assembly, member)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _person(member: Member) -> Json:
    known = {"id": member.id, "name": _in_full(member.name), **_parts(member.name)}
    if member.aliases:
        known["other_names"] = [{"name": _in_full(alias), **_parts(alias)} for alias in member.aliases]
    return known


def _in_full(name: PersonalName) -> str:
    return " ".join(part for part in (name.given, name.family) if part)


def _parts(name: PersonalName) -> Json:
    return _without_nothing(
        family_name=name.family,
        given_name=name.given,
        honorific_prefix=name.honorific,
        style=name.style,
    )


def _organizations(roll: Roll, language: str) -> Iterator[Json]:
    names = assembly_named(roll.assembly).name
    name = names.get(language, roll.assembly)
    yield {"id": roll.assembly, "name": name, "classification": LEGISLATURE}
    first_days = {
        membership.group: membership.period.from_ for member in roll.members for membership in member.groups
    }
    for code, day in sorted(first_days.items()):
        group = group_ever(roll.assembly, code, "en")
        name = group.on(day).name.get(language, code) if group else code
        yield {"id": f"{GROUP}/{code}", "name": name, "classification": GROUP}


def _areas(roll: Roll, language: str) -> Iterator[Json]:
    days = {
        mandate.delegation: mandate.period.from_ for member in roll.members for mandate in member.mandates
    }
    for code, day in sorted(days.items()):
        yield {"id": code, "name": label(roll.assembly, code, language, day) or code}


def _memberships(assembly: str, member: Member) -> Iterable[Json]:
    yield from (_mandate(assembly, member, mandate) for mandate in member.mandates)
    yield from (_group(member, membership) for membership in member.groups)


def _mandate(assembly: str, member: Member, mandate: Mandate) -> Json:
    return _without_nothing(
        person_id=member.id,
        organization_id=assembly,
        role=mandate.role.value,
        area_id=mandate.delegation,
        substitute_for_id=mandate.substitute_for,
        **_days(mandate.period),
    )


def _group(member: Member, membership: GroupMembership) -> Json:
    return _without_nothing(
        person_id=member.id, organization_id=f"{GROUP}/{membership.group}", **_days(membership.period)
    )


def _days(period: Period) -> dict[str, str | None]:
    first, *last = period.first_and_last()
    return {"start_date": first.isoformat(), "end_date": last[0].isoformat() if last else None}


def _without_nothing(**values: str | None) -> Json:
    return {key: value for key, value in values.items() if value is not None}
