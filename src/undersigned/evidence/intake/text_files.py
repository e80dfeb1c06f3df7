"""Rows out of CSV (RFC 4180), TSV and JSON Lines, one at a time, however long the file is.

1. The encoding is one that all of the file has (`encodings.py`).
2. What stands between cells is told by the first rows (`separators.py`); Excel's `sep=;` is obeyed.
3. Of JSON Lines the first object's keys are the column words; a further key stands beyond them; a nested
   value, and a key that stands twice, are marked.
4. A row of more cells than a sheet can have columns is none of a list.
5. The apostrophe that guards a cell from being run (`values/spreadsheets.py`) is taken away.
"""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from undersigned.evidence.intake.encodings import encoding_of
from undersigned.evidence.intake.grid import Cell, FileKind, Grid, GridError, GridRow, Mark, plain
from undersigned.evidence.intake.letters import tidy
from undersigned.evidence.intake.separators import SAMPLE, separator_of
from undersigned.values.findings import Finding, Place, Severity, failed
from undersigned.values.spreadsheets import as_meant

# What the reader of CSV says, by a word of ours (`table-why.<why>`).
_WHY = {
    "unexpected end": "quote-open",
    "expected after": "quote-inside",
    "field larger": "quote-open",
    "NUL": "zero-byte",
    "new-line": "line-end",
}
_MOST_CELLS = 16_384  # of one row: as many as a sheet has columns
_LONGEST_FIELD = 1 << 24  # characters: a longer cell is a quotation mark that nobody closed


def text_grid(
    stream: BinaryIO, *, encoding: str | None = None, separator: str | None = None
) -> Grid | Finding:
    """The rows of a text file, or why it cannot be read as one."""
    found = encoding_of(stream, encoding)
    if isinstance(found, Finding):
        return found

    def opened() -> io.TextIOWrapper:
        stream.seek(0)
        return io.TextIOWrapper(stream, encoding=found, newline="")

    lines = _first_lines(opened())
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith(("{", "[{")) or first == "[":
        return _grid(lambda: _objects(opened), kind=FileKind.JSONL, encoding=found)
    declared = re.fullmatch(r"sep=([,;\t|])", first)
    between = separator or (declared[1] if declared else separator_of(lines))
    return _grid(
        lambda: _lines(opened, between, skipped=1 if declared else 0),
        kind=FileKind.TSV if between == "\t" else FileKind.CSV,
        encoding=found,
        separator=between,
        separator_said=separator is not None,
    )


def _grid(again: Callable[[], Iterator[GridRow]], **more: Any) -> Grid:  # noqa: ANN401 (of a grid)
    return Grid(rows=again(), again=again, **more)


def _first_lines(text: io.TextIOWrapper) -> list[str]:
    """The first lines, whole ones; of a file without line ends, its beginning."""
    sample = text.read(SAMPLE)
    text.detach()
    lines = sample.splitlines(keepends=True)
    return lines[:-1] if len(sample) == SAMPLE and len(lines) > 1 else lines


def _lines(opened: Callable[[], io.TextIOWrapper], separator: str, *, skipped: int) -> Iterator[GridRow]:
    text = opened()
    for _ in range(skipped):
        next(text)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(_narrow(text, separator, skipped), delimiter=separator, strict=True)
    begins = skipped + 1
    try:
        for cells in reader:
            if len(cells) > _MOST_CELLS:
                raise GridError(begins, "wide")
            yield GridRow(number=begins, cells=tuple(_cell(cell) for cell in cells))
            begins = skipped + reader.line_num + 1
    except csv.Error as fault:
        why = next((why for said, why in _WHY.items() if said in str(fault)), "damaged")
        raise GridError(begins, why) from fault
    finally:
        _let_go(text)


def _narrow(text: io.TextIOWrapper, separator: str, skipped: int) -> Iterator[str]:
    """The lines of a text, as long as none of them is of too many cells: those are not even taken apart."""
    for number, line in enumerate(text, skipped + 1):
        if line.count(separator) >= _MOST_CELLS:
            raise GridError(number, "wide")
        yield line


def _let_go(text: io.TextIOWrapper) -> None:
    """Leave the file to whoever opened it, unless they closed it already."""
    if not text.closed:
        text.detach()


def _cell(written: str) -> Cell:
    return as_meant(tidy(written)) or None


def _objects(opened: Callable[[], io.TextIOWrapper]) -> Iterator[GridRow]:
    text = opened()
    words: list[str] = []
    try:
        for number, line in enumerate(text, 1):
            if line.strip():
                said = _object(number, line)
                if not words:
                    words = list(said)
                    yield GridRow(number=0, cells=tuple(map(plain, words)))
                yield _row(number, words, said)
    finally:
        _let_go(text)


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        said = json.loads(line, object_pairs_hook=_keys_once)
    except (ValueError, RecursionError) as fault:
        raise GridError(number, "no-object") from fault
    if not isinstance(said, dict):
        raise GridError(number, "no-object")
    if len(said) > _MOST_CELLS:
        raise GridError(number, "wide")
    return said


def _keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that stands twice has all of its values, as a list."""
    said: dict[str, Any] = {}
    for key, value in pairs:
        said[key] = [said[key], value] if key in said else value
    return said


def _row(number: int, words: Sequence[str], said: Mapping[str, Any]) -> GridRow:
    """An object as a row under the words of the first; further keys stand beyond them."""
    cells = [said.get(key) for key in (*words, *(key for key in said if key not in words))]
    marks = {at: Mark.NESTED for at, cell in enumerate(cells) if _is_nested(cell)}
    shown = (
        json.dumps(cell, ensure_ascii=False) if at in marks else plain(cell) for at, cell in enumerate(cells)
    )
    return GridRow(number=number, cells=tuple(shown), marks=marks)


def _is_nested(cell: object) -> bool:
    return isinstance(cell, (dict, list)) or (isinstance(cell, float) and not math.isfinite(cell))


def quoting(fault: GridError) -> Finding:
    """A table that broke off, as a finding."""
    return failed("evidence.file.whole", Place(line=fault.line), Severity.REFUSAL, why=fault.why)
