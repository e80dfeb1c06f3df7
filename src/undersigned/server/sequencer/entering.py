"""Enters waiting records, many in one transaction, so that one disk synchronisation serves all.

1. The lease is held, the texts concerned are locked, and each record is asked about once more. What may not
   be entered is refused with its findings, and the others go on.
2. Entries get the next indices. When the transaction is kept, and not before, they are *recorded*.
3. Opening a text's thread opens every commitment of it, and of the threads of the keys that signed it, in one
   transaction: no commitment slips in between.
4. Should the database refuse a batch after all, its records are entered one by one.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from undersigned.log.durable import Step, untold
from undersigned.server.actions.collecting.entitlement import SIGN
from undersigned.server.actions.log.openings import OPEN, unopened
from undersigned.server.actions.publishing.edition_records import next_index
from undersigned.server.records.mapping.findings import findings_as_data
from undersigned.server.records.models import Collection, SignedRecord
from undersigned.server.sequencer.batch import Batch
from undersigned.server.sequencer.effects import take_effect
from undersigned.server.sequencer.lease import Lease
from undersigned.server.sequencer.rechecks import recheck
from undersigned.signing.commitments import opening
from undersigned.signing.faults import SigningError
from undersigned.signing.records import read_entry, read_record
from undersigned.values.findings import Finding, failed

MOST = 256
UNSIGNED = ("page", "release", "anchor")


def enter_waiting(*, lease: Lease, at: datetime, most: int = MOST, told: Step = untold) -> int:
    """Enter or refuse waiting records, oldest first; return how many. Raises `LeaseLostError`."""
    ids = tuple(waiting().values_list("pk", flat=True)[:most])
    if not ids:
        return 0
    try:
        _enter(lease, ids, at, told)
    except IntegrityError:
        for id_ in ids:
            _enter_alone(lease, id_, at, told)
    return len(ids)


def waiting() -> QuerySet[SignedRecord]:
    """Records that were handed over and are neither entered nor refused, oldest first."""
    handed_over = SignedRecord.objects.filter(handed_over_at__isnull=False, entry=None, refused_at=None)
    return handed_over.order_by("handed_over_at", "pk")


def _enter_alone(lease: Lease, id_: str, at: datetime, told: Step) -> None:
    try:
        _enter(lease, (id_,), at, told)
    except IntegrityError:
        with transaction.atomic():
            lease.require()
            _refuse(SignedRecord.objects.get(pk=id_), (failed("signing.signature.once"),), at)


@transaction.atomic
def _enter_all(lease: Lease, ids: Sequence[str], at: datetime, told: Step) -> None:
    lease.require()
    records = tuple(_held(ids))
    batch = Batch(records, size=next_index(), at=at)
    for record in records:
        if _signs(record):
            _enter_one(batch, record)
            continue
        batch.write_out()  # other kinds look at rows, and change what statements rest on
        if record.kind == OPEN:
            _open_threads(batch, record)
        else:
            _enter_one(batch, record)
        batch.write_out()
    told("rechecked")
    batch.keep()
    told("inserted")


def _signs(record: SignedRecord) -> bool:
    return record.kind == "statement" and record.facts.get("act") == SIGN


def _enter_one(batch: Batch, record: SignedRecord) -> None:
    try:
        read = read_entry(bytes(record.content or b""))
    except SigningError as fault:
        _refuse(record, (failed("signing.record.written", fault=str(fault)),), batch.at)
        return
    findings = () if record.kind in UNSIGNED else recheck(batch, record, read)
    if findings:
        _refuse(record, findings, batch.at)
        return
    batch.enter(record, read)
    take_effect(batch, record, read.text)


def _enter(lease: Lease, ids: Sequence[str], at: datetime, told: Step) -> None:
    _enter_all(lease, ids, at, told)
    told("recorded")


def _held(ids: Sequence[str]) -> QuerySet[SignedRecord]:
    """The records, with their texts locked as every act on a text locks them."""
    texts = SignedRecord.objects.filter(pk__in=ids, collection__isnull=False).values("collection")
    list(Collection.objects.filter(pk__in=texts).order_by("pk").select_for_update())
    return waiting().filter(pk__in=ids).select_related("collection", "member", "key", "thread")


def _refuse(record: SignedRecord, findings: Sequence[Finding], at: datetime) -> None:
    record.refused_at, record.findings = at, findings_as_data(findings)
    record.save(update_fields=["refused_at", "findings"])


def _open_threads(batch: Batch, request: SignedRecord) -> None:
    assert request.collection  # a text's threads are opened
    index = None
    for record in unopened(request.collection):
        content, salt = read_record(bytes(record.content or b"")), bytes(record.salt or b"")
        index = batch.add(opening(record.entry_id or 0, content, salt).encoded())
        record.opening_id = index
        record.save(update_fields=["opening"])
    if request.thread_id:
        batch.opened(request.thread_id)
    request.entry_id = index
    request.refused_at = None if index is not None else batch.at
    request.save(update_fields=["entry", "refused_at"])
