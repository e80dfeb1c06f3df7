"""The pages of publishing: what is missing, the numbers, the editions and what each changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from undersigned.publishing import addresses
from undersigned.server.actions.collecting.lifecycle import has_act
from undersigned.server.actions.collecting.numbering import DOCUMENTS, NUMBER, next_numbers, numbers_of
from undersigned.server.actions.collecting.readiness import readiness
from undersigned.server.actions.publishing.next_edition import changes_since, edition_before
from undersigned.server.desk.refusals import Said, reader_language, said
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.models import Collection, Edition
from undersigned.values.findings import failures
from undersigned.wording.words import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of an edition: its name, its language, its public address."""

    name: str
    language: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """An edition: its day in words, its names, what it changed since when, its addresses."""

    number: int
    day: str
    since: str
    names: int
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]
    by: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """A declaration on its way to publication; `has_numbers` says whether its kind is numbered."""

    id: str
    title: str
    state: str
    ready: bool
    missing: tuple[Said, ...]
    met: tuple[Said, ...]
    names: int
    lasting: tuple[Form, ...]
    unconfirmed: int
    unlogged: int
    has_numbers: bool
    number: int | None
    doc_number: int | None
    next_number: int
    next_doc_number: int
    editions: tuple[EditionLine, ...]
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]

    @property
    def to_be_numbered(self) -> bool:
        """Whether it must be numbered first."""
        return self.has_numbers and self.doc_number is None

    @property
    def brings_nothing(self) -> bool:
        """Whether another edition would have the same names."""
        return bool(self.editions) and not self.added and not self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLine:
    """A published declaration in a list."""

    id: str
    title: str
    number: int | None
    doc_number: int | None
    day: str
    names: int
    editions: int


def publishing(collection: Collection) -> Publishing:
    """The page of a declaration. Six queries, whatever its number of names."""
    state = readiness(collection)
    wrong = failures(state.findings)
    editions = tuple(collection.editions.select_related("by"))
    changes = changes_since(editions[-1] if editions else None, state.names)
    numbers = numbers_of(collection)
    following = next_numbers(collection.assembly, collection.instrument)
    return Publishing(
        id=collection.pk,
        title=title_in(collection.texts),
        state=collection.get_state_display(),
        ready=not wrong,
        missing=said(finding for finding in state.findings if not finding.ok),
        met=said(finding for finding in state.findings if finding.ok),
        names=len(state.names),
        lasting=tuple(_lasting(editions[-1])) if editions else (),
        unconfirmed=state.unconfirmed,
        unlogged=state.unlogged,
        has_numbers=state.rulebook is None or has_act(state.rulebook, NUMBER),
        number=numbers.get(collection.instrument),
        doc_number=numbers.get(DOCUMENTS),
        next_number=following[0],
        next_doc_number=following[1],
        editions=tuple(_lines(editions)),
        added=changes["added"],
        withdrawn=changes["withdrawn"],
    )


def everything_published() -> tuple[PublishedLine, ...]:
    """Every published declaration with its latest edition, the latest first. One query."""
    newest: dict[str, Edition] = {}
    for edition in Edition.objects.select_related("collection").order_by("-day", "-at", "-number"):
        newest.setdefault(edition.collection_id, edition)
    return tuple(
        PublishedLine(
            id=edition.collection_id,
            title=title_in(edition.collection.texts),
            number=edition.document["number"],
            doc_number=edition.document["doc_number"],
            day=day_in_words(edition.label, reader_language()),
            names=len(edition.document["signatories"]),
            editions=edition.number,
        )
        for edition in newest.values()
    )


def _lines(editions: Iterable[Edition]) -> Iterator[EditionLine]:
    language = reader_language()
    before = ""
    for edition in editions:
        yield EditionLine(
            number=edition.number,
            day=day_in_words(edition.label, language),
            since=edition_before(before, edition.day, language) if before else "",
            names=len(edition.document["signatories"]),
            added=tuple(edition.changes.get("added", ())),
            withdrawn=tuple(edition.changes.get("withdrawn", ())),
            by=edition.by.name,
            forms=tuple(_forms(edition)),
        )
        before = edition.label


def _forms(edition: Edition) -> Iterator[Form]:
    """The page and the PDF in each language of the text."""
    document = edition.document
    key = "/".join((document["assembly"], document["instrument"], document["slug"]))
    own = reader_language()
    for language in document["texts"]:
        yield Form(name="HTML", language=language, address=_address(language, key, ".html", edition.label))
    for language in document["texts"]:
        yield Form(name="PDF", language=language, address=_address(language, key, ".pdf", edition.label))
    if hasattr(edition.collection, "thread"):
        yield Form(name=_("bundle"), language=own, address=_address(own, key, ".bundle.zip", edition.label))


def _lasting(edition: Edition) -> Iterator[Form]:
    """The address of the declaration itself in each language, which always shows the latest edition."""
    document = edition.document
    key = "/".join((document["assembly"], document["instrument"], document["slug"]))
    for language in document["texts"]:
        address = f"{settings.ORIGIN}/{addresses.declaration(language, key, '')}"
        yield Form(name=address, language=language, address=address)


def page_of(collection: Collection, language: str) -> str:
    """The public address of a declaration in a language; that of the site, before it is published."""
    newest = collection.editions.order_by("-number").first()
    if newest is None:
        return f"{settings.ORIGIN}/"
    document = newest.document
    spoken = language if language in document["texts"] else next(iter(document["texts"]))
    key = "/".join((document["assembly"], document["instrument"], document["slug"]))
    return f"{settings.ORIGIN}/{addresses.declaration(spoken, key, '.html')}"


def _address(language: str, key: str, suffix: str, label: str) -> str:
    return f"{settings.ORIGIN}/{addresses.declaration(language, key, suffix, label)}"
