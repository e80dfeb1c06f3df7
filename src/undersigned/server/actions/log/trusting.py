"""The trust file of this installation: its log, the witnesses it asks, its registrars."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from undersigned.signing.faults import SigningError
from undersigned.signing.trust import Trust, read_trust
from undersigned.values.faults import UndersignedError


class TrustFileError(UndersignedError):
    """The trust file is missing, or breaks a rule."""


def trust() -> Trust:
    """The trust file as it is now. Raises `TrustFileError`."""
    return trust_of(trust_bytes())


def trust_bytes() -> bytes:
    """The file itself. Raises `TrustFileError`."""
    file = Path(settings.TRUST)
    try:
        return file.read_bytes()
    except OSError as fault:
        raise TrustFileError(f"{file} cannot be read: {fault.strerror}") from fault


@lru_cache(maxsize=4)
def trust_of(raw: bytes) -> Trust:
    """What a trust file says. Raises `TrustFileError`."""
    try:
        return read_trust(raw)
    except SigningError as fault:
        raise TrustFileError(f"the trust file breaks a rule: {fault}") from fault
