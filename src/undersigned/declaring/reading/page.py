"""A saved page as lines: its text content by block, with the line of the file on which a block stands.

1. A block of HTML (paragraph, heading, list item, table cell …) is a paragraph; `<br>` ends a line.
2. Scripts, styles, navigation, buttons and form fields are no text of a page.
3. Entity declarations are not expanded and nothing is fetched; what the parser could not hold is said.
"""

from collections.abc import Iterator

from lxml import etree

from undersigned.declaring.reading.characters import RAISED
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes

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
        "footer",
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
    return tuple(_lines(root))


def _lines(root: etree._Element) -> Iterator[Line]:
    """The pieces of text between block boundaries as lines."""
    number, pieces = 1, list[str]()
    for kind, value in _walk(root):
        if kind == "line":
            number = int(value) if not "".join(pieces).strip() else number
            continue
        if kind == "text":
            pieces.append(value)
            continue
        text = " ".join("".join(pieces).split("\n")).strip()
        pieces.clear()
        if text:
            yield Line(number=number, text=_one_spaced(text))
        if kind == "block":
            yield Line(number=number, text="")


def _one_spaced(text: str) -> str:
    """Runs of the white space that HTML collapses as one space; other spaces stay."""
    return " ".join(piece for piece in text.replace("\t", " ").split(" ") if piece)


def _walk(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The text of a page with block ends, line breaks and lines of the file, in the order of reading."""
    stack: list[tuple[str, etree._Element]] = [("open", root)]
    while stack:
        step, element = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if step == "open":
            stack.append(("close", element))
            yield "line", str(element.sourceline or 1)
            if tag in _BLOCKS:
                yield "block", ""
            if tag and tag not in _NO_TEXT:
                yield "text", (element.text or "").translate(RAISED if tag == "sup" else {})
                stack.extend(("open", child) for child in reversed(element))
            continue
        if tag in _BLOCKS:
            yield "block", ""
        elif tag == "br":
            yield "break", ""
        if element is not root:
            yield "text", element.tail or ""
    yield "block", ""
