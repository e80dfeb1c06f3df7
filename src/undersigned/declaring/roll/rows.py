"""Builds a roll from rows, for every import format.

1. A row says one mandate, one group membership, or both, of one member; rows with the same id are one member.
2. A row may repeat another's mandate, or its group, beside something new.
3. Every fault is a finding with its place, all at once; with one of them there is no roll at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from undersigned.declaring.roll.members import Member, MemberId, by_day
from undersigned.declaring.roll.roll import Roll
from undersigned.declaring.roll.row_rules import Row, row_faults
from undersigned.values.findings import Finding, failures, passed


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
    before = tuple(findings)
    found = (*before, *row_faults(assembly, by_id, all_rows=not failures(before)))
    if failures(found):
        return RollReading(roll=None, findings=found)
    roll = Roll(assembly=assembly, members=tuple(_member(rows) for rows in by_id.values()))
    return RollReading(roll=roll, findings=(*found, _read(roll)))


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
