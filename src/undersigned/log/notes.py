"""Signed notes (C2SP signed-note v1.0.0): lines of text, a blank line, signature lines.

1. Sizes first: the text has at most 8,192 bytes; a note 1 to 64 signature lines of at most 8,192 bytes
   each.
2. UTF-8 without control characters other than the line feed; the last blank line parts text and
   signatures.
3. A signature line is an em dash, a space, the key's name, a space, base64 of the key id and at least one
   byte, LF.
4. A line belongs to a known key when name and key id are the key's. Lines of unknown keys are passed over.
5. A known key's line that fails refuses the whole note. A key that signed twice counts once.

What a signature signs and how is the known key's business, so that others can add types (the passkeys'
0xff).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from undersigned.log.encoding import base64_of, bytes_of
from undersigned.log.faults import LogError
from undersigned.log.keys import ED25519, SigningKey, VerifierKey, refuse_name, verifies

LONGEST_TEXT = 8_192
LONGEST_LINE = 8_192
MOST_LINES = 64

_LONGEST_NOTE = LONGEST_TEXT + 1 + MOST_LINES * (LONGEST_LINE + 1)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_DASH = "— "
_KEY_ID = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    """Who is said to have signed, and what was given as the signature."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64_of(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text that ends in a line feed, and its signature lines."""

    text: str
    lines: tuple[SignatureLine, ...] = ()

    def encoded(self) -> bytes:
        """The note's own bytes."""
        return f"{self.text}\n{''.join(map(str, self.lines))}".encode()

    def signed(self, *lines: SignatureLine) -> "Note":
        """The note with further lines; one that it has already is not added again."""
        return replace(self, lines=tuple(dict.fromkeys((*self.lines, *lines))))


class KnownKey(Protocol):
    """A key that the reader brings, able to check a signature of its type."""

    @property
    def name(self) -> str:
        """The name on its signature lines."""

    @property
    def key_id(self) -> bytes:
        """The id on its signature lines."""

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether this is the key's signature of a note's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKey:
    """An Ed25519 key that signs a note's text as it stands."""

    key: VerifierKey

    def __post_init__(self) -> None:
        if self.key.kind != ED25519:
            raise LogError("key-kind", f"{self.key.name} is not a key for notes (type {self.key.kind:#04x})")

    @property
    def name(self) -> str:
        """The name on its signature lines."""
        return self.key.name

    @property
    def key_id(self) -> bytes:
        """The id on its signature lines."""
        return self.key.key_id

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether this is the key's signature of a note's text."""
        return verifies(self.key.public, signature, text)


def parse_note(raw: bytes) -> Note:
    """A note from its bytes; nothing is checked but its form. Raises `LogError`."""
    if len(raw) > _LONGEST_NOTE:
        raise LogError("note-size", f"a note has at most {_LONGEST_NOTE} bytes, this one {len(raw)}")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise LogError("note-utf8", "the note is not UTF-8") from fault
    if _CONTROL.search(whole):
        raise LogError("note-control", "the note has a control character other than the line feed")
    text, blank, signatures = whole.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise LogError("note-form", "a note is a text, a blank line and signature lines")
    lines = signatures.split("\n")[:-1]
    refuse_text(text + "\n")
    if len(lines) > MOST_LINES:
        raise LogError(
            "note-lines", f"a note has at most {MOST_LINES} signature lines, this one {len(lines)}"
        )
    return Note(text=text + "\n", lines=tuple(map(parse_line, lines)))


def parse_line(line: str) -> SignatureLine:
    """A signature line, without its line feed. Raises `LogError`."""
    name, _, payload = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or len(line.encode()) > LONGEST_LINE:
        raise LogError("note-line", f"not a signature line: {line[:80]!r}")
    refuse_name(name)
    content = bytes_of(payload, "note-line")
    if len(content) <= _KEY_ID:
        raise LogError("note-line", f"a signature line of {name} holds no signature")
    return SignatureLine(name=name, key_id=content[:_KEY_ID], signature=content[_KEY_ID:])


def refuse_text(text: str) -> None:
    """Refuse a text that no note may have. Raises `LogError`."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise LogError("note-control", "a note's text ends in a line feed and has no other control character")
    if len(text.encode()) > LONGEST_TEXT:
        raise LogError("note-text-length", f"a note's text has at most {LONGEST_TEXT} bytes")


def verified_lines(note: Note, known: Iterable[KnownKey]) -> tuple[SignatureLine, ...]:
    """The lines of known keys, one for each key, all of them right; there may be none. Raises `LogError`."""
    keys = {(key.name, key.key_id): key for key in known}
    text, right = note.text.encode(), dict[tuple[str, bytes], SignatureLine]()
    for line in note.lines:
        signer = (line.name, line.key_id)
        if signer not in keys:
            continue
        if not keys[signer].verifies(text, line.signature):
            raise LogError("note-signature", f"the signature of {line.name} does not fit the text")
        right.setdefault(signer, line)
    return tuple(right.values())


def open_note(raw: bytes, known: Iterable[KnownKey]) -> Note:
    """A note that at least one known key signed. Raises `LogError`."""
    note = parse_note(raw)
    if not verified_lines(note, known):
        raise LogError("note-unsigned", "no known key has signed the note")
    return note


def sign_text(text: str, key: SigningKey) -> SignatureLine:
    """The line of a key that signs a note's text as it stands. Raises `LogError`."""
    refuse_text(text)
    note_key = NoteKey(key=key.verifier)
    signature = key.private.sign(text.encode())
    return SignatureLine(name=note_key.name, key_id=note_key.key_id, signature=signature)
