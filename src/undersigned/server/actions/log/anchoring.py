"""Asks an authority for a time stamp over the log, and enters the answer in it.

Nobody is asked here: the request goes out as a file and the answer comes in as one, so that the desk needs no
way out into the network. Needs the extra `seal`, and is imported where it is used.
"""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from undersigned.log.checkpoint import Checkpoint
from undersigned.log.directory import LogDirectory
from undersigned.server.actions.log.beginning import the_log
from undersigned.server.actions.log.handing_over import hand_over
from undersigned.server.actions.log.preparing import keep_prepared
from undersigned.server.records.models import Checkpoint as CheckpointRow
from undersigned.server.records.models import SignedRecord
from undersigned.signing.anchors import Judge, anchor, stamped_text
from undersigned.signing.faults import SigningError
from undersigned.signing.timestamps import request_for, stamped_digest, token_in


def ask_for_stamp() -> tuple[int, bytes]:
    """The size of the shown checkpoint, and the request for a stamp over it. Raises `LogError`."""
    shown = LogDirectory(Path(settings.LOG_FOLDER)).checkpoint().checkpoint
    return shown.size, request_for(stamped_text(shown))


@transaction.atomic
def take_stamp(answer: bytes, *, judge: Judge | None, at: datetime) -> SignedRecord:
    """Hand over the anchor made from an authority's answer. Raises `SigningError`."""
    token = token_in(answer)
    over = _stamped(stamped_digest(token))
    if judge:
        judge(token, stamped_text(over))
    return hand_over(keep_prepared(anchor(over, token).text, thread=None, by=None, at=at), at=at)


def _stamped(digest: bytes) -> Checkpoint:
    """The checkpoint of this log that a stamp covers."""
    log = the_log()
    for row in CheckpointRow.objects.order_by("-size").iterator() if log else ():
        assert log
        checkpoint = Checkpoint(origin=log.origin, size=row.size, root=bytes(row.root))
        if sha256(stamped_text(checkpoint)).digest() == digest:
            return checkpoint
    raise SigningError("stamp-imprint", "the stamp is over no checkpoint of this log")
