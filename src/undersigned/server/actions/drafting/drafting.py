"""Drafts: begin, save, restore, set aside. Every save is a new version; nothing is overwritten.

1. A saving says which version the writer began from. If another is the latest by now it is refused, with
   that version, and the writer's text goes back to the writer.
2. Saving what already stands makes no version.
3. Only a draft is written on: what was opened for signature, or set aside, is not.
4. What a draft was read from is kept by its digest, with all that the reader did not understand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import category

from django.db import transaction

from undersigned.declaring.drafts import Draft as Text
from undersigned.declaring.drafts import LanguageVersion
from undersigned.server.actions.drafting.draft_files import FileRead
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.declaring import draft_of, texts_of
from undersigned.server.records.mapping.findings import findings_as_data
from undersigned.server.records.models import Draft, DraftState, DraftVersion, User

MOST_CHARACTERS, MOST_CLAUSES = 100_000, 300
_UNWRITTEN = frozenset({"Cc", "Cs"})  # control characters, and halves of a pair, which no database keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else saved meanwhile: the latest version, and the one that the writer started from."""

    latest: DraftVersion
    began_from: DraftVersion | None


@transaction.atomic
def make_draft(
    *,
    assembly: str,
    instrument: str,
    text: Text,
    files: Sequence[FileRead] = (),
    by: User,
    at: datetime,
) -> DraftVersion | Refusal:
    """Begin a draft with its first version; `files` are what it was read from."""
    if refused := _unwritable(text):
        return refused
    draft = Draft.objects.create(
        assembly=assembly, instrument=instrument, made_at=at, made_by=by, changed_at=at
    )
    version = _keep(draft, text, autosaved=False, note="", by=by, at=at)
    read = [
        {"name": file.name, "digest": file.digest, "findings": findings_as_data(file.findings)}
        for file in files
    ]
    record("draft-made", draft, by=by, at=at, particulars={"version": version.number, "files": read})
    return version


@transaction.atomic
def save_draft(
    *, draft: Draft, text: Text, based_on: int, autosaved: bool, by: User, at: datetime, note: str = ""
) -> DraftVersion | Conflict | Refusal:
    """Keep what was written as the next version; if nothing changed, return the existing version."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if refused := _not_written_on(held) or _unwritable(text):
        return refused
    latest = held.versions.select_related("by").get(number=held.latest)
    if texts_of(text) == texts_of(draft_of(latest.texts)):
        return latest
    if held.latest != based_on:
        return Conflict(latest=latest, began_from=held.versions.filter(number=based_on).first())

    version = _keep(held, text, autosaved=autosaved, note=note, by=by, at=at)
    kind = "draft-autosaved" if autosaved else "draft-saved"
    record(kind, held, by=by, at=at, particulars={"version": version.number, "digest": version.digest})
    return version


@transaction.atomic
def restore_version(
    *, draft: Draft, number: int, based_on: int, note: str, by: User, at: datetime
) -> DraftVersion | Conflict | Refusal:
    """Make an older version the latest, as a new version."""
    older = DraftVersion.objects.get(draft=draft, number=number)
    return save_draft(
        draft=draft,
        text=draft_of(older.texts),
        based_on=based_on,
        autosaved=False,
        note=note,
        by=by,
        at=at,
    )


@transaction.atomic
def set_draft_aside(*, draft: Draft, by: User, at: datetime) -> Draft | Refusal:
    """Set aside a draft that is no longer being written; nothing is lost."""
    return _change_state(draft, DraftState.DRAFT, DraftState.SET_ASIDE, "draft-set-aside", by=by, at=at)


@transaction.atomic
def take_draft_up(*, draft: Draft, by: User, at: datetime) -> Draft | Refusal:
    """Continue a draft that was set aside."""
    return _change_state(draft, DraftState.SET_ASIDE, DraftState.DRAFT, "draft-taken-up", by=by, at=at)


def text_of(said: Mapping[str, Mapping[str, Any]]) -> Text:
    """The text of what was written, by language; empty languages are left out."""
    written = {language: one for language, one in said.items() if any(one.values())}
    return draft_of(written or said)


def _keep(draft: Draft, text: Text, *, autosaved: bool, note: str, by: User, at: datetime) -> DraftVersion:
    version = DraftVersion.objects.create(
        draft=draft,
        number=draft.latest + 1,
        based_on=draft.latest,
        texts=texts_of(text),
        digest=text.digest(),
        autosaved=autosaved,
        note=note,
        at=at,
        by=by,
    )
    draft.latest, draft.changed_at = version.number, at
    draft.save(update_fields=["latest", "changed_at"])
    return version


def _change_state(
    draft: Draft, from_: DraftState, to: DraftState, kind: str, *, by: User, at: datetime
) -> Draft | Refusal:
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.state != from_:
        return refuse("desk.draft.state", state=held.state)
    held.state, held.changed_at = to, at
    held.save(update_fields=["state", "changed_at"])
    record(kind, held, by=by, at=at)
    return held


def _not_written_on(draft: Draft) -> Refusal | None:
    return None if draft.state == DraftState.DRAFT else refuse("desk.draft.state", state=draft.state)


def _unwritable(text: Text) -> Refusal | None:
    """Why a text cannot be kept: it is too long, or has invisible characters."""
    for version in text.versions:
        parts = _parts(version)
        characters = sum(map(len, parts.values()))
        if characters > MOST_CHARACTERS or len(version.clauses) > MOST_CLAUSES:
            return refuse(
                "desk.draft.size",
                f"{version.language}-clauses",
                characters=characters,
                most=MOST_CHARACTERS,
                clauses=len(version.clauses),
                most_clauses=MOST_CLAUSES,
            )
        for field, words in parts.items():
            if wrong := next((word for word in words if _is_unwritten(word)), None):
                shown = f"U+{ord(wrong):04X}"
                return refuse("desk.draft.characters", f"{version.language}-{field}", character=shown)
    return None


def _is_unwritten(character: str) -> bool:
    return category(character) in _UNWRITTEN and character != "\t"


def _parts(version: LanguageVersion) -> Mapping[str, str]:
    return {
        "title": version.title or "",
        "opening": version.opening or "",
        "clauses": "".join(version.clauses),
    }
