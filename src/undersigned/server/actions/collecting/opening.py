"""Opens a draft for signatures, and takes it back as long as nothing is tabled.

1. What is opened is the latest version, and the one that the clerk has looked at; no other.
2. It is opened under the rulebook of its day, and only if nothing fails that this rulebook is known to ask of
   a text. What is doubtful is shown and prevents nothing.
3. Where the records do not bear a figure, whoever opens the text is warned (`figure_warnings.py`), and how
   many warnings there were is kept; it prevents nothing, for the text is its members'.
4. Where the list begins with a first signer, that member is named, and may sign on that day.
5. From then on the text stands: its words and digests are frozen, and the draft takes no further version.
   Whoever must change it takes it back into draft, with a reason; every name is then asked again.
6. Where a log has begun, the record that fixes the text is prepared with it, for a clerk to sign.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from undersigned.declaring.draft_examination import DraftExamination, examine_draft
from undersigned.declaring.drafts import Draft as Text
from undersigned.declaring.eligibility import may_sign
from undersigned.declaring.lifecycles.lifecycle import Lifecycle, lifecycle, move
from undersigned.declaring.roll.members import MemberId
from undersigned.declaring.rulebooks.rulebook import Rulebook, rulebook_on
from undersigned.server.actions.collecting.logged_texts import prepare_text
from undersigned.server.actions.counting.figure_warnings import figure_warnings
from undersigned.server.actions.counting.kept_figures import keep_figures
from undersigned.server.actions.journal import record
from undersigned.server.actions.log.beginning import the_log
from undersigned.server.actions.refusal import Refusal, refuse, refused_by
from undersigned.server.records.mapping.declaring import digests_of, draft_of, texts_of
from undersigned.server.records.mapping.roll import load_roll
from undersigned.server.records.models import (
    Collection,
    CollectionState,
    Draft,
    DraftState,
    DraftVersion,
    RollMember,
    User,
)
from undersigned.values.findings import Finding, Place, Severity, failed, failures

_OPEN, _RETURN = "open-for-signature", "return-to-draft"


@transaction.atomic
def open_collection(
    *,
    draft: Draft,
    version: int,
    first_signer: RollMember | None,
    on: date,
    today: date,
    by: User,
    at: datetime,
) -> Collection | Refusal:
    """Open the latest version of a draft for signatures from a day on."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.state != DraftState.DRAFT:
        return refuse("desk.draft.state", state=held.state)
    if held.latest != version:
        return refuse("desk.opening.version", "version", seen=version, latest=held.latest)
    latest = held.versions.get(number=held.latest)
    text = draft_of(latest.texts)

    examined = examination(held, text, on=on)
    if refused := refused_by(_reasons(held, examined, first_signer, on, today)):
        return refused
    assert examined.rulebook  # asked by `_reasons`

    collection = _frozen(latest, text, examined.rulebook)
    collection.opened_on, collection.opened_at, collection.opened_by = on, at, by
    collection.first_signer = first_signer
    collection.save(force_insert=True)
    warned = len(figure_warnings(held, collection.texts))
    keep_figures(collection=collection, at=at)
    held.state, held.changed_at = DraftState.OPENED, at
    held.save(update_fields=["state", "changed_at"])
    told = {"draft": held.pk, "version": latest.number, "digest": collection.draft_digest}
    record("collection-opened", collection, by=by, at=at, particulars={**told, "figure_warnings": warned})
    if the_log():
        prepared = prepare_text(collection=collection, by=by, at=at)
        if isinstance(prepared, Refusal):
            transaction.set_rollback(True)
            return prepared
    return collection


def _frozen(version: DraftVersion, text: Text, rulebook: Rulebook) -> Collection:
    """A collection that fixes words, digests and rules of a version (rule 5); not kept yet."""
    return Collection(
        draft=version.draft,
        version=version,
        assembly=version.draft.assembly,
        instrument=version.draft.instrument,
        texts=texts_of(text),
        text_digests=digests_of(text),
        draft_digest=text.digest(),
        rulebook=rulebook.code,
        rulebook_digest=rulebook.digest(),
    )


@transaction.atomic
def return_to_draft(*, collection: Collection, reason: str, by: User, at: datetime) -> Draft | Refusal:
    """Turn an opened text that is not yet tabled back into a draft; the names on it no longer count."""
    if not reason.strip():
        return refuse("desk.opening.reason", "reason")
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    rulebook = rulebook_on(held.assembly, held.instrument, held.opened_on, folders=settings.RULEBOOKS)
    following = move(_life(held.instrument, rulebook), held.state, _RETURN)
    if isinstance(following, Finding):
        return Refusal(findings=(following,))

    held.state = CollectionState.RETURNED
    held.save(update_fields=["state"])
    draft = Draft.objects.select_for_update().get(pk=held.draft_id)
    draft.state, draft.changed_at = DraftState.DRAFT, at
    draft.save(update_fields=["state", "changed_at"])
    record("collection-returned", held, by=by, at=at, particulars={"draft": draft.pk, "reason": reason})
    return draft


def examination(draft: Draft, text: Text, *, on: date) -> DraftExamination:
    """The examination of a text under the rules of its draft's assembly and instrument on a day."""
    return examine_draft(
        text, assembly=draft.assembly, instrument=draft.instrument, on=on, folders=settings.RULEBOOKS
    )


def needs_first_signer(rulebook: Rulebook | None) -> bool:
    """Whether the list begins with a first signer."""
    return str(rulebook.rule("names.order").value if rulebook else "").startswith("first-")


def _reasons(
    draft: Draft, examined: DraftExamination, first_signer: RollMember | None, on: date, today: date
) -> Iterator[Finding]:
    """Every reason for which the text cannot be opened."""
    if on > today:
        yield failed("desk.opening.day", Place(field="on"), day=on.isoformat())
    if examined.rulebook is None:
        yield failed("desk.opening.rulebook", Place(field="on"), day=on.isoformat())
        return
    yield from (
        finding for finding in failures(examined.findings) if finding.severity is not Severity.WARNING
    )
    following = move(_life(draft.instrument, examined.rulebook), DraftState.DRAFT, _OPEN)
    if isinstance(following, Finding):
        yield following
    if first_signer:
        roll = load_roll(draft.assembly)
        found = may_sign(MemberId(first_signer.code), roll=roll, rulebook=examined.rulebook, on=on)
        yield from (finding for finding in failures(found) if finding.severity is Severity.ERROR)
    elif needs_first_signer(examined.rulebook):
        yield failed("desk.opening.first-signer", Place(field="first_signer"))


def _life(instrument: str, rulebook: Rulebook | None) -> Lifecycle:
    return lifecycle((rulebook.lifecycle if rulebook else None) or instrument)
