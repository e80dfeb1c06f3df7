"""The keys of a demonstration: two registrars, and an office key in software. They prove nothing.

1. They lie in the data folder of a desk with UNDERSIGNED_DEMO=1; every name of theirs says *demonstration*,
   and every record that they are under says `identity demonstration` or names them.
2. A real registrar's key is never on a server, and a real clerk's never in a file.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from undersigned.log.keys import SigningKey, read_signing_key, signing_key
from undersigned.server.records.ids import new_seed
from undersigned.signing.cose import cose_key
from undersigned.signing.passkeys import Assertion

NAMES = ("demonstration-1.concord.example", "demonstration-2.concord.example")
_PRESENT, _VERIFIED, _SYNCED, _WITH_KEY = 0x01, 0x04, 0x18, 0x40
_NO_ATTESTATION = bytes.fromhex("a363666d74646e6f6e656761747453746d74a068617574684461746158")


def demo_registrars() -> tuple[SigningKey, ...]:
    """The two registrars, made once."""
    return tuple(
        read_signing_key(_kept(f"{name}.key", signing_key(name, new_seed()).as_secret_text()))
        for name in NAMES
    )


def are_there() -> bool:
    """Whether this is a demonstration whose registrars' keys exist."""
    return settings.DEMO and all((_folder() / f"{name}.key").exists() for name in NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeKey:
    """A software key that answers as a browser with a synchronised passkey would."""

    seed: bytes

    def registers(self, challenge: bytes) -> tuple[bytes, bytes]:
        """Client data and attestation object of a registration."""
        identity = sha256(self.seed).digest()[:16]
        point = self._private.public_key().public_numbers()
        made = len(identity).to_bytes(2) + identity + cose_key(point.x.to_bytes(32), point.y.to_bytes(32))
        data = self._data(_WITH_KEY) + bytes(16) + made
        return _client("webauthn.create", challenge), _NO_ATTESTATION + bytes([len(data)]) + data

    def asserts(self, challenge: bytes) -> Assertion:
        """An assertion over a challenge."""
        data, client = self._data(0), _client("webauthn.get", challenge)
        signature = self._private.sign(data + sha256(client).digest(), ECDSA(SHA256()))
        return Assertion(authenticator_data=data, client_data=client, signature=signature)

    @property
    def _private(self) -> EllipticCurvePrivateKey:
        return derive_private_key(int.from_bytes(self.seed) >> 1, SECP256R1())

    def _data(self, more: int) -> bytes:
        flags = bytes([_PRESENT | _VERIFIED | _SYNCED | more])
        return sha256(settings.SIGNING_RP.encode()).digest() + flags + bytes(4)


def office_key() -> OfficeKey:
    """The office's key in software, made once."""
    return OfficeKey(seed=bytes.fromhex(_kept("office.key", new_seed().hex())))


def _client(kind: str, challenge: bytes) -> bytes:
    said = {
        "type": kind,
        "challenge": urlsafe_b64encode(challenge).decode().rstrip("="),
        "origin": settings.SIGNING_ORIGIN,
        "crossOrigin": False,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def _kept(name: str, fresh: str) -> str:
    """The content of a file, created by `fresh` if it does not exist."""
    file = _folder() / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(f"{fresh}\n", encoding="utf-8")
        file.chmod(0o600)
    return file.read_text(encoding="utf-8").strip()


def _folder() -> Path:
    return Path(settings.DATA) / "demonstration"
