"""What the operator itself states in the log: which signing page is served, and which program.

Nobody signs it: whoever writes to the log is the operator. It stands in clear.
"""

from datetime import datetime
from typing import Literal

from django.db import transaction

from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.beginning import the_log
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import SignedRecord, User
from undersigned.signing.faults import SigningError
from undersigned.signing.record_text import write_text


@transaction.atomic
def state(
    *, kind: Literal["page", "release"], version: str, digest: str, by: User | None, at: datetime
) -> SignedRecord | Refusal:
    """Hand over a record of a signing page's or a program's digest, once for the same words."""
    if the_log() is None:
        return refuse("signing.log.begun")
    try:
        text = write_text(kind, {"version": version, "digest": digest})
    except SigningError as fault:
        return refuse("signing.record.written", fault=str(fault))
    known = SignedRecord.objects.filter(kind=kind, text=text.written).first()
    if known:
        return known
    made = SignedRecord.objects.create(
        kind=kind,
        text=text.written,
        content=text.raw,
        prepared_at=at,
        prepared_by=by,
        handed_over_at=at,
    )
    write_down(f"{kind}-stated", made, by=by, at=at, particulars={"version": version, "digest": digest})
    return made
