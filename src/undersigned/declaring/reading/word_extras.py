"""Reports what a Word file holds besides the text of its body (notes, changes, boxes); none of it is read.

Tracked changes, tables, text boxes, images and objects, equations, automatic numbers, text that is hidden or
struck through in the body; footnotes, endnotes, comments, headers and footers, other parts of the archive.
"""

from collections.abc import Iterable, Sequence

from docx.document import Document
from lxml import etree

from undersigned.declaring.reading.notes import Notes
from undersigned.values.findings import Severity

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"

SKIPPED = frozenset(
    {f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "txbxContent", "instrText", "object")}
    | {f"{_MC}Fallback", f"{_M}oMath", f"{_M}oMathPara"}
)
_IN_BODY = {
    "changes": tuple(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo")),
    "tables": (f"{W}tbl",),
    "text-boxes": (f"{W}txbxContent",),
    "images": (f"{_A}blip", f"{_V}imagedata"),
    "objects": (f"{W}object", f"{W}altChunk"),
    "equations": (f"{_M}oMath",),
    "numbering": (f"{W}numPr",),
    "hidden": (f"{W}vanish",),
    "struck": (f"{W}strike", f"{W}dstrike"),
}
_PARTS = {
    "/word/footnotes": "footnotes",
    "/word/endnotes": "endnotes",
    "/word/comments.": "comments",
    "/word/header": "headers",
    "/word/footer": "headers",
    "/word/vbaProject": "objects",
    "/word/embeddings/": "objects",
    "/word/afchunk": "objects",
}
_HARMLESS = frozenset({"headers", "images", "numbering"})
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def note_extras(document: Document, notes: Notes, versions: Sequence[etree._Element] = ()) -> None:
    """Say what stands beside the text of the body; `versions` are tables that were read."""
    for kind, tags in _IN_BODY.items():
        found = [
            _worded(element)
            for element in document.element.body.iter(*tags)
            if element not in versions and not _is_repeated(element) and not _is_off(element)
        ]
        if kind == "numbering":
            found += _numbered_by_style(document)
        if found:
            _note(kind, found, notes)
    for part in document.part.package.iter_parts():
        kinds = [kind for start, kind in _PARTS.items() if str(part.partname).startswith(start)]
        if kinds:
            _note_part(kinds[0], part.blob, notes)


def words_of(element: etree._Element) -> str:
    """All words under an element, deleted ones too."""
    tags = (f"{W}t", f"{W}delText", f"{_M}t", f"{W}p")
    pieces = (" " if child.tag == f"{W}p" else child.text or "" for child in element.iter(*tags))
    return " ".join("".join(pieces).split())


def _note_part(kind: str, blob: bytes, notes: Notes) -> None:
    """A part of the archive; one of notes, comments or headers that has no words is nothing to say."""
    try:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        notes.failed(f"declaring.word.{kind}", severity=Severity.WARNING, count=1, text="")
        return
    own = [child for child in root if child.get(f"{W}type") not in _SEPARATORS] or [root]
    worded = [child for child in own if words_of(child)]
    if worded:
        _note(kind, worded, notes)


def _note(kind: str, found: Iterable[etree._Element], notes: Notes) -> None:
    texts = [words_of(element) for element in found]
    text = " / ".join(dict.fromkeys(words for words in texts if words))
    severity = Severity.NOTICE if kind in _HARMLESS else Severity.WARNING
    notes.failed(f"declaring.word.{kind}", severity=severity, count=len(texts), text=text)


def _numbered_by_style(document: Document) -> list[etree._Element]:
    """The paragraphs that a style numbers, of its own or by the one it is based on."""
    styles = list(document.styles.element.iter(f"{W}style"))
    based = {style.get(f"{W}styleId"): _value(style.find(f"{W}basedOn")) for style in styles}
    numbering = {style.get(f"{W}styleId") for style in styles if style.find(f"{W}pPr/{W}numPr") is not None}
    while more := {style for style, on in based.items() if on in numbering} - numbering:
        numbering |= more
    named = document.element.body.iter(f"{W}pStyle")
    return [element for element in named if _value(element) in numbering]


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _worded(element: etree._Element) -> etree._Element:
    """The element that has the words: the run of a format, else the element itself."""
    properties = element.getparent()
    run = properties.getparent() if properties is not None and properties.tag == f"{W}rPr" else None
    return element if run is None else run


def _is_off(element: etree._Element) -> bool:
    """Whether a format is named only to say that it does not hold here."""
    return element.get(f"{W}val") in ("0", "false", "off")


def _is_repeated(element: etree._Element) -> bool:
    """Whether an element is the older copy that Word keeps of a newer one."""
    return any(parent.tag == f"{_MC}Fallback" for parent in element.iterancestors())
