"""Reads JSON in its canonical form (RFC 8785), and refuses any other form.

1. Bytes in, the same bytes out: what is read, written again by the rules, is what was brought. So no member
   stands twice, and nobody's parser reads another value.
2. Numbers are integers up to 2^53 - 1. The files of a bundle that are read need no others.
"""

import json
from typing import Any

from undersigned.verifying.faults import BundleError

_LARGEST = 2**53 - 1


def read_canonical(raw: bytes, file: str) -> Any:  # noqa: ANN401 (JSON is anything)
    """The value that canonical bytes stand for. Raises `BundleError`."""
    try:
        value = json.loads(
            raw.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse, parse_int=_integer
        )
        again = json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except (ValueError, RecursionError) as fault:  # UnicodeError is a ValueError
        raise BundleError("json", "the file is not JSON as it must be", file) from fault
    if again != raw:
        raise BundleError("json", "the JSON is not in its canonical form (RFC 8785)", file)
    return value


def _sorted(value: Any) -> Any:  # noqa: ANN401
    """Members in the order of their names' UTF-16 code units."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: _sorted(value[name]) for name in names}
    return [_sorted(one) for one in value] if isinstance(value, list) else value


def _integer(digits: str) -> int:
    value = int(digits) if len(digits) <= 17 else _LARGEST + 1  # noqa: PLR2004 (2^53 has 16 digits)
    if abs(value) > _LARGEST:
        raise ValueError(digits)
    return value


def _refuse(number: str) -> None:
    raise ValueError(number)
