"""Takes a list that is brought: keeps it as ciphertext, and its columns' meaning as a mapping of its source.

1. The same bytes of the same source are the same import, whenever they come; only after a list of the source
   was taken back as a whole are they read anew.
2. A list whose columns the source's newest mapping knows goes straight to being shown.
3. A mapping is never changed: a changed one is kept as the next, and the import is shown anew under it.
4. The column whose cells are the keys of rows may not be withheld: the key stands beside every claim.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.text import slugify

from undersigned.evidence.confidentiality import Level
from undersigned.evidence.intake.grid import Grid, GridError, GridRow
from undersigned.evidence.intake.guessing import HEAD, words_stand
from undersigned.evidence.intake.headers import header_of, held_to
from undersigned.evidence.intake.mapping import ColumnMapping, MappingError, read_mapping
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.suggesting import Look, look
from undersigned.evidence.intake.text_files import quoting
from undersigned.evidence.properties import property_of
from undersigned.server.actions.evidence.mapping_text import mapping_text
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records import store
from undersigned.server.records.ids import new_id
from undersigned.server.records.key_ring import DataFolderRing, KeysElsewhereError
from undersigned.server.records.mapping.findings import findings_as_data
from undersigned.server.records.models import (
    CustodyEvent,
    EvidenceCapture,
    EvidenceImport,
    EvidenceSource,
    ImportState,
    KeptMapping,
    User,
)
from undersigned.values.digest import sha256
from undersigned.values.findings import Finding
from undersigned.wording.words import LANGUAGES, sentence

MOST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """How a table lies in its file (sheet, rows of column words), where a person has to say it."""

    sheet: str | None = None
    header_at: int | None = None
    header_rows: int = 1
    encoding: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) is not None}


@transaction.atomic
def make_source(
    *, title: str, publisher: str, kind: str, right: str, by: User, at: datetime, url: str = ""
) -> EvidenceSource:
    """A source under an id that is made from what it is called and kept for ever."""
    wanted = slugify(publisher or title)[:60] or f"source-{new_id()[:6]}"
    taken = set(EvidenceSource.objects.filter(pk__startswith=wanted).values_list("pk", flat=True))
    free = next(
        id_ for id_ in chain([wanted], (f"{wanted}-{n}" for n in range(2, 10_000))) if id_ not in taken
    )
    source = EvidenceSource.objects.create(
        id=free, title=title, publisher=publisher, kind=kind, right=right, url=url, made_at=at, made_by=by
    )
    record("source-made", source, by=by, at=at)
    return source


@transaction.atomic
def bring_list(
    *, source: EvidenceSource, file_name: str, media_type: str, content: bytes, by: User, at: datetime
) -> EvidenceImport | Refusal:
    """Keep a list and survey it; one that came before is returned as it is (rule 1)."""
    if not content:
        return refuse("evidence.file.has-text", "file")
    if len(content) > MOST_BYTES:
        return refuse("evidence.file.size", "file", bytes=len(content), largest=MOST_BYTES)
    digest = sha256(content)
    turn = source.imports.filter(state=ImportState.TAKEN_BACK).count()
    here = EvidenceCapture.objects.filter(source=source, digest=digest, destroyed_at=None).first()
    known = here.imports.filter(turn=turn).first() if here else None
    if known:
        return known
    lying = guessed(content)
    if isinstance(lying, Finding):
        return refuse(lying.code, "file", **lying.particulars)

    capture = here or _keep_capture(source, file_name, media_type, content, by, at)
    newest = source.mappings.order_by("-number").first()
    made = EvidenceImport.objects.create(
        source=source,
        capture=capture,
        look=lying.as_data(),
        turn=turn,
        brought_at=at,
        brought_by=by,
    )
    if newest and not _differs(content, read_mapping(newest.text)):
        made.mapping, made.state = newest, ImportState.SHOWN
        made.save(update_fields=["mapping", "state"])
    record("list-brought", made, by=by, at=at, particulars={"digest": digest, "source": source.pk})
    return made


@transaction.atomic
def name_columns(
    *, held: EvidenceImport, said: Mapping[str, Any], by: User, at: datetime
) -> EvidenceImport | Refusal:
    """Keep which column says what as the source's next mapping, and show the list under it."""
    locked = EvidenceImport.objects.select_for_update().select_related("source").get(pk=held.pk)
    if locked.state not in (ImportState.COLUMNS, ImportState.SHOWN):
        return refuse("desk.list.state", state=locked.state)
    if any(_level_said(said, header) is Level.WITHHELD for header in said["key"]):
        return refuse("desk.list.key-open", "key")
    text = mapping_text({**said, "source": locked.source_id})
    try:
        mapping = read_mapping(text)
    except MappingError as fault:
        why = {f"reason.{language}": sentence(fault.finding, language).rstrip(".") for language in LANGUAGES}
        return refuse("desk.list.columns", **{"reason": why["reason.en"], **why})
    if differing := _differs(content_of(locked), mapping):
        return Refusal(findings=differing)
    newest = locked.source.mappings.order_by("-number").first()
    if newest is None or newest.digest != mapping.digest:
        number = newest.number + 1 if newest else 1
        newest = KeptMapping.objects.create(
            source=locked.source, number=number, text=text, digest=mapping.digest, at=at, by=by
        )
    locked.mapping, locked.state = newest, ImportState.SHOWN
    locked.save(update_fields=["mapping", "state"])
    record("list-columns-named", locked, by=by, at=at, particulars={"mapping": newest.pk})
    return locked


@transaction.atomic
def set_list_aside(*, held: EvidenceImport, by: User, at: datetime) -> EvidenceImport | Refusal:
    """Set aside a list that is not to be taken in."""
    locked = EvidenceImport.objects.select_for_update().get(pk=held.pk)
    if locked.state not in (ImportState.COLUMNS, ImportState.SHOWN):
        return refuse("desk.list.state", state=locked.state)
    locked.state = ImportState.SET_ASIDE
    locked.save(update_fields=["state"])
    record("list-set-aside", locked, by=by, at=at)
    return locked


@transaction.atomic
def lie_otherwise(*, held: EvidenceImport, lying: Lying) -> EvidenceImport:
    """Say on which sheet and in which rows the column words stand."""
    EvidenceImport.objects.filter(pk=held.pk, state=ImportState.COLUMNS).update(look=lying.as_data())
    held.refresh_from_db()
    return held


def content_of(held: EvidenceImport) -> bytes:
    """The bytes of a list, for whoever holds the ring. Raises `StoreError`, `KeyRingError`."""
    content = DataFolderRing().unlock(held.capture_id, store.fetch(held.capture.kept))
    if content is None:
        raise KeysElsewhereError("the key of a list that was brought is not here")
    return content


def file_name_of(held: EvidenceImport) -> str:
    """The name that the file had when it came."""
    return (DataFolderRing().unlock(held.capture_id, held.capture.name_box) or b"").decode()


def looked_at(content: bytes, lying: Lying) -> Look | Finding:
    """A list as it was looked at, column by column."""
    grid = open_lying(io.BytesIO(content), lying)
    if isinstance(grid, Finding):
        return grid
    try:
        return look(grid, header_at=lying.header_at, header_rows=lying.header_rows)
    except GridError as fault:
        return quoting(fault)


def head_of(content: bytes, lying: Lying) -> tuple[GridRow, ...] | Finding:
    """The first rows, to see where the column words stand."""
    grid = open_lying(io.BytesIO(content), lying)
    try:
        return grid if isinstance(grid, Finding) else tuple(islice(grid.rows, HEAD))
    except GridError as fault:
        return quoting(fault)


def guessed(content: bytes) -> Lying | Finding:
    """How a table seems to lie: the first sheet, the rows in which the most column words are known."""
    lying = Lying()
    grid = open_lying(io.BytesIO(content), lying)
    if isinstance(grid, Finding) and grid.code == "evidence.file.sheet":
        lying = replace(lying, sheet=_first(grid.particulars.get("sheets")))
    elif isinstance(grid, Finding) and grid.code == "evidence.file.encoding":
        lying = replace(lying, encoding=_first(grid.particulars.get("likely")))
    if isinstance(grid, Finding):
        grid = open_lying(io.BytesIO(content), lying)
    if isinstance(grid, Finding):
        return grid
    try:
        head = tuple(islice(grid.rows, HEAD))
    except GridError as fault:
        return quoting(fault)
    found = words_stand(head)
    return replace(lying, header_at=found[0], header_rows=found[1]) if found else lying


def open_lying(stream: BinaryIO, lying: Lying, mapping: ColumnMapping | None = None) -> Grid | Finding:
    """A table opened as a mapping or a person says that it lies."""
    said = mapping or lying
    separator = mapping.separator if mapping else None
    return open_grid(stream, sheet=said.sheet, encoding=said.encoding, separator=separator)


def _differs(content: bytes, mapping: ColumnMapping) -> tuple[Finding, ...]:
    """Why a list cannot be read under a mapping; nothing if it can."""
    grid = open_lying(io.BytesIO(content), Lying(), mapping)
    if isinstance(grid, Finding):
        return (grid,)
    try:
        header = header_of(grid, at=mapping.header_at, rows=mapping.header_rows, mapping=mapping)
    except GridError as fault:
        return (quoting(fault),)
    return (header,) if isinstance(header, Finding) else held_to(header, mapping)


def _keep_capture(
    source: EvidenceSource, name: str, media_type: str, content: bytes, by: User, at: datetime
) -> EvidenceCapture:
    ring, id_ = DataFolderRing(), new_id()
    capture = EvidenceCapture.objects.create(
        id=id_,
        source=source,
        digest=sha256(content),
        kept=store.keep(ring.lock(id_, content)),
        size=len(content),
        media_type=media_type[:100],
        name_box=ring.lock(id_, name.encode()),
        taken_at=at,
        taken_by=by,
    )
    CustodyEvent.objects.create(capture=capture, act="received", at=at, by=by)
    return capture


def _level_said(said: Mapping[str, Any], header: str) -> Level:
    column = said["columns"].get(header, {})
    if "property" not in column:
        return Level.PUBLIC
    return max(
        (Level(column.get("level", said["level"])), property_of(column["property"]).least),
        key=lambda level: level.strictness,
    )


def _first(said: object) -> str | None:
    return str(said[0]) if isinstance(said, tuple) and said else str(said) if said else None


def refused_with(held: EvidenceImport, findings: tuple[Finding, ...]) -> EvidenceImport:
    """Remember why a list cannot be read at all."""
    held.state, held.findings = ImportState.BROKEN, findings_as_data(findings)
    held.save(update_fields=["state", "findings"])
    return held
