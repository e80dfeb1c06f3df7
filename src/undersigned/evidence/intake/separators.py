"""What stands between the cells of a text file: told by how evenly it divides the first rows.

The line of column words alone does not tell it: a title above has commas, and so has "family name, given
name".
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence

SEPARATORS = (",", ";", "\t", "|")
SAMPLE = 1 << 16  # characters


def separator_of(lines: Sequence[str]) -> str:
    """The sign that divides the most rows into equally many cells; of equals, the one that makes more."""
    return max(SEPARATORS, key=lambda one: (*_evenness(lines, one), -SEPARATORS.index(one)))


def _evenness(lines: Iterable[str], separator: str) -> tuple[int, int]:
    """How many rows have as many cells as most have, and how many those are; none where a row is one cell."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, rows = max(widths.items(), key=lambda one: (one[1], one[0]))
    return rows, width
