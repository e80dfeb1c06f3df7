"""Takes a list in under its mapping: shows it first, keeps it in pieces, gives refused rows back as a file.

1. Showing keeps nothing. It says of each refused row the column, the reason and what to do.
2. Each piece (`PIECE` rows) is one transaction; after an interruption the next begins behind the last row
   that was kept, so no row is kept twice.
3. When the last row is kept, the view tables of the source are made anew.
4. The cells of a refused row are kept as ciphertext; a withheld cell is not kept at all. An unknown word of a
   withheld column is not shown, since its meaning would then be kept in plain with the mapping.
"""

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from undersigned.evidence.claims import ClaimId, claim_id
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.intake.cells import unknown_words
from undersigned.evidence.intake.former import Former
from undersigned.evidence.intake.grid import Grid, GridError
from undersigned.evidence.intake.mapping import ColumnMapping, read_mapping
from undersigned.evidence.intake.reading import OpenList, Tally, counted, open_list
from undersigned.evidence.intake.refused import RefusedRow, refused_file
from undersigned.evidence.intake.rows import ReadRow, in_plain
from undersigned.evidence.intake.text_files import quoting
from undersigned.evidence.withholding import handle_of
from undersigned.server.actions.evidence.claims import Pair, keep_claims
from undersigned.server.actions.evidence.leaving import must_leave
from undersigned.server.actions.evidence.lists import Lying, content_of, open_lying, refused_with
from undersigned.server.actions.evidence.saying_again import said_again
from undersigned.server.actions.evidence.view_tables import rebuild
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.findings import findings_as_data, findings_of
from undersigned.server.records.models import (
    ClaimValue,
    EvidenceImport,
    ImportState,
    KeptClaim,
    RefusedListRow,
    User,
)
from undersigned.values.findings import Finding

PIECE = 5_000  # rows that are taken in at a time
SHOWN_ROWS = 20_000  # rows that are gone through to show a list
_KEPT_AT_ONCE = 250
_SAMPLE, _MOST_WORDS = 8, 60
_WORD = "evidence.row.word-known"


@dataclass(slots=True, kw_only=True)
class ListShown:
    """What a list would do: how many rows by what becomes of them, the refused ones, words nobody knows."""

    header: tuple[str, ...] = ()
    tally: Tally = field(default_factory=Tally)
    refused: list[RefusedRow] = field(default_factory=list)
    sample: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    unknown: dict[str, Counter[str]] = field(default_factory=dict)
    whole: bool = True
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


def show_list(*, held: EvidenceImport, on: date) -> ListShown:
    """Go through a list under its mapping and keep nothing."""
    mapping, ring = _mapping(held), DataFolderRing()
    opened = _opened(held, mapping, on=on)
    if not isinstance(opened, tuple):
        return ListShown(findings=(opened,))
    _, found = opened
    if not isinstance(found, OpenList):
        return ListShown(findings=found)
    shown = ListShown(header=found.header)
    key = ring.register_key()
    try:
        for part in _parts(islice(found.rows, SHOWN_ROWS + 1)):
            rows = said_again(part, key)
            for row, _new in counted(iter(rows), shown.tally, key=key, known=_known(rows, key)):
                _look_at(row, found, shown)
    except GridError as fault:
        return ListShown(findings=(quoting(fault),))
    total = shown.tally.taken + shown.tally.refused + shown.tally.unchanged + shown.tally.empty
    shown.whole = total <= SHOWN_ROWS
    shown.notes = found.notes
    return shown


@transaction.atomic
def take_in(
    *, held: EvidenceImport, on: date, by: User, at: datetime, most: int = PIECE
) -> EvidenceImport | Refusal:
    """Keep the next piece of a list; once the last row is kept, the list is done."""
    locked = (
        EvidenceImport.objects.select_for_update(of=("self",))
        .select_related("source", "capture", "mapping")
        .get(pk=held.pk)
    )
    if locked.state not in (ImportState.SHOWN, ImportState.READING) or locked.mapping is None:
        return refuse("desk.list.state", state=locked.state)
    opened = _opened(locked, _mapping(locked), on=on, after=locked.after)
    if not isinstance(opened, tuple):
        refused_with(locked, (opened,))
        return Refusal(findings=(opened,))
    grid, found = opened
    if not isinstance(found, OpenList):
        return Refusal(findings=found)
    tally = Tally(**locked.counts)
    locked.total = grid.total or locked.total
    try:
        read, held_back = _keep(locked, found, tally, most, by=by, at=at)
    except GridError as fault:
        transaction.set_rollback(True)
        return Refusal(findings=(quoting(fault),))
    locked.counts = {name: getattr(tally, name) for name in tally.__slots__}
    locked.state = ImportState.READING if read == most else ImportState.DONE
    if locked.state == ImportState.DONE:
        locked.done_at, locked.findings = at, findings_as_data([tally.finding(), *found.notes])
    locked.save()
    if locked.state == ImportState.DONE:
        rebuild(locked.source)
        counts = {name: locked.counts[name] for name in ("taken", "refused", "unchanged", "claims")}
        record("list-taken-in", locked, by=by, at=at, particulars=counts)
    must_leave(held_back, by=by, at=at)  # with each piece, which counts at once
    return locked


def refused_rows(held: EvidenceImport) -> tuple[RefusedRow, ...]:
    """The refused rows of a list that was taken in, with their cells, as far as those can still be opened."""
    ring = DataFolderRing()
    found = []
    for row in held.refused.all():
        cells = ring.unlock(held.capture_id, row.cells_box)
        if cells is not None:
            found.append(
                RefusedRow(
                    number=row.number, cells=tuple(json.loads(cells)), findings=findings_of(row.findings)
                )
            )
    return tuple(found)


def level_in_plain(held: EvidenceImport) -> Level:
    """The strictest level of anything in a file of refused rows (withheld cells are left out of it)."""
    columns = _mapping(held).columns.values()
    read = [
        column.level for column in columns if column.ignored is None and column.level is not Level.WITHHELD
    ]
    return strictest([_mapping(held).level, *read]) if read else _mapping(held).level


def refused_as_file(
    held: EvidenceImport, rows: Iterable[RefusedRow], *, on: date, language: str
) -> tuple[str, bytes] | Finding:
    """The refused rows as a file to correct and bring again: the ending of its name, and its bytes."""
    opened = _opened(held, _mapping(held), on=on)
    if not isinstance(opened, tuple):
        return opened
    grid, found = opened
    if not isinstance(found, OpenList):
        return found[0]
    content = refused_file(
        rows,
        header=found.header,
        kind=grid.kind,
        language=language,
        separator=grid.separator,
        sheet=grid.sheet,
    )
    return str(grid.kind), content


def _keep(
    held: EvidenceImport, found: OpenList, tally: Tally, most: int, *, by: User, at: datetime
) -> tuple[int, set[str]]:
    """Keep `most` rows; return how many there were, and the handles of which something is not public."""
    ring = DataFolderRing()
    key, read = ring.register_key(), 0
    held_back: set[str] = set()
    for part in _parts(islice(found.rows, most)):
        new: list[Pair] = []
        rows = said_again(part, key)
        for row, claims in counted(iter(rows), tally, key=key, known=_known(rows, key)):
            new.extend(claims)
            if row.findings:
                _keep_refused(held, row, found, ring)
        keep_claims(_once(new), ring=ring, batch=held, by=by, at=at)
        held_back |= {
            handle_of(claim.subject, key=key) for _, claim in new if claim.level is not Level.PUBLIC
        }
        held.after = part[-1].number
        read += len(part)
    return read, held_back


def _once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Each claim once: two rows of a list may say the same of an event."""
    seen: set[ClaimId] = set()
    for id_, claim in pairs:
        if id_ not in seen:
            seen.add(id_)
            yield id_, claim


def _keep_refused(held: EvidenceImport, row: ReadRow, found: OpenList, ring: DataFolderRing) -> None:
    cells = json.dumps(in_plain(row, found.columns), ensure_ascii=False).encode()
    RefusedListRow.objects.create(
        of=held,
        number=row.number,
        findings=findings_as_data(row.findings),
        cells_box=ring.lock(held.capture_id, cells),
    )


def _look_at(row: ReadRow, found: OpenList, shown: ListShown) -> None:
    if row.claims and len(shown.sample) < _SAMPLE:
        shown.sample.append((row.number, in_plain(row, found.columns)))
    if not row.findings:
        return
    shown.refused.append(
        RefusedRow(number=row.number, cells=in_plain(row, found.columns), findings=row.findings)
    )
    for finding in row.findings:
        word = str(finding.particulars.get("column"))
        at = found.header.index(word) if finding.code == _WORD and word in found.header else None
        column = found.columns[at] if at is not None else None
        if at is None or column is None or column.level is Level.WITHHELD:
            continue
        words = shown.unknown.setdefault(word, Counter())
        for unknown in unknown_words(row.cells[at], column):
            if unknown in words or len(words) < _MOST_WORDS:
                words[unknown] += 1


def _known(rows: Iterable[ReadRow], key: bytes) -> frozenset[ClaimId]:
    """Which claims of these rows are kept already."""
    ids = [claim_id(claim, key=key) for row in rows for claim in row.claims]
    kept = KeptClaim.objects.filter(pk__in=ids).values_list("pk", flat=True) if ids else ()
    return frozenset(ClaimId(id_) for id_ in kept)


def _parts(rows: Iterator[ReadRow]) -> Iterator[list[ReadRow]]:
    while part := list(islice(rows, _KEPT_AT_ONCE)):
        yield part


def _mapping(held: EvidenceImport) -> ColumnMapping:
    assert held.mapping
    return read_mapping(held.mapping.text)


def _opened(
    held: EvidenceImport, mapping: ColumnMapping, *, on: date, after: int = -1
) -> tuple[Grid, OpenList | tuple[Finding, ...]] | Finding:
    grid = open_lying(io.BytesIO(content_of(held)), Lying(), mapping)
    if isinstance(grid, Finding):
        return grid
    former = _former(held)
    return grid, open_list(grid, mapping, on=on, after=after, former=former)


def _former(held: EvidenceImport) -> Former:
    """Who was named under each key of the source before, as far as it is not withheld."""
    names: dict[str, set[str]] = {}
    said = ClaimValue.objects.filter(
        claim__source=held.source_id, said__kind="person", said__property="name", said__value__isnull=False
    )
    for claim in said.values_list("said", flat=True).iterator():
        if claim:
            names.setdefault(str(claim["key"]), set()).add(str(claim["value"]))
    return names
