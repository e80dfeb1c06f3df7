"""A site from documents, in the order in which it happens: records, forms, data, pages, feeds, exchange.

* One pass over the documents; each is forgotten as soon as its files are written.
* A newer edition takes the declaration's own address; its dated page stays for good.
* Nothing of the old site changes before the new one is whole.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from undersigned.publishing import addresses, forms, page
from undersigned.publishing.addresses import Address
from undersigned.publishing.document import Document
from undersigned.publishing.forms import PublishedForm
from undersigned.publishing.frame import Frame, Settings
from undersigned.publishing.html import LAYOUTS, sheet
from undersigned.publishing.page import FormLink, Standing
from undersigned.publishing.site import downloads, editions, feed, pages
from undersigned.publishing.site.folder import is_site, taking_the_place_of, write
from undersigned.publishing.site.records import Records
from undersigned.values.digest import sha256
from undersigned.wording.words import LANGUAGES, term

PAGE = ".html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written: `kept` files of earlier editions were carried over; `left` are declarations that the
    site had before and has no longer.
    """

    folder: Path
    documents: int
    declarations: int
    people: int
    files: int
    size: int
    kept: int
    left: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Work:
    """A site being built: where, from what, and how many documents so far."""

    place: Path
    building: Path
    records: Records
    frame: Frame
    chosen: tuple[PublishedForm, ...]
    people: bool
    reuse: bool
    documents: int = 0


def build(
    documents: Iterable[Document],
    out: Path,
    *,
    settings: Settings | None = None,
    suffixes: Iterable[str] | None = None,
    people: bool = True,
    reuse: bool = False,
    told: Callable[[str], None] = lambda _: None,
) -> SiteReport:
    """Write the whole site to `out`; `told` hears of each stage. Editions are given oldest first.

    `suffixes` picks the forms besides the page (all of them unless given); `people` makes the members' pages.
    With `reuse`, a form of an edition that is published already is taken from `out` instead of made again;
    that text and list are still the same is seen from the page, which is always made.
    Raises `SiteFolderError`, `DocumentOrderError`, `ChangedEditionError`, `AddressError`,
    `UnpublishableError`.
    """
    with taking_the_place_of(out) as building:
        (building / downloads.FOLDER).mkdir()
        records = Records(building / downloads.FOLDER / downloads.SQLITE)
        try:
            frame = _lay_ground(building, settings or Settings())
            work = _Work(
                place=out,
                building=building,
                records=records,
                frame=frame,
                chosen=_chosen(suffixes),
                people=people,
                reuse=reuse,
            )
            told("declarations")
            for document in documents:
                _publish(document, work)
            records.complete()
            told("pages")
            _write_pages(work)
            told("editions")
            kept = editions.keep_published(out, building, LANGUAGES)
            report = _report(work, kept)
        finally:
            records.close()
    return report


def _lay_ground(building: Path, settings: Settings) -> Frame:
    """The sheet under a name that changes with it, the fonts, the icon; and the frame that points at them."""
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
    """Everything of one document: its records, its forms, its pages, the dated ones too."""
    work.records.add(document)
    work.documents += 1
    declaration = addresses.declaration_key(document)
    label = document.edition.label if document.edition else None
    for language in _form_languages(document):
        for form in work.chosen:
            content = _as_published(work, declaration, language, form, label)
            content = content or forms.render(form, document, language)
            for edition in {None, label}:
                write(
                    work.building, addresses.declaration(language, declaration, form.suffix, edition), content
                )
    known = {edition.label: edition for edition in work.records.known_editions(declaration)}
    for language in LANGUAGES:
        before = editions.published(work.place, language, declaration) if is_site(work.place) else ()
        at_hand = {**{edition.label: edition for edition in before}, **known}
        for edition in {None, label}:
            listed = editions.links(at_hand.values(), document, language, declaration, until=edition)
            standing = Standing(
                forms=_form_links(document, declaration, language, edition, work),
                editions=listed,
                newest=addresses.declaration(language, declaration, PAGE) if edition else None,
                members=work.people,
            )
            address = addresses.declaration(language, declaration, PAGE, edition)
            frame = replace(work.frame, address=address, section="declarations")
            write(work.building, address, page.render(document, language, frame=frame, standing=standing))


def _as_published(
    work: _Work, declaration: str, language: str, form: PublishedForm, label: str | None
) -> bytes | None:
    """The bytes of a form that stands on the site already under its day."""
    if not work.reuse or label is None:
        return None
    file = work.place / addresses.declaration(language, declaration, form.suffix, label)
    return file.read_bytes() if file.is_file() else None


def _form_languages(document: Document) -> tuple[str, ...]:
    """The languages of the forms: those of the text; without a text those of the titles that we speak."""
    titled = tuple(language for language in LANGUAGES if language in document.titles)
    return document.languages or titled or LANGUAGES[:1]


def _form_links(
    document: Document, declaration: str, language: str, edition: str | None, work: _Work
) -> tuple[FormLink, ...]:
    written = _form_languages(document)
    of = language if language in written else written[0]
    return tuple(
        FormLink(
            name=term(form.words, language),
            media_type=form.media_type,
            language=of,
            address=addresses.declaration(of, declaration, form.suffix, edition),
        )
        for form in work.chosen
    )


def _write_pages(work: _Work) -> None:
    """The data, then every page that is made from the records, then the feeds."""
    files = downloads.write_downloads(work.records, work.building, work.frame.settings.title)
    first = pages.choice(work.frame)
    write(work.building, first.address, first.content)
    for language in LANGUAGES:
        maker = pages.Maker(records=work.records, frame=work.frame, language=language, people=work.people)
        for made in pages.all_pages(maker, files):
            write(work.building, made.address, made.content)
        entries = work.records.editions(feed.ENTRIES)
        content = feed.render(entries, language, work.frame.settings)
        write(work.building, addresses.feed(language), content)


def _report(work: _Work, kept: int) -> SiteReport:
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
        kept=kept,
        left=tuple(sorted(before - now)),
    )


def _declarations_in(site: Path) -> frozenset[str]:
    """The declarations that have a page in a site's first language, by their key."""
    pages_of = (site / LANGUAGES[0]).glob("*/*/*.html") if is_site(site) else ()
    return frozenset(
        file.relative_to(site / LANGUAGES[0]).with_suffix("").as_posix()
        for file in pages_of
        if "@" not in file.name and file.parent.name != "members"
    )
