"""Opens a text's entries at its publication: the sequencer discloses what was only committed to.

Of a text: its own records. And those of the keys of members who signed it electronically, without which a
stranger could not check them.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from undersigned.server.actions.journal import record as write_down
from undersigned.server.records.models import Collection, SignedRecord, User

OPEN = "open"


@transaction.atomic
def request_opening(*, collection: Collection, by: User, at: datetime) -> SignedRecord | None:
    """Ask the sequencer to open what is still hidden; `None` if nothing is."""
    if not unopened(collection).exists():
        return None
    request = SignedRecord.objects.create(
        kind=OPEN,
        thread=collection.thread,
        collection=collection,
        text="",
        content=b"",
        prepared_at=at,
        prepared_by=by,
        handed_over_at=at,
    )
    write_down("opening-requested", collection, by=by, at=at, particulars={"record": request.pk})
    return request


def unopened(collection: Collection) -> QuerySet[SignedRecord]:
    """The commitments that an edition of a text must open, in the order of the log."""
    signers = collection.records.filter(kind__in=("statement", "contest")).values("member")
    concerned = Q(collection=collection) | Q(collection=None, member__in=signers)
    hidden = SignedRecord.objects.filter(concerned, entry__isnull=False, salt__isnull=False, opening=None)
    return hidden.order_by("entry_id")
