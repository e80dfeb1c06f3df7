"""Records: a text with its signature lines; and log entries, some of which are a text alone.

1. At most 16 signature lines; `docs/protocol/v1/records.md`, section 2, says what each kind of line holds.
2. An entry has at most 32,768 bytes. A commitment, an opening, an anchor, a page and a release are a text
   without any line; everything else has one at least.
3. The bytes of a record are its text, one empty line and its lines: reading and writing changes none.
"""

from dataclasses import dataclass, replace

from undersigned.log.faults import LogError
from undersigned.log.notes import Note, SignatureLine, parse_note
from undersigned.signing.faults import SigningError
from undersigned.signing.kinds import ALONE, UNSIGNED
from undersigned.signing.record_text import RecordText, read_bytes, read_text

MOST_LINES = 16
LONGEST_ENTRY = 32_768


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A text and who signed it."""

    text: RecordText
    lines: tuple[SignatureLine, ...] = ()

    @property
    def kind(self) -> str:
        """What it is: `statement`, `roll` …"""
        return self.text.kind

    def encoded(self) -> bytes:
        """Its own bytes; without signature lines those of the text."""
        return Note(text=self.text.written, lines=self.lines).encoded() if self.lines else self.text.raw

    def signed(self, *lines: SignatureLine) -> "Record":
        """The record with further lines; one that it has already is not added again."""
        return replace(self, lines=tuple(dict.fromkeys((*self.lines, *lines))))


def read_record(raw: bytes) -> Record:
    """A record with its signature lines, of which nothing but the form is checked. Raises `SigningError`."""
    if len(raw) > LONGEST_ENTRY:
        raise SigningError("record-length", f"a record has at most {LONGEST_ENTRY} bytes")
    try:
        note = parse_note(raw)
    except LogError as fault:
        raise SigningError(f"record-{fault.rule.removeprefix('note-')}", str(fault)) from fault
    if len(note.lines) > MOST_LINES:
        raise SigningError("record-lines", f"a record has at most {MOST_LINES} signature lines")
    record = Record(text=read_text(note.text), lines=note.lines)
    if record.kind in ALONE:
        raise SigningError("record-lines", f"nobody signs a text of the kind {record.kind}")
    return record


def read_entry(raw: bytes) -> Record:
    """What stands in the log: a record, or one of the texts that nobody signs. Raises `SigningError`."""
    if b"\n\n" in raw:
        return read_record(raw)
    text = read_bytes(raw)
    if text.kind not in UNSIGNED:
        raise SigningError("record-lines", f"nobody has signed the {text.kind}")
    return Record(text=text)


def read_draft(raw: bytes) -> Record:
    """A record on its way round, which nobody may have signed yet. Raises `SigningError`."""
    return read_record(raw) if b"\n\n" in raw else Record(text=read_bytes(raw))
