"""Whose signature lines stand under the checkpoints of a bundle: witnesses, with their times, and others."""

from collections.abc import Iterator
from datetime import UTC, datetime

from undersigned.log.checkpoint import read_checkpoint
from undersigned.log.faults import LogError
from undersigned.log.notes import Note
from undersigned.log.policy import standing
from undersigned.signing.faults import SigningError
from undersigned.signing.receipts import read_receipt
from undersigned.verifying.bundle import CHECKPOINT
from undersigned.verifying.case import Case
from undersigned.verifying.faults import BundleError


def witnesses(case: Case) -> Iterator[tuple[str, str]]:
    """Each witness that cosigned the checkpoint, and when, by its own clock."""
    try:
        found = standing(case.trust.policy, case.signed).cosignatures if case.signed else ()
    except LogError:
        return
    for cosignature in found:
        yield cosignature.witness.name, _moment(cosignature.seconds)


def _moment(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, ValueError, OSError):
        return str(seconds)


def unknown_lines(case: Case) -> Iterator[tuple[str, str]]:
    """File and name of each line under a checkpoint that is of no key that is known: it is worth nothing."""
    policy = case.trust.policy
    known = {(key.name, key.key_id) for key in policy.log_keys}
    known |= {(key.name, key.key_id) for key in policy.witness_keys}
    for file, note in _notes(case):
        for line in note.lines:
            if (line.name, line.key_id) not in known:
                yield file, line.name


def _notes(case: Case) -> Iterator[tuple[str, Note]]:
    """The checkpoint of the bundle, and that of each receipt that can be read."""
    if case.signed:
        yield CHECKPOINT, case.signed.note
    for name in case.bundle.names:
        if name.startswith("proofs/"):
            try:
                yield name, read_checkpoint(read_receipt(case.bundle.read(name)).proof.note).note
            except (BundleError, LogError, SigningError):
                continue
