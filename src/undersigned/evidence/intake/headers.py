"""The line of column words: found, put together where it is merged over several rows, and held to the
mapping.

1. The line stands where the mapping says, else it is the first row that is not empty. Where its words are not
   those of the mapping, it is among the first rows the one whose words are: a title above may come and go.
2. Of a header over several rows the upper words reach to the right over empty cells, as merged cells do; the
   parts are joined by ` / `.
3. A refused file that comes back has one row of column words, wherever the list itself has them, and columns
   of ours that are not read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from undersigned.evidence.intake.grid import Grid, GridError, GridRow, letters, shown
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.findings import Finding, Place, Severity, failed

APART = " / "
_HEAD = 30
MOST_COLUMNS = 1_000
_NONE = failed("evidence.file.has-rows", severity=Severity.REFUSAL)
FLAG = "! "  # begins the words of columns that only a refused file has


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The column words by position, and the rows that come after them."""

    words: tuple[str, ...]
    row: int
    height: int
    before: int  # rows above it that are not empty
    rows: Iterator[GridRow]


def header_of(
    grid: Grid, *, at: int | None = None, rows: int = 1, mapping: ColumnMapping | None = None
) -> Header | Finding:
    """The column words of a table, or the finding that it has none. May raise `GridError`."""
    head, rest = _begun(grid.rows, max(_HEAD, (at or 0) + rows))
    nth = next((nth for nth, row in enumerate(head) if _stands(row, at)), None)
    for flagged, row in enumerate(head[: 1 if nth is None else nth + 1]):
        if any(isinstance(cell, str) and cell.startswith(FLAG) for cell in row.cells):
            return header_in(head, flagged, 1, rest) or _NONE
    found = header_in(head, nth, rows, rest) if nth is not None else None
    if found is None:
        next(rest, None)  # a table that broke off says so
    if mapping is None or (found and not held_to(found, mapping)):
        return found or _NONE
    others = (header_in(head, nth, height, rest) for nth in range(len(head)) for height in {rows: 1, 1: 1})
    return next((one for one in others if one and not held_to(one, mapping)), found) or _NONE


def held_to(header: Header, mapping: ColumnMapping) -> tuple[Finding, ...]:
    """What differs between the columns of a file and those of the mapping."""
    said = Severity.REFUSAL
    place = Place(line=header.row)
    if (columns := len(header.words)) > MOST_COLUMNS:
        return (failed("evidence.file.columns", place, said, columns=columns, largest=MOST_COLUMNS),)
    words = [folded(word) for word in header.words]
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


def _stands(row: GridRow, at: int | None) -> bool:
    return not row.empty if at is None else row.number == at


def _begun(rows: Iterator[GridRow], most: int) -> tuple[list[GridRow], Iterator[GridRow]]:
    """The first rows, and the others; a table that breaks off within the first does so among the others."""
    head: list[GridRow] = []
    try:
        for row in islice(rows, most):
            head.append(row)  # noqa: PERF402 (what came before a fault stays)
    except GridError as fault:
        return head, _breaking_off(fault)
    return head, rows


def _breaking_off(fault: GridError) -> Iterator[GridRow]:
    raise fault
    yield  # a generator, so that the fault comes when somebody goes on


def header_in(head: Sequence[GridRow], at: int, height: int, rest: Iterator[GridRow]) -> Header | None:
    """The column words that begin at one of the first rows."""
    lines = head[at : at + height]
    if len(lines) < height:
        return None
    rows = chain(head[at + height :], rest)
    before = sum(not row.empty for row in head[:at])
    return Header(words=_joined(lines), row=lines[0].number, height=height, before=before, rows=rows)


def _joined(rows: Sequence[GridRow]) -> tuple[str, ...]:
    width = max(len(row.cells) for row in rows)
    lines = [[shown(cell) for cell in chain(row.cells, [None] * (width - len(row.cells)))] for row in rows]
    for nth, upper in enumerate(lines[:-1]):
        for index in range(1, width):
            if not upper[index] and any(under[index] for under in lines[nth + 1 :]):
                upper[index] = upper[index - 1]
    return tuple(
        APART.join(dict.fromkeys(" ".join(line[index].split()) for line in lines if line[index]))
        for index in range(width)
    )
