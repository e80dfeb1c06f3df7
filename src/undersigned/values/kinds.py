"""Recognises the kind of a file by its first bytes, to say that it is the wrong one."""

_BEGINNINGS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3", "SQLite"),
    (b"-----BEGIN ", "PEM"),
    (b"{\\rtf", "RTF"),
)
_PACKED = (
    *((b"xl/", "XLSX"), (b"word/", "DOCX")),
    *((b"opendocument.spreadsheet", "ODS"), (b"opendocument", "ODT")),
)
_TEXTS = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"))


def kind_of(content: bytes) -> str | None:
    """The name of the kind; `None` for plain text and for what begins like nothing known here."""
    kind = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if kind == "ZIP":
        return next((packed for mark, packed in _PACKED if mark in content), kind)
    start = content[:1024].lstrip().lower()
    kind = kind or next((kind for beginning, kind in _TEXTS if start.startswith(beginning)), None)
    return kind or ("JSON" if _is_json(content.strip()) else None)


def _is_json(content: bytes) -> bool:
    return (content[:1], content[-1:]) in ((b"{", b"}"), (b"[", b"]")) and b'"' in content
