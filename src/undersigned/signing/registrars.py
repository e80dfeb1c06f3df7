"""Registrars: keys kept offline that sign rolls, keys, revocations and contests.

1. A registrar's key is an Ed25519 key as signed-note has it; its name is on the line.
2. Two registrars are two different keys of the trust file; one that signed twice is one.
3. A registrar signs no text, no statement, no paper and no edition.
"""

from collections.abc import Iterable

from undersigned.log.faults import LogError
from undersigned.log.keys import SigningKey, VerifierKey
from undersigned.log.notes import Note, NoteKey, sign_text, verified_lines
from undersigned.signing.faults import SigningError
from undersigned.signing.kinds import BY_REGISTRARS
from undersigned.signing.records import MOST_LINES, Record

NEEDED = 2


def sign(record: Record, key: SigningKey) -> Record:
    """The record with a registrar's line. Raises `SigningError` where registrars do not sign the kind."""
    if record.kind not in BY_REGISTRARS:
        raise SigningError("registrar-kind", f"a registrar does not sign a {record.kind}")
    signed = record.signed(sign_text(record.text.written, key))
    if len(signed.lines) > MOST_LINES:
        raise SigningError("record-lines", f"a record has at most {MOST_LINES} signature lines")
    return signed


def registrars_of(record: Record, known: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Which of the known registrars signed a record, each once. Raises `SigningError` for a wrong line."""
    keys = {(verifier_key.name, verifier_key.key_id): verifier_key for verifier_key in known}
    note = Note(text=record.text.written, lines=record.lines)
    try:
        right = verified_lines(note, [NoteKey(key=key) for key in keys.values()])
    except LogError as fault:
        raise SigningError("registrar-signature", str(fault)) from fault
    return tuple(keys[line.name, line.key_id] for line in right)
