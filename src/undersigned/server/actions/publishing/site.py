"""Makes the site again: every edition, with what stands beside its text today.

1. A text and its list never change by it; the cards of figures, what became of people, and the feed do.
2. It is done when evidence or follow-up was approved to go out, and when somebody must not be named any more.
3. What must go at once (`forget`) goes from the generation before, too.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain, islice

from django.db import transaction
from django.db.models import Q

from undersigned.evidence.confidentiality import Level
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
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.mapping.publishing import document_of
from undersigned.server.records.models import (
    CaseRow,
    Collection,
    CountQuestion,
    Edition,
    FigureBinding,
    FollowUpClaim,
    KeptClaim,
    OutgoingClaim,
    Publication,
    User,
)

_TRIES = 3
_OF_WHOM = ("claim__subject", "claim__about")
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
    *, on: date, by: User | None, at: datetime, forget: bool = False
) -> Publication | Refusal | None:
    """Make the site again and show it; `None` where nothing is published. Takes seconds, holds no lock."""
    if generations.current() is None:
        return None
    for _ in range(_TRIES):
        made = made_of_all(None, on=on)
        if isinstance(made, Refusal):
            return made
        with transaction.atomic():
            shown = generations.show(made, by=by, at=at, forget=forget)
            if shown:
                record("site-made-anew", shown, by=by, at=at)
                return shown
    return refuse("desk.publish.quiet", tries=_TRIES)


def names_in_public(handles: Iterable[str]) -> bool:
    """Whether an approved list holds anything about these subjects, or the persons they are about."""
    own = _persons_of(handles)
    listed = chain(
        OutgoingClaim.objects.filter(proposal__approved_at__isnull=False).values_list(*_OF_WHOM).iterator(),
        FollowUpClaim.objects.filter(list__approved_at__isnull=False).values_list(*_OF_WHOM).iterator(),
    )
    return any(own.intersection(of_whom) for of_whom in listed)


def counts_in_public(question: CountQuestion) -> bool:
    """Whether a figure of a published text is bound to a question."""
    bound = FigureBinding.objects.filter(question=question, ended_at=None).values("draft")
    return Edition.objects.filter(collection__draft__in=bound).exists()


def is_held_back(handles: Iterable[str]) -> bool:
    """Whether anything known of these subjects, or the persons they are about, is not public."""
    for part in _parts(_persons_of(handles)):
        held = standing_rows().exclude(level=Level.PUBLIC.value)
        if held.filter(Q(subject__in=part) | Q(about__in=part)).exists():
            return True
    return False


def _persons_of(handles: Iterable[str]) -> set[str]:
    """These subjects, the persons they are about, and those decided to be the same."""
    own = set(handles)
    for part in _parts(tuple(own)):
        about = KeptClaim.objects.filter(subject__in=part, about__isnull=False)
        own |= set(about.values_list("about", flat=True))
    person_of = dict(CaseRow.objects.values_list("pk", "person"))
    persons = {person_of[one] for one in own if one in person_of}
    return own | {one for one, person in person_of.items() if person in persons}


def _parts(handles: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Handles in batches that fit the parameter limit of a database query."""
    left = iter(tuple(handles))
    while part := tuple(islice(left, 500)):
        yield part


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
