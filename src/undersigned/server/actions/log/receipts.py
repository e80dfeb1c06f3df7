"""The receipt that a member keeps, made from the log's files whenever it is asked for.

1. The proof leads to a witnessed checkpoint as soon as one covers the entry, before that to a signed one.
2. Before any checkpoint covers it there is no receipt: the entry is recorded, and that is all that is said.
"""

from pathlib import Path

from django.conf import settings

from undersigned.log.directory import LogDirectory
from undersigned.log.receipts import Receipt as Proof
from undersigned.server.records.models import Checkpoint, SignedRecord
from undersigned.signing.receipts import Receipt
from undersigned.signing.records import read_record


def receipt_of(record: SignedRecord) -> Receipt | None:
    """The best available receipt of a record. Raises `LogError` if the log's files are damaged."""
    row = SignedRecord.objects.get(pk=record.pk)
    covering = covering_checkpoint(row.entry_id) if row.entry_id is not None else None
    return receipt_at(row, covering) if covering else None


def receipt_at(record: SignedRecord, checkpoint: Checkpoint) -> Receipt:
    """The receipt of an entered record that leads to a checkpoint. Raises `LogError`."""
    assert record.entry_id is not None
    log = LogDirectory(Path(settings.LOG_FOLDER))
    return Receipt(
        record=read_record(bytes(record.content or b"")),
        salt=bytes(record.salt) if record.salt else None,
        proof=Proof(
            index=record.entry_id,
            proof=log.inclusion(record.entry_id, checkpoint.size),
            note=bytes(checkpoint.note),
        ),
    )


def covering_checkpoint(index: int) -> Checkpoint | None:
    """The latest witnessed checkpoint that covers an entry; if there is none, the latest signed one."""
    above = Checkpoint.objects.filter(size__gt=index).order_by("-size")
    return above.filter(witnessed_at__isnull=False).first() or above.first()
