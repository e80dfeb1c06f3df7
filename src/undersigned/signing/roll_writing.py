"""Writes a roll file from the desk's roll and the labels of its assembly.

The reader (`roll_file.py`) knows no assembly, so that a verifier needs none; this is where they meet.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from undersigned.declaring.assemblies.assembly import group_ever, known_assembly, label
from undersigned.declaring.roll.members import Member, Period
from undersigned.declaring.roll.roll import Roll
from undersigned.signing.roll_file import canonical_json


def write_roll_file(roll: Roll, *, as_of: date, languages: Iterable[str]) -> bytes:
    """The roll file of an assembly, with labels as they are printed on a day."""
    spoken = sorted(set(languages))
    members = sorted(roll.members, key=lambda member: member.id.encode())
    delegations = {mandate.delegation for member in members for mandate in member.mandates}
    groups = {membership.group for member in members for membership in member.groups}
    return canonical_json(
        {
            "as_of": as_of.isoformat(),
            "assembly": roll.assembly,
            "delegations": {
                code: {"labels": _delegation_labels(roll.assembly, code, spoken, as_of)}
                for code in delegations
            },
            "groups": {code: _group(roll.assembly, code, spoken) for code in groups},
            "members": [_member(member) for member in members],
        }
    )


def _member(member: Member) -> dict[str, Any]:
    return {
        "id": member.id,
        "family": member.name.family,
        "given": member.name.given,
        "groups": [{"group": membership.group, **_period(membership.period)} for membership in member.groups],
        "mandates": [
            {"delegation": mandate.delegation, "role": mandate.role.value, **_period(mandate.period)}
            for mandate in member.mandates
        ],
    }


def _period(period: Period) -> dict[str, str | None]:
    return {
        "from": period.from_.isoformat(),
        "until": period.until.isoformat() if period.until else None,
    }


def _delegation_labels(assembly: str, code: str, languages: list[str], day: date) -> dict[str, str]:
    if known_assembly(assembly) is None:
        return dict.fromkeys(languages, code)
    labels = {language: label(assembly, code, language, day) for language in languages}
    return {language: words for language, words in labels.items() if words}


def _group(assembly: str, code: str, languages: list[str]) -> dict[str, Any]:
    found = group_ever(assembly, code, "en") if known_assembly(assembly) else None
    labels = {language: found.code.get(language, code) if found else code for language in languages}
    return {"counts": found.is_group if found else True, "labels": labels}
