"""The request of a log to a witness, and the rules of its answer (C2SP tlog-witness v1.0.0).

1. A request is the line `old <size>`, at most 63 hashes in base64, an empty line, the checkpoint's note.
   Else 400.
2. A log that is not known: 404. A checkpoint that no known key of the log has signed, or a wrong
   signature: 403.
3. `old` above the checkpoint's size: 400.
4. `old` is not the size of what the witness saw last (0 where it saw nothing), or the size is the same and
   the root another: 409, with the size it saw last.
5. The proof does not lead from what it saw last to the checkpoint, or is there where none is needed: 422.
6. Only then it cosigns. Looking at what it saw last and keeping the new one is one step that nothing can
   come between: else an older checkpoint could be put in the place of a newer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.log.checkpoint import Checkpoint, SignedCheckpoint, read_checkpoint, require_log_signature
from undersigned.log.encoding import base64_of, hash_of, number
from undersigned.log.faults import LogError
from undersigned.log.notes import NoteKey
from undersigned.log.proofs import MOST_HASHES, check_consistency

MALFORMED, UNSIGNED, UNKNOWN, CONFLICT, UNPROVED = 400, 403, 404, 409, 422


class WitnessRefusalError(LogError):
    """A witness does not cosign; `status` is its answer, `size` what it saw last where that is why."""

    def __init__(self, status: int, rule: str, said: str, size: int | None = None) -> None:
        super().__init__(rule, said)
        self.status = status
        self.size = size


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCheckpoint:
    """A log's request: from which size, by which proof, to which checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def encoded(self) -> bytes:
        """The body of the request."""
        lines = (f"old {self.old}", *map(base64_of, self.proof), "")
        return "".join(f"{line}\n" for line in lines).encode() + self.note


def parse_request(raw: bytes) -> AddCheckpoint:
    """A request from its body. Raises `WitnessRefusalError`."""
    head, blank, note = raw.partition(b"\n\n")
    first, *hashes = head.split(b"\n", MOST_HASHES + 1)
    if not blank or not first.startswith(b"old ") or len(hashes) > MOST_HASHES or not head.isascii():
        raise WitnessRefusalError(MALFORMED, "witness-request", "not a request for a cosignature")
    try:
        return AddCheckpoint(
            old=number(first.removeprefix(b"old ").decode("ascii"), "witness-request"),
            proof=tuple(hash_of(line.decode("ascii"), "witness-request") for line in hashes),
            note=note,
        )
    except LogError as fault:
        raise WitnessRefusalError(MALFORMED, fault.rule, str(fault)) from fault


def known_checkpoint(request: AddCheckpoint, logs: Iterable[NoteKey]) -> SignedCheckpoint:
    """The checkpoint of a request, by rules 1 and 2. Raises `WitnessRefusalError`."""
    try:
        signed = read_checkpoint(request.note)
    except LogError as fault:
        raise WitnessRefusalError(MALFORMED, fault.rule, str(fault)) from fault
    try:
        require_log_signature(signed, logs)
    except LogError as fault:
        status = UNKNOWN if fault.rule == "checkpoint-origin" else UNSIGNED
        raise WitnessRefusalError(status, fault.rule, str(fault)) from fault
    return signed


def require_successor(request: AddCheckpoint, newest: Checkpoint, latest: Checkpoint | None) -> None:
    """Refuse a checkpoint that does not follow what the witness saw last. Raises `WitnessRefusalError`."""
    seen = latest.size if latest else 0
    if request.old > newest.size:
        raise WitnessRefusalError(MALFORMED, "witness-old-size", "the old size is above the checkpoint's")
    if request.old != seen:
        raise WitnessRefusalError(CONFLICT, "witness-conflict", f"the size seen last is {seen}", seen)
    if latest and newest.size == seen and newest.root != latest.root:
        raise WitnessRefusalError(CONFLICT, "witness-fork", f"another root was seen at size {seen}", seen)
    if not latest or seen in (0, newest.size):
        if request.proof:
            raise WitnessRefusalError(UNPROVED, "consistency-length", "nothing is to be proved here")
        return
    try:
        check_consistency(
            old=seen, new=newest.size, old_root=latest.root, new_root=newest.root, proof=request.proof
        )
    except LogError as fault:
        raise WitnessRefusalError(UNPROVED, fault.rule, str(fault)) from fault
