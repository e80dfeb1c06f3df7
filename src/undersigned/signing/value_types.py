"""The types of values, each with its one way to be written (`docs/protocol/v1/records.md`, section 1)."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from undersigned.signing.faults import SigningError
from undersigned.signing.kinds import Type

NOTHING = "-"
LARGEST = 9_007_199_254_740_991  # the largest that every JSON reader holds exactly

Part = str | int | bytes | date | datetime | None

_PATTERNS = {
    "hash": re.compile(r"sha256:[0-9a-f]{64}"),
    "hex": re.compile(r"[0-9a-f]{64}"),
    "aaguid": re.compile(r"[0-9a-f]{32}"),
    "integer": re.compile(r"0|[1-9][0-9]{0,15}"),
    "time": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "code": re.compile(r"[a-z0-9._/-]+"),
    "id": re.compile(r"[A-Za-z0-9._@-]+"),
    "origin": re.compile(r"[^ ]+"),
    "words": re.compile(r".+"),
}
_BARE = frozenset({"code", "id"})  # types of which the single `-` is no value


def read_part(type_: Type, written: str, key: str) -> Part:
    """What a part of a value stands for. Raises `SigningError`."""
    if written == NOTHING and type_.optional:
        return None
    if written == NOTHING and type_.name in _BARE:
        raise SigningError("text-value", f"{key} must not be -")
    if type_.name == "word":
        if written not in type_.words:
            raise SigningError("text-value", f"{key} is {' or '.join(type_.words)}, not {written[:40]!r}")
        return written
    if type_.name == "base64":
        return _bytes(type_, written, key)
    if not _PATTERNS[type_.name].fullmatch(written):
        raise SigningError("text-value", f"{key} is no {type_.name}: {written[:80]!r}")
    read = _READ.get(type_.name)
    try:
        return read(written) if read else written
    except ValueError as fault:
        raise SigningError("text-value", f"{key} is no {type_.name}: {written[:80]!r}") from fault


def write_part(type_: Type, part: Part, key: str) -> str:
    """How a part of a value is written. Raises `SigningError` where it is of another type."""
    write = _WRITTEN.get(type_.name, _as_it_stands)
    try:
        return write(part)
    except (TypeError, ValueError, AttributeError) as fault:
        raise SigningError("text-value", f"{key} cannot be written as {type_.name}: {part!r}") from fault


def _bytes(type_: Type, written: str, key: str) -> bytes:
    try:
        content = base64.b64decode(written, validate=True)
    except ValueError as fault:  # binascii.Error is one, and so is a letter that is not ASCII
        raise SigningError("text-value", f"{key} is not base64") from fault
    if binascii.b2a_base64(content, newline=False).decode() != written:
        raise SigningError("text-value", f"{key} is not base64 as the protocol writes it")
    if not content or (type_.size and len(content) != type_.size):
        raise SigningError("text-value", f"{key} has {len(content)} bytes, not {type_.size or 'some'}")
    return content


def _integer(written: str) -> int:
    value = int(written)
    if value > LARGEST:
        raise ValueError(written)
    return value


def _as_it_stands(part: Part) -> str:
    if not isinstance(part, str):
        raise TypeError
    return part


def _whole(part: Part) -> str:
    if not isinstance(part, int) or isinstance(part, bool):
        raise TypeError
    return str(part)


def _day(part: Part) -> str:
    if not isinstance(part, date) or isinstance(part, datetime):
        raise TypeError
    return part.isoformat()


def _time(part: Part) -> str:
    if not isinstance(part, datetime) or part.tzinfo is None:
        raise TypeError
    return part.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _base64(part: Part) -> str:
    if not isinstance(part, bytes):
        raise TypeError
    return base64.b64encode(part).decode()


_READ: Mapping[str, Callable[[str], Part]] = {
    "hash": lambda written: written.removeprefix("sha256:"),
    "integer": _integer,
    "time": datetime.fromisoformat,
    "day": date.fromisoformat,
}
_WRITTEN: Mapping[str, Callable[[Part], str]] = {
    "hash": lambda part: "sha256:" + _as_it_stands(part),
    "integer": _whole,
    "time": _time,
    "day": _day,
    "base64": _base64,
}
