"""Builds a site from documents, in this order: records, forms, data, pages, feeds, exchange.

* One pass over the documents; each is forgotten as soon as its files are written.
* A newer edition takes the declaration's own address; its dated page stays for good.
* A form whose fonts lack a letter is left out and named; the other forms carry the declaration.
* Nothing of the old site changes before the new one is whole; a declaration leaves only on demand.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from undersigned.publishing import addresses, forms, page
from undersigned.publishing.addresses import Address
from undersigned.publishing.document import Document
from undersigned.publishing.forms import PublishedForm
from undersigned.publishing.frame import Frame, Settings
from undersigned.publishing.html import LAYOUTS, sheet
from undersigned.publishing.page import Standing
from undersigned.publishing.pdf.letters import GlyphMissingError
from undersigned.publishing.site import downloads, editions, feed, figure_pages, pages
from undersigned.publishing.site.editions import Carried
from undersigned.publishing.site.folder import is_site, taking_the_place_of, write
from undersigned.publishing.site.form_links import VERIFIER, FormKey, Offered, form_languages, form_links
from undersigned.publishing.site.records import Records
from undersigned.values.digest import sha256
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding
from undersigned.wording.words import LANGUAGES

PAGE = ".html"


class LeavingError(UndersignedError):
    """Declarations on the site were not given again, and nobody asked for their removal; `left` names
    them.
    """

    def __init__(self, left: tuple[str, ...]) -> None:
        self.left = left
        super().__init__(f"the site has declarations that were not given again: {', '.join(left)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written: `kept` files of earlier editions were carried over; `completed` are editions that got
    the text which they were published without; `left` are declarations that the site has no longer; `refused`
    says which forms were left out for want of letters.
    """

    folder: Path
    documents: int
    declarations: int
    people: int
    files: int
    size: int
    kept: int
    completed: tuple[str, ...]
    left: tuple[str, ...]
    refused: tuple[Finding, ...]


@dataclass(slots=True, kw_only=True)
class _Work:
    """A site being built: where, from what, and how many documents so far."""

    place: Path
    building: Path
    records: Records
    frame: Frame
    chosen: tuple[PublishedForm, ...]
    people: bool
    published: Mapping[str, Sequence[Path]]
    reuse: bool
    bundled: Collection[str]
    verifier: bytes | None
    documents: int = 0
    refused: list[Finding] = field(default_factory=list)


def build(
    documents: Iterable[Document],
    out: Path,
    *,
    settings: Settings | None = None,
    suffixes: Iterable[str] | None = None,
    people: bool = True,
    reuse: bool = False,
    removing: bool = False,
    bundled: Collection[str] = (),
    verifier: bytes | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> SiteReport:
    """Write the whole site to `out`; `told` hears of each stage. Editions are given oldest first.

    `suffixes` picks the forms besides the page (all of them unless given); `people` makes the members' pages;
    `removing` lets declarations leave that are not given again. Of `bundled` declarations (their keys) the
    caller lays bundles beside the forms; their pages link them, and `verifier`, the page that checks them.
    With `reuse`, a form of an edition that is published already is taken from `out` instead of made again;
    that text and list are still the same is seen from the page, which is always made.
    Raises `SiteFolderError`, `LeavingError`, `DocumentOrderError`, `ChangedEditionError`, `AddressError`,
    `UnpublishableError`.
    """
    with taking_the_place_of(out) as building, closing(_records_in(building)) as records:
        work = _Work(
            place=out,
            building=building,
            records=records,
            frame=_lay_ground(building, settings or Settings()),
            chosen=_chosen(suffixes),
            people=people,
            published=editions.published_pages(out, LANGUAGES) if is_site(out) else {},
            reuse=reuse,
            bundled=bundled,
            verifier=verifier,
        )
        if verifier is not None:
            write(building, VERIFIER, verifier)
        told("declarations")
        for document in documents:
            _publish(document, work)
        records.complete()
        told("pages")
        _write_pages(work)
        told("editions")
        report = _report(work, editions.keep_published(out, building, LANGUAGES))
        if report.left and not removing:
            raise LeavingError(report.left)
    return report


def _records_in(building: Path) -> Records:
    """Empty records in the folder of a site's data, where they are published as they are."""
    (building / downloads.FOLDER).mkdir()
    return Records(building / downloads.FOLDER / downloads.SQLITE)


def _lay_ground(building: Path, settings: Settings) -> Frame:
    """Write the style sheet (its name has its digest), fonts and icon, and return a frame that links them."""
    content = sheet().encode()
    address = Address(f"assets/site-{sha256(content)[:8]}.css")
    write(building, address, content)
    write(building, "assets/icon.svg", (LAYOUTS / "icon.svg").read_bytes())
    for font in (LAYOUTS / "fonts").iterdir():
        if not font.name.endswith(".md"):
            write(building, f"assets/fonts/{font.name}", font.read_bytes())
    return Frame(address=Address("index.html"), settings=settings, sheet=address, languages=LANGUAGES)


def _chosen(suffixes: Iterable[str] | None) -> tuple[PublishedForm, ...]:
    besides = tuple(form for form in forms.FORMS if form.suffix != PAGE)
    if suffixes is None:
        return besides
    wanted = frozenset(suffixes)
    return tuple(form for form in besides if form.suffix in wanted)


def _publish(document: Document, work: _Work) -> None:
    """Publish one document: records, forms and pages, each also under the edition's label."""
    work.records.add(document)
    work.documents += 1
    declaration = addresses.declaration_key(document)
    labels = (None, document.edition.label) if document.edition else (None,)
    document, made = _made(document, declaration, work)
    for (language, suffix), content in made.items():
        for label in labels:
            write(work.building, addresses.declaration(language, declaration, suffix, label), content)
    for language in LANGUAGES:
        _write_own_pages(document, labels, language, made.keys(), work)
        for address, content in figure_pages.files(document, language, work.frame):
            write(work.building, address, content)
    for name, evidence in figure_pages.evidence_of(document):
        write(work.building, f"{downloads.FOLDER}/{name}", evidence.canonical())


def _made(document: Document, declaration: str, work: _Work) -> tuple[Document, dict[FormKey, bytes]]:
    """The forms by language and suffix, and the document with a finding for each that could not be made."""
    made: dict[FormKey, bytes] = {}
    for form in sorted(work.chosen, key=lambda form: not form.may_lack_letters):
        for language in form_languages(document):
            try:
                made[language, form.suffix] = _as_published(
                    work, declaration, language, form, document
                ) or forms.render(form, document, language)
            except GlyphMissingError as refusal:
                document = replace(document, findings=(*document.findings, *refusal.findings))
                file = addresses.declaration(language, declaration, form.suffix)
                work.refused.extend(finding.at(file) for finding in refusal.findings)
    return document, made


def _write_own_pages(
    document: Document,
    labels: tuple[str | None, ...],
    language: str,
    made: Collection[FormKey],
    work: _Work,
) -> None:
    """Write the pages of a document in a language; what they share is made once."""
    declaration = addresses.declaration_key(document)
    given = work.records.known_editions(declaration)
    at_hand = editions.at_hand(work.published.get(f"{language}/{declaration}", ()), given, language)
    own_address = addresses.declaration(language, declaration, PAGE)
    frame = replace(work.frame, address=own_address, section="declarations")
    body = page.body_of(document, language, frame=frame, members=work.people)
    offered = Offered(chosen=work.chosen, made=made, bundled=work.bundled, verifier=work.verifier is not None)
    lasting = body  # what a dated page says for ever
    if document.figures:
        lasting = page.body_of(document, language, frame=frame, members=work.people, dated=True)
    for label in labels:
        standing = Standing(
            forms=form_links(document, language, label, offered),
            editions=editions.links(at_hand, document, language, declaration, until=label),
            newest=own_address if label else None,
            followed=None if label else document.followed,
        )
        framed = replace(frame, address=addresses.declaration(language, declaration, PAGE, label))
        content = page.render(
            document, language, frame=framed, standing=standing, body=lasting if label else body
        )
        write(work.building, framed.address, content)


def _as_published(
    work: _Work, declaration: str, language: str, form: PublishedForm, document: Document
) -> bytes | None:
    """The bytes of a form that is already on the site under its day; `None` if it is not."""
    if not work.reuse or document.edition is None:
        return None
    file = work.place / addresses.declaration(language, declaration, form.suffix, document.edition.label)
    return file.read_bytes() if file.is_file() else None


def _write_pages(work: _Work) -> None:
    """Write the data, then every page that is made from the records, then the feeds."""
    files = downloads.write_downloads(work.records, work.building, work.frame.settings.title)
    first = pages.choice(work.frame)
    write(work.building, first.address, first.content)
    for language in LANGUAGES:
        maker = pages.Maker(records=work.records, frame=work.frame, language=language, people=work.people)
        for made in pages.all_pages(maker, files):
            write(work.building, made.address, made.content)
        content = feed.render(
            work.records.editions(feed.ENTRIES), language, work.frame.settings, news=work.records.news()
        )
        write(work.building, addresses.feed(language), content)


def _report(work: _Work, carried: Carried) -> SiteReport:
    files = [file.stat().st_size for file in work.building.rglob("*") if file.is_file()]
    counted = work.records.assemblies()
    now, before = _declarations_in(work.building), _declarations_in(work.place)
    return SiteReport(
        folder=work.place,
        documents=work.documents,
        declarations=sum(number for _, number in counted),
        people=sum(1 for code, _ in counted for _ in work.records.people(code)) if work.people else 0,
        files=len(files),
        size=sum(files),
        kept=carried.kept,
        completed=carried.completed,
        left=tuple(sorted(before - now)),
        refused=tuple(work.refused),
    )


def _declarations_in(site: Path) -> frozenset[str]:
    """The declarations that have a page in a site's first language, by their key."""
    pages_of = (site / LANGUAGES[0]).glob("*/*/*.html") if is_site(site) else ()
    return frozenset(
        file.relative_to(site / LANGUAGES[0]).with_suffix("").as_posix()
        for file in pages_of
        if "@" not in file.name and file.parent.name != "members"
    )
