"""Finds in which later list of the same source a refused row was taken in, by the row's key.

A row whose key was itself in doubt is not looked for: what stands under that key now may be another row.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator

from undersigned.evidence.claims import Subject
from undersigned.evidence.intake.grid import GridError
from undersigned.evidence.intake.headers import header_of
from undersigned.evidence.intake.mapping import ColumnMapping, read_mapping
from undersigned.evidence.intake.refused import RefusedRow
from undersigned.evidence.intake.rows import ASKED
from undersigned.evidence.sources import SourceId
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.evidence.withholding import handle_of
from undersigned.server.actions.evidence.lists import Lying, content_of, open_lying
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import EvidenceImport, ImportState, KeptClaim
from undersigned.values.findings import Finding


def came_in_later(
    held: EvidenceImport, refused: Iterable[RefusedRow]
) -> tuple[tuple[EvidenceImport, int], ...]:
    """The later lists that took in refused rows of this one, and how many of them each did."""
    rows = tuple(refused)
    if not rows or held.mapping is None or held.done_at is None:
        return ()
    later = held.source.imports.filter(state=ImportState.DONE, done_at__gt=held.done_at)
    if not later.exists():
        return ()
    row_of = dict(_handles(held, read_mapping(held.mapping.text), rows))
    claims = KeptClaim.objects.filter(batch__in=later, subject__in=row_of).order_by("at", "id")
    first: dict[int, str] = {}
    for handle, batch in claims.values_list("subject", "batch"):
        if batch:
            first.setdefault(row_of[handle], batch)
    numbers = Counter(first.values())
    return tuple((one, numbers[one.pk]) for one in later.order_by("done_at") if numbers[one.pk])


def _handles(
    held: EvidenceImport, mapping: ColumnMapping, rows: tuple[RefusedRow, ...]
) -> Iterator[tuple[str, int]]:
    """The handles under which a row may be kept (as one person, or the first of several), with its number."""
    key, kinds = DataFolderRing().register_key(), _kinds(mapping)
    at = _key_columns(held, mapping)
    for row in rows:
        parts = [row.cells[index] for index in at if index < len(row.cells)]
        if not parts or len(parts) != len(at) or any(not part or part.startswith(ASKED) for part in parts):
            continue
        whole = " ".join("|".join(parts).split())
        for kind in kinds:
            for own in (whole, f"{whole}/1"):
                subject = Subject(source=SourceId(held.source_id), kind=kind, key=own)
                yield str(handle_of(subject, key=key)), row.number


def _kinds(mapping: ColumnMapping) -> frozenset[str]:
    return frozenset(column.property.kind for column in mapping.columns.values() if column.property)


def _key_columns(held: EvidenceImport, mapping: ColumnMapping) -> tuple[int, ...]:
    """The indexes of the key's columns; none if the list can no longer be read."""
    grid = open_lying(io.BytesIO(content_of(held)), Lying(), mapping)
    if isinstance(grid, Finding):
        return ()
    try:
        header = header_of(grid, at=mapping.header_at, rows=mapping.header_rows, mapping=mapping)
    except GridError:
        return ()
    if isinstance(header, Finding):
        return ()
    return tuple(at for at, word in enumerate(header.words) if folded(word) in mapping.key)
