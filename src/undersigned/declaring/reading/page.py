"""Converts a saved web page to lines: the text of each block, with its line in the file.

1. A block of HTML (paragraph, heading, list item, table cell …) is a paragraph; `<br>` ends a line.
2. The short cells of one row of a table are one line with a tab between, as a list of names may have it.
3. Scripts, styles, `nav`, `footer`, buttons and form fields are no text of a page. What a page hides is left
   out with its words said; what it strikes through is read, and said.
4. Entity declarations are not expanded and nothing is fetched; what the parser could not hold is said.
"""

import re
from collections.abc import Iterator

from lxml import etree

from undersigned.declaring.reading.characters import RAISED
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.page_formats import is_hidden, note_formats, words_of

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_NO_TEXT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "footer",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "svg",
        "canvas",
        "object",
        "iframe",
        "audio",
        "video",
        "map",
    ]
)
_CELLS = ("td", "th")
_CELL = "\x1f"
_CELL_END = re.compile(r"\s*\x1f\s*")
_COLLAPSED = re.compile(r"[ \t\r\n\f]+")
_MOST_CELLS = 4
_LONGEST_CELL = 80


def lines_of_page(text: str, notes: Notes) -> tuple[Line, ...]:
    """The lines of a page, a blank one between blocks."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        notes.failed("declaring.file.whole", missing=("<html>",))
        return ()
    closing = [
        tag for tag in ("body", "html") if f"<{tag}" in text.casefold() and f"</{tag}" not in text.casefold()
    ]
    fatal = [error for error in parser.error_log if error.level_name == "FATAL"]
    if closing or fatal:
        line = fatal[0].line if fatal else None
        notes.failed("declaring.file.whole", line, missing=tuple(f"</{tag}>" for tag in closing))
    note_formats(root, notes)
    return tuple(_lines(root))


def _lines(root: etree._Element) -> Iterator[Line]:
    """The pieces of text between block boundaries as lines."""
    number, within, pieces, begun, broken = 1, "", list[str](), False, False
    for kind, value in _walk(root):
        if kind == "line":
            number = number if begun else int(value)
            continue
        if kind == "text":
            pieces.append(value)
            begun = begun or bool(value.strip())
            continue
        text = _one_spaced("".join(pieces)).strip()
        pieces.clear()
        begun = False
        if text:
            yield Line(number=number, text=text, within=within)
        if kind == "block" or (broken and not text):
            yield Line(number=number, text="")
        broken = kind == "break"
        within = value if kind == "block" else within


def _one_spaced(text: str) -> str:
    """Runs of the white space that HTML collapses as one space; other spaces stay. A tab between cells."""
    spaced = " ".join(piece for piece in _COLLAPSED.split(text) if piece)
    return _CELL_END.sub("\t", spaced)


def _walk(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The text of a page with block ends, line breaks and lines of the file, in the order of reading.

    The value of a block's boundary is the path of the elements around what follows.
    """
    stack: list[tuple[bool, etree._Element]] = [(True, root)]
    path: list[str] = []
    while stack:
        opens, element = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = tag in _BLOCKS and not _is_cell(element)
        if opens:
            stack.append((False, element))
            yield "line", str(element.sourceline or 1)
            if is_block:
                path.append(tag)
                yield "block", "/".join(path)
            if tag and tag not in _NO_TEXT and not is_hidden(element):
                yield "text", (element.text or "").translate(RAISED if tag == "sup" else {})
                stack.extend((True, child) for child in reversed(element))
            continue
        if is_block:
            path.pop()
            yield "block", "/".join(path)
        elif tag == "br":
            yield "break", ""
        elif tag in _CELLS and element.getnext() is not None:
            yield "text", _CELL
        if element is not root:
            yield "text", element.tail or ""
    yield "block", ""


def _is_cell(element: etree._Element) -> bool:
    """Whether an element is a cell of a row of at least two, all of them short and of words alone."""
    row = element.getparent() if element.tag in _CELLS else None
    if row is None or not 1 < len(row) <= _MOST_CELLS:
        return False
    return all(
        cell.tag in _CELLS
        and not any(child.tag in _BLOCKS or child.tag == "br" for child in cell.iterdescendants())
        and len(words_of(cell)) <= _LONGEST_CELL
        for cell in row
    )
