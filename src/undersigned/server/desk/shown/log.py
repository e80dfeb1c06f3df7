"""The log for a page: whether it has begun, whether it works, who has witnessed it, what waits.

Nothing here is asked of the files of the log, and no page of the desk fails because the log is in doubt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from undersigned.log.checkpoint import read_checkpoint
from undersigned.log.cosignature import cosignatures
from undersigned.log.faults import LogError
from undersigned.server.actions.log.trusting import TrustFileError, trust
from undersigned.server.desk.refusals import Said, said
from undersigned.server.records.mapping.findings import findings_of
from undersigned.server.records.models import Checkpoint, Log, LogEntry, SequencerLease, SignedRecord
from undersigned.signing.trust import Trust

ALIVE = timedelta(seconds=15)  # a sequencer says every second that it lives


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequencing:
    """Whether a sequencer writes to the log; `findings` say why not."""

    at_work: bool
    seen_at: datetime | None
    findings: tuple[Said, ...]

    @property
    def well(self) -> bool:
        """Whether records are entered now."""
        return self.at_work and not self.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessing:
    """A witness of the trust file, and the latest checkpoint that it has seen, by its own clock."""

    name: str
    size: int | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogShown:
    """The content of the page of the log."""

    origin: str
    key: str
    begun_at: datetime
    size: int
    signed: Checkpoint | None
    witnessed: Checkpoint | None
    asks_for_witnesses: bool
    witnesses: tuple[Witnessing, ...]
    registrars: tuple[str, ...]
    fault: str | None
    sequencing: Sequencing
    waiting: int
    page_logged: tuple[str, int] | None


def log_begun() -> bool:
    """Whether this desk has a log; without one everything is on paper."""
    return Log.objects.exists()


def sequencing(at: datetime) -> Sequencing:
    """Whether a sequencer is running. One query."""
    lease = SequencerLease.objects.first()
    seen = lease.seen_at if lease else None
    return Sequencing(
        at_work=bool(lease and lease.holder and seen and at - seen <= ALIVE),
        seen_at=seen,
        findings=said(findings_of(lease.findings)) if lease else (),
    )


def log_shown(at: datetime) -> LogShown | None:
    """The page of the log; `None` before it has begun."""
    log = Log.objects.first()
    if log is None:
        return None
    trusted, fault = _trust()
    newest = Checkpoint.objects.order_by("-size")
    return LogShown(
        origin=log.origin,
        key=log.key,
        begun_at=log.begun_at,
        size=LogEntry.objects.count(),
        signed=newest.first(),
        witnessed=newest.filter(witnessed_at__isnull=False).first(),
        asks_for_witnesses=bool(trusted and trusted.policy.asks_for_witnesses),
        witnesses=tuple(_witnesses(trusted)) if trusted else (),
        registrars=tuple(key.name for key in trusted.registrars) if trusted else (),
        fault=fault,
        sequencing=sequencing(at),
        waiting=SignedRecord.objects.filter(
            handed_over_at__isnull=False, entry=None, refused_at=None
        ).count(),
        page_logged=_page_logged(),
    )


def _trust() -> tuple[Trust | None, str | None]:
    try:
        return trust(), None
    except TrustFileError as fault:
        return None, str(fault)


def _witnesses(trusted: Trust) -> Iterator[Witnessing]:
    """Each witness with the latest checkpoint that carries its line."""
    seen: dict[bytes, Witnessing] = {}
    names = {witness.key.key.public: witness.name for witness in trusted.policy.witnesses}
    for checkpoint in Checkpoint.objects.order_by("-size")[:20]:
        try:
            signed = read_checkpoint(bytes(checkpoint.note))
            found = cosignatures(signed.note, trusted.policy.witness_keys)
        except LogError:
            continue
        for cosignature in found:
            at = datetime.fromtimestamp(cosignature.seconds, UTC)
            line = Witnessing(name=names[cosignature.witness.public], size=checkpoint.size, at=at)
            seen.setdefault(cosignature.witness.public, line)
    for key, name in names.items():
        yield seen.get(key) or Witnessing(name=name, size=None, at=None)


def _page_logged() -> tuple[str, int] | None:
    """The digest of the signing page as last logged, and the index of that entry."""
    record = SignedRecord.objects.filter(kind="page", entry__isnull=False).order_by("-entry").first()
    if record is None or record.entry_id is None:
        return None
    lines = (line.partition(" ") for line in record.text.split("\n"))
    digest = next((value for key, _, value in lines if value.startswith("sha256:")), "")
    return digest.removeprefix("sha256:"), record.entry_id
