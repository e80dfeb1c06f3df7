"""Makes the site again: every edition, with what stands beside its text today.

1. A text and its list never change by it; the cards of figures, what became of people, and the feed do.
2. It is done when evidence or follow-up was approved to go out, and when somebody must not be named any more.
3. What must go at once goes from the generation before, too (`generations.py`).
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from undersigned.publishing.addresses import AddressError, declaration_key
from undersigned.publishing.akomantoso.check import AkomaNtosoError
from undersigned.publishing.characters import UnpublishableError
from undersigned.publishing.document import Document
from undersigned.publishing.pdf.form import PdfError
from undersigned.publishing.preparing.bound import bound
from undersigned.publishing.site.editions import ChangedEditionError
from undersigned.publishing.site.folder import SiteFolderError
from undersigned.publishing.site.records import DocumentOrderError
from undersigned.server.actions.collecting.readiness import is_logged
from undersigned.server.actions.counting.published_figures import figures_files
from undersigned.server.actions.followup.followup_going import public_followup
from undersigned.server.actions.journal import record
from undersigned.server.actions.publishing import generations
from undersigned.server.actions.publishing.generations import Made, Told
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.publishing import document_of
from undersigned.server.records.models import (
    Collection,
    Edition,
    Publication,
    User,
)

_TRIES = 3
_FAULTS = (AddressError, AkomaNtosoError, ChangedEditionError, DocumentOrderError, PdfError)


def made_of_all(
    new: tuple[Collection, Document] | None, *, on: date, told: Told = lambda _: None
) -> Made | Refusal:
    """Make the site of every edition, with a new one if given; or a refusal where a file cannot be made."""
    try:
        return generations.make(_documents(new, on), bundled=frozenset(_bundled(new)), told=told)
    except UnpublishableError as wrong:
        return Refusal(findings=wrong.findings)
    except SiteFolderError as wrong:
        return Refusal(findings=(wrong.finding,))
    except _FAULTS as fault:
        return refuse("desk.publish.made", fault=f"{fault}.")


def make_anew(
    *, on: date, by: User | None, at: datetime, forget: bool = False, told: Told = lambda _: None
) -> Publication | Refusal | None:
    """Make the site again and show it; `None` where nothing is published. Takes seconds, holds no lock."""
    if generations.current() is None:
        return None
    for _ in range(_TRIES):
        made = made_of_all(None, on=on, told=told)
        if isinstance(made, Refusal):
            return made
        with transaction.atomic():
            shown = generations.show(made, by=by, at=at, forget=forget, told=told)
            if shown:
                record("site-made-anew", shown, by=by, at=at, particulars={"due": list(made.due)})
                told("shown")
                return shown
    return refuse("desk.publish.quiet", tries=_TRIES)


def _documents(new: tuple[Collection, Document] | None, on: date) -> Iterator[Document]:
    """Every edition, of each declaration oldest first and the new one last, with what stands beside it."""
    newest = dict(_newest(new))
    figures, today = figures_files(newest, today=on), {}
    for key, (collection, _) in newest.items():
        followed = public_followup(collection, today=on)
        if followed or key in figures:
            today[key] = (figures.get(key), followed)
    yield from bound(_editions(new), today)


def _newest(new: tuple[Collection, Document] | None) -> Iterator[tuple[str, tuple[Collection, Document]]]:
    """Each published text with its latest edition, the new one included, by the key of the declaration."""
    for edition in Edition.objects.select_related("collection").order_by("collection", "number"):
        document = document_of(edition.document)
        yield declaration_key(document), (edition.collection, document)
    if new:
        yield declaration_key(new[1]), new


def _editions(new: tuple[Collection, Document] | None) -> Iterator[Document]:
    rows = Edition.objects.order_by("collection__opened_at", "collection_id", "number")
    if new is None:
        yield from (document_of(edition.document) for edition in rows.iterator())
        return
    collection, document = new
    for edition in rows.exclude(collection=collection).iterator():
        yield document_of(edition.document)
    for edition in rows.filter(collection=collection):
        yield document_of(edition.document)
    yield document


def _bundled(new: tuple[Collection, Document] | None) -> Iterator[str]:
    """The keys of the declarations that have bundles: those signed through the log."""
    if new and is_logged(new[0]):
        yield declaration_key(new[1])
    for edition in Edition.objects.filter(collection__thread__isnull=False, number=1).iterator():
        yield declaration_key(document_of(edition.document))
