"""Imports a roll: reads a membership file, shows what it would change, then replaces the roll or not.

1. Reading changes nothing on the roll. The file's bytes are kept by their digest, and what was found in it.
2. Importing happens in one act, from the kept bytes, and only if the file still changes what was shown:
   where another file was imported in between, the preview is made again and has to be looked at.
3. Who is no longer in the file is marked and kept; who comes back is the same row again.
4. The same file twice is one import; a file that changes nothing is not imported.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from undersigned.declaring.roll.difference import RollDifference, difference
from undersigned.declaring.roll.members import Member
from undersigned.declaring.roll.reading import read
from undersigned.declaring.roll.roll import Roll, Seat
from undersigned.declaring.roll.rows import RollReading
from undersigned.declaring.roll.spreadsheet import write_csv
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.actions.roll.workbook import csv_of, is_workbook
from undersigned.server.records import store
from undersigned.server.records.mapping.findings import findings_as_data
from undersigned.server.records.mapping.roll import load_roll, save_roll
from undersigned.server.records.models import RollImport, User
from undersigned.values.digest import sha256

MOST_BYTES = 10 * 1024 * 1024


@transaction.atomic
def read_membership_file(
    *, assembly: str, file_name: str, media_type: str, content: bytes, on: date, by: User, at: datetime
) -> RollImport | Refusal:
    """Keep a file and what it would change on a day; a file already waiting or imported is returned as it
    is.
    """
    if not content:
        return refuse("declaring.roll.has-text", "file")
    if len(content) > MOST_BYTES:
        return refuse("declaring.roll.size", "file", bytes=len(content), largest=MOST_BYTES)
    reading = _reading(content, file_name, assembly)
    digest = store.keep(content)
    shown = _shown(assembly, reading, on)

    known = RollImport.objects.select_for_update().filter(assembly=assembly, digest=digest, set_aside_at=None)
    for roll_import in known:
        if roll_import.applied_at is None or (reading.roll and shown["nothing"]):
            return _shown_anew(roll_import, reading, shown)

    kept = RollImport.objects.create(
        assembly=assembly,
        file_name=file_name,
        media_type=media_type,
        digest=digest,
        size=len(content),
        read_at=at,
        read_by=by,
        difference=shown,
        findings=findings_as_data(reading.findings),
    )
    record("roll-file-read", kept, by=by, at=at, particulars={"digest": digest, "read": bool(reading.roll)})
    return kept


@transaction.atomic
def import_roll(*, roll_import: RollImport, on: date, by: User, at: datetime) -> RollImport | Refusal:
    """Replace the roll by a file that was looked at; or return the findings that prevent it."""
    # All files of the assembly are held, so that two of them never take the roll's place at once.
    files = RollImport.objects.select_for_update().filter(assembly=roll_import.assembly).order_by("pk")
    held = next(file for file in files if file.pk == roll_import.pk)
    if held.applied_at or held.set_aside_at:
        return refuse("desk.roll.import-open", file=held.file_name)
    reading = _reading(store.fetch(held.digest), held.file_name, held.assembly)
    if reading.roll is None:
        return Refusal(findings=reading.findings)
    shown = _shown(held.assembly, reading, on)
    if shown["nothing"]:
        return refuse("desk.roll.changes-something", file=held.file_name)
    if shown["against"] != held.difference.get("against"):
        _shown_anew(held, reading, shown)
        return refuse("desk.roll.as-shown", file=held.file_name)

    save_roll(reading.roll, came_with=held, at=at)
    held.applied_at, held.applied_by = at, by
    held.save()
    counts = {key: len(shown[key]) for key in ("new", "gone", "changed", "other_days")}
    record("roll-imported", held, by=by, at=at, particulars={"digest": held.digest, **counts})
    return held


@transaction.atomic
def set_import_aside(*, roll_import: RollImport, by: User, at: datetime) -> RollImport | Refusal:
    """Set aside a file that is not to be imported; it stays in the list of files."""
    held = RollImport.objects.select_for_update().get(pk=roll_import.pk)
    if held.applied_at or held.set_aside_at:
        return refuse("desk.roll.import-open", file=held.file_name)
    held.set_aside_at = at
    held.save()
    record("roll-file-set-aside", held, by=by, at=at)
    return held


def _reading(content: bytes, file_name: str, assembly: str) -> RollReading:
    """The roll in a file of any format."""
    if not is_workbook(content):
        return read(content, file=file_name, assembly=assembly)
    sheet = csv_of(content)
    beside = tuple(finding.at(file_name) for finding in sheet.findings)
    if sheet.text is None:
        return RollReading(roll=None, findings=beside)
    reading = read(sheet.text.encode(), file=file_name, assembly=assembly)
    return replace(reading, findings=(*beside, *reading.findings))


def _shown(assembly: str, reading: RollReading, on: date) -> dict[str, Any]:
    """The data of a preview: the differences, and the known members whom new ones may be."""
    if reading.roll is None:
        return {}
    present = load_roll(assembly)
    found = difference(present, reading.roll, on)
    return {
        **found.as_data(),
        "against": sha256(write_csv(present).encode()),
        "nothing": found.nothing,
        "members": len(reading.roll.members),
        "seats": len(reading.roll.on(on)),
        "unmatched": _unmatched(present, reading.roll, found, on),
    }


def _unmatched(present: Roll, coming: Roll, found: RollDifference, on: date) -> list[dict[str, Any]]:
    """The new members whose id is not on the roll, each with known members of a similar name.

    They are only listed: whether an id was changed by mistake is for a person to say.
    """
    known = {member.id for member in present.members}
    return [
        {
            "id": seat.member,
            "name": seat.name.surname_first(),
            "delegation": seat.delegation,
            "close": [
                {"id": one.id, "name": one.name.surname_first(), "stays": coming.member(one.id) is not None}
                for one in _close(present, seat, on)
            ],
        }
        for seat in found.new
        if known and seat.member not in known
    ]


def _close(present: Roll, seat: Seat, on: date) -> list[Member]:
    found = present.find(seat.name, seat.delegation, on)
    same = [present.member(match.member) for match in found.matches]
    return [member for member in same if member] + [candidate.member for candidate in found.candidates]


def _shown_anew(held: RollImport, reading: RollReading, shown: dict[str, Any]) -> RollImport:
    if held.applied_at is None:
        held.difference, held.findings = shown, findings_as_data(reading.findings)
        held.save(update_fields=["difference", "findings"])
    return held
