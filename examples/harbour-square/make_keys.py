"""The keys of the example: of a log, a witness, two registrars, clerks and members.

**None of them is a secret**: each follows from the seed that stands in `generate.py`. Nobody may trust them
for anything but this example. A real registrar's key is drawn by `undersigned registrar keygen` and kept
offline; a real passkey never leaves its device.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

from undersigned.log.keys import COSIGNATURE, SigningKey, signing_key
from undersigned.log.notes import SignatureLine
from undersigned.signing.cose import cose_key
from undersigned.signing.passkeys import BACKED_UP, ELIGIBLE, PRESENT, VERIFIED, Assertion, Passkey
from undersigned.signing.record_text import RecordText

LOG, WITNESS = "concord.example/log", "observers.example/witness"
REGISTRARS = ("concord.example/registrar-1", "concord.example/registrar-2")
RP, ORIGIN = "sign.concord.example", "https://sign.concord.example"

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256
_DETERMINISTIC = ECDSA(SHA256(), deterministic_signing=True)  # RFC 6979: the same bytes on every run

Seeded = Callable[[str], bytes]


def seeded(seed: int) -> Seeded:
    """32 bytes for every purpose, by its name."""
    return lambda purpose: sha256(f"harbour-square {seed} {purpose}".encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwareKey:
    """A passkey in software: what a device would do, with nothing kept secret."""

    holder: str
    level: str
    private: EllipticCurvePrivateKey

    @property
    def passkey(self) -> Passkey:
        """The public part, as its record enrols it."""
        point = self.private.public_key().public_numbers()
        return Passkey(
            holder=self.holder,
            cose=cose_key(point.x.to_bytes(32), point.y.to_bytes(32)),
            rp=RP,
            origin=ORIGIN,
            synced=self.level == "C",
        )

    def signs(self, text: RecordText, counter: int = 0) -> SignatureLine:
        """The line under a text."""
        flags = PRESENT | VERIFIED | (ELIGIBLE | BACKED_UP if self.level == "C" else 0)
        data = sha256(RP.encode()).digest() + bytes([flags]) + counter.to_bytes(4)
        challenge = urlsafe_b64encode(sha256(text.raw).digest()).decode().rstrip("=")
        said = {"type": "webauthn.get", "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}
        client = json.dumps(said, separators=(",", ":")).encode()
        signature = self.private.sign(data + sha256(client).digest(), _DETERMINISTIC)
        assertion = Assertion(authenticator_data=data, client_data=client, signature=signature)
        return self.passkey.line(assertion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """All keys of the example, and whatever else is drawn where nobody draws."""

    seeded: Seeded

    def log(self) -> SigningKey:
        """The log's key."""
        return signing_key(LOG, self.seeded(LOG))

    def witness(self) -> SigningKey:
        """The key of the one witness."""
        return signing_key(WITNESS, self.seeded(WITNESS), COSIGNATURE)

    def registrars(self) -> tuple[SigningKey, ...]:
        """The keys of the two registrars."""
        return tuple(signing_key(name, self.seeded(name)) for name in REGISTRARS)

    def passkey(self, holder: str, level: str, which: str = "first") -> SoftwareKey:
        """A key of a member or clerk."""
        number = int.from_bytes(self.seeded(f"passkey {holder} {which}")) % (_ORDER - 1) + 1
        return SoftwareKey(holder=holder, level=level, private=derive_private_key(number, SECP256R1()))
