"""Hands a record to the sequencer, waits briefly for it, and reports its state.

1. Nothing is promised by handing over: *recorded* is a record with an entry, *witnessed* one whose entry lies
   below a checkpoint that the policy's witnesses cosigned.
2. Waiting is bounded; whoever gives up waiting may ask again later, by the record's id.
3. The sequencer says no with the same findings as an action does.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from undersigned.log.notes import SignatureLine
from undersigned.server.actions.log.trusting import trust
from undersigned.server.records.mapping.findings import findings_of
from undersigned.server.records.mapping.signing import lines_as_data, record_of
from undersigned.server.records.models import Checkpoint, SignedRecord
from undersigned.values.findings import Finding

FIRST_PAUSE, LONGEST_PAUSE = 0.004, 0.1


class RecordState(StrEnum):
    """The state of a record on its way into the log."""

    PREPARED = "prepared"
    WAITING = "waiting"
    RECORDED = "recorded"
    WITNESSED = "witnessed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a record is: `index` once it is recorded, `findings` if it was refused."""

    state: RecordState
    index: int | None = None
    findings: tuple[Finding, ...] = ()


def hand_over(record: SignedRecord, *last: SignatureLine, at: datetime) -> SignedRecord:
    """Give a completed record to the sequencer. Needs a transaction and a locked row."""
    whole = record_of(record).signed(*last)
    record.lines, record.content, record.handed_over_at = lines_as_data(whole), whole.encoded(), at
    record.save(update_fields=["lines", "content", "handed_over_at"])
    return record


def where_it_stands(record: SignedRecord) -> Standing:
    """The current state of a record. One or two queries."""
    row = SignedRecord.objects.only("handed_over_at", "entry", "refused_at", "findings").get(pk=record.pk)
    if row.entry_id is not None:
        state = RecordState.WITNESSED if row.entry_id < witnessed_size() else RecordState.RECORDED
        return Standing(state=state, index=row.entry_id)
    if row.refused_at:
        return Standing(state=RecordState.REFUSED, findings=findings_of(row.findings))
    return Standing(state=RecordState.WAITING if row.handed_over_at else RecordState.PREPARED)


def await_entry(record: SignedRecord, *, seconds: float = 10) -> Standing:
    """Wait until a record is recorded or refused, up to a limit. Runs outside any transaction."""
    return _await(record, (RecordState.PREPARED, RecordState.WAITING), seconds)


def await_witnesses(record: SignedRecord, *, seconds: float = 10) -> Standing:
    """Wait until a record is witnessed or refused, up to a limit. Runs outside any transaction."""
    return _await(record, (RecordState.PREPARED, RecordState.WAITING, RecordState.RECORDED), seconds)


def is_witnessed(record: SignedRecord, *, seconds: float) -> bool:
    """Whether witnesses cosigned a record, after a short wait; always, if the policy requires none."""
    asked = trust().policy.asks_for_witnesses
    return not asked or await_witnesses(record, seconds=seconds).state is RecordState.WITNESSED


def witnessed_size() -> int:
    """The size of the latest checkpoint with enough cosignatures; 0 before the first."""
    newest = Checkpoint.objects.filter(witnessed_at__isnull=False).order_by("-size").values_list("size")
    return next((size for (size,) in newest[:1]), 0)


def _await(record: SignedRecord, before: tuple[RecordState, ...], seconds: float) -> Standing:
    until, pause = time.monotonic() + seconds, FIRST_PAUSE
    while (found := where_it_stands(record)).state in before and time.monotonic() < until:
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    return found
