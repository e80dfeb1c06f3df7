"""Reads a Word file (DOCX, ECMA-376) as numbered lines: one for each paragraph, blank ones included.

1. An archive that is damaged, protected, or unpacks to more than 64 MiB is refused before it is read; so is
   one with a document type, which the format forbids: no entity is ever expanded.
2. The text is what stands with every tracked change accepted; that there were changes is said.
3. A table of two columns, one language in each, is two versions side by side: one is read after the other,
   and it is said. Any other table, and what else stands beside the text (`word_extras.py`), is said with its
   words.
"""

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence

import docx
from docx.document import Document
from lxml import etree

from undersigned.declaring.reading.characters import RAISED
from undersigned.declaring.reading.languages import tell
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.word_extras import SKIPPED, W, note_extras
from undersigned.values.findings import Severity, passed

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_PARTS = 2000
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_ENCRYPTED = 0x1
_VERSIONS = 2
_TOLD = 2
_HOLDERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"})


def lines_of_word(content: bytes, notes: Notes) -> tuple[Line, ...]:
    """The paragraphs of a Word file as lines, a blank one after each; none where it is refused."""
    if not _is_sound(content, notes):
        return ()
    document = _opened(content, notes)
    if document is None:
        return ()
    notes.findings.append(passed("declaring.word.places"))
    versions = _side_by_side(document, notes)
    note_extras(document, notes, versions)
    return tuple(_lines(document, versions))


def _is_sound(content: bytes, notes: Notes) -> bool:
    """Whether the archive may be read at all; the refusal is noted if not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if unpacked > _MOST_UNPACKED or len(members) > _MOST_PARTS:
                notes.refused("declaring.file.unpacked-size", bytes=unpacked, most=_MOST_UNPACKED)
                return False
            if any(member.flag_bits & _ENCRYPTED for member in members):
                notes.refused("declaring.file.kind", kind="DOCX, encrypted")
                return False
            return not any(_has_doctype(archive, member, notes) for member in members)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        notes.refused("declaring.file.damaged", kind="DOCX")
        return False


def _has_doctype(archive: zipfile.ZipFile, member: zipfile.ZipInfo, notes: Notes) -> bool:
    """Whether a part declares a document type; reading it also checks its sum."""
    part = archive.read(member)
    found = member.filename.endswith((".xml", ".rels")) and any(mark in part for mark in _DOCTYPES)
    if found:
        notes.refused("declaring.file.safe")
    return found


def _opened(content: bytes, notes: Notes) -> Document | None:
    try:
        document = docx.Document(io.BytesIO(content))
        has_body = document.element.body is not None and document.styles.element is not None
    except Exception:  # noqa: BLE001 - python-docx raises whatever a broken part makes it stumble on
        has_body = False
    if not has_body:
        notes.refused("declaring.file.damaged", kind="DOCX")
        return None
    return document


def _side_by_side(document: Document, notes: Notes) -> tuple[etree._Element, ...]:
    """The tables that hold two language versions beside each other, each of them noted."""
    found: list[etree._Element] = []
    for table in document.element.body.iterchildren(f"{W}tbl"):
        languages = [tell(" ".join(map(_text, column)), _TOLD) for column in _columns(table)]
        if len(languages) == _VERSIONS and all(languages) and languages[0] != languages[1]:
            found.append(table)
            spoken = tuple(language for language in languages if language)
            notes.failed("declaring.word.columns", severity=Severity.NOTICE, languages=spoken)
    return tuple(found)


def _columns(table: etree._Element) -> list[list[etree._Element]]:
    """The paragraphs of each column of a table; none where its rows have cells joined or of other numbers."""
    rows = [list(row.iterchildren(f"{W}tc")) for row in table.iterchildren(f"{W}tr")]
    joined = next(table.iter(f"{W}gridSpan", f"{W}vMerge"), None)
    if joined is not None or len({len(row) for row in rows}) != 1:
        return []
    return [[p for row in rows for p in _paragraphs(row[at], ())] for at in range(len(rows[0]))]


def _lines(document: Document, versions: Sequence[etree._Element]) -> Iterator[Line]:
    for number, paragraph in enumerate(_paragraphs(document.element.body, versions), start=1):
        for piece in _text(paragraph).split("\n"):
            yield Line(number=number, text=unicodedata.normalize("NFC", piece.strip()))
        yield Line(number=number, text="")


def _paragraphs(holder: etree._Element, versions: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """The paragraphs of the body, also those within content controls, and of versions side by side."""
    for child in holder:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in _HOLDERS:
            yield from _paragraphs(child, versions)
        elif child in versions:
            for column in _columns(child):
                yield from column


def _is_raised(run: etree._Element) -> bool:
    """Whether a run is superscript: a figure in it may call a note."""
    aligned = run.find(f"{W}rPr/{W}vertAlign")
    return aligned is not None and aligned.get(f"{W}val") == "superscript"


def _text(element: etree._Element) -> str:
    """The words of a paragraph, with all changes accepted."""
    pieces: list[str] = []
    for child in element:
        if child.tag in SKIPPED or not isinstance(child.tag, str):
            continue
        match child.tag.removeprefix(W):
            case "t":
                pieces.append(child.text or "")
            case "tab":
                pieces.append("\t")
            case "br" | "cr":
                pieces.append("\n")
            case "noBreakHyphen":
                pieces.append("\u2011")
            case "sym":
                pieces.append(chr(int(child.get(f"{W}char", "FFFD"), 16)))
            case "r" if _is_raised(child):
                pieces.append(_text(child).translate(RAISED))
            case _:
                pieces.append(_text(child))
    return "".join(pieces)
