"""In which encoding a text file is written: tried on all of it, and never assumed.

1. UTF-8, or UTF-16 with its byte order mark; another only where the mapping names it, since cp1251 read as
   something else is letters all the same. A mark at the beginning is stronger than the mapping.
2. What the mapping takes for one byte a letter and is whole UTF-8 is refused: its letters would be others.
3. Which encoding the bytes look like is a proposal for a person.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from undersigned.values.findings import Finding, Severity, failed
from undersigned.values.kinds import kind_of

_CHUNK = 1 << 20
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TABLES = (None, "JSON", "UTF-16")  # kinds of which a table may be
_ARRAY = re.compile(rb"\s*\[\s*[{\[]")  # of JSON, not of JSON Lines
_COMMONEST = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ")
_CANDIDATES = ("cp1251", "koi8-r", "cp866")
_LETTERS_IN = 3  # of so many characters at least one is a letter that is met often
_NOUGHTS_IN = 20


def encoding_of(stream: BinaryIO, declared: str | None) -> str | Finding:
    """The encoding of a file by rule 1."""
    stream.seek(0)
    head = stream.read(_CHUNK)
    if none := _no_table(head):
        return none
    for mark, name in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return _decodes(stream, name) or name
    if declared is None and (wide := _two_bytes(head)):
        return _refused(head.index(0) + 1, "utf-8", wide)
    if declared and not is_encoding(declared):
        return failed("evidence.file.encoding-known", severity=Severity.REFUSAL, encoding=declared)
    if declared and (byte := _utf8_after_all(stream, declared)):
        return _refused(byte, declared, "utf-8")
    return _decodes(stream, declared or "utf-8", proposing=declared is None) or declared or "utf-8"


def _no_table(head: bytes) -> Finding | None:
    """Why the beginning of a file is that of no table."""
    if not head.strip():
        return failed("evidence.file.has-text", severity=Severity.REFUSAL)
    kind = "JSON" if _ARRAY.match(head) else kind_of(head)
    if kind not in _TABLES or _ARRAY.match(head):
        return failed("evidence.file.kind", severity=Severity.REFUSAL, kind=kind)
    return None


def is_encoding(name: str) -> bool:
    """Whether it names an encoding of texts, and not one of the library's other transformations."""
    try:
        return isinstance(b"x\0x\0".decode(name, "replace"), str)
    except (LookupError, UnicodeError):
        return _is_utf_16(name)


def _is_utf_16(name: str) -> bool:
    try:
        return codecs.lookup(name).name in ("utf-16", "utf-32")
    except LookupError:
        return False


def _decodes(stream: BinaryIO, encoding: str, *, proposing: bool = False) -> Finding | None:
    """Why a file is not of an encoding; `None` where all of it is."""
    decoder, at = codecs.getincrementaldecoder(encoding)(), 0
    try:
        for chunk in _chunks(stream):
            decoder.decode(chunk)
            at += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as fault:
        likely = _likely(bytes(fault.object)) if proposing else None
        return _refused(at + fault.start + 1, encoding, likely)
    except UnicodeError:  # UTF-16 that ends within a letter
        return _refused(at, encoding, None)
    return None


def _utf8_after_all(stream: BinaryIO, declared: str) -> int | None:
    """Where the first letter of a whole UTF-8 file stands that was declared to be of one byte a letter."""
    if codecs.lookup(declared).name.startswith(("utf", "cp65001")) or _decodes(stream, "utf-8"):
        return None
    at = 0
    for chunk in _chunks(stream):
        if not chunk.isascii():
            return at + next(nth for nth, byte in enumerate(chunk, 1) if byte > 0x7F)  # noqa: PLR2004
        at += len(chunk)
    return None


def _two_bytes(head: bytes) -> str | None:
    """UTF-16 without its mark, told by its noughts: figures and separators have one in every second byte."""
    if head.count(0) * _NOUGHTS_IN < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _likely(content: bytes) -> str | None:
    """The encoding in which the bytes have the most letters that Russian has most."""
    best = max(_CANDIDATES, key=lambda one: _common(content, one))
    foreign = sum(byte > 0x7F for byte in content)  # noqa: PLR2004 (what ASCII has not)
    return best if _common(content, best) * _LETTERS_IN > foreign else None


def _common(content: bytes, encoding: str) -> int:
    return sum(one in _COMMONEST for one in content.decode(encoding, errors="replace"))


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    return iter(lambda: stream.read(_CHUNK), b"")


def _refused(byte: int, encoding: str, likely: str | None) -> Finding:
    return failed(
        "evidence.file.encoding", severity=Severity.REFUSAL, byte=byte, encoding=encoding, likely=likely
    )
