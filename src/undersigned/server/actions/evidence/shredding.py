"""Takes off the disk what the tables say is destroyed: keys, files, remains in the database's own files.

1. It goes through everything that was ever destroyed, not only what was destroyed now. So what a crash or a
   fault left behind goes with the next destruction, the next start of the server, or a command.
2. Keys go before files: without its key, a file that is left tells nothing.
3. Each file goes by itself. One that cannot go holds up neither the others nor the database, and is reported.
4. Once nothing is left the journal says so; a start after that does nothing.
5. A copy of the database that a stopped backup left in the data folder goes too.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from undersigned.evidence.withholding import Handle
from undersigned.server.actions.journal import record
from undersigned.server.actions.keeping.archiving import forget_left_copies
from undersigned.server.records import store
from undersigned.server.records.emptying import LATER, empty_database
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import Act, EvidenceCapture, EvidenceSubject, User
from undersigned.values.findings import Finding, failed

journal = logging.getLogger(__name__)
_DESTROYED, _FINISHED = "subject-destroyed", "destruction-finished"
Told = Callable[[str], None]


def nobody(_stage: str) -> None:
    """Takes reports of the stages and does nothing with them."""


def shred(*, by: User | None, at: datetime, told: Told = nobody) -> tuple[Finding, ...]:
    """Take off the disk whatever the tables say is destroyed; return what could not go, as findings."""
    newest = Act.objects.filter(kind=_DESTROYED).order_by("-id").first()
    left = tuple(_shred(told))
    if newest and not [finding for finding in left if finding.code not in LATER]:
        subject = EvidenceSubject.objects.get(pk=newest.subject)
        particulars = {"up_to": newest.pk, "left": [finding.code for finding in left]}
        record(_FINISHED, subject, by=by, at=at, particulars=particulars)
    return left


def finish(*, by: User | None, at: datetime, told: Told = nobody) -> tuple[Finding, ...]:
    """Finish earlier destructions that were interrupted; return what still could not go."""
    return shred(by=by, at=at, told=told) if is_anything_left() else ()


def is_anything_left() -> bool:
    """Whether a destruction was never finished, or something that was destroyed is on the disk (again)."""
    destroyed = Act.objects.filter(kind=_DESTROYED).order_by("-id").first()
    if destroyed is None:
        return False
    finished = Act.objects.filter(kind=_FINISHED).order_by("-id").first()
    if finished is None or finished.particulars["up_to"] < destroyed.pk:
        return True
    ring, captures = DataFolderRing(), _captures()
    keys = any(not ring.is_destroyed(Handle(name)) for name in (*captures, *_subjects()))
    return keys or any(store.holds(kept) for kept in captures.values())


def _shred(told: Told) -> Iterator[Finding]:
    ring, captures = DataFolderRing(), _captures()
    told("kept")
    if left := _each((*captures, *_subjects()), lambda name: _shred_key(ring, Handle(name), told)):
        yield failed("desk.destruction.keys", left=left)
    told("keys")
    if left := _each(captures.values(), store.forget) + forget_left_copies():
        yield failed("desk.destruction.files", left=left)
    told("files")
    yield from empty_database()
    told("emptied")


def _captures() -> dict[str, str]:
    return dict(EvidenceCapture.objects.exclude(destroyed_at=None).values_list("pk", "kept"))


def _subjects() -> Iterable[str]:
    return EvidenceSubject.objects.exclude(destroyed_at=None).values_list("pk", flat=True)


def _shred_key(ring: DataFolderRing, handle: Handle, told: Told) -> None:
    if not ring.is_destroyed(handle):
        ring.destroy(handle)
        told("key")


def _each(names: Iterable[str], go: Callable[[str], None]) -> int:
    """Let each go by itself; return how many could not."""
    left = 0
    for name in names:
        try:
            go(name)
        except OSError as fault:
            journal.error("what is destroyed is still on the disk: %s…: %s", name[:12], fault.strerror)
            left += 1
    return left
