"""Writes a roll as CSV (RFC 4180), and defines its columns.

1. UTF-8 with a byte order mark, commas, CR LF: what spreadsheets open rightly.
2. A row is one mandate, one group membership, or both; the name stands on each, so that they can be sorted.
3. A cell that a spreadsheet would run as a formula is written harmless (`values/spreadsheets.py`).
"""

import csv
import io
from collections.abc import Iterable
from itertools import zip_longest

from undersigned.declaring.assemblies.assembly import label
from undersigned.declaring.roll.members import ALIASES_APART, GIVEN_APART, GroupMembership, Mandate, Member
from undersigned.declaring.roll.roll import Roll
from undersigned.values.spreadsheets import harmless

COLUMNS = (
    "id",
    "family",
    "given",
    "honorific",
    "style",
    "aliases",
    "delegation",
    "role",
    "substitute_for",
    "from",
    "until",
    "group",
    "group_from",
    "group_until",
)
NEEDED = ("id", "family", "given", "delegation", "role", "from", "until")
OF_A_MANDATE = ("delegation", "role", "substitute_for", "from", "until")
OF_A_GROUP = ("group", "group_from", "group_until")


def write_csv(roll: Roll, *, language: str | None = None) -> str:
    """The roll as CSV; delegations by code or, with a language, by their label on the mandate's first day."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for member in roll.members:
        for mandate, group in zip_longest(member.mandates, member.groups):
            cells = (*_person(member), *_seat(roll.assembly, mandate, language), *_membership(group))
            writer.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def _person(member: Member) -> Iterable[str]:
    name = member.name
    yield from (member.id, name.family, name.given or "", name.honorific or "", name.style or "")
    yield f" {ALIASES_APART} ".join(
        f"{alias.family}{GIVEN_APART} {alias.given}" if alias.given else alias.family
        for alias in member.aliases
    )


def _seat(assembly: str, mandate: Mandate | None, language: str | None) -> Iterable[str]:
    if mandate is None:
        return ("",) * len(OF_A_MANDATE)
    day = mandate.period.from_
    named = label(assembly, mandate.delegation, language, day) if language else None
    until = mandate.period.until
    return (
        named or mandate.delegation,
        mandate.role.value,
        mandate.substitute_for or "",
        day.isoformat(),
        until.isoformat() if until else "",
    )


def _membership(membership: GroupMembership | None) -> Iterable[str]:
    if membership is None:
        return ("",) * len(OF_A_GROUP)
    period = membership.period
    return (membership.group, period.from_.isoformat(), period.until.isoformat() if period.until else "")
