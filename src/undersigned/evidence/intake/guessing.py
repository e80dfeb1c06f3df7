"""Where the column words of a list seem to stand: in the rows in which the most of them are known.

A proposal: whoever maps the list sees it and says otherwise.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from undersigned.evidence.intake.grid import Grid, GridRow
from undersigned.evidence.intake.headers import header_in
from undersigned.evidence.intake.suggesting import proposed

HEAD = 12  # rows among which they are looked for
_FIRST, _MOST_ROWS = 10, 3


def words_stand(head: Sequence[GridRow]) -> tuple[int, int] | None:
    """The row of the column words, and how many rows they go over; `None` where no word is known."""
    best, rows, at = max(_tried(head), default=(0, 0, 0))
    return (-at, -rows) if best else None


def head_of(grid: Grid) -> tuple[GridRow, ...]:
    """The first rows of a table. May raise `GridError`."""
    return tuple(islice(grid.again() if grid.again else grid.rows, HEAD))


def _tried(head: Sequence[GridRow]) -> Iterator[tuple[int, int, int]]:
    """How many column words each reading of the head knows; the shorter and the earlier one first."""
    for nth, first in enumerate(head[:_FIRST]):
        for rows in range(1, _MOST_ROWS + 1):
            found = None if first.empty else header_in(head, nth, rows, iter(()))
            if found:
                known = {what for word in found.words if (what := proposed(word))}
                yield len(known), -rows, -first.number
