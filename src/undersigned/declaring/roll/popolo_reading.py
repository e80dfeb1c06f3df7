"""Reads a roll from Popolo JSON (popoloproject.com), written by this program or another.

1. Memberships of an organization with the classification `legislature` are mandates; of any other, groups.
2. `on_behalf_of_id` on a mandate, as many files have it, is a group membership of the same days.
3. A name must come in its parts: `family_name` is never cut out of `name`.
4. A day must be known to the day: `2026` and `2026-10` are refused.
5. What a roll does not hold (pictures, contacts, links) is not kept, and a finding names it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from undersigned.declaring.roll.cells import Cells
from undersigned.declaring.roll.labels import delegation_code, group_code
from undersigned.declaring.roll.members import (
    GIVEN_APART,
    GroupMembership,
    Mandate,
    MemberId,
    Period,
)
from undersigned.declaring.roll.popolo import LEGISLATURE
from undersigned.declaring.roll.popolo_shape import LISTS, NAME_PARTS, Json, left_out, popolo_data
from undersigned.declaring.roll.row_rules import Row
from undersigned.declaring.roll.rows import RollReading, roll_of
from undersigned.values.findings import Finding, Place, Severity, failed
from undersigned.values.names import PersonalName


@dataclass(slots=True, kw_only=True)
class _File:
    """The four lists of a file, what is asked of them, and what was found wrong so far."""

    assembly: str
    file: str | None
    lists: Mapping[str, Sequence[Json]]
    persons: Mapping[str, Row] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def one(self, list_: str, id_: str | None) -> Json | None:
        """The first entry of a list with an id."""
        return next((entry for entry in self.lists[list_] if entry.get("id") == id_), None) if id_ else None


def read_popolo(text: str, *, assembly: str, file: str | None = None) -> RollReading:
    """The roll of a Popolo text, or every reason why there is none."""
    data, faults = popolo_data(text)
    if faults:
        return RollReading(roll=None, findings=faults)
    popolo = _File(assembly=assembly, file=file, lists={name: data.get(name) or [] for name in LISTS})
    popolo.persons = dict(_persons(popolo))
    rows = tuple(_rows(popolo))
    if not rows and not popolo.found:
        nobody = failed("declaring.roll.has-rows", Place(field="memberships"), Severity.REFUSAL)
        return RollReading(roll=None, findings=(nobody,))
    return roll_of(assembly, rows, (*popolo.found, *left_out(data, {row.id for row in rows})))


# ---- persons and memberships ------------------------------------------------------------------


def _persons(file: _File) -> Iterator[tuple[str, Row]]:
    """Each person's name as a row without days, by id."""
    seen: dict[str, int] = {}
    for number, entry in enumerate(file.lists["persons"]):
        at = f"persons[{number}]"
        cells = _cells(file, entry, f"{at}.")
        id_, name = cells.needed("id"), _name(cells)
        aliases = tuple(_aliases(file, entry, at))
        file.found.extend(cells.findings)
        if id_ in seen:
            first = f"persons[{seen[id_]}]"
            file.found.append(failed("declaring.roll.id-once", Place(field=f"{at}.id"), id=id_, first=first))
        elif id_:
            seen[id_] = number
            placed = name or PersonalName(family="-")  # refused already; the rows still show their own faults
            yield id_, Row(place=Place(field=at), id=MemberId(id_), name=placed, aliases=aliases)


def _name(cells: Cells) -> PersonalName | None:
    family = cells.needed("family_name")
    rest = {NAME_PARTS[key]: cells.text(key) for key in NAME_PARTS if key != "family_name"}
    return PersonalName(family=family, **rest) if family else None


def _aliases(file: _File, entry: Json, at: str) -> Iterator[PersonalName]:
    for number, other in enumerate(entry.get("other_names") or ()):
        cells = _cells(file, other, f"{at}.other_names[{number}].")
        family, given = cells.needed("family_name"), cells.text("given_name")
        if family and (GIVEN_APART in family or cells.text("honorific_prefix") or cells.text("style")):
            cells.fault("declaring.roll.alias", "family_name", alias=family)
        file.found.extend(cells.findings)
        if family:
            yield PersonalName(family=family, given=given)


def _rows(file: _File) -> Iterator[Row]:
    for number, entry in enumerate(file.lists["memberships"]):
        cells = _cells(file, entry, f"memberships[{number}].")
        person = _referred(cells, file.persons, "person_id")
        organization = file.one("organizations", cells.needed("organization_id"))
        if organization is None and cells.text("organization_id"):
            cells.fault("declaring.roll.reference", "organization_id", id=cells.text("organization_id"))
        period = _period(cells)
        mandate, group = None, None
        if organization and organization.get("classification") == LEGISLATURE:
            mandate = _mandate(file, cells, period)
            behalf = cells.text("on_behalf_of_id")
            group = _group(file, cells, "on_behalf_of_id", behalf, period) if behalf else None
        elif organization:
            group = _group(file, cells, "organization_id", str(organization["id"]), period)
        file.found.extend(cells.findings)
        if person and not cells.findings:
            place = Place(file=file.file, field=f"memberships[{number}]")
            yield Row(
                place=place,
                id=person.id,
                name=person.name,
                aliases=person.aliases,
                mandate=mandate,
                group=group,
            )


def _cells(file: _File, entry: Json, prefix: str) -> Cells:
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    return Cells(assembly=file.assembly, values=texts, prefix=prefix)


def _referred(cells: Cells, known: Mapping[str, Row], key: str) -> Row | None:
    id_ = cells.needed(key)
    if id_ and id_ not in known:
        cells.fault("declaring.roll.reference", key, id=id_)
    return known.get(id_) if id_ else None


def _period(cells: Cells) -> Period | None:
    before = len(cells.findings)
    first, last = cells.day("start_date", needed=True), cells.day("end_date")
    if first is None or len(cells.findings) > before:
        return None
    if last is not None and (last < first or last == date.max):
        cells.fault("declaring.roll.period", "end_date", first=first.isoformat(), until=last.isoformat())
        return None
    return Period(from_=first, until=last + timedelta(days=1) if last else None)


def _mandate(file: _File, cells: Cells, period: Period | None) -> Mandate | None:
    area, role, principal = cells.needed("area_id"), cells.role("role"), cells.text("substitute_for_id")
    delegation = _first_known(file, delegation_code, area, file.one("areas", area))
    if area and delegation is None:
        cells.fault("declaring.roll.delegation-known", "area_id", label=area, assembly=file.assembly)
    if delegation is None or role is None or period is None:
        return None
    return Mandate(
        delegation=delegation,
        role=role,
        period=period,
        substitute_for=MemberId(principal) if principal else None,
    )


def _group(file: _File, cells: Cells, key: str, id_: str, period: Period | None) -> GroupMembership | None:
    code = _first_known(file, group_code, id_.rpartition("/")[2], file.one("organizations", id_))
    if code is None:
        cells.fault("declaring.roll.group-known", key, label=id_, assembly=file.assembly)
    return GroupMembership(group=code, period=period) if code and period else None


def _first_known(
    file: _File, code: Callable[[str, str], str | None], id_: str | None, entry: Json | None
) -> str | None:
    """The code that an id, or else the name of what it stands for, is known by."""
    labels = (id_, entry.get("name") if entry else None)
    return next((found for label in labels if label and (found := code(file.assembly, label))), None)
