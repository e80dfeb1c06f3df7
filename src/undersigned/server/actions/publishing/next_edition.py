"""The next edition of a declaration as it would be published, or why it may not be; keeps nothing.

1. Only what is ready goes out (`readiness.py`), and only with its numbers where its kind has numbers.
2. A later edition must bring something: names that came or went, or a note.
3. What changed since the edition before stands on every form, in one sentence a kind of change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.publishing.characters import unholdable
from undersigned.publishing.document import Document, EditionEntry, Level
from undersigned.publishing.html import day_in_words
from undersigned.publishing.preparing.own_edition import OwnEdition, SignedName, published_document
from undersigned.publishing.preparing.own_findings import AS_OPENED, Opened, Ruled
from undersigned.server.actions.collecting.lifecycle import acts_until, has_act
from undersigned.server.actions.collecting.numbering import DOCUMENTS, NUMBER, numbers_of
from undersigned.server.actions.collecting.readiness import (
    Readiness,
    counts,
    latest_ruling,
    name_of,
    readiness,
)
from undersigned.server.actions.refusal import Refusal, refuse, refused_by
from undersigned.server.records.mapping.declaring import draft_of
from undersigned.server.records.models import Collection, Edition, Signature
from undersigned.values.findings import Finding, failures
from undersigned.wording.words import LANGUAGES, term

_OTHER_WORDS = (AS_OPENED, "publishing.text.official")
_AGAIN = ("publish-again", "print-again")
Notes = Mapping[str, str]
Changes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An edition ready to be kept, with what is needed to notice a change meanwhile."""

    document: Document
    entry: EditionEntry
    day: date
    acts: tuple[str, ...]
    rulebook: Rulebook
    names: tuple[str, ...]
    before: int
    changes: Changes
    below: int | None = None


def prepare(
    collection: Collection, notes: Notes, on: date, *, below: int | None = None
) -> Prepared | Refusal:
    """Prepare the next edition with notes (by language) on a day; `below` limits it to the first log entries.

    Raises `RulebookError`.
    """
    state = readiness(collection, below=below)
    editions = tuple(collection.editions.all())
    way = _acts_to_publish(collection, state, again=bool(editions))
    if isinstance(way, Refusal):
        return way
    rulebook, acts = way
    changes = changes_since(editions[-1] if editions else None, state.names)
    if refusal := _brings_nothing(editions, changes, notes, on):
        return refusal
    edition = _edition(collection, state, editions, changes, notes, on)
    document = published_document(edition, folders=settings.RULEBOOKS)
    if wrong := (*unholdable(document), *_not_as_signed(document)):
        return Refusal(findings=wrong)
    return Prepared(
        document=document,
        entry=edition.entry,
        day=on,
        acts=acts,
        rulebook=rulebook,
        names=tuple(signature.pk for signature in state.names),
        before=len(editions),
        changes=changes,
        below=below,
    )


def is_still(held: Collection, prepared: Prepared) -> bool:
    """Whether names, editions and state are still those for which an edition was prepared."""
    state = readiness(held, below=prepared.below)
    return (
        tuple(signature.pk for signature in state.names) == prepared.names
        and held.editions.count() == prepared.before
        and not failures(state.findings)
        and acts_until(prepared.rulebook, held.state, prepared.acts[-1]) == prepared.acts
    )


def changes_since(before: Edition | None, names: tuple[Signature, ...]) -> Changes:
    """The names that came and went since an edition; none before the first."""
    if before is None:
        return {"added": (), "withdrawn": ()}
    then = [_key(line["name"]["family"], line["name"]["given"], line["place"]) for line in _lines(before)]
    now = [_key(signature.family, signature.given, signature.delegation) for signature in names]
    return {
        "added": tuple(_written(one) for one in now if one not in then),
        "withdrawn": tuple(_written(one) for one in then if one not in now),
    }


def _acts_to_publish(
    collection: Collection, state: Readiness, *, again: bool
) -> tuple[Rulebook, tuple[str, ...]] | Refusal:
    """The rulebook and the acts that lead to an edition, or why there are none."""
    if refusal := refused_by(state.findings):
        return refusal
    assert state.rulebook  # without one, readiness fails
    if has_act(state.rulebook, NUMBER) and DOCUMENTS not in numbers_of(collection):
        return refuse("desk.publish.numbered")
    act = next((one for one in _AGAIN if has_act(state.rulebook, one)), "publish") if again else "publish"
    acts = acts_until(state.rulebook, collection.state, act)
    return Refusal(findings=(acts,)) if isinstance(acts, Finding) else (state.rulebook, acts)


def _brings_nothing(
    editions: tuple[Edition, ...], changes: Changes, notes: Notes, on: date
) -> Refusal | None:
    if editions and on < editions[-1].day:
        return refuse("desk.publish.day", day=on.isoformat(), latest=editions[-1].day.isoformat())
    if editions and not any(changes.values()) and not any(notes.values()):
        return refuse("desk.publish.something-new", latest=editions[-1].label)
    return None


def _edition(
    collection: Collection,
    state: Readiness,
    editions: tuple[Edition, ...],
    changes: Changes,
    notes: Notes,
    on: date,
) -> OwnEdition:
    before = tuple(_entry(edition) for edition in editions)
    numbers = numbers_of(collection)
    number = numbers.get(collection.instrument)
    rule = state.rulebook.rule("publication.disclaimers") if state.rulebook else None
    return OwnEdition(
        assembly=collection.assembly,
        instrument=collection.instrument,
        draft=draft_of(collection.texts),
        names=tuple(_signed(signature, state.rulebook) for signature in state.names),
        slug=str(number) if number else collection.pk,
        number=number,
        doc_number=numbers.get(DOCUMENTS),
        tabled_on=collection.tabled_on or on,
        entry=EditionEntry(label=_label(on, before), day=on, signatories=len(state.names)),
        before=before,
        opened=Opened(digests=dict(collection.text_digests), day=collection.opened_on),
        ruled=_ruled(collection, state.rulebook),
        disclaimers=tuple(one.variant for one in (rule.value if rule else None) or ()),
        notes={language: _notes_in(language, notes, changes, before, on) for language in LANGUAGES},
    )


def _ruled(collection: Collection, rulebook: Rulebook | None) -> Ruled | None:
    """The latest ruling, if the text was found in order, with who ruled in the languages of the rulebook."""
    latest = latest_ruling(collection)
    if latest is None or not latest.admitted:
        return None
    rule = rulebook.rule("admissibility.decided_by") if rulebook else None
    words = dict(rule.value.words) if rule and rule.value else {}
    known = words if latest.decided_by in words.values() else {}
    return Ruled(by=latest.decided_by, day=latest.decided_on, by_language=known)


def _notes_in(
    language: str, notes: Notes, changes: Changes, before: tuple[EditionEntry, ...], on: date
) -> tuple[str, ...]:
    """What changed since the edition before, a sentence for each change, then the clerk's own note."""
    own = notes.get(language) or next(iter(notes.values()), "")
    edition = edition_before(before[-1].label, on, language) if before else ""
    said = (
        term(f"desk.edition.{what}", language, edition=edition, names=_joined(names, language), n=len(names))
        for what, names in changes.items()
        if before and names
    )
    return (*said, *((own,) if own else ()))


def _joined(names: tuple[str, ...], language: str) -> str:
    """Names in one line: French sets a space before a semicolon, one that never begins a line."""
    return ("\u00a0; " if language == "fr" else "; ").join(names)


def edition_before(label: str, on: date, language: str) -> str:
    """The preceding edition in words: by its day, or as one of several of that day."""
    written, _, order = label.partition(".")
    day = date.fromisoformat(written)
    if day == on:
        return term("desk.edition.before-same-day", language, order=int(order or 1))
    words = day_in_words(day, language)
    if order:
        return term("desk.edition.before-numbered", language, order=int(order), day=words)
    return term("desk.edition.before", language, day=words)


def _label(on: date, before: tuple[EditionEntry, ...]) -> str:
    """The label of an edition: its day; a second edition on the day ends in `.2`."""
    same = sum(edition.day == on for edition in before)
    return f"{on.isoformat()}.{same + 1}" if same else on.isoformat()


def _signed(signature: Signature, rulebook: Rulebook | None) -> SignedName:
    return SignedName(
        name=name_of(signature),
        delegation=signature.delegation,
        group=signature.group,
        signed_on=signature.signed_on,
        level=Level(signature.level),
        counts=counts(signature, rulebook),
    )


def _lines(edition: Edition) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = edition.document["signatories"]
    return lines


def _key(family: str, given: str | None, place: str | None) -> tuple[str, str, str]:
    return family, given or "", place or ""


def _written(key: tuple[str, str, str]) -> str:
    return " ".join(part for part in key[:2] if part)


def _entry(edition: Edition) -> EditionEntry:
    return EditionEntry(label=edition.label, day=edition.day, signatories=len(_lines(edition)))


def _not_as_signed(document: Document) -> tuple[Finding, ...]:
    """The faults that would publish words other than those that were signed."""
    return tuple(finding for finding in failures(document.findings) if finding.code in _OTHER_WORDS)
