"""Writes a declaration as an HTML page, and reads its content back out of a page.

* A page is made of the document and of what its site knows besides (`Standing`); without a frame it stands
  alone.
* `data-part` marks what lies under the two digests: title, opening, clause; family, given, country, group.
* `data-text-digest` marks the digests of the text, shown or not, with their language.
* Where a cell shows a translated label, `data-printed` keeps the printed one; `data-blank` says that
  none was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree
from lxml import html as lxml_html
from markupsafe import Markup

from undersigned.publishing import addresses
from undersigned.publishing.addresses import Address
from undersigned.publishing.characters import refuse_unholdable
from undersigned.publishing.document import Document, SignatoryLine
from undersigned.publishing.followed import Followed
from undersigned.publishing.frame import Frame
from undersigned.publishing.html import fill, sheet
from undersigned.publishing.html import render as render_layout
from undersigned.publishing.recovered import Recovered
from undersigned.publishing.shown import Shown, shown
from undersigned.values.digest import canonical_list, canonical_text
from undersigned.values.faults import UndersignedError

_SIGNED_PARTS = ("title", "opening", "clause")


class PageError(UndersignedError):
    """Bytes that are not a declaration's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLink:
    """Another form of the same declaration: its name in the page's language and where it lies."""

    name: str
    media_type: str
    language: str
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLink:
    """A dated edition, where it lies, and what it changed against the one before."""

    label: str
    day: date | None
    signatories: int
    address: Address | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    text_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a site knows of a declaration besides its document.

    `newest` is set on the page of a dated edition: where the declaration's own address lies. `followed` is
    on the declaration's own page only.
    """

    forms: tuple[FormLink, ...] = ()
    editions: tuple[EditionLink, ...] = ()
    newest: Address | None = None
    followed: Followed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is the same on all pages of an edition in a language, whatever its address within their folder."""

    shown: Shown
    list_and_findings: Markup


def body_of(
    document: Document,
    language: str,
    *,
    frame: Frame | None = None,
    members: bool = False,
    dated: bool = False,
) -> Body:
    """The body of a document's pages in a language; `members` says whether people have pages.

    A `dated` page stays as it is for ever, so it does not point at pages of figures, which may go.

    Raises `UnpublishableError` for characters that no form can carry.
    """
    refuse_unholdable(document)
    what = shown(document, language, _member_links(document, language, frame if members else None))
    key = addresses.declaration_key(document)
    values = {"document": document, "shown": what, "frame": frame, "key": key, "dated": dated}
    return Body(shown=what, list_and_findings=Markup(fill("_body.html", language, values)))  # noqa: S704 -- escaped by the layout


def render(
    document: Document,
    language: str,
    *,
    frame: Frame | None = None,
    standing: Standing | None = None,
    body: Body | None = None,
) -> bytes:
    """The page of a document in a language, as UTF-8; self-contained where there is no frame."""
    body = body or body_of(document, language, frame=frame)
    values = {
        "document": document,
        "shown": body.shown,
        "key": addresses.declaration_key(document),
        "body": body.list_and_findings,
        "standing": standing or Standing(),
        "frame": frame,
        "sheet": "" if frame else sheet(),
    }
    return render_layout("declaration.html", language, values)


def recover(page: bytes) -> Recovered:
    """The canonical text and list that a page carries. Raises `PageError`."""
    tree = _tree(page)
    if tree.find('.//article[@id="text"]') is None:
        raise PageError("not the page of a declaration: it has no article with the id 'text'")
    paragraphs = [
        _words(part) for part in _found(tree, ".//*[@data-part]") if part.get("data-part") in _SIGNED_PARTS
    ]
    rows = [
        (_cell(row, "family") or "", _cell(row, "given"), _cell(row, "country"), _cell(row, "group"))
        for row in _found(tree, ".//tr[@data-signatory]")
    ]
    return Recovered(text=canonical_text(paragraphs) if paragraphs else "", list=canonical_list(rows))


def named_digests(page: bytes) -> Mapping[str, str]:
    """The digests of the text that a page names, by language. Raises `PageError`."""
    named = _found(_tree(page), ".//*[@data-text-digest]")
    return {part.get("data-text-digest", ""): _words(part) for part in named}


def _tree(page: bytes) -> etree._Element:
    try:
        return lxml_html.document_fromstring(
            page, parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.LxmlError, ValueError) as fault:
        raise PageError(f"not an HTML page: {fault}") from fault


def _cell(row: etree._Element, part: str) -> str | None:
    found = _found(row, f'.//*[@data-part="{part}"]')
    if not found or "data-blank" in found[0].attrib:
        return None
    return found[0].get("data-printed") or _words(found[0])


def _found(tree: etree._Element, path: str) -> list[etree._Element]:
    return list(tree.iterfind(path))


def _words(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _member_links(
    document: Document, language: str, frame: Frame | None
) -> Callable[[SignatoryLine], str | None]:
    """How a name becomes a link: to the member's page of the site; to nothing without a frame."""

    def link(signatory: SignatoryLine) -> str | None:
        if frame is None:
            return None
        key = addresses.member_key(signatory)
        return frame.to(addresses.member_page(language, document.assembly, key))

    return link
