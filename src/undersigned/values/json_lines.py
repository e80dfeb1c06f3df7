"""Reads JSON Lines: one object on a line; an invalid line is refused with its number.

Nothing of what stands on the line is repeated: it may be confidential.
"""

import json
from typing import Any

from undersigned.values.kinds import kind_of
from undersigned.values.refusal import JSON, RefusedError, refusal


class JsonLineError(RefusedError):
    """A line is no JSON object."""


def json_object(line: bytes, number: int) -> dict[str, Any]:
    """The object of a line. Raises `JsonLineError`."""
    kind = kind_of(line) if number == 1 and not line.lstrip().startswith(b"{") else None
    try:
        said = json.loads(line)
    except json.JSONDecodeError as fault:
        raise JsonLineError(refusal(JSON, line=number, column=fault.colno, kind=kind)) from fault
    except (ValueError, RecursionError) as fault:  # no UTF-8, a number without end, brackets in brackets
        raise JsonLineError(refusal(JSON, line=number, column=None, kind=kind)) from fault
    if not isinstance(said, dict):
        raise JsonLineError(refusal(JSON, line=number, column=None, kind=None))
    return said
