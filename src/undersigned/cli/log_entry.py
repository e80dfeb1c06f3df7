"""Writes an operator's own entry into the folder of a log that no server writes to.

1. Before anything is signed every witness of the policy is asked what it saw; what it saw must be this log.
   Where too few of them answer for a quorum, nothing is signed.
2. Entry, tiles and the signed checkpoint are durable first; then witnesses cosign; with a quorum it is shown.
3. What is stamped is what is shown, under a policy that is met: a checkpoint that witnesses saw.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from undersigned.cli.authority import Ask
from undersigned.cli.extras import needing
from undersigned.log.appending import LogWriter, writing
from undersigned.log.checkpoint import SignedCheckpoint
from undersigned.log.directory import LogDirectory
from undersigned.log.faults import LogError
from undersigned.log.keys import SigningKey
from undersigned.log.policy import Policy, PolicyWitness, names_met, standing
from undersigned.log.witness import cosigned_by, newest_seen
from undersigned.signing.anchors import Judge, anchor, stamped_text
from undersigned.signing.records import Record
from undersigned.wording.words import term

_DOUBT = ("log-behind", "log-fork", "checkpoint-origin")  # another history was seen: nothing is passed over


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """Where a new entry is; `silent` names the witnesses that did not cosign, and why."""

    index: int
    shown: bool
    silent: Mapping[str, str]


def anchored(log: LogDirectory, policy: Policy, ask: Ask, judge: Judge | None, language: str) -> Record:
    """The anchor record over the current checkpoint. Raises `LogError`, `SigningError`, `AuthorityError`."""
    with needing("seal", language):
        from undersigned.signing.timestamps import request_for, token_of  # noqa: PLC0415
    signed = log.checkpoint()
    if not signed.checkpoint.size:
        raise LogError("log-unwritten", term("log.nothing", language))
    if not standing(policy, signed).met:
        raise LogError("policy-quorum", term("log.unwitnessed", language))
    text = stamped_text(signed.checkpoint)
    token = token_of(ask(request_for(text)), text)
    if judge:
        judge(token, text)
    return anchor(signed.checkpoint, token)


def appended(
    folder: Path, key: SigningKey, policy: Policy, entry: bytes, *, timeout: float, language: str
) -> Appended:
    """Append an entry and ask the witnesses to cosign. Raises `LogError`, `OSError`."""
    with writing(folder) as writer:
        seen = _seen(writer, policy, timeout)
        if policy.asks_for_witnesses and policy.quorum not in names_met(policy, seen):
            raise LogError("policy-quorum", term("log.unasked", language))
        index = writer.size
        signed = writer.record(writer.extend([entry]), key)
        signed, silent = _cosigned(writer, signed, policy, seen, timeout)
        shown = standing(policy, signed).met
        if shown:
            writer.publish(signed)
    return Appended(index=index, shown=shown, silent=silent)


def _seen(writer: LogWriter, policy: Policy, timeout: float) -> dict[str, int]:
    """The size that each witness saw last; refused if one saw entries that are not here."""
    sizes = dict[str, int]()
    for witness in _asked(policy):
        try:
            newest = newest_seen(witness.key, witness.url or "", writer.inception.origin, timeout=timeout)
        except LogError:
            continue  # it is asked once more for its cosignature, and then named
        if newest:
            writer.require_history(newest.checkpoint)
        sizes[witness.name] = newest.checkpoint.size if newest else 0
    return sizes


def _cosigned(
    writer: LogWriter, signed: SignedCheckpoint, policy: Policy, seen: Mapping[str, int], timeout: float
) -> tuple[SignedCheckpoint, dict[str, str]]:
    size, lines, silent = signed.checkpoint.size, [], dict[str, str]()
    for witness in _asked(policy):
        try:
            line = cosigned_by(
                witness.key, witness.url or "", signed, seen=seen.get(witness.name, 0), timeout=timeout,
                prove=lambda old: writer.consistency(old, size) if old != size else (),
            )  # fmt: skip
            lines.append(line)
        except LogError as fault:
            if fault.rule in _DOUBT:
                raise
            silent[witness.name] = str(fault)
    return SignedCheckpoint(checkpoint=signed.checkpoint, note=signed.note.signed(*lines)), silent


def _asked(policy: Policy) -> tuple[PolicyWitness, ...]:
    return tuple(witness for witness in policy.witnesses if witness.url)
