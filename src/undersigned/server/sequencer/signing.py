"""Makes checkpoints: from entries to tiles, a signature, cosignatures, and the files that readers see.

In this order, each step durable before the next:
1. Tiles are extended by the entries that are recorded.
2. Every witness is asked what it has seen; only what agrees with it is signed (`looking_back.py`).
3. The checkpoint is signed, kept in the folder and in the database, and only then shown to anyone.
4. The witnesses are asked to cosign, all at once and not for long. With a quorum it is *witnessed*.
5. Readers are shown it then; without a policy of witnesses, at once.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from undersigned.log.appending import LogWriter
from undersigned.log.checkpoint import SignedCheckpoint
from undersigned.log.durable import Step
from undersigned.log.faults import LogError
from undersigned.log.keys import SigningKey, read_signing_key
from undersigned.log.notes import SignatureLine
from undersigned.log.policy import Policy, PolicyWitness, standing
from undersigned.log.witness import cosigned_by
from undersigned.server.actions.publishing.edition_records import next_index
from undersigned.server.records.models import Checkpoint, LogEntry
from undersigned.server.sequencer.lease import Lease
from undersigned.server.sequencer.looking_back import (
    Seen,
    ask_witnesses,
    at_once,
    enough_seen,
    refuse_doubt,
    require_folder,
    require_witnessed,
)

journal = logging.getLogger(__name__)
_MOST_ENTRIES = 5_000  # read into memory at a time


class CheckpointSigner:
    """The log's folder and key, in the hands of the holder of the lease."""

    def __init__(
        self,
        *,
        writer: LogWriter,
        lease: Lease,
        policy: Policy,
        now: Callable[[], datetime],
        timeout: float,
        told: Step,
    ) -> None:
        """Open the folder. Raises `HistoryError` if it belongs to another database."""
        self._writer = writer
        self._lease = lease
        self._policy = policy
        self._now = now
        self._timeout = timeout
        self._told = told
        self._seen: dict[str, int] = {}  # since the lease was taken
        self._answering: frozenset[str] = frozenset()
        require_folder(writer.recorded().checkpoint)

    def bring_up(self) -> bool:
        """Sign and show what is recorded; return whether the quorum cosigned. Raises `HistoryError`,
        `LogError`.
        """
        self._extend()
        self._told("tiles")
        self._look_back()
        self._told("asked")
        if not enough_seen(self._policy, self._seen):
            return False
        self._lease.beat(self._now())
        signed = self._sign()
        signed = self._cosigned(signed)
        met = standing(self._policy, signed).met
        if met:
            self._writer.publish(signed)
            self._told("shown")
        return met

    def _extend(self) -> None:
        size = next_index()
        while self._writer.size < size:
            until = min(self._writer.size + _MOST_ENTRIES, size)
            rows = LogEntry.objects.filter(index__gte=self._writer.size, index__lt=until)
            entries = [bytes(one) for one in rows.order_by("index").values_list("content", flat=True)]
            self._writer.extend(entries)

    def _look_back(self) -> None:
        seen: Seen = ask_witnesses(self._policy, self._writer.inception.origin, timeout=self._timeout)
        for name, fault in seen.faults.items():
            journal.warning("the witness %s does not answer: %s", name, fault)
        require_witnessed(seen, self._writer)
        self._answering = frozenset(seen.newest)
        for name, checkpoint in seen.newest.items():
            self._seen[name] = checkpoint.checkpoint.size if checkpoint else self._seen.get(name, 0)

    def _sign(self) -> SignedCheckpoint:
        """The checkpoint of all that is written, signed and kept on both sides."""
        checkpoint = self._writer.extend([])
        recorded = self._writer.recorded()
        signed = recorded
        if recorded.checkpoint.size != checkpoint.size:
            signed = self._writer.record(checkpoint, log_key())
        self._told("signed")
        facts = {"root": checkpoint.root, "note": signed.note.encoded(), "signed_at": self._now()}
        Checkpoint.objects.get_or_create(size=checkpoint.size, defaults=facts)
        self._told("kept")
        return signed

    def _cosigned(self, signed: SignedCheckpoint) -> SignedCheckpoint:
        """The checkpoint with every cosignature that came in time. Raises `HistoryError`."""
        size = signed.checkpoint.size

        def ask(witness: PolicyWitness) -> SignatureLine:
            return cosigned_by(
                witness.key,
                witness.url or "",
                signed,
                seen=self._seen.get(witness.name, 0),
                prove=lambda old: self._writer.consistency(old, size) if old != size else (),
                timeout=self._timeout,
            )

        lines = []
        asked = (
            policy_witness
            for policy_witness in self._policy.witnesses
            if policy_witness.name in self._answering
        )
        for witness, answer in at_once(asked, ask):
            if isinstance(answer, LogError):
                refuse_doubt(answer, witness.name, size)
                journal.warning("the witness %s does not cosign: %s", witness.name, answer)
            else:
                lines.append(answer)
                self._seen[witness.name] = size
        self._told("cosigned")
        whole = SignedCheckpoint(checkpoint=signed.checkpoint, note=signed.note.signed(*lines))
        self._keep(whole)
        self._told("witnessed")
        return whole

    def _keep(self, signed: SignedCheckpoint) -> None:
        """Keep the note; one that the quorum has cosigned is never replaced by one that it has not."""
        row = Checkpoint.objects.filter(size=signed.checkpoint.size)
        met = self._policy.asks_for_witnesses and standing(self._policy, signed).met
        (row if met else row.filter(witnessed_at=None)).update(note=signed.note.encoded())
        if met:
            row.filter(witnessed_at=None).update(witnessed_at=self._now())


def log_key() -> SigningKey:
    """The log's key. Raises `LogError`, `OSError`."""
    return read_signing_key(Path(settings.LOG_KEY).read_text(encoding="ascii").strip())
