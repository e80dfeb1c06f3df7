"""The types of values in records, each with one way to write it (`docs/protocol/v1/records.md`, section 1).

A digest is held as its 64 digits, base64 as bytes, `-` as `None`; the other types as Python has them.
"""

import base64
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from undersigned.signing.kinds import Type

NOTHING = "-"
LARGEST = 9_007_199_254_740_991  # the largest that every JSON reader holds exactly

Part = str | int | bytes | date | datetime | None

_NOT_BARE = r"(?!-(?:[ \n]|$))"  # the single `-` is no code and no id
_PATTERNS = {
    "hash": r"sha256:[0-9a-f]{64}",
    "hex": r"[0-9a-f]{64}",
    "aaguid": r"[0-9a-f]{32}",
    "integer": r"(?:0|[1-9][0-9]{0,15})",
    "time": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
    "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "base64": r"[A-Za-z0-9+/]+={0,2}",
    "code": _NOT_BARE + r"[a-z0-9._/-]+",
    "id": _NOT_BARE + r"[A-Za-z0-9._@/-]+",
    "origin": r"[^ \n]+",
    "words": r"[^\n]+",
}


def pattern(type_: Type) -> str:
    """A regular expression with one group, for the characters that may stand for a part of this type."""
    written = "|".join(map(re.escape, type_.words)) or _PATTERNS[type_.name]
    return f"({NOTHING}|{written})" if type_.optional else f"({written})"


def reader(type_: Type) -> Callable[[str], Part] | None:
    """What a matching part stands for, where it is not its characters; it may raise `ValueError`."""
    read = _sized(type_.size) if type_.name == "base64" else _READ.get(type_.name)
    if not type_.optional:
        return read
    return lambda written: None if written == NOTHING else read(written) if read else written


def writer(type_: Type) -> Callable[[Part], str]:
    """How a part is written; it may raise `TypeError` where the part is of another type."""
    write = _WRITTEN.get(type_.name, _as_it_stands)
    return (lambda part: NOTHING if part is None else write(part)) if type_.optional else write


def _sized(size: int | None) -> Callable[[str], bytes]:
    def read(written: str) -> bytes:
        content = base64.b64decode(written)
        if base64.b64encode(content).decode() != written or (size and len(content) != size):
            raise ValueError(written)
        return content

    return read


def _integer(written: str) -> int:
    value = int(written)
    if value > LARGEST:
        raise ValueError(written)
    return value


def _as_it_stands(part: Part) -> str:
    if not isinstance(part, str):
        raise TypeError(part)
    return part


def _whole(part: Part) -> str:
    if not isinstance(part, int) or isinstance(part, bool):
        raise TypeError(part)
    return str(part)


def _day(part: Part) -> str:
    if not isinstance(part, date) or isinstance(part, datetime):
        raise TypeError(part)
    return part.isoformat()


def _time(part: Part) -> str:
    if not isinstance(part, datetime) or part.tzinfo is None:
        raise TypeError(part)
    return part.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _base64(part: Part) -> str:
    if not isinstance(part, bytes):
        raise TypeError(part)
    return base64.b64encode(part).decode()


_READ: Mapping[str, Callable[[str], Part]] = {
    "hash": lambda written: written[7:],
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
