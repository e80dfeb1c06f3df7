"""Keys of logs and witnesses: verifier keys as text, key ids, and strict Ed25519.

1. A key's name is not empty, at most 255 bytes, without white space, controls, marks of writing
   direction and plus signs.
2. A key id is the first four bytes of SHA-256 over the name, a line feed, the byte of the signature type
   and the public key (C2SP signed-note v1.0.0).
3. As text a key is `<name>+<key id, 8 lower-case hexadecimal digits>+<base64 of type and public key>`.
4. An Ed25519 point, be it a public key or the first half of a signature, is refused where it is not
   written in its one canonical way, or is one of the eight points of low order: under such a key one
   signature fits many texts, and libraries differ in what they accept. The rest is RFC 8032, checked
   without the cofactor.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from undersigned.log.encoding import base64_of, bytes_of
from undersigned.log.faults import LogError

ED25519 = 0x01
COSIGNATURE = 0x04
OTHER = 0xFF  # a type without a byte of its own: its long name stands before the public key

LONGEST_NAME = 255

# Spelled out, since languages differ in what they call a space: controls, white space, marks of direction.
_NAME = re.compile(
    "[^\x00- \x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff+]+"
)
_KEY_ID = re.compile(r"[0-9a-f]{8}")
_PRIVATE = "PRIVATE+KEY+"
_POINT, _SIGNATURE = 32, 64
_FIELD = 2**255 - 19
_OF_ORDER_8 = (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)
_LOW_ORDER = {0, 1, _FIELD - 1, *(int.from_bytes(bytes.fromhex(y), "little") for y in _OF_ORDER_8)}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """A public key with its name and the type of signatures that it makes."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        refuse_name(self.name)
        if self.kind in (ED25519, COSIGNATURE):
            refuse_point(self.public)

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names the key."""
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64_of(bytes([self.kind]) + self.public)}"


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """The first four bytes of the digest over name, type and public key."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def read_key(text: str) -> VerifierKey:
    """A verifier key from its text. Raises `LogError`."""
    name, _, rest = text.partition("+")
    identity, _, material = rest.partition("+")
    content = bytes_of(material, "key-form")
    if not content or not _KEY_ID.fullmatch(identity):
        raise LogError("key-form", f"not a verifier key: {text[:80]!r}")
    key = VerifierKey(name=name, kind=content[0], public=content[1:])
    if key.key_id.hex() != identity:
        raise LogError("key-id", f"the key of {name} has the id {key.key_id.hex()}, not {identity}")
    return key


def refuse_name(name: str) -> None:
    """Refuse a name that a signature line cannot carry. Raises `LogError`."""
    if not _NAME.fullmatch(name) or len(name.encode()) > LONGEST_NAME:
        raise LogError("key-name", f"not a name for a key: {name[:80]!r}")


def refuse_point(point: bytes) -> None:
    """Refuse an Ed25519 point by rule 4. Raises `LogError`."""
    y = int.from_bytes(point, "little") & (1 << 255) - 1
    if len(point) != _POINT or y >= _FIELD or y in _LOW_ORDER:
        raise LogError("key-point", "an Ed25519 point is not in its canonical form, or is of low order")


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature is right, by rule 4."""
    try:
        refuse_point(public)
        refuse_point(signature[:_POINT])
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (LogError, InvalidSignature, ValueError):
        return False
    return len(signature) == _SIGNATURE


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """An Ed25519 key that signs; its seed of 32 bytes is the secret, and is shown nowhere."""

    name: str
    kind: int
    private: Ed25519PrivateKey

    @property
    def verifier(self) -> VerifierKey:
        """The key by which others check."""
        public = self.private.public_key().public_bytes_raw()
        return VerifierKey(name=self.name, kind=self.kind, public=public)

    def as_secret_text(self) -> str:
        """The key as text for a file that only its owner can read."""
        secret = base64_of(bytes([self.kind]) + self.private.private_bytes_raw())
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{secret}"


def signing_key(name: str, seed: bytes, kind: int = ED25519) -> SigningKey:
    """A key that signs, from 32 bytes that nobody else has. Raises `LogError`."""
    refuse_name(name)
    if len(seed) != _POINT:
        raise LogError("key-form", f"the seed of a key has {_POINT} bytes")
    return SigningKey(name=name, kind=kind, private=Ed25519PrivateKey.from_private_bytes(seed))


def read_signing_key(text: str) -> SigningKey:
    """A key that signs, from its text. Raises `LogError`, which never repeats the text."""
    name, _, rest = text.removeprefix(_PRIVATE).partition("+")
    identity, _, material = rest.partition("+")
    try:
        content = bytes_of(material, "key-form")
        key = signing_key(name, content[1:], content[0]) if text.startswith(_PRIVATE) and content else None
    except LogError:
        key = None
    if not key or key.verifier.key_id.hex() != identity:
        raise LogError("key-form", "not the text of a signing key") from None
    return key
