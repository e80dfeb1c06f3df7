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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar

from undersigned.signing.faults import SigningError
from undersigned.signing.kinds import ALONE
from undersigned.signing.line_forms import FORMS, Given, Value, read_at_once
from undersigned.signing.sense import refuse_nonsense
from undersigned.signing.value_types import Part

HEAD = "undersigned/v1 "
LONGEST, LONGEST_UNSIGNED = 8_192, 32_768

One = TypeVar("One", str, int, bytes, date, datetime)

_FORBIDDEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


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
    head, _, lines = written.partition("\n")
    kind = head.removeprefix(HEAD)
    if not head.startswith(HEAD) or kind not in FORMS:
        raise SigningError("text-kind", f"not a text of a known kind: {head[:80]!r}")
    if len(written.encode()) > (LONGEST_UNSIGNED if kind in ALONE else LONGEST):
        raise SigningError("text-length", f"a text of the kind {kind} is too long")
    values = read_at_once(kind, lines) or _line_by_line(kind, lines.split("\n")[:-1])
    text = RecordText(kind=kind, values=values, written=written)
    refuse_nonsense(kind, text.values)
    return text


def write_text(kind: str, given: Mapping[str, Given]) -> RecordText:
    """The text with these values; `None` is `-`. Raises `SigningError` where no such text may be."""
    if kind not in FORMS:
        raise SigningError("text-kind", f"not a known kind: {kind[:80]!r}")
    keys = {form.key for form in FORMS[kind]}
    if odd := given.keys() ^ keys:
        raise SigningError("text-order", f"the {kind} lacks, or has too many: {', '.join(sorted(odd))}")
    lines = [line for form in FORMS[kind] for line in form.write(given[form.key])]
    return read_text("\n".join([HEAD + kind, *lines, ""]))


def _refuse_characters(written: str) -> None:
    if not written.endswith("\n"):
        raise SigningError("text-line", "the last line has no line feed")
    # Printable is narrower than allowed, and quick to ask; the expression settles the rest.
    if not written.replace("\n", "").isprintable() and (found := _FORBIDDEN.search(written)):
        raise SigningError("text-character", f"U+{ord(found[0]):04X} must not stand in a text")
    if not unicodedata.is_normalized("NFC", written):
        raise SigningError("text-nfc", "the text is not in Normalization Form C")
    padded = f"\n{written}"
    if "  " in padded or "\n " in padded or " \n" in padded or "\n\n" in padded:
        raise SigningError("text-line", "a line is empty, or has a space at an end or two in a row")


def _line_by_line(kind: str, lines: Sequence[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    at, end = 0, len(lines)
    for form in FORMS[kind]:
        if at == end:
            raise SigningError("text-order", f"{form.key} is wanted, and the text ends")
        value = form.read(lines[at])
        at += 1
        if form.many:
            rows = [value]
            while at < end and form.begins(lines[at]):
                rows.append(form.read(lines[at]))
                at += 1
            value = _ascending(form.key, rows)
        values[form.key] = value
    if at < end:
        raise SigningError("text-order", f"{lines[at][:80]!r} is no line of the kind {kind}, or not here")
    return values


def _ascending(key: str, rows: Sequence[Value]) -> tuple[tuple[Part, ...], ...]:
    parts = tuple(row for row in rows if isinstance(row, tuple))
    firsts = [str(row[0]).encode() for row in parts]
    if firsts != sorted(set(firsts)):
        raise SigningError("text-sorted", f"the lines of {key} do not ascend, or one stands twice")
    return parts  # type: ignore[return-value]  # a row of a table holds parts only
