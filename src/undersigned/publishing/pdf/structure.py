"""Reads the canonical text and list back out of a PDF's structure tree (ISO 32000-1, 14.7).

1. What is signed stands in `Title` and in the paragraphs of the one `BlockQuote`; a PDF without that
   quotation carries no text.
2. The names stand in the one table with a footer: order, name, delegation, group. In a name `Strong` is the
   family name and `Em` the style in brackets; the rest is the given name. The footer is the total as printed.
3. A table without a footer, where there is one, gives the printed label of each translated one.
4. Line ends of hyphenation (U+00AD) are taken out, unless the file says that they are part of the text.
5. Heads and feet of pages are artifacts and do not count.

Trust: this reads any bytes; it believes none of them. What they say is compared by digest, elsewhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

import pikepdf

from undersigned.publishing.pdf.content import OWN_SOFT_HYPHENS, SOFT_HYPHEN
from undersigned.publishing.pdf.marked_text import marked_text
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import canonical_list, canonical_paragraph, canonical_text
from undersigned.values.faults import UndersignedError

_DEEPEST = 40
_COLUMNS = 4
_Row = tuple[str, str, str, str]


class PdfStructureError(UndersignedError):
    """Bytes that are no PDF, or a PDF without the structure of a declaration."""


@dataclass(frozen=True)
class _Element:
    """A structure element: its type and what it holds, elements and text in the order of reading."""

    kind: str
    held: tuple["_Element | str", ...] = field(default=())

    @cached_property
    def words(self) -> str:
        """All its text, in one piece."""
        return "".join(part if isinstance(part, str) else part.words for part in self.held)

    def own(self, kind: str) -> tuple["_Element", ...]:
        """The elements of a type that it holds itself."""
        return tuple(
            element for element in self.held if isinstance(element, _Element) and element.kind == kind
        )

    def all(self, kind: str) -> Iterator["_Element"]:
        """The elements of a type at any depth below it."""
        for element in self.held:
            if isinstance(element, _Element):
                if element.kind == kind:
                    yield element
                yield from element.all(kind)


def recover(content: bytes) -> Recovered:
    """The canonical text and list that a PDF carries. Raises `PdfStructureError` for any other file."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            document = _Reader(pdf).document()
            own_soft_hyphens = OWN_SOFT_HYPHENS in str(pdf.docinfo.get("/Keywords", ""))
            # At the end of a line a soft hyphen is said twice: as itself and as the hyphen that is drawn.
            soft_hyphen = SOFT_HYPHEN if own_soft_hyphens else ""
            text, names = (
                re.sub(f"{SOFT_HYPHEN}+", soft_hyphen, part) for part in (_text(document), _list(document))
            )
            return Recovered(text=text, list=names)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError) as fault:
        # QPDF says some of its faults as a bare `RuntimeError`.
        raise PdfStructureError(f"not a PDF that can be read: {fault}") from fault
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as fault:
        # pikepdf answers a part that is missing or of another kind in all of these ways.
        raise PdfStructureError(f"not the structure of a declaration: {fault}") from fault


def list_items(content: bytes) -> tuple[tuple[str, str], ...]:
    """Label and body of each item of its lists, as it states its digests. Raises `PdfStructureError`."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            items = _Reader(pdf).document().all("LI")
            return tuple(
                (item.words.replace(SOFT_HYPHEN, ""), body.words.replace(SOFT_HYPHEN, ""))
                for item in items
                for body in item.own("LBody")
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError) as fault:
        raise PdfStructureError(f"not a PDF that can be read: {fault}") from fault
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as fault:
        raise PdfStructureError(f"not the structure of a declaration: {fault}") from fault


def _text(document: _Element) -> str:
    quotations = tuple(document.all("BlockQuote"))
    if not quotations:
        return ""
    if len(quotations) > 1:
        raise PdfStructureError("two quotations: it cannot be said which is the text")
    titles = [title.words for title in document.all("Title")]
    return canonical_text([*titles, *(paragraph.words for paragraph in quotations[0].all("P"))])


def _list(document: _Element) -> str:
    tables = tuple(document.all("Table"))
    lists = tuple(table for table in tables if table.own("TFoot"))
    if not lists:
        return canonical_list([])
    if len(lists) > 1:
        raise PdfStructureError("two tables with a total: it cannot be said which is the list")
    labels = dict(pair for table in tables if table not in lists for pair in _pairs(table))
    rows = [_row(row, labels) for body in lists[0].own("TBody") for row in body.own("TR")]
    total = canonical_paragraph(lists[0].own("TFoot")[0].words)
    return "\n".join([*canonical_list(rows).splitlines()[:-1], total]) + "\n"


def _pairs(table: _Element) -> Iterator[tuple[str, str]]:
    """The shown label and the printed one, from cells two by two."""
    cells = [canonical_paragraph(cell.words) for body in table.own("TBody") for cell in body.all("TD")]
    return zip(cells[::2], cells[1::2], strict=True)


def _row(row: _Element, labels: dict[str, str]) -> _Row:
    cells = row.own("TD")
    if len(cells) < _COLUMNS:
        raise PdfStructureError(f"a name with {len(cells)} cells instead of {_COLUMNS}")
    country, group = (canonical_paragraph(cell.words) for cell in cells[2:4])
    family = "".join(part.words for part in cells[1].all("Strong"))
    return family, _given(cells[1]), labels.get(country, country), labels.get(group, group)


def _given(cell: _Element) -> str:
    """What stands in a name's cell beside the family name and the style."""
    if cell.kind in ("Strong", "Em"):
        return ""
    return "".join(part if isinstance(part, str) else _given(part) for part in cell.held)


class _Reader:
    """The structure tree of one PDF with the text of its marked content, each page read once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._tree = pdf.Root.StructTreeRoot
        self._pages: dict[tuple[int, int], Mapping[int, tuple[str, ...]]] = {}

    def document(self) -> _Element:
        return _Element("Document", tuple(self._held(self._tree.K, None, 0)))

    def _held(
        self, kids: pikepdf.Object, page: pikepdf.Object | None, depth: int
    ) -> Iterator["_Element | str"]:
        if depth > _DEEPEST:
            raise PdfStructureError("the structure is nested too deeply")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                yield self._said(page, kid)
            elif kid.get("/Type") == "/MCR":
                yield self._said(kid.get("/Pg", page), int(kid.MCID))
            elif "/S" in kid:
                own_page = kid.get("/Pg", page)
                held = self._held(kid.K, own_page, depth + 1) if "/K" in kid else ()
                yield _Element(str(kid.S)[1:], tuple(held))

    def _said(self, page: pikepdf.Object | None, mcid: int) -> str:
        if page is None:
            raise PdfStructureError("text without a page")
        if page.objgen not in self._pages:
            self._pages[page.objgen] = marked_text(page)
        return "".join(self._pages[page.objgen].get(mcid, ()))
