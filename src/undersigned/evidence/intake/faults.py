"""Why a cell is no value: a code, and particulars that hold nothing of the cell.

What a person wrote about people at risk is no part of a message: it stands in the refused file beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from undersigned.values.findings import Particular


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A question of a row that was answered with no."""

    code: str
    particulars: Mapping[str, Particular] = field(default_factory=dict)
