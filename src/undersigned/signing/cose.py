"""COSE keys: ES256 in exactly one encoding of 77 bytes, and the thumbprint by which records name a key.

The CBOR map `{1: 2, 3: -7, -1: 1, -2: x, -3: y}` in this order; the point lies on the curve P-256.
"""

from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
)

from undersigned.signing.faults import SigningError

SIZE = 77
_HEAD, _MIDDLE = bytes.fromhex("a5010203262001215820"), bytes.fromhex("225820")
_X, _Y = slice(10, 42), slice(45, 77)


def cose_key(x: bytes, y: bytes) -> bytes:
    """The 77 bytes of a point, given as two times 32 bytes. Raises `SigningError`."""
    encoded = _HEAD + x + _MIDDLE + y
    refuse_key(encoded)
    return encoded


def thumbprint(cose: bytes) -> str:
    """The digest by which a key is named, 64 hexadecimal digits."""
    return sha256(cose).hexdigest()


def refuse_key(cose: bytes) -> None:
    """Refuse what is not the one encoding of a point on the curve. Raises `SigningError`."""
    public_key(cose)


@lru_cache(maxsize=1024)  # a key signs more than once, and reading it takes a third of a check
def public_key(cose: bytes) -> EllipticCurvePublicKey:
    """The key that verifies. Raises `SigningError`."""
    if len(cose) != SIZE or not cose.startswith(_HEAD) or cose[42:45] != _MIDDLE:
        raise SigningError("cose-form", "not an ES256 key in its 77 bytes")
    try:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), b"\4" + cose[_X] + cose[_Y])
    except ValueError as fault:
        raise SigningError("cose-point", "the point of the key is not on the curve") from fault
