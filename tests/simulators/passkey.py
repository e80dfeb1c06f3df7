"""A software authenticator for tests: what a browser and a passkey hand over, with any of it made wrong.

Signatures are deterministic (RFC 6979), so the same key and text give the same bytes on every run. A real
authenticator never shows its private key; this one is made from a seed that everybody may know.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from undersigned.log.notes import SignatureLine
from undersigned.signing.cose import cose_key
from undersigned.signing.passkeys import Assertion, Passkey
from undersigned.signing.record_text import RecordText
from undersigned.signing.records import Record

RP, ORIGIN = "sign.concord.example", "https://sign.concord.example"
UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
AAGUID = bytes.fromhex("00000000000000000000000000f1c710")
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwarePasskey:
    """A passkey of a holder at a site; `synced` sets BE and BS in everything it makes."""

    holder: str = "cc48939"
    seed: str = "one"
    rp: str = RP
    origin: str = ORIGIN
    synced: bool = False
    aaguid: bytes = AAGUID

    @property
    def private(self) -> EllipticCurvePrivateKey:
        number = int.from_bytes(sha256(f"{self.holder} {self.seed}".encode()).digest())
        return derive_private_key(number % (ORDER - 1) + 1, SECP256R1())

    @property
    def cose(self) -> bytes:
        point = self.private.public_key().public_numbers()
        return cose_key(point.x.to_bytes(32), point.y.to_bytes(32))

    @property
    def passkey(self) -> Passkey:
        return Passkey(holder=self.holder, cose=self.cose, rp=self.rp, origin=self.origin, synced=self.synced)

    @property
    def credential_id(self) -> bytes:
        return sha256(b"credential" + self.cose).digest()[:16]

    def asserts(
        self,
        challenge: bytes,
        /,
        *,
        flags: int | None = None,
        counter: int = 0,
        extensions: bytes = b"",
        rp: str | None = None,
        client_data: bytes | None = None,
        **said: Any,
    ) -> Assertion:
        """An assertion over a challenge; further words replace what the client data say, `None` drops one."""
        wanted = self.flags if flags is None else flags
        data = sha256((rp or self.rp).encode()).digest() + bytes([wanted]) + counter.to_bytes(4) + extensions
        client = self.client_data("webauthn.get", challenge, said) if client_data is None else client_data
        signature = self.private.sign(
            data + sha256(client).digest(), ECDSA(SHA256(), deterministic_signing=True)
        )
        return Assertion(authenticator_data=data, client_data=client, signature=signature)

    def signs(self, text: RecordText, **changes: Any) -> SignatureLine:
        """The line under a record's text."""
        return self.passkey.line(self.asserts(sha256(text.raw).digest(), **changes))

    def sign(self, record: Record, **changes: Any) -> Record:
        """The record with this key's line."""
        return record.signed(self.signs(record.text, **changes))

    @property
    def flags(self) -> int:
        return UP | UV | (BE | BS if self.synced else 0)

    def client_data(self, kind: str, challenge: bytes, said: dict[str, Any]) -> bytes:
        """The client data as a browser writes them."""
        words = {
            "type": kind,
            "challenge": base64url(challenge),
            "origin": self.origin,
            "crossOrigin": False,
            **said,
        }
        kept = {key: value for key, value in words.items() if value is not None}
        return json.dumps(kept, separators=(",", ":")).encode()

    def attested_data(self, flags: int | None = None, cose: bytes | None = None) -> bytes:
        """The authenticator data of a registration."""
        wanted = self.flags | AT if flags is None else flags
        head = sha256(self.rp.encode()).digest() + bytes([wanted]) + bytes(4)
        identity = len(self.credential_id).to_bytes(2) + self.credential_id
        return head + self.aaguid + identity + (cose or self.cose)

    def registers(self, challenge: bytes, *, data: bytes | None = None, **said: Any) -> dict[str, Any]:
        """A registration as a page's `credential.toJSON()` gives it, without attestation."""
        data = self.attested_data() if data is None else data
        attestation = bytes.fromhex("a363666d74646e6f6e656761747453746d74a068617574684461746158")
        return {
            "id": base64url(self.credential_id),
            "rawId": base64url(self.credential_id),
            "type": "public-key",
            "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": base64url(self.client_data("webauthn.create", challenge, said)),
                "attestationObject": base64url(attestation + bytes([len(data)]) + data),
                "transports": ["internal"],
            },
        }

    def as_authentication(self, assertion: Assertion) -> dict[str, Any]:
        """An assertion as a page's `credential.toJSON()` gives it."""
        return {
            "id": base64url(self.credential_id),
            "rawId": base64url(self.credential_id),
            "type": "public-key",
            "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": base64url(assertion.client_data),
                "authenticatorData": base64url(assertion.authenticator_data),
                "signature": base64url(assertion.signature),
                "userHandle": None,
            },
        }


def base64url(content: bytes) -> str:
    """Base64 as browsers write it."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def twin(assertion: Assertion) -> Assertion:
    """The same assertion with the second valid form of its signature, which anybody can make."""
    r, s = decode_dss_signature(assertion.signature)
    return replace(assertion, signature=encode_dss_signature(r, ORDER - s))
