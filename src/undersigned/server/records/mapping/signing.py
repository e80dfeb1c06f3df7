"""Rows of records and keys ↔ the dataclasses of `signing`."""

from undersigned.log.notes import SignatureLine, parse_line
from undersigned.server.records.models import SignedRecord, SigningKey
from undersigned.signing.passkeys import Passkey
from undersigned.signing.record_text import RecordText, read_text
from undersigned.signing.records import Record

SYNCED = "C"


def passkey_of(key: SigningKey) -> Passkey:
    """The passkey that a row describes."""
    return Passkey(
        holder=key.holder,
        cose=bytes(key.public_key),
        rp=key.rp,
        origin=key.origin,
        synced=key.level == SYNCED,
    )


def text_of(row: SignedRecord) -> RecordText:
    """The text that is signed. Raises `SigningError`."""
    return read_text(row.text)


def record_of(row: SignedRecord) -> Record:
    """The record with the lines that it has so far. Raises `SigningError`."""
    return Record(text=text_of(row), lines=tuple(parse_line(line) for line in row.lines))


def lines_as_data(record: Record) -> list[str]:
    """Signature lines as a row keeps them, each without its line feed."""
    return [_written(line) for line in record.lines]


def _written(line: SignatureLine) -> str:
    return str(line).removesuffix("\n")
