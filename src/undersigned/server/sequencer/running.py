"""Runs the sequencer: waits for the lease, enters what waits, and has checkpoints signed beside it.

1. Entering never waits for a witness: checkpoints are made in a thread of their own.
2. Before the first entry under a lease the log's history is looked at: the folder's, and that of every
   witness that answers. Where another history is known nothing more is entered or signed, and the reason
   stands in the lease for everyone to see; it is asked again until the doubt is gone.
3. A witness that is silent keeps no signature out (it is *recorded* all the same). But where too few answer
   nothing is signed or shown; a history that only the silent ones know comes to light when they answer.
4. A fault of disk, database or network stops nothing for good: it is written to the journal, and tried again.
5. Once a day a checkpoint is cosigned again, so that silence is noticed.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connections

from undersigned.log.appending import writing
from undersigned.log.durable import Step, untold
from undersigned.log.faults import LogError
from undersigned.server.actions.log.trusting import TrustFileError, trust
from undersigned.server.records.mapping.findings import findings_as_data
from undersigned.server.sequencer.entering import enter_waiting
from undersigned.server.sequencer.lease import Lease, LeaseLostError, wait_for_lease
from undersigned.server.sequencer.looking_back import HistoryError
from undersigned.server.sequencer.signing import CheckpointSigner
from undersigned.values.findings import Finding

journal = logging.getLogger(__name__)

_FAULTS = (DatabaseError, LogError, OSError, TrustFileError)
_A_DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long to wait for each thing, in seconds."""

    patience: float = 5.0
    beat: float = 1.0
    pause: float = 0.01
    idle: float = 0.05
    retry: float = 5.0
    witness: float = 5.0
    heartbeat: float = _A_DAY


class Sequencer:
    """A sequencer; `told` is called at every step, `ended` says when to stop."""

    def __init__(
        self,
        *,
        holder: str,
        now: Callable[[], datetime],
        ended: Callable[[], bool],
        pace: Pace | None = None,
        told: Step = untold,
    ) -> None:
        """Start without a lease."""
        self._holder = holder
        self._now = now
        self._ended = ended
        self._pace = pace or Pace()
        self._told = told
        self._grown = Event()
        self._over = Event()
        self._looked = Event()
        self._finding: Finding | None = None

    def run(self) -> None:
        """Work until it is ended."""
        while not self._ended():
            try:
                lease = wait_for_lease(
                    self._holder, patience=self._pace.patience, pause=self._pace.pause * 5, ended=self._ended
                )
            except DatabaseError as fault:
                self._say(fault)
                time.sleep(self._pace.retry)
                continue
            if lease:
                self._told("leased")
                self._work(lease)

    def _work(self, lease: Lease) -> None:
        self._over.clear()
        self._looked.clear()
        signing = Thread(target=self._sign_checkpoints, args=(lease,), name="checkpoints")
        signing.start()
        try:
            try:
                self._enter(lease)
            finally:
                self._over.set()
                self._grown.set()
                signing.join()
            lease.release()  # once nothing is being signed under it
        except LeaseLostError as lost:
            journal.warning("%s", lost)
        except DatabaseError as fault:  # whoever comes next waits for as long as its patience
            self._say(fault)

    def _enter(self, lease: Lease) -> None:
        """Enter what waits until it is ended. Raises `LeaseLostError`."""
        last_beat, pause = 0.0, self._pace.pause
        while not self._ended() and not self._over.is_set():
            try:
                if time.monotonic() - last_beat >= self._pace.beat:
                    lease.beat(self._now())
                    last_beat = time.monotonic()
                entered = self._may_enter() and enter_waiting(lease=lease, at=self._now(), told=self._told)
            except _FAULTS as fault:
                self._say(fault)
                time.sleep(min(self._pace.retry, self._pace.patience / 2))
                continue
            if entered:
                self._grown.set()
                pause = self._pace.pause
            else:
                time.sleep(pause)
                pause = min(pause * 1.2, self._pace.idle)

    def _may_enter(self) -> bool:
        return self._looked.is_set() and self._finding is None

    def _sign_checkpoints(self, lease: Lease) -> None:
        """Make checkpoints until it is over; the folder is taken up again after a fault."""
        try:
            while not self._over.is_set():
                try:
                    with self._signer(lease) as signer:
                        self._go_on(signer, lease)
                except LeaseLostError as lost:
                    journal.warning("%s", lost)
                    self._over.set()
                except HistoryError as doubt:
                    self._stop_for(doubt.finding, lease)
                    self._over.wait(self._pace.retry)
                except _FAULTS as fault:
                    self._say(fault)
                    self._over.wait(self._pace.retry)
        finally:
            self._over.set()  # whatever ended this thread: nothing is entered that nobody will sign
            connections.close_all()

    @contextmanager
    def _signer(self, lease: Lease) -> Iterator[CheckpointSigner]:
        with writing(Path(settings.LOG_FOLDER), step=self._told) as writer:
            yield CheckpointSigner(
                writer=writer,
                lease=lease,
                policy=trust().policy,
                now=self._now,
                timeout=self._pace.witness,
                told=self._told,
            )

    def _go_on(self, signer: CheckpointSigner, lease: Lease) -> None:
        while not self._over.is_set():
            self._grown.clear()
            met = signer.bring_up()
            if self._finding:
                self._finding = None
                lease.say([])
            self._looked.set()
            self._grown.wait(self._pace.heartbeat if met else self._pace.retry)

    def _stop_for(self, finding: Finding, lease: Lease) -> None:
        self._finding = finding
        self._looked.set()
        journal.error("nothing is signed: %s %s", finding.code, dict(finding.particulars))
        lease.say(findings_as_data([finding]))

    def _say(self, fault: Exception) -> None:
        journal.warning("%s: %s", type(fault).__name__, fault)
        if isinstance(fault, DatabaseError):
            connections.close_all()
