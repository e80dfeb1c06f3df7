"""Withheld claims as ciphertext under a key of their subject; without the key nothing can be read.

1. Each subject has a key of its own (64 bytes, AES-SIV of RFC 5297), kept by whoever keeps the ring: outside
   the database, and outside its backups.
2. The ciphertext of a claim is the same each time, so that reading a list again changes nothing; it is
   padded, so that its length does not tell a name from another.
3. What is bound to it is the claim's keyed id: a ciphertext moved to another id does not open.
4. A person's data is destroyed by destroying the key; what remains is a tombstone.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NewType, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from undersigned.evidence.claims import Claim, ClaimId, Subject, Tombstone, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.interchange import claim_as_data, claim_of_data
from undersigned.values.digest import canonical_json
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, undetermined

Handle = NewType("Handle", str)
KEY_BYTES = 64
_BLOCK = 256


class WithholdingError(UndersignedError):
    """A withheld claim does not open under the key that is kept for it."""


class KeyRing(Protocol):
    """Whoever keeps the subjects' keys."""

    def key(self, handle: Handle) -> bytes | None:
        """The key of a handle; `None` where it never was or is destroyed."""

    def new_key(self, handle: Handle) -> bytes:
        """A key for a handle that has none yet, kept before it is used. Refuses one that was destroyed."""

    def destroy(self, handle: Handle) -> None:
        """Forget a key for ever; that it was destroyed is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A claim that only a key can tell: its keyed id, whose key, and the ciphertext."""

    id: ClaimId
    handle: Handle
    box: bytes

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {"withheld": self.id, "handle": self.handle, "box": self.box.hex()}


def handle_of(subject: Subject, *, key: bytes) -> Handle:
    """Under which name a subject's key is kept: a keyed digest, the same for a person and their detention."""
    said = canonical_json(["undersigned/v1 handle", subject.source, subject.key])
    return Handle(hmac.digest(key, said, "sha256").hex()[:32])


def withhold(claim: Claim, *, ring: KeyRing, key: bytes) -> Withheld:
    """A claim of the withheld level as ciphertext; `key` is the register's own. Raises `WithholdingError`."""
    if claim.level is not Level.WITHHELD:
        raise WithholdingError("only a withheld claim is withheld")
    id_, handle = claim_id(claim, key=key), handle_of(claim.subject, key=key)
    plain = json.dumps(claim_as_data(claim), ensure_ascii=False).encode()
    padded = plain + b" " * (-len(plain) % _BLOCK)
    secret = ring.key(handle) or ring.new_key(handle)
    return Withheld(id=id_, handle=handle, box=AESSIV(secret).encrypt(padded, [id_.encode()]))


def disclose(withheld: Withheld, *, ring: KeyRing) -> Claim | Finding:
    """The claim for whoever holds the ring; a finding where its key is gone. Raises `WithholdingError`."""
    secret = ring.key(withheld.handle)
    if secret is None:
        return undetermined("evidence.claim.readable", claim=withheld.id)
    try:
        plain = AESSIV(secret).decrypt(withheld.box, [withheld.id.encode()])
    except InvalidTag as fault:
        raise WithholdingError(f"{withheld.id} does not open under its key") from fault
    return claim_of_data(json.loads(plain))


def destroy(
    handle: Handle, ids: Iterable[ClaimId], *, ring: KeyRing, on: date, reason: str
) -> tuple[Tombstone, ...]:
    """A subject's key destroyed; a tombstone for each claim that must be erased wherever it is kept."""
    ring.destroy(handle)
    return tuple(Tombstone(id=id_, destroyed_on=on, reason=reason) for id_ in ids)
