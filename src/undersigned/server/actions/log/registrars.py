"""Registrars sign offline, by a command; their signatures come back as a file.

1. Only right lines of registrars of the trust file are added; a wrong one refuses all of them.
2. A roll wants two registrars; a key itself and two or, in place of another key of the same holder, itself,
   that key and one; a revocation and a contest the holder's key, or two.
"""

from datetime import datetime

from django.db import transaction

from undersigned.log.keys import VerifierKey
from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.handing_over import hand_over
from undersigned.server.actions.log.preparing import add_lines, held_record, unfinished
from undersigned.server.actions.log.trusting import trust
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.signing import passkey_of, record_of
from undersigned.server.records.models import SignedRecord, SigningKey, User
from undersigned.signing.faults import SigningError
from undersigned.signing.keys import line_of
from undersigned.signing.records import MOST_LINES, Record, read_draft
from undersigned.signing.registrars import NEEDED, registrars_of


@transaction.atomic
def add_registrars(
    *, record: SignedRecord, signed: bytes, by: User | None, at: datetime
) -> SignedRecord | Refusal:
    """Add the lines from a registrar's file; a record that is then complete is handed over.

    Raises `TrustFileError`.
    """
    held = held_record(record)
    if refused := unfinished(held, at):
        return refused
    try:
        handed_in = read_draft(signed)
        registrars = registrars_of(handed_in, trust().registrars)
    except SigningError as fault:
        return refuse("signing.registrar.line", "file", fault=str(fault))
    if handed_in.text.written != held.text:
        return refuse("signing.registrar.text", "file", kind=held.kind)
    if not registrars:
        return refuse("signing.registrar.known", "file")

    marks = {(key.name, key.key_id) for key in registrars}
    add_lines(held, *(line for line in handed_in.lines if (line.name, line.key_id) in marks))
    facts = {"kind": held.kind, "registrars": [key.name for key in registrars]}
    write_down("registrar-signed", held, by=by, at=at, particulars=facts)
    return hand_over(held, at=at) if is_whole(held) else held


def is_whole(record: SignedRecord) -> bool:
    """Whether a record for registrars has all the lines that its kind requires."""
    read = record_of(record)
    return len(signed_by(read)) >= wanted(record, read)


def signed_by(record: Record) -> tuple[VerifierKey, ...]:
    """The registrars who have signed a record. Raises `SigningError`, `TrustFileError`."""
    return registrars_of(record, trust().registrars)


def wanted(record: SignedRecord, read: Record) -> int:
    """How many registrars a record needs, depending on who else has signed it (rule 2)."""
    if record.kind == "key":
        replaced = record.enrols.replaces
        others = [record.enrols, *([replaced] if replaced else [])]
        if not all(line_of(read, passkey_of(other)) for other in others):
            return MOST_LINES + 1  # no number of registrars stands in for a key
        return 1 if replaced else NEEDED
    key: SigningKey | None = record.key if record.kind in ("revoke", "contest") else None
    return 0 if key and line_of(read, passkey_of(key)) else NEEDED
