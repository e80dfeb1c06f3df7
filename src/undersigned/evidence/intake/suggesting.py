"""What a list seems to be, column by column, and a mapping to begin with: a proposal that a person finishes.

1. A column is proposed by its word (`headers.toml`), never by what stands in it.
2. Of cells only their shape is shown (`99.99.9999`, `Xx Xx`), so that looking at a list tells nobody who is
   in it.
3. The order of day and month is proposed only where some date shows it and none contradicts.
4. What is not known is left as a question that `read_mapping` refuses.
5. Words for "not known" that stand in the list are proposed as such: they say nothing of anybody. "No" is
   none of them where the column also has "yes", and a cross or a tick never is.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from undersigned.evidence.intake.grid import Cell, Grid
from undersigned.evidence.intake.headers import APART, Header, header_of
from undersigned.evidence.intake.stand_ins import as_above, not_known, says_none, words_of
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.findings import Finding
from undersigned.values.toml import toml_of

_TWO_PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_SHAPES = 3
_MONTHS, _DIGITS_OF_A_YEAR = 12, 4
_LONGEST_SHAPE = 24
_MOST_UNKNOWN = 12
_SIGNS_THAT_SAY = frozenset("+†✝☦☠✓✔√☑✗✘×")


@dataclass(slots=True, kw_only=True)
class LookedAt:
    """What was seen of a column: how many cells are filled, their shapes, how its dates are written."""

    header: str
    proposed: str | None
    filled: int = 0
    shapes: Counter[str] = field(default_factory=Counter)
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    short_years: int = 0  # years of two digits
    answers: bool = False  # whether some cell of it says yes

    @property
    def commonest(self) -> tuple[str, ...]:
        """The shapes met most often."""
        return tuple(shape for shape, _ in self.shapes.most_common(_SHAPES))

    def see(self, cell: Cell) -> None:
        """Take one more cell into account."""
        if cell is None:
            return
        self.filled += 1
        self.shapes[shape(cell)] += 1
        self.answers = self.answers or (isinstance(cell, str) and folded(cell) in words_of("yes"))
        found = _TWO_PARTS.fullmatch(cell) if isinstance(cell, str) else None
        if found is None:
            return
        one, other = int(found[1]), int(found[2])
        self.short_years += len(found[3]) < _DIGITS_OF_A_YEAR
        self.day_first += one > _MONTHS >= other
        self.month_first += other > _MONTHS >= one
        self.either += one <= _MONTHS and other <= _MONTHS and one != other


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A list as it was looked at."""

    grid: Grid
    header: Header
    columns: tuple[LookedAt, ...]
    rows: int
    header_rows: int
    not_known: tuple[str, ...] = ()

    @property
    def order(self) -> str | None:
        """The order of day and month by rule 3."""
        first, other = (
            sum(getattr(one, name) for one in self.columns) for name in ("day_first", "month_first")
        )
        return "day-first" if first and not other else "month-first" if other and not first else None


def look(grid: Grid, *, header_at: int | None = None, header_rows: int = 1) -> Look | Finding:
    """Go through a table once. May raise `GridError`."""
    header = header_of(grid, at=header_at, rows=header_rows)
    if isinstance(header, Finding):
        return header
    columns = tuple(LookedAt(header=word, proposed=proposed(word)) for word in header.words)
    rows = 0
    unknown: dict[tuple[str, int], None] = {}
    for row in header.rows:
        rows += not row.empty
        for at, (column, cell) in enumerate(zip(columns, row.cells, strict=False)):
            column.see(cell)
            if isinstance(cell, str) and _says_not_known(cell):
                unknown[cell.casefold(), at] = None
    words = dict.fromkeys(word for word, at in unknown if not (columns[at].answers and says_none(word)))
    return Look(
        grid=grid,
        header=header,
        columns=columns,
        rows=rows,
        header_rows=header.height,
        not_known=tuple(words)[:_MOST_UNKNOWN],
    )


def _says_not_known(cell: str) -> bool:
    """Whether a cell is proposed as a word for "not known"; what says "as above" says something else, and so
    does a cross or a tick.
    """
    says_more = as_above(cell) or not _SIGNS_THAT_SAY.isdisjoint(cell)
    return len(cell) < _LONGEST_SHAPE and not_known(cell) and not says_more


def proposal(seen: Look, *, source: str) -> str:
    """A mapping in TOML; each open question is a `?`, which no reading accepts."""
    return "\n".join(_lines(seen, source)) + "\n"


def shape(cell: Cell) -> str:
    """What a cell looks like without what it says: digits as 9, letters as x or X, runs of letters as one."""
    if not isinstance(cell, str):
        return type(cell).__name__
    digits = re.sub(r"\d", "9", cell.replace("\n", "⏎"))
    words = re.sub(
        r"[^\W\d_]+", lambda word: "X" if word[0].isupper() else "Xx" if word[0][0].isupper() else "x", digits
    )
    return words[:_LONGEST_SHAPE]


def _lines(seen: Look, source: str) -> Iterator[str]:
    yield f"source = {_quoted(source)}"
    yield 'level = "restricted" # of every column that says no other: public, restricted, withheld'
    keys = [column.header for column in seen.columns if column.proposed == "key"]
    yield f"key = [{', '.join(_quoted(word) for word in keys[:1])}] # the columns that say which row it is"
    if seen.grid.sheet:
        yield f"sheet = {_quoted(seen.grid.sheet)}"
    if seen.header.before or seen.header_rows > 1:
        yield f"header_at = {seen.header.row}\nheader_rows = {seen.header_rows}"
    if seen.grid.encoding not in (None, "utf-8", "utf-8-sig", "utf-16"):
        yield f"encoding = {_quoted(seen.grid.encoding or '')}"
    if seen.grid.separator and seen.grid.separator_said:
        yield f"separator = {_quoted(seen.grid.separator)}"
    if any(column.day_first + column.month_first + column.either for column in seen.columns):
        yield f"dates = {_quoted(seen.order or '?')} # day-first or month-first: what 01.02.2019 means"
    if seen.not_known:
        yield f'not_known = [{", ".join(map(_quoted, seen.not_known))}] # what stands for "not known"'
    yield from _columns(seen)


def _columns(seen: Look) -> Iterator[str]:
    words = [folded(column.header) for column in seen.columns]
    for nth, column in enumerate(seen.columns):
        if words[nth] in words[:nth] and column.header:
            yield f"\n# {_quoted(column.header)} stands over two columns: give them different words"
        elif column.header:
            yield f"\n[columns.{_quoted(column.header)}]"
            if column.proposed == "key":
                yield 'ignore = "only the key"'
            else:
                yield f"property = {_quoted(column.proposed or '?')}"
                if column.short_years:
                    yield 'years_from = "?" # with 2000, 19 is 2019; with 1927, 19 is 2019 and 85 is 1985'


def _quoted(text: str) -> str:
    """A basic string of TOML: one of JSON, but for the one character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def proposed(word: str) -> str | None:
    """What a column word stands for: the whole of it, or its last part under a merged one."""
    known = _proposals()
    return known.get(folded(word)) or known.get(folded(word.rpartition(APART)[2]))


@cache
def _proposals() -> Mapping[str, str]:
    table = toml_of((files("undersigned.evidence.intake") / "headers.toml").read_bytes())
    return {folded(word): property_ for property_, words in table.items() for word in words}
