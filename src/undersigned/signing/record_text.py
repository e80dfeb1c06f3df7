"""The text of a record: read strictly, written in one way (`docs/protocol/v1/records.md`, section 1).

1. UTF-8 in NFC, lines that end with one line feed, none empty, none with a space too many; no control
   character, no mark of writing direction. At most 8,192 bytes; where nobody signs, 32,768.
2. The first line is `undersigned/v1 ` and the kind; the others are keys in the order of the kind.
3. Each value has the one form of its type; lines of one key ascend by their first part, none twice.
4. What a table cannot say about a kind stands in `sense.py`.

A digest is held as its 64 digits, base64 as bytes, `-` as `None`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar

from undersigned.signing.faults import SigningError
from undersigned.signing.kinds import KINDS, UNSIGNED, Line
from undersigned.signing.sense import refuse_nonsense
from undersigned.signing.value_types import NOTHING, Part, read_part, write_part

HEAD = "undersigned/v1 "
LONGEST, LONGEST_UNSIGNED = 8_192, 32_768

Value = Part | tuple[Part, ...] | tuple[tuple[Part, ...], ...]
Given = Part | Sequence[Part] | Sequence[Sequence[Part]]
One = TypeVar("One", str, int, bytes, date, datetime)

_FORBIDDEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACED = re.compile("^ | $|  |^$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordText:
    """A record's text: its kind, its values by key, and the characters as they stand."""

    kind: str
    values: Mapping[str, Value]
    written: str

    @property
    def raw(self) -> bytes:
        """The bytes that are signed."""
        return self.written.encode()

    @property
    def digest(self) -> str:
        """SHA-256 of the text; of a `text` record it is the manifest of the declaration."""
        return sha256(self.raw).hexdigest()

    def has(self, key: str) -> bool:
        """Whether there is a value and not `-`."""
        return self.values.get(key) is not None

    def one(self, key: str, kind: type[One]) -> One:
        """The value of a key, of this Python type. Raises `SigningError` where it has none such."""
        value = self.values.get(key)
        if not isinstance(value, kind):
            raise SigningError("text-value", f"the {self.kind} has no {kind.__name__} as {key}")
        return value

    def maybe(self, key: str, kind: type[One]) -> One | None:
        """The value of a key, or `None` where it is `-`."""
        return self.one(key, kind) if self.has(key) else None

    def word(self, key: str) -> str:
        """The characters of a key's one value."""
        return self.one(key, str)

    def pair(self, key: str) -> tuple[str, str]:
        """A value of two words, such as a language and a title."""
        first, second = self._parts(key)
        return str(first), str(second)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """The lines of a key that may come more than once."""
        return tuple((str(row[0]), str(row[1])) for row in self._rows(key))

    def seen(self) -> tuple[int, bytes]:
        """Size and root of the checkpoint that a statement names."""
        size, root = self._parts("seen")
        if not isinstance(size, int) or not isinstance(root, bytes):
            raise SigningError("text-value", f"the {self.kind} has not seen a checkpoint")
        return size, root

    def _parts(self, key: str) -> tuple[Part, ...]:
        value = self.values.get(key)
        if not isinstance(value, tuple):
            raise SigningError("text-value", f"the {self.kind} has no parts in {key}")
        return tuple(part for part in value if not isinstance(part, tuple))

    def _rows(self, key: str) -> tuple[tuple[Part, ...], ...]:
        value = self.values.get(key)
        if not isinstance(value, tuple):
            raise SigningError("text-value", f"the {self.kind} has no lines of {key}")
        return tuple(row for row in value if isinstance(row, tuple))


def read_bytes(raw: bytes) -> RecordText:
    """A text from its bytes. Raises `SigningError`."""
    if len(raw) > LONGEST_UNSIGNED:
        raise SigningError("text-length", f"a text has at most {LONGEST_UNSIGNED} bytes")
    try:
        return read_text(raw.decode())
    except UnicodeDecodeError as fault:
        raise SigningError("text-utf8", "the text is not UTF-8") from fault


def read_text(written: str) -> RecordText:
    """A text from its characters. Raises `SigningError`."""
    _refuse_characters(written)
    head, *lines = written[:-1].split("\n")
    kind = head.removeprefix(HEAD)
    if not head.startswith(HEAD) or kind not in KINDS:
        raise SigningError("text-kind", f"not a text of a known kind: {head[:80]!r}")
    if len(written.encode()) > (LONGEST_UNSIGNED if kind in UNSIGNED else LONGEST):
        raise SigningError("text-length", f"a text of the kind {kind} is too long")
    text = RecordText(kind=kind, values=_values(kind, lines), written=written)
    refuse_nonsense(kind, text.values)
    return text


def write_text(kind: str, given: Mapping[str, Given]) -> RecordText:
    """The text with these values; `None` is `-`. Raises `SigningError` where no such text may be."""
    if kind not in KINDS:
        raise SigningError("text-kind", f"not a known kind: {kind[:80]!r}")
    table = KINDS[kind]
    if given.keys() != {line.key for line in table}:
        odd = ", ".join(sorted(given.keys() ^ {line.key for line in table}))
        raise SigningError("text-order", f"the {kind} lacks a key, or has one too many: {odd}")
    lines = [row for line in table for row in _written(line, given[line.key])]
    return read_text("\n".join([HEAD + kind, *lines, ""]))


def _refuse_characters(written: str) -> None:
    if not written.endswith("\n"):
        raise SigningError("text-line", "the last line has no line feed")
    if found := _FORBIDDEN.search(written):
        raise SigningError("text-character", f"U+{ord(found[0]):04X} must not stand in a text")
    if not unicodedata.is_normalized("NFC", written):
        raise SigningError("text-nfc", "the text is not in Normalization Form C")
    if _SPACED.search(written[:-1]):
        raise SigningError("text-line", "a line is empty, or has a space at an end or two in a row")


def _values(kind: str, lines: Sequence[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    at = 0
    for line in KINDS[kind]:
        head, first = line.key + " ", at
        while at < len(lines) and lines[at].startswith(head) and (line.many or at == first):
            at += 1
        if at == first:
            found = repr(lines[at][:80]) if at < len(lines) else "the end"
            raise SigningError("text-order", f"{line.key} is wanted and {found} stands there")
        rows = [_parts(line, one[len(head) :]) for one in lines[first:at]]
        values[line.key] = _rows(line, rows) if line.many else rows[0] if len(rows[0]) > 1 else rows[0][0]
    if at < len(lines):
        raise SigningError("text-order", f"{lines[at][:80]!r} is no line of the kind {kind}, or not here")
    return values


def _parts(line: Line, written: str) -> tuple[Part, ...]:
    parts = written.split(" ", len(line.types) - 1)
    if len(parts) != len(line.types):
        raise SigningError("text-value", f"{line.key} has {len(line.types)} parts, not {len(parts)}")
    return tuple([read_part(type_, part, line.key) for type_, part in zip(line.types, parts, strict=True)])


def _rows(line: Line, rows: Sequence[tuple[Part, ...]]) -> tuple[tuple[Part, ...], ...]:
    firsts = [str(row[0]).encode() for row in rows]
    if firsts != sorted(set(firsts)):
        raise SigningError("text-sorted", f"the lines of {line.key} do not ascend, or one stands twice")
    return tuple(rows)


def _written(line: Line, given: Given) -> Iterator[str]:
    for row in _given_rows(given) if line.many else (given,):
        parts = row if isinstance(row, Sequence) and not isinstance(row, str | bytes) else (row,)
        if len(parts) != len(line.types):
            raise SigningError("text-value", f"{line.key} has {len(line.types)} parts, not {len(parts)}")
        written = [
            NOTHING if part is None else write_part(type_, part, line.key)
            for type_, part in zip(line.types, parts, strict=True)
        ]
        yield " ".join([line.key, *written])


def _given_rows(given: Given) -> Sequence[object]:
    return given if isinstance(given, Sequence) and not isinstance(given, str | bytes) else (given,)
