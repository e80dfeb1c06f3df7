"""The record of an edition: what it says about its list, signed by a clerk before publication.

1. It counts the entries below an index, the next one when it is prepared: a name that comes later belongs to
   the next edition.
2. The numbers are counted again from the names and the rulebook; the lists are made from the rolls in the
   log.
3. One edition after another: while a signed one waits to be published, no other is prepared. What is
   published is exactly what was signed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.server.actions.collecting.entitlement import text_record
from undersigned.server.actions.collecting.numbering import DOCUMENTS, numbers_of
from undersigned.server.actions.collecting.readiness import readiness
from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.preparing import prepare as prepare_record
from undersigned.server.actions.log.preparing import set_aside, thread_of
from undersigned.server.actions.log.rolls import roll_file
from undersigned.server.actions.publishing.next_edition import Notes, Prepared, prepare
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.signing import text_of
from undersigned.server.records.models import Collection, LogEntry, Signature, SignedRecord, User
from undersigned.signing.count import Count, Name, count, read_rules
from undersigned.signing.record_text import RecordText, write_text
from undersigned.signing.roll_file import RollFile, RollSeat
from undersigned.values.digest import canonical_list, list_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A name with the seat that the roll of its record gives it."""

    seat: RollSeat
    roll: RollFile


@transaction.atomic
def prepare_edition_record(
    *, collection: Collection, notes: Notes | None = None, on: date, by: User, at: datetime
) -> SignedRecord | Refusal:
    """Prepare the record of the next edition for a clerk to sign; `publish_edition` publishes it."""
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    if entered_edition(held):
        return refuse("signing.edition.waiting")
    for record in held.records.filter(kind="edition", handed_over_at=None, refused_at=None):
        set_aside(record, at=at)
    fixed = text_record(held)
    if fixed is None:
        return refuse("signing.text.logged")
    counted = next_index()
    prepared = prepare(held, notes or {}, on, below=counted)
    if isinstance(prepared, Refusal):
        return prepared
    values = _values(held, text_of(fixed), prepared, counted)
    if prepared.document.list_digest() != dict(values["list"]).get(prepared.document.list_language):
        return refuse("signing.edition.list")
    facts = {"notes": dict(notes or {}), "on": on.isoformat(), "counted": counted}
    made = prepare_record(
        "edition",
        values,
        thread=thread_of(held, at=at),
        collection=held,
        facts=facts,
        by=by,
        at=at,
    )
    if not isinstance(made, Refusal):
        write_down("edition-prepared", held, by=by, at=at, particulars={"record": made.pk})
    return made


def entered_edition(collection: Collection) -> SignedRecord | None:
    """The edition that was signed and entered but is not published yet; `None` if there is none."""
    entered = collection.records.filter(kind="edition", entry__isnull=False).order_by("entry_id")
    return next(iter(entered[collection.editions.count() :]), None)


def next_index() -> int:
    """The index of the next entry of the log."""
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True)[:1]
    return next((index + 1 for index in last), 0)


def lists_of(collection: Collection, counted: int) -> dict[str, str]:
    """The canonical list of an edition in each language of the text, in printed order."""
    listed = tuple(_listed(signature) for signature in readiness(collection, below=counted).names)
    return {language: _list(listed, language) for language in sorted(collection.texts)}


def edition_agrees(collection: Collection, record: SignedRecord, prepared: Prepared) -> bool:
    """Whether an edition as it would be published now is the one that was signed."""
    signed, fixed = text_of(record), text_record(collection)
    if fixed is None:
        return False
    values = _values(collection, text_of(fixed), prepared, record.facts["counted"])
    always = {"log": signed.word("log"), "thread": record.thread_id}
    return write_text("edition", {**always, **values}).written == signed.written


def _values(held: Collection, text: RecordText, prepared: Prepared, counted: int) -> dict[str, Any]:
    listed = tuple(_listed(signature) for signature in readiness(held, below=counted).names)
    numbers, document = numbers_of(held), prepared.document
    came_to = _count(held, prepared.rulebook, listed, counted)
    return {
        "declaration": held.pk,
        "manifest": text.digest,
        "edition": prepared.before + 1,
        "label": prepared.entry.label,
        "number": numbers.get(held.instrument),
        "doc": numbers.get(DOCUMENTS),
        "tabled": document.tabled_on,
        "counted": counted,
        "names": came_to.names,
        "counting": came_to.counting,
        "delegations": came_to.delegations,
        "groups": came_to.groups,
        "withdrawn": came_to.withdrawn,
        "threshold": came_to.threshold,
        "list": [(language, list_digest(_list(listed, language))) for language in sorted(held.texts)],
    }


def _listed(signature: Signature) -> Listed:
    assert signature.record  # a name is listed once its record is entered
    text = text_of(signature.record)
    roll = roll_file(text.word("roll"))
    seat = roll.seat(signature.member.code, signature.signed_on)
    assert seat  # it was found when the record was entered
    return Listed(seat=seat, roll=roll)


def _list(listed: tuple[Listed, ...], language: str) -> str:
    return canonical_list(one.roll.row(one.seat, language) for one in listed)


def _count(held: Collection, rulebook: Rulebook, listed: tuple[Listed, ...], counted: int) -> Count:
    names = (
        Name(
            role=one.seat.role,
            delegation=one.seat.delegation,
            group=one.seat.group,
            group_counts=one.seat.group in one.roll.groups_that_count,
        )
        for one in listed
    )
    stand = {one.seat.member for one in listed}
    gone = held.signatures.filter(record__entry__lt=counted, withdrawal__entry__lt=counted)
    withdrawn = set(gone.values_list("member__code", flat=True)) - stand
    return count(names, read_rules(rulebook.as_data()), withdrawn=len(withdrawn))
