"""The trust file of this installation: its log, the witnesses it asks, the registrars it believes.

1. The form is that of `docs/protocol/v1/bundle.md`: a C2SP tlog-policy, and `registrar <key>` lines.
2. At least two registrars, each with a key of its own.
3. Before the log has begun there is no `log` line; `begin_log` writes it.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from undersigned.log.faults import LogError
from undersigned.log.keys import VerifierKey, read_key
from undersigned.log.policy import Policy, parse_policy
from undersigned.signing.registrars import NEEDED
from undersigned.values.faults import UndersignedError

_REGISTRAR = b"registrar "


class TrustFileError(UndersignedError):
    """The trust file is missing, or breaks a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whom this installation believes; `written` is the file."""

    policy: Policy
    registrars: tuple[VerifierKey, ...]
    written: bytes


def trust() -> Trust:
    """The trust file as it is now. Raises `TrustFileError`."""
    file = Path(settings.TRUST)
    try:
        return _read(file.read_bytes())
    except OSError as fault:
        raise TrustFileError(f"{file} cannot be read: {fault.strerror}") from fault


def read_trust(raw: bytes) -> Trust:
    """A trust file. Raises `TrustFileError`."""
    lines = raw.split(b"\n")
    try:
        policy = parse_policy(b"\n".join(b"" if line.startswith(_REGISTRAR) else line for line in lines))
        registrars = tuple(
            read_key(line.removeprefix(_REGISTRAR).decode().strip(" \t"))
            for line in lines
            if line.startswith(_REGISTRAR)
        )
    except (LogError, UnicodeDecodeError) as fault:
        raise TrustFileError(f"the trust file breaks a rule: {fault}") from fault
    if len({one.public for one in registrars}) < max(NEEDED, len(registrars)):
        raise TrustFileError("the trust file must name two registrars or more, each with a key of its own")
    return Trust(policy=policy, registrars=registrars, written=raw)


_read = lru_cache(maxsize=4)(read_trust)
