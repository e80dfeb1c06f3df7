"""The claims behind a published count, as the same bytes for everyone who makes them.

1. The public snapshot holds what goes out and nothing else: one claim a line (RFC 8785), in the order of
   their ids, without who entered it or what it supersedes, since that may have a keyed id. The same claims in
   any order give the same bytes, and so the same digest.
2. Whoever has it can make every line's id again, and with it each count that names it.
3. Of everything the register holds there is only a salted digest: it shows later that nothing was changed,
   and tells nobody what or how much there was.
"""

import hmac
from collections.abc import Iterable
from dataclasses import replace

from undersigned.evidence.claims import Claim, ClaimId, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.interchange import claim_as_data
from undersigned.values.digest import canonical_json, sha256
from undersigned.values.faults import UndersignedError


class SnapshotError(UndersignedError):
    """A claim that is not public, or was withdrawn, was to stand in a public snapshot."""


def public_snapshot(claims: Iterable[Claim]) -> bytes:
    """The public snapshot by rule 1. Raises `SnapshotError`."""
    lines: dict[ClaimId, bytes] = {}
    for claim in claims:
        if claim.level is not Level.PUBLIC or claim.withdrawn:
            raise SnapshotError("only public claims that stand are part of a public snapshot")
        id_ = claim_id(claim, key=b"")  # of a public claim: no key goes in
        line = canonical_json({"id": id_, **claim_as_data(replace(claim, entry=None, supersedes=None))})
        lines[id_] = min(line, lines.get(id_, line))  # of two places that say the same, always the same one
    return b"".join(line + b"\n" for _, line in sorted(lines.items()))


def snapshot_digest(snapshot: bytes) -> str:
    """By which a card names the snapshot it was counted on."""
    return sha256(snapshot)


def internal_digest(claims: Iterable[Claim], *, key: bytes, salt: bytes) -> str:
    """The salted digest of everything, by rule 3; the same claims in any order give the same one."""
    ids = sorted(claim_id(claim, key=key) for claim in claims)
    return hmac.digest(salt, canonical_json(ids), "sha256").hex()
