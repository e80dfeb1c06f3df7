"""Checks the log's own folder and every witness for a longer history, before anything is signed.

1. What the folder has recorded, and what a witness has seen, must be the beginning of what the database
   holds. One that was restored from an older copy is smaller, or has grown another way: nothing is signed.
2. A witness that does not answer is passed over as long as those that are silent could not have made up a
   quorum by themselves: then every checkpoint that counted was seen by one that answered.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from undersigned.log.appending import LogWriter
from undersigned.log.checkpoint import Checkpoint, SignedCheckpoint
from undersigned.log.faults import LogError
from undersigned.log.merkle import CompactRange
from undersigned.log.policy import Policy, PolicyWitness, names_met
from undersigned.log.witness import newest_seen
from undersigned.server.records.models import LogEntry
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, failed

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_PIECE = 10_000


class HistoryError(UndersignedError):
    """Somebody has seen more of this log, or another history; `finding` says what."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What each witness has seen of the log (`None`: nothing), and why others did not answer."""

    newest: Mapping[str, SignedCheckpoint | None]
    faults: Mapping[str, str]


def require_folder(recorded: Checkpoint) -> None:
    """Refuse a database that does not begin with what the folder has recorded. Raises `HistoryError`."""
    leaves = LogEntry.objects.filter(index__lt=recorded.size).order_by("index").values_list("leaf", flat=True)
    there = CompactRange().extended(bytes(leaf) for leaf in leaves.iterator(chunk_size=_PIECE))
    if there.size < recorded.size:
        raise HistoryError(_behind("the folder of the log", recorded.size, there.size))
    if there.root() != recorded.root:
        raise HistoryError(_fork("the folder of the log", recorded.size))


def ask_witnesses(policy: Policy, origin: str, *, timeout: float) -> Seen:
    """What every witness with an address has seen, asked at the same time."""

    def ask(witness: PolicyWitness) -> SignedCheckpoint | None:
        return newest_seen(witness.key, witness.url or "", origin, timeout=timeout)

    newest, faults = dict[str, SignedCheckpoint | None](), dict[str, str]()
    for witness, answer in at_once(policy.witnesses, ask):
        if isinstance(answer, LogError):
            faults[witness.name] = str(answer)
        else:
            newest[witness.name] = answer
    return Seen(newest=newest, faults=faults)


def require_witnessed(seen: Seen, writer: LogWriter) -> None:
    """Refuse to go on where a witness saw more, or something else. Raises `HistoryError`, `LogError`."""
    for name, signed in seen.newest.items():
        if signed is None:
            continue
        size = signed.checkpoint.size
        if size > writer.size:
            raise HistoryError(_behind(name, size, writer.size))
        if writer.root(size) != signed.checkpoint.root:
            raise HistoryError(_fork(name, size))


def refuse_doubt(fault: LogError, name: str, size: int) -> None:
    """Refuse to continue if a witness saw something other than what it is to cosign. Raises
    `HistoryError`.
    """
    if fault.rule == "log-behind":
        raise HistoryError(_behind(name, size + 1, size)) from fault
    if fault.rule == "log-fork":
        raise HistoryError(_fork(name, size)) from fault


def enough_seen(policy: Policy, answered: Iterable[str]) -> bool:
    """Whether the silent witnesses alone could not have formed a quorum (rule 2)."""
    if not policy.asks_for_witnesses:
        return True
    silent = {witness.name for witness in policy.witnesses} - {*answered}
    return policy.quorum not in names_met(policy, silent)


def at_once(
    asked: Iterable[Asked], ask: Callable[[Asked], Answer]
) -> Iterable[tuple[Asked, Answer | LogError]]:
    """Ask all at the same time; yields an answer or an error for each."""

    def guarded(one: Asked) -> Answer | LogError:
        try:
            return ask(one)
        except LogError as fault:
            return fault

    every = tuple(asked)
    with ThreadPoolExecutor(max_workers=max(len(every), 1)) as pool:
        return tuple(zip(every, pool.map(guarded, every), strict=True))


def _behind(by: str, seen: int, there: int) -> Finding:
    return failed("signing.log.history", by=by, seen=seen, there=there, fork=False)


def _fork(by: str, seen: int) -> Finding:
    return failed("signing.log.history", by=by, seen=seen, there=seen, fork=True)
