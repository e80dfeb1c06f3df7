"""Commitments and openings: records that stay hidden in the log, and how they are disclosed later.

1. A commitment names its thread and SHA-256 of a salt and the record's whole bytes; the salt is 32 random
   bytes that the caller draws and keeps.
2. An opening names the commitment's index, the salt and the record. It fits when the digest is the same and
   the record states the commitment's thread.
3. A record with no thread of its own (`roll`, a clerk's `key`) is never committed to: it stands in clear.
"""

from collections.abc import Mapping
from hashlib import sha256

from undersigned.signing.faults import SigningError
from undersigned.signing.record_text import write_text
from undersigned.signing.records import Record, read_record

SALT_SIZE = 32
LONGEST_HIDDEN = 24_000  # an opening holds the record in base64 and is an entry itself


def commitment(record: Record, salt: bytes) -> Record:
    """The entry that stands in the log for a record. Raises `SigningError` where it may not be hidden."""
    if len(salt) != SALT_SIZE:
        raise SigningError("commitment-salt", f"a salt has {SALT_SIZE} bytes")
    thread = record.text.maybe("thread", str)
    if not thread or not record.lines:
        raise SigningError(
            "commitment-thread", f"a {record.kind} without thread or signature stands in clear"
        )
    raw = record.encoded()
    if len(raw) > LONGEST_HIDDEN:
        raise SigningError("commitment-length", f"a record of {len(raw)} bytes could not be opened again")
    digest = committed_digest(raw, salt)
    return Record(text=write_text("commitment", {"thread": thread, "digest": digest}))


def opening(index: int, record: Record, salt: bytes) -> Record:
    """The entry that shows what stands behind the commitment at an index. Raises `SigningError`."""
    shown = write_text("opening", {"index": index, "salt": salt, "record": record.encoded()})
    return Record(text=shown)


def committed_digest(record: bytes, salt: bytes) -> str:
    """SHA-256 of salt and record, 64 hexadecimal digits."""
    return sha256(salt + record).hexdigest()


def opened(opening: Record, entries: Mapping[int, Record]) -> Record:
    """The record that an opening shows, checked against the entries before it. Raises `SigningError`."""
    index = opening.text.one("index", int)
    hidden = entries.get(index)
    if hidden is None or hidden.kind != "commitment":
        raise SigningError("opening-index", f"there is no commitment at {index} before the opening")
    raw = opening.text.one("record", bytes)
    if committed_digest(raw, opening.text.one("salt", bytes)) != hidden.text.word("digest"):
        raise SigningError("opening-digest", f"the opening does not fit the commitment at {index}")
    record = read_record(raw)
    if record.text.maybe("thread", str) != hidden.text.word("thread"):
        raise SigningError("opening-thread", f"the record behind {index} is of another thread")
    return record
