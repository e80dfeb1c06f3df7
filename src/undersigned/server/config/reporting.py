"""The program's journal: the kind and place of what failed, never its message.

1. The words of a fault of somebody else's library may quote a row of the database or a cell of a list, so
   only its kind is written down, with the places that it came through. Errors of this program say nothing of
   anybody.
2. What is written down of a request is its path; names that are sought are in none.
"""

import logging
import traceback
from types import TracebackType

from undersigned.values.faults import UndersignedError

_Fault = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]  # as logging has it
)


class WithoutWords(logging.Formatter):
    """Formats an entry as a line, and a fault by its kind and the places in the code alone."""

    def formatException(self, ei: _Fault) -> str:  # noqa: N802 (the library's)
        """A fault by rule 1, after the faults that it came from, in the order in which they happened."""
        chain: list[BaseException] = []
        fault = ei[1]
        while fault is not None and fault not in chain:
            chain.append(fault)
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n".join(_told(one) for one in reversed(chain))


def _told(fault: BaseException) -> str:
    places = (
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(fault.__traceback__)
    )
    said = f": {fault}" if isinstance(fault, UndersignedError) else ""
    return "\n".join((*places, f"{type(fault).__module__}.{type(fault).__qualname__}{said}"))
