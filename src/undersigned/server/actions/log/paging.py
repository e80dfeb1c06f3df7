"""Enters the signing page's digest in the log whenever it changes, so that outsiders can compare."""

from datetime import datetime

from django.db import transaction

from undersigned.server.actions.log.beginning import the_log
from undersigned.server.actions.log.handing_over import hand_over
from undersigned.server.actions.log.preparing import keep_prepared
from undersigned.server.records.models import SignedRecord
from undersigned.server.signing_page.page_file import signing_page_bytes
from undersigned.signing.record_text import write_text
from undersigned.values.digest import sha256


@transaction.atomic
def log_page(*, version: str, at: datetime) -> SignedRecord | None:
    """Hand over the digest of the served page, unless it is in the log already."""
    digest = sha256(signing_page_bytes())
    if the_log() is None or page_logged(digest):
        return None
    text = write_text("page", {"version": version, "digest": digest})
    return hand_over(keep_prepared(text, thread=None, by=None, at=at), at=at)


def page_logged(digest: str) -> SignedRecord | None:
    """The latest record of the page, if it is of these bytes and was not refused."""
    newest = SignedRecord.objects.filter(kind="page", refused_at=None).order_by("-handed_over_at").first()
    return newest if newest and f"digest sha256:{digest}\n" in newest.text else None
