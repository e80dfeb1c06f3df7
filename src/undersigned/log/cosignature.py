"""Cosignatures (C2SP tlog-cosignature v1.0.1): a witness states the largest tree it saw of a log, and when.

1. What is signed with Ed25519: the line `cosignature/v1`, a line `time <seconds since 1970>`, the
   checkpoint's text.
2. A signature line holds the time in eight bytes, the high one first, then the 64 bytes of the signature;
   a time is at least 1 and below 2^63.
3. A witness counts once, however often it signed. A time that lies ahead is reported, never corrected:
   only the reader can say what time it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.log.encoding import LARGEST
from undersigned.log.faults import LogError
from undersigned.log.keys import COSIGNATURE, SigningKey, VerifierKey, verifies
from undersigned.log.notes import Note, SignatureLine, refuse_text, verified_lines

_TIME, _SIGNATURE = 8, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignerKey:
    """A witness's key."""

    key: VerifierKey

    def __post_init__(self) -> None:
        if self.key.kind != COSIGNATURE:
            raise LogError("key-kind", f"{self.key.name} is not a witness's key (type {self.key.kind:#04x})")

    @property
    def name(self) -> str:
        """The name on its signature lines."""
        return self.key.name

    @property
    def key_id(self) -> bytes:
        """The id on its signature lines."""
        return self.key.key_id

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether the witness has cosigned this checkpoint's text."""
        seconds = int.from_bytes(signature[:_TIME])
        if len(signature) != _TIME + _SIGNATURE or not 0 < seconds <= LARGEST:
            return False
        return verifies(self.key.public, signature[_TIME:], cosigned_message(text, seconds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """A witness's word: it saw this checkpoint at this time."""

    witness: VerifierKey
    seconds: int  # since 1970, UTC, by the witness's own clock


def cosigned_message(text: bytes, seconds: int) -> bytes:
    """What a witness signs."""
    return b"cosignature/v1\ntime %d\n%b" % (seconds, text)


def cosign(text: str, key: SigningKey, seconds: int) -> SignatureLine:
    """A witness's line under a checkpoint's text. Raises `LogError`."""
    refuse_text(text)
    cosigner = CosignerKey(key=key.verifier)
    if not 0 < seconds <= LARGEST:
        raise LogError("cosignature-time", f"not a time of a cosignature: {seconds}")
    signature = key.private.sign(cosigned_message(text.encode(), seconds))
    return SignatureLine(
        name=cosigner.name, key_id=cosigner.key_id, signature=seconds.to_bytes(_TIME) + signature
    )


def cosignatures(note: Note, known: Iterable[CosignerKey]) -> tuple[Cosignature, ...]:
    """The cosignatures of known witnesses, one for each, all of them right. Raises `LogError`."""
    keys = {(key.name, key.key_id): key for key in known}
    lines = verified_lines(note, keys.values())
    return tuple(
        Cosignature(witness=keys[line.name, line.key_id].key, seconds=int.from_bytes(line.signature[:_TIME]))
        for line in lines
    )
