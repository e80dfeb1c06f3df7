"""A declaration as an HTML page, and what it says taken back out of it.

* A page is made of the document and of what its site knows besides (`Standing`); without a frame it stands
  alone.
* `data-part` marks what lies under the two digests: title, opening, clause; family, given, country, group.
* Where a cell shows a translated label, `data-printed` keeps the printed one; `data-blank` says that
  none was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lxml import etree
from lxml import html as lxml_html

from undersigned.publishing import addresses
from undersigned.publishing.addresses import Address
from undersigned.publishing.document import Document, SignatoryLine
from undersigned.publishing.frame import Frame
from undersigned.publishing.html import render as render_layout
from undersigned.publishing.html import sheet
from undersigned.publishing.recovered import Recovered
from undersigned.publishing.shown import shown
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

    `newest` is set on the page of a dated edition: where the declaration's own address lies. `members` says
    whether people have pages.
    """

    forms: tuple[FormLink, ...] = ()
    editions: tuple[EditionLink, ...] = ()
    newest: Address | None = None
    members: bool = False


def render(
    document: Document, language: str, *, frame: Frame | None = None, standing: Standing | None = None
) -> bytes:
    """The page of a document in a language, as UTF-8; self-contained where there is no frame."""
    standing = standing or Standing()
    values = {
        "document": document,
        "shown": shown(document, language, _member_links(document, language, frame, standing)),
        "standing": standing,
        "frame": frame,
        "sheet": "" if frame else sheet(),
    }
    return render_layout("declaration.html", language, values)


def recover(page: bytes) -> Recovered:
    """The canonical text and list that a page carries. Raises `PageError`."""
    try:
        tree = lxml_html.document_fromstring(
            page, parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.LxmlError, ValueError) as fault:
        raise PageError(f"not an HTML page: {fault}") from fault
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
    document: Document, language: str, frame: Frame | None, standing: Standing
) -> Callable[[SignatoryLine], str | None]:
    """How a name becomes a link: to the member's page of the site, where people have pages in it."""

    def link(signatory: SignatoryLine) -> str | None:
        if frame is None or not standing.members:
            return None
        key = addresses.member_key(signatory)
        return frame.to(addresses.member_page(language, document.assembly, key))

    return link
