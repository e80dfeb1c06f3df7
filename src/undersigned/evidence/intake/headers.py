"""The line of column words: found, put together where it is merged over several rows, and held to the
mapping.

1. The line stands where the mapping says, else it is the first row that is not empty.
2. Of a header over several rows the upper words reach to the right over empty cells, as merged cells do; the
   parts are joined by ` / `.
3. A refused file that comes back has one row of column words, wherever the list itself has them, and columns
   of ours that are not read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from undersigned.evidence.intake.grid import Grid, GridRow, letters, shown
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.findings import Finding, Place, Severity, failed

APART = " / "
FLAG = "! "  # begins the words of columns that only a refused file has


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The column words by position, and the rows that come after them."""

    words: tuple[str, ...]
    row: int
    rows: Iterator[GridRow]


def header_of(grid: Grid, *, at: int | None = None, rows: int = 1) -> Header | Finding:
    """The column words of a table, or the finding that it has none. May raise `GridError`."""
    before: list[GridRow] = []
    for row in grid.rows:
        if not before and any(isinstance(cell, str) and cell.startswith(FLAG) for cell in row.cells):
            return Header(words=_joined([row]), row=row.number, rows=grid.rows)
        if (at is None and not row.empty) or row.number == at or before:
            before.append(row)
        if len(before) == rows:
            return Header(words=_joined(before), row=before[0].number, rows=grid.rows)
    return failed("evidence.file.has-rows", severity=Severity.REFUSAL)


def held_to(header: Header, mapping: ColumnMapping) -> tuple[Finding, ...]:
    """What differs between the columns of a file and those of the mapping."""
    words = [folded(word) for word in header.words]
    said = Severity.REFUSAL
    place = Place(line=header.row)
    found = [
        failed("evidence.file.column-mapped", place, said, column=word, at=letters(index))
        for index, word in enumerate(header.words)
        if word and not word.startswith(FLAG) and words[index] not in mapping.columns
    ]
    found += [
        failed("evidence.file.column-present", place, said, column=column.header)
        for key, column in mapping.columns.items()
        if key not in words
    ]
    found += [
        failed("evidence.file.column-once", place, said, column=column.header)
        for key, column in mapping.columns.items()
        if words.count(key) > 1
    ]
    return tuple(found)


def columns_of(header: Header, mapping: ColumnMapping) -> tuple[Column | None, ...]:
    """What each position says; `None` where no word stands over it."""
    ours = Column(header=FLAG, ignored="of the refused file")
    return tuple(
        ours if word.startswith(FLAG) else mapping.columns[folded(word)] if word else None
        for word in header.words
    )


def _joined(rows: Sequence[GridRow]) -> tuple[str, ...]:
    width = max(len(row.cells) for row in rows)
    lines = [[shown(cell) for cell in chain(row.cells, [None] * (width - len(row.cells)))] for row in rows]
    for upper in lines[:-1]:
        for index in range(1, width):
            if not upper[index] and lines[-1][index]:
                upper[index] = upper[index - 1]
    return tuple(
        APART.join(dict.fromkeys(" ".join(line[index].split()) for line in lines if line[index]))
        for index in range(width)
    )
