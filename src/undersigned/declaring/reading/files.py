"""Decodes a file into text: recognises its kind and encoding by its bytes, never by its name.

1. More than 10 MiB is refused before anything is read; so is a file without a word in it.
2. Text, HTML and DOCX are read. Other kinds are refused by name: a PDF, a scan, an old Word file, RTF.
3. Text is UTF-8 (RFC 3629), or UTF-16 with a byte-order mark, or for HTML what the page declares. Other bytes
   are refused with their place; nothing is guessed and nothing replaced.
4. A letter and its accent are one character (NFC), also where the file has them apart.
5. Zero bytes are refused; so are entity declarations in a page: nothing is expanded, nothing fetched.
"""

import codecs
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from undersigned.declaring.reading.notes import Notes
from undersigned.values.findings import Severity

MAX_BYTES = 10 * 1024 * 1024
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3\x00", "SQLite"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|div|main|article|section|header|nav|table|meta|title|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_ONE_BYTE = re.compile(r"cp1252|windows-125[0-8]|iso-8859-[0-9]{1,2}")
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}
_ENDINGS = {
    "text": (".txt", ".text"),
    "HTML": (".html", ".htm", ".xhtml"),
    "Word": (".docx", ".docm", ".dotx"),
    "another": (".pdf", ".doc", ".rtf", ".odt"),
}
_HEAD = 2048
_FEW_ZEROS = 0.3


class Kind(StrEnum):
    """The kinds of file that are read."""

    TEXT = "text"
    HTML = "HTML"
    WORD = "Word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that can be read: its kind, and its text where it is not in an archive."""

    kind: Kind
    text: str = ""


def open_file(content: bytes, notes: Notes) -> Opened | None:
    """The text of a file, or `None` with the refusal noted."""
    if len(content) > MAX_BYTES:
        notes.refused("declaring.file.size", bytes=len(content), most=MAX_BYTES)
        return None
    if not content.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf"):
        notes.refused("declaring.file.has-text", bytes=len(content))
        return None
    if content.startswith(b"PK\x03\x04"):
        return _archive(content, notes)
    other = _other_kind(content)
    if other:
        notes.refused("declaring.file.kind", kind=other)
        return None
    return _text(content, notes)


def note_name(kind: Kind, file: str, notes: Notes) -> None:
    """Say where the name of a file ends as that of another kind does; many a name says nothing."""
    own, name = _ENDINGS[kind.value], file.casefold()
    if name.endswith(tuple(end for ends in _ENDINGS.values() for end in ends if end not in own)):
        said = "DOCX" if kind is Kind.WORD else kind.value
        notes.failed("declaring.file.suffix", severity=Severity.NOTICE, kind=said)


def _archive(content: bytes, notes: Notes) -> Opened | None:
    """A DOCX by its main part; any other archive is refused."""
    if b"word/document" in content or b"wordprocessingml" in content:
        return Opened(kind=Kind.WORD)
    kinds = ((b"opendocument.text", "ODT"), (b"xl/", "XLSX"), (b"ppt/", "PPTX"), (b"epub", "EPUB"))
    notes.refused("declaring.file.kind", kind=next((kind for mark, kind in kinds if mark in content), "ZIP"))
    return None


def _other_kind(content: bytes) -> str | None:
    """The name of a kind that is not read, told by its first bytes; `None` for text."""
    start = content[:_HEAD].lstrip()
    if b"%PDF-" in content[:1024]:
        return "PDF"
    if content.startswith(_OLD_OFFICE):
        return "DOCX, encrypted" if _ENCRYPTED in content else "DOC"
    signed = next((kind for signature, kind in _SIGNATURES if content.startswith(signature)), None)
    return signed or _other_text(start, content.rstrip()[-1:])


def _other_text(start: bytes, last: bytes) -> str | None:
    """The name of a kind of text that holds no words to be read as they stand."""
    if start.startswith((b"MIME-Version:", b"From: <Saved by")):
        return "MHTML"
    if start.startswith(b"<?xml") and not _HTML.match(start):
        return "XML"
    return "JSON" if start[:1] + last in (b"{}", b"[]") and b'"' in start else None


def _text(content: bytes, notes: Notes) -> Opened | None:
    """Text or a page, decoded; `None` with the refusal noted."""
    _mark, encoding = next(((m, e) for m, e in _MARKS if content.startswith(m)), (b"", "utf-8"))
    if encoding == "utf-8" and b"\x00" in content:
        _note_zeros(content, notes)
        return None
    text = _decoded(content, encoding, notes)
    if text is None:
        return None
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    if "\x00" in text:
        _note_zeros(text.encode(), notes)
    elif "<!ENTITY" in text[:_HEAD]:
        notes.refused("declaring.file.safe", 1)
    elif not text.strip():
        notes.refused("declaring.file.has-text", bytes=len(content))
    else:
        html = _HTML.match(text[:_HEAD].encode())
        return Opened(kind=Kind.HTML if html else Kind.TEXT, text=text)
    return None


def _decoded(content: bytes, encoding: str, notes: Notes) -> str | None:
    """The text in this encoding or the one that a page declares; `None` with the refusal noted."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        wrong = fault
    declared = _declared(content)
    if declared:
        with suppress(UnicodeDecodeError, LookupError):
            return content.decode(declared)
    line = content[: wrong.start].count(b"\n") + 1
    if wrong.end == len(content) and wrong.reason in ("unexpected end of data", "truncated data"):
        notes.refused("declaring.file.last-character", line)
    else:
        found = f"0x{content[wrong.start]:02X}"
        notes.refused("declaring.file.encoding", line, byte=found, offset=wrong.start, encoding=encoding)
    return None


def _declared(content: bytes) -> str | None:
    """The one-byte encoding that a page declares, by its name on the web; `None` for any other."""
    match = _CHARSET.search(content[:_HEAD]) if _HTML.match(content[:_HEAD]) else None
    name = match[1].decode("ascii", "replace").casefold() if match else ""
    name = _WEB_NAMES.get(name, name)
    return name if _ONE_BYTE.fullmatch(name) else None


def _note_zeros(content: bytes, notes: Notes) -> None:
    """Zero bytes: every second one is UTF-16 without a mark, else the file is damaged or no text."""
    offset, count = content.index(b"\x00"), content.count(b"\x00")
    line = content[:offset].count(b"\n") + 1
    if count > _FEW_ZEROS * len(content):
        notes.refused("declaring.file.encoding", line, byte="0x00", offset=offset, encoding="utf-16")
    else:
        notes.refused("declaring.file.zero-bytes", line, offset=offset, count=count)
