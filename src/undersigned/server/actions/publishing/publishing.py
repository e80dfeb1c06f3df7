"""Publishes an edition: the first when a text is numbered, later ones when names or corrections came.

1. The edition is kept whole and for ever, with what it changed; the site is made from all editions.
2. Making takes seconds and holds no lock. Keeping and showing is one short transaction, which looks again: if
   names or editions changed meanwhile, everything is made again.
3. A fault on the way, or a killed process, leaves the editions and the site as they were.
4. Where a text is logged, what goes out is the edition that a clerk has signed (`publishing_logged.py`): its
   notes and its day are those of the signed record.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from undersigned.publishing.document import Document
from undersigned.server.actions.collecting.lifecycle import make_moves
from undersigned.server.actions.collecting.readiness import is_logged
from undersigned.server.actions.journal import record
from undersigned.server.actions.publishing import generations
from undersigned.server.actions.publishing.bundles import addresses_of
from undersigned.server.actions.publishing.generations import Made, Told
from undersigned.server.actions.publishing.next_edition import Notes, Prepared, is_still, prepare
from undersigned.server.actions.publishing.publishing_logged import SignedEdition, bundled, signed_edition
from undersigned.server.actions.publishing.site import made_of_all
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.publishing import document_as_data
from undersigned.server.records.models import Collection, Edition, User

_TRIES = 3


def publish_edition(
    *,
    collection: Collection,
    notes: Notes | None = None,
    on: date,
    by: User,
    at: datetime,
    told: Told = lambda _: None,
    seconds: float = 15,
) -> Edition | Refusal:
    """Publish the confirmed names; `notes` (a corrigendum, by language) stand on every form.

    `told` hears of each stage. Where the text is logged, `seconds` is how long the sequencer is waited for.
    """
    for _ in range(_TRIES):
        fresh = Collection.objects.get(pk=collection.pk)
        signed = signed_edition(fresh) if is_logged(fresh) else None
        if isinstance(signed, Refusal):
            return signed
        prepared = signed.prepared if signed else prepare(fresh, notes or {}, on)
        if isinstance(prepared, Refusal):
            return prepared
        told("prepared")
        made = made_of_all((collection, prepared.document), on=on, told=told)
        if signed and not isinstance(made, Refusal):
            made = _with_bundle(made, fresh, signed, by=by, at=at, seconds=seconds)
            told("bundled")
        if isinstance(made, Refusal):
            return made
        with transaction.atomic():
            edition = _keep(collection, prepared, by=by, at=at)
            told("edition")
            if edition and generations.show(made, by=by, at=at, told=told):
                told("shown")
                return edition
            transaction.set_rollback(True)
    return refuse("desk.publish.quiet", tries=_TRIES)


def _with_bundle(
    made: Made, collection: Collection, signed: SignedEdition, *, by: User, at: datetime, seconds: float
) -> Made | Refusal:
    """The site with the bundle beside the forms, once the text is opened in the log."""
    document = signed.prepared.document
    forms = generations.forms_in(made, tuple(addresses_of(document)))
    files = bundled(collection, signed, forms=forms, by=by, at=at, seconds=seconds)
    return files if isinstance(files, Refusal) else generations.with_files(made, files)


def _keep(collection: Collection, prepared: Prepared, *, by: User, at: datetime) -> Edition | None:
    """Keep the edition as a row and move the state; `None` where something changed meanwhile."""
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    if not is_still(held, prepared):
        return None
    document = prepared.document
    edition = Edition.objects.create(
        collection=held,
        number=prepared.before + 1,
        label=prepared.entry.label,
        day=prepared.day,
        at=at,
        by=by,
        text_digests=dict(document.text_digests),
        list_digest=document.list_digest(),
        document=document_as_data(document),
        changes={what: list(names) for what, names in prepared.changes.items()},
    )
    make_moves(held, prepared.rulebook, prepared.acts, by=by, at=at)
    held.tabled_on = held.tabled_on or document.tabled_on
    held.save(update_fields=["state", "tabled_on"])
    record("edition-published", held, by=by, at=at, particulars=_told_of(edition, document))
    return edition


def _told_of(edition: Edition, document: Document) -> dict[str, Any]:
    return {
        "edition": edition.number,
        "label": edition.label,
        "names": document.total,
        "list_digest": edition.list_digest,
        "text_digests": edition.text_digests,
    }
