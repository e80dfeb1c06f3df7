"""The lease: the one process that may enter records and sign checkpoints.

1. Whoever holds it lets its beat grow. Another takes it when nobody holds it, or when the beat has stood
   still for as long as the other's patience, by the other's own steady clock: no two clocks are compared.
2. Every taking is a new term. Whoever was taken for dead finds another term, within the transaction that
   would have entered something, and stops.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from undersigned.server.records.models import SequencerLease
from undersigned.values.faults import UndersignedError


class LeaseLostError(UndersignedError):
    """Another process has taken the lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The lease in the hands of its holder."""

    holder: str
    term: int

    def beat(self, at: datetime) -> None:
        """Renew the lease. Raises `LeaseLostError`."""
        if not self._row().update(beat=F("beat") + 1, seen_at=at):
            raise LeaseLostError("another sequencer has taken over")

    def require(self) -> None:
        """Lock the lease until the transaction ends. Raises `LeaseLostError`."""
        if not self._row().select_for_update().exists():
            raise LeaseLostError("another sequencer has taken over")

    def say(self, findings: list[dict[str, object]]) -> None:
        """Record why nothing is entered or signed, or that all is well again."""
        self._row().update(findings=findings)

    def release(self) -> None:
        """Give up the lease at once."""
        self._row().update(holder="", beat=F("beat") + 1)

    def _row(self) -> QuerySet[SequencerLease]:
        return SequencerLease.objects.filter(id=1, holder=self.holder, term=self.term)


def wait_for_lease(holder: str, *, patience: float, pause: float, ended: Callable[[], bool]) -> Lease | None:
    """Wait for the lease; `None` if the waiting was ended."""
    SequencerLease.objects.get_or_create(id=1)
    seen, since = (-1, -1), time.monotonic()
    while not ended():
        row = SequencerLease.objects.get(id=1)
        now = (row.term, row.beat)
        if now != seen:
            seen, since = now, time.monotonic()
        if not row.holder or time.monotonic() - since >= patience:
            untouched = SequencerLease.objects.filter(id=1, term=row.term, beat=row.beat)
            if untouched.update(holder=holder, term=row.term + 1, beat=F("beat") + 1, findings=[]):
                return Lease(holder=holder, term=row.term + 1)
        time.sleep(pause)
    return None
