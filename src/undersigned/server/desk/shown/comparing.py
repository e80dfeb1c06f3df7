"""The sheets with names to be confirmed by a second clerk: pages of the scan beside the ticked names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import prefetch_related_objects

from undersigned.publishing.scans import PDF, Scanned, read_scan
from undersigned.server.actions.collecting.names import names_under
from undersigned.server.actions.collecting.signable import signable
from undersigned.server.desk.clock import today
from undersigned.server.desk.refusals import reader_language
from undersigned.server.desk.shown.collecting import NameLine, line_of
from undersigned.server.desk.shown.labels import labels_of
from undersigned.server.desk.shown.sheets import in_sheet_order, line_numbers
from undersigned.server.records import store
from undersigned.server.records.models import Collection, Scan, User


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetToConfirm:
    """A scan, its pages (none where the scan is one picture), and the names ticked from it.

    `own` are names that the reader ticked; another clerk confirms those.
    """

    scan: str
    name: str
    pages: tuple[int, ...]
    names: tuple[NameLine, ...]
    own: tuple[NameLine, ...]


def to_confirm(text: Collection, by: User) -> tuple[SheetToConfirm, ...]:
    """Each scan with names not yet confirmed, the oldest first."""
    names = names_under(text)
    labels = labels_of(text.assembly, reader_language(), today())
    waiting = [signature for signature in names.waiting if signature.scan_id]
    prefetch_related_objects(waiting, "scan")
    numbers = _numbers(text, {signature.signed_on for signature in waiting})
    sheets: dict[str, tuple[Scan, list[tuple[bool, NameLine]]]] = {}
    for row in waiting:
        assert row.scan
        number = numbers.get((row.signed_on, f"{row.member_id}@{row.delegation}"))
        line = line_of(row, names.rulebook, labels, first=row.member_id == text.first_signer_id)
        line = replace(line, number=number)
        sheets.setdefault(row.scan.pk, (row.scan, []))[1].append((row.ticked_by_id == by.pk, line))
    return tuple(
        SheetToConfirm(
            scan=scan.pk,
            name=scan.name,
            pages=_pages(scan),
            names=tuple(_as_on_the_sheet(line for own, line in lines if not own)),
            own=tuple(_as_on_the_sheet(line for own, line in lines if own)),
        )
        for scan, lines in sorted(sheets.values(), key=lambda sheet: sheet[0].uploaded_at)
    )


def _numbers(text: Collection, days: Iterable[date]) -> dict[tuple[date, str], int]:
    """The line numbers of the sheets by day of signing and key."""
    roll = signable(text)
    return {
        (day, key): number
        for day in days
        for key, number in line_numbers(in_sheet_order(roll.choices(day), text.assembly, day)).items()
    }


def _as_on_the_sheet(lines: Iterable[NameLine]) -> list[NameLine]:
    """The names in the order of the sheet; at the end, by name, those no longer on the roll of the day."""
    return sorted(lines, key=lambda line: (line.number is None, line.number or 0, line.delegation, line.name))


def _pages(scan: Scan) -> tuple[int, ...]:
    if scan.media_type != PDF:
        return ()
    read = read_scan(store.fetch(scan.digest))
    return tuple(range(1, read.pages + 1)) if isinstance(read, Scanned) else ()
