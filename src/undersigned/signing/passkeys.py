"""Checks passkey lines: does this assertion, made by this key, cover this text? Uses `cryptography` only.

The rules are those of `docs/protocol/v1/records.md`, "What an assertion must show"; each is answered apart:

1. parts: authenticator data, client data, signature, each after its length; nothing follows.
2. form, rp: 37 bytes, more only where extensions follow; no attested data; the relying party of the key.
3. present, verified, backup: the person was there and was checked; synced exactly as when enrolled.
4. json, type, challenge, origin, cross-origin: the browser says it was made for this text, at that page.
5. signature: ECDSA over both, under the key.

A key's own line is checked like any other. The counter is read and not judged: only who reads the log in its
order can compare, and even then it is no more than a sign.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256

from undersigned.log.keys import OTHER, key_id
from undersigned.log.notes import SignatureLine
from undersigned.signing.cose import public_key, thumbprint
from undersigned.signing.faults import SigningError
from undersigned.signing.record_text import RecordText

TYPE_NAME = b"undersigned/v1 passkey\n"
BARE_SIZE = 37
LONGEST_PART = 0xFFFF
PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, ATTESTED, EXTENDED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80

_ES256 = ECDSA(SHA256())
_COUNTER = slice(33, 37)


class Rule(StrEnum):
    """A rule that an assertion can break."""

    PARTS = "parts"
    FORM = "form"
    RP = "rp"
    PRESENT = "present"
    VERIFIED = "verified"
    BACKUP = "backup"
    JSON = "json"
    TYPE = "type"
    CHALLENGE = "challenge"
    ORIGIN = "origin"
    CROSS_ORIGIN = "cross-origin"
    SIGNATURE = "signature"

    @property
    def question(self) -> str:
        """The question of `verification.md` to which it belongs: context, flags or signature."""
        if self in _CONTEXT:
            return "context"
        return "signature" if self in (Rule.SIGNATURE, Rule.PARTS) else "flags"


_CONTEXT = frozenset({Rule.JSON, Rule.TYPE, Rule.CHALLENGE, Rule.ORIGIN, Rule.CROSS_ORIGIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A key as its record enrolled it: whose, for which site, synced (backup eligible) or not."""

    holder: str
    cose: bytes
    rp: str
    origin: str
    synced: bool

    @property
    def name(self) -> str:
        """The name on its signature lines."""
        return self.holder

    @property
    def key_id(self) -> bytes:
        """The id on its signature lines."""
        return _key_id(self.holder, self.cose)

    @property
    def thumbprint(self) -> str:
        """The digest by which records name it."""
        return thumbprint(self.cose)

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether the payload of a line is an assertion over the text that breaks no rule."""
        return not broken_rules(self, text, signature)

    def line(self, assertion: "Assertion") -> SignatureLine:
        """The signature line with an assertion of this key."""
        return SignatureLine(name=self.name, key_id=self.key_id, signature=assertion.payload())


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """What a browser hands over, as it came."""

    authenticator_data: bytes
    client_data: bytes
    signature: bytes

    @property
    def flags(self) -> int:
        """The byte of flags; 0 where there is none."""
        return self.authenticator_data[32] if len(self.authenticator_data) >= BARE_SIZE else 0

    @property
    def counter(self) -> int:
        """The key's counter at this assertion."""
        return int.from_bytes(self.authenticator_data[_COUNTER])

    def payload(self) -> bytes:
        """The three parts, each after its length."""
        parts = (self.authenticator_data, self.client_data, self.signature)
        if any(len(part) > LONGEST_PART for part in parts):
            raise SigningError("assertion-parts", "a part of an assertion has at most 65,535 bytes")
        return b"".join(len(part).to_bytes(2) + part for part in parts)


def read_assertion(payload: bytes) -> Assertion:
    """An assertion from the payload of a line. Raises `SigningError`."""
    parts, at = [], 0
    for _ in range(3):
        end = at + 2 + int.from_bytes(payload[at : at + 2])
        parts.append(payload[at + 2 : end])
        at = end
    if at != len(payload):
        raise SigningError("assertion-parts", "a passkey line is three parts, each after its length")
    return Assertion(authenticator_data=parts[0], client_data=parts[1], signature=parts[2])


def challenge(text: RecordText) -> bytes:
    """What a browser is to be asked to sign: SHA-256 of the text."""
    return sha256(text.raw).digest()


def broken_rules(key: Passkey, text: bytes, payload: bytes) -> tuple[Rule, ...]:
    """Every rule that an assertion of this key over a text breaks; none, if it may stand."""
    try:
        assertion = read_assertion(payload)
    except SigningError:
        return (Rule.PARTS,)
    return (
        *_authenticator_rules(key, assertion.authenticator_data),
        *_client_rules(key, text, assertion.client_data),
        *_signature_rules(key, assertion),
    )


def _authenticator_rules(key: Passkey, data: bytes) -> list[Rule]:
    if len(data) < BARE_SIZE:
        return [Rule.FORM]
    flags, broken = data[32], []
    if flags & ATTESTED or (len(data) > BARE_SIZE and not flags & EXTENDED):
        broken.append(Rule.FORM)
    if data[:32] != _rp_hash(key.rp):
        broken.append(Rule.RP)
    if not flags & PRESENT:
        broken.append(Rule.PRESENT)
    if not flags & VERIFIED:
        broken.append(Rule.VERIFIED)
    if bool(flags & ELIGIBLE) is not key.synced or (flags & BACKED_UP and not flags & ELIGIBLE):
        broken.append(Rule.BACKUP)
    return broken


def _client_rules(key: Passkey, text: bytes, raw: bytes) -> list[Rule]:
    try:
        pairs = _DECODER.decode(raw.decode())
    except (ValueError, RecursionError):  # not UTF-8, not JSON, too deep
        return [Rule.JSON]
    if not isinstance(pairs, tuple) or len(said := dict(pairs)) != len(pairs):
        return [Rule.JSON]
    broken = []
    if said.get("type") != "webauthn.get":
        broken.append(Rule.TYPE)
    if said.get("challenge") != urlsafe_b64encode(sha256(text).digest()).decode().rstrip("="):
        broken.append(Rule.CHALLENGE)
    if said.get("origin") != key.origin:
        broken.append(Rule.ORIGIN)
    if said.get("crossOrigin", False) is not False or "topOrigin" in said:
        broken.append(Rule.CROSS_ORIGIN)
    return broken


def _signature_rules(key: Passkey, assertion: Assertion) -> list[Rule]:
    signed = assertion.authenticator_data + sha256(assertion.client_data).digest()
    try:
        public_key(key.cose).verify(assertion.signature, signed, _ES256)
    except (InvalidSignature, SigningError):
        return [Rule.SIGNATURE]
    return []


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity, which Python reads and JSON does not have


# An object comes out as a tuple of its members, so that doubled ones are seen; a number is read as other
# languages read it, since Python refuses whole ones of more than some thousand digits.
_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_constant=_no_constant, parse_int=float)


@lru_cache(maxsize=64)
def _rp_hash(rp: str) -> bytes:
    return sha256(rp.encode()).digest()


@lru_cache(maxsize=1024)
def _key_id(holder: str, cose: bytes) -> bytes:
    return key_id(holder, OTHER, TYPE_NAME + cose)
