"""What the tables say is destroyed, taken off the disk: keys, files, and the database's own journal.

1. It goes through everything that was ever destroyed, not only what was destroyed now: what a stop or a fault
   left behind goes with the next destruction.
2. Keys go before files: without its key, a file that is left tells nothing.
3. Each goes by itself. One that cannot go holds up neither the others nor the journal, and is told.
4. A journal that somebody is still reading is not emptied; that is told too.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator

from django.db import connection

from undersigned.evidence.withholding import Handle
from undersigned.server.records import store
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import EvidenceCapture, EvidenceSubject
from undersigned.values.findings import Finding, failed

journal = logging.getLogger(__name__)
_TRIES = 3
_PATIENCE_MS, _PAUSE_S = 1_000, 0.1  # a worker that answers a request is not held up for long
_VACUUMED = ("claimvalue", "decisionreason", "refusedlistrow", "countablerow", "caserow")


def shred() -> tuple[Finding, ...]:
    """Take off the disk whatever the tables say is destroyed; what could not go, as findings."""
    return tuple(_shred())


def _shred() -> Iterator[Finding]:
    ring = DataFolderRing()
    captures = dict(EvidenceCapture.objects.exclude(destroyed_at=None).values_list("pk", "kept"))
    subjects = EvidenceSubject.objects.exclude(destroyed_at=None).values_list("pk", flat=True)
    if left := _each((*captures, *subjects), lambda name: _shred_key(ring, Handle(name))):
        yield failed("desk.destruction.keys", left=left)
    if left := _each(captures.values(), store.forget):
        yield failed("desk.destruction.files", left=left)
    if not _empty_journal():
        journal.error("the write-ahead log could not be emptied: somebody is reading")
        yield failed("desk.destruction.journal")


def _shred_key(ring: DataFolderRing, handle: Handle) -> None:
    if not ring.is_destroyed(handle):
        ring.destroy(handle)


def _each(names: Iterable[str], go: Callable[[str], None]) -> int:
    """Let each go by itself; how many could not."""
    left = 0
    for name in names:
        try:
            go(name)
        except OSError as fault:
            journal.error("what is destroyed is still on the disk: %s…: %s", name[:12], fault.strerror)
            left += 1
    return left


def _empty_journal() -> bool:
    """What was erased goes out of the write-ahead log, or out of the table's dead rows; whether it did."""
    if connection.in_atomic_block:  # whoever began the transaction empties it
        return True
    if connection.vendor == "sqlite":
        return _empty_log()
    with connection.cursor() as cursor:
        for table in _VACUUMED:
            cursor.execute(f"VACUUM records_{table}")
    return True


def _empty_log() -> bool:
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        try:
            for left in reversed(range(_TRIES)):
                busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return True
                time.sleep(_PAUSE_S if left else 0)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return False
