"""Keeps scans of returned sheets by their digest, and attaches them to the names on them.

1. What is handed in is told by its bytes (`publishing/scans.py`); the same file twice is kept once.
2. A scan that shows a name stays with it: the database lets it be set once and never changed.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from undersigned.publishing.scans import read_scan
from undersigned.server.actions.collecting.signing import held, standing
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse, refused_by
from undersigned.server.records import store
from undersigned.server.records.models import Collection, Scan, Signature, User
from undersigned.values.digest import sha256
from undersigned.values.findings import Finding, failed


def keep_scan(*, collection: Collection, name: str, content: bytes, by: User, at: datetime) -> Scan | Refusal:
    """Keep a returned sheet; the same file again gives the scan that is already kept."""
    read = read_scan(content)
    if isinstance(read, Finding):
        return refuse(read.code, "file", **read.particulars)
    digest = sha256(content)

    with transaction.atomic():
        text = held(collection)
        known = text.scans.filter(digest=digest).first()
        if known:
            return known
        scan = Scan.objects.create(
            collection=text,
            name=name[-255:],
            digest=store.keep(content),
            media_type=read.media_type,
            size=len(content),
            uploaded_at=at,
            uploaded_by=by,
        )
        record("scan-kept", scan, by=by, at=at, particulars={"collection": text.pk, "digest": digest})
        return scan


@transaction.atomic
def attach_scan(
    *, collection: Collection, names: Sequence[str], scan: Scan, by: User, at: datetime
) -> tuple[Signature, ...] | Refusal:
    """Attach a scan to names that were ticked without one."""
    text = held(collection)
    rows, refused = standing(text, names)
    refused = refused or refused_by(
        failed("signing.scan.once", name=str(signature))
        for signature in rows
        if signature.scan_id is not None
    )
    if refused:
        return refused
    text.signatures.filter(pk__in=[signature.pk for signature in rows]).update(scan=scan)
    record("scan-attached", scan, by=by, at=at, particulars={"names": [signature.pk for signature in rows]})
    return rows
