"""Whose lines stand under the bundle's checkpoint: witnesses, with the time by their clocks; strangers."""

from collections.abc import Iterator
from datetime import UTC, datetime

from undersigned.log.faults import LogError
from undersigned.log.policy import standing
from undersigned.verifying.case import Case


def witnesses(case: Case) -> Iterator[tuple[str, str]]:
    """Each witness that cosigned the checkpoint, and when, by its own clock."""
    try:
        found = standing(case.trust.policy, case.signed).cosignatures if case.signed else ()
    except LogError:
        return
    for one in found:
        yield one.witness.name, _moment(one.seconds)


def _moment(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, ValueError, OSError):
        return str(seconds)


def unknown_lines(case: Case) -> Iterator[str]:
    """The names of the lines under the checkpoint that are of no key that is known."""
    policy = case.trust.policy
    known = {(key.name, key.key_id) for key in policy.log_keys}
    known |= {(key.name, key.key_id) for key in policy.witness_keys}
    for line in case.signed.note.lines if case.signed else ():
        if (line.name, line.key_id) not in known:
            yield line.name
