"""Makes the record of a key from what a browser returns when a passkey is created.

1. The registration was made for this challenge, at this origin, for this relying party, with the person
   there and checked (UP, UV); never in a frame of another site.
2. The key is ES256 in its 77 bytes; any other algorithm is refused.
3. The level is C where the key is synced (BE). Else it is B; or A, if the registrars say so, who have looked
   at the attestation: nothing here judges it, the record keeps its digest.
4. The registration proves nothing to others. The key then signs the text of its own record, and so do the
   registrars.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from undersigned.signing.cbor import read_cbor
from undersigned.signing.cose import SIZE, refuse_key
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import (
    ATTESTED,
    BACKED_UP,
    ELIGIBLE,
    EXTENDED,
    PRESENT,
    VERIFIED,
)
from undersigned.signing.record_text import RecordText, write_text
from undersigned.values.digest import sha256 as digest_of

Identity = Literal["in-person", "by-video", "by-document", "demonstration"]
Level = Literal["A", "B", "C"]

_HEAD, _AAGUID, _LENGTH = 37, 16, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A new passkey: its public key, its credential id, the make of its authenticator, synced or not."""

    cose: bytes
    credential_id: bytes
    aaguid: str
    synced: bool
    attestation: str | None  # the digest of the attestation object; `None` where nothing is attested

    def level(self, *, attested: bool = False) -> Level:
        """C where it is synced; else B, or A on the registrars' word."""
        if self.synced:
            return "C"
        return "A" if attested and self.attestation else "B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose key it is to be: `thread` is `None` for a clerk."""

    id: str
    name: str
    role: Literal["member", "clerk"]
    thread: str | None


def read_registration(
    client_data: bytes, attestation_object: bytes, *, challenge: bytes, rp: str, origin: str
) -> Registration:
    """A registration, checked by rules 1 and 2. Raises `SigningError`."""
    _refuse_client(client_data, challenge, origin)
    attestation = read_cbor(attestation_object)
    data = attestation.get("authData") if isinstance(attestation, dict) else None
    if not isinstance(data, bytes) or len(data) < _HEAD + _AAGUID + _LENGTH:
        raise SigningError("registration-form", "the registration has no attested credential")
    flags = data[32]
    if data[:32] != sha256(rp.encode()).digest():
        raise SigningError("registration-rp", "the registration is for another site")
    if flags & (PRESENT | VERIFIED | ATTESTED) != PRESENT | VERIFIED | ATTESTED:
        raise SigningError("registration-flags", "the person was not there, or was not checked")
    if flags & BACKED_UP and not flags & ELIGIBLE:
        raise SigningError("registration-flags", "a key that cannot be copied says that it is")
    credential_id, cose = _credential(data, extended=bool(flags & EXTENDED))
    attested = attestation.get("fmt") not in (None, "none")
    return Registration(
        cose=cose,
        credential_id=credential_id,
        aaguid=data[_HEAD : _HEAD + _AAGUID].hex(),
        synced=bool(flags & ELIGIBLE),
        attestation=digest_of(attestation_object) if attested else None,
    )


def key_text(
    registration: Registration,
    holder: Holder,
    *,
    log: str,
    assembly: str,
    rp: str,
    origin: str,
    identity: Identity,
    attested: bool = False,
    replaces: str | None = None,
) -> RecordText:
    """The text of the key's record, for the key itself and the registrars to sign."""
    return write_text(
        "key",
        {
            "log": log,
            "thread": holder.thread,
            "assembly": assembly,
            "holder": holder.id,
            "role": holder.role,
            "name": holder.name,
            "public-key": registration.cose,
            "rp": rp,
            "origin": origin,
            "level": registration.level(attested=attested),
            "aaguid": registration.aaguid,
            "attestation": registration.attestation,
            "identity": identity,
            "replaces": replaces,
        },
    )


def _refuse_client(raw: bytes, challenge: bytes, origin: str) -> None:
    try:
        said: Any = json.loads(raw.decode())
    except (ValueError, RecursionError) as fault:
        raise SigningError("registration-json", "the client data are not JSON") from fault
    wanted = {
        "type": "webauthn.create",
        "challenge": urlsafe_b64encode(challenge).decode().rstrip("="),
        "origin": origin,
    }
    if not isinstance(said, dict) or any(said.get(key) != value for key, value in wanted.items()):
        raise SigningError("registration-context", "the registration was made for something else")
    if said.get("crossOrigin", False) is not False or "topOrigin" in said:
        raise SigningError("registration-context", "the registration was made within another site")


def _credential(data: bytes, *, extended: bool) -> tuple[bytes, bytes]:
    start = _HEAD + _AAGUID + _LENGTH
    end = start + int.from_bytes(data[start - _LENGTH : start])
    cose = data[end : end + SIZE]
    refuse_key(cose)
    if len(data) != end + SIZE and not extended:
        raise SigningError("registration-form", "something follows the key")
    return data[start:end], cose
