"""A row into claims: whole, or refused with every reason at once.

1. A cell is read, says nothing (empty), says that it is not known (a word of the mapping), stands in a column
   that the mapping leaves out, or is a fault. Nothing else can happen to it.
2. The row's key makes its subjects: a person, a detention … under one key. Several people in a cell are
   several people, `17/1` and `17/2`, each with a detention of their own. What a column also says is said with
   each of its cells that has a value; columns of one thing (`of`) share a key of their own, `17#release`.
3. A key stands once in a file, and is more than signs. A row that says nothing of anybody, that is none of
   the list, or whose cells do not agree (`row_checks.py`) is refused; so is a cell that all rows together put
   in doubt (`surveying.py`), and any row under column words that come again in another order.
4. A finding names row, column and reason, never what stands in the cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from undersigned.evidence.claims import Claim, Entry
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.intake.cells import pieces, torn, unwritable, values_of
from undersigned.evidence.intake.claiming import beside, claims_of, keys_of_things, said_too
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.former import Former, stands_for_another
from undersigned.evidence.intake.grid import Cell, Grid, GridRow, Mark, Unit, letters, shown
from undersigned.evidence.intake.headers import FLAG
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.intake.row_checks import (
    NAME,
    Group,
    Said,
    disagreeing,
    in_place,
    no_row,
    repeats,
    unclear,
    unnamed_of,
    words_over,
)
from undersigned.evidence.intake.stand_ins import as_above, not_known, taken_back, total
from undersigned.evidence.intake.surveying import NO_DOUBT, Survey
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.findings import Finding, Outcome, Place, Severity

LEFT_OUT = "[withheld]"  # what a refused row shows for a cell that may not stand in plain anywhere
ASKED = "[?]"  # begins a cell of a refused row that would pass as it is, and must not until somebody looked
_LONGEST_CELL, _BEGINNING = 32_767, 1_000  # as much as a spreadsheet holds; what is shown of more
_MARKED = {
    Mark.CALCULATED: "evidence.row.typed",
    Mark.ERROR: "evidence.row.no-error",
    Mark.MERGED: "evidence.row.unmerged",
    Mark.COVERED: "evidence.row.unmerged",
    Mark.NESTED: "evidence.row.flat",
    Mark.STRUCK: "evidence.row.standing",
    Mark.OTHERWISE: "evidence.row.as-shown",
}
_DOUBTED = frozenset(
    f"evidence.row.{question}"
    for question in (
        "key-once",
        "key-stands-for",
        "standing",
        "as-shown",
        "width",
        "text",
        "flat",
        "date-of-a-year",
        "date-swapped",
        "date-orders",
    )
)
Faults = list[tuple[int, Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """What became of a row: claims, or findings; `cells` are as they stood."""

    number: int
    cells: tuple[Cell, ...]
    key: str | None = None
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class RowReader:
    """Reads the rows of one file in order; `keys` are those that were seen."""

    grid: Grid
    mapping: ColumnMapping
    columns: Sequence[Column | None]
    on: date
    entry: Entry | None = None
    survey: Survey = NO_DOUBT
    former: Former = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    moved: int | None = None  # the row that had the column words again, in another order
    key_at: list[int] = field(init=False)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        words = [folded(column.header) if column else None for column in self.columns]
        self.key_at = [index for index, word in enumerate(words) if word in self.mapping.key]
        self.words = words_over(self.columns)

    def read(self, row: GridRow) -> ReadRow:
        """The claims of a row, or everything that is wrong with it."""
        row = self._with_units(row)
        if none := no_row(row.cells, self.columns, self.key_at, self.words):
            if repeats(row.cells, self.words):
                self.moved = None if in_place(row.cells, self.columns, self.words) else row.number
            return self._refused(row, None, [(self.key_at[0], none)])
        faults: Faults = []
        if self.moved is not None:
            faults.append((0, Fault(code="evidence.row.columns-moved", particulars={"row": self.moved})))
        key = self._key(row, faults)
        cells = (*row.cells, *(None,) * (len(self.columns) - len(row.cells)))  # a short row ends in nothing
        said = [one for index, cell in enumerate(cells) for one in self._cell(row, index, cell, faults)]
        people = next((len(group) for group in said if group[0].property.path == NAME), 0)
        if not faults:
            faults.extend(self._row_faults(row, key, said, people))
        if faults or key is None:
            return self._refused(row, key, faults)
        claims = tuple(claims_of(self.mapping, self.entry, key, said, people))
        return ReadRow(number=row.number, cells=row.cells, key=key, claims=claims)

    def _with_units(self, row: GridRow) -> GridRow:
        """The row with what its program shows beside its numbers; a key stays what it was."""
        units = {at: one for at, one in row.marks.items() if isinstance(one, Unit) and at not in self.key_at}
        if not units:
            return row
        cells = tuple(units[at].beside(cell) if at in units else cell for at, cell in enumerate(row.cells))
        return replace(row, cells=cells)

    def _refused(self, row: GridRow, key: str | None, faults: Faults) -> ReadRow:
        findings = tuple(self._finding(row.number, index, fault) for index, fault in faults)
        return ReadRow(number=row.number, cells=row.cells, key=key, findings=findings)

    def _key(self, row: GridRow, faults: Faults) -> str | None:
        """The row's own key. Keys are remembered whether or not the row is taken."""
        parts = [shown(row.cells[index]) if index < len(row.cells) else "" for index in self.key_at]
        for index, part in zip(self.key_at, parts, strict=True):
            if code := _no_key(part, row.marks.get(index)):
                faults.append((index, Fault(code=code)))
        if faults:
            return None
        key = " ".join("|".join(parts).split())
        if unwritable(key):
            faults.append((self.key_at[0], Fault(code="evidence.row.key-present")))
            return None
        first = self.keys.setdefault(key, row.number)
        if first != row.number:
            faults.append((self.key_at[0], Fault(code="evidence.row.key-once", particulars={"first": first})))
        return key

    def _cell(self, row: GridRow, index: int, cell: Cell, faults: Faults) -> Iterator[Group]:
        """What a cell says, piece by piece; nothing where it says nothing."""
        column = self.columns[index] if index < len(self.columns) else None
        if column and column.ignored is not None:
            ours = column.header.startswith(FLAG) or index in self.key_at
            if not ours and isinstance(cell, str) and (total(cell) or taken_back(cell)):
                faults.append((index, Fault(code=f"evidence.row.{'total' if total(cell) else 'holds'}")))
            return
        code = _not_readable(cell, column, row.marks.get(index)) or self.survey.doubt(index, cell)
        if code:
            faults.append((index, Fault(code=code)))
            return
        if cell is None or column is None:
            return
        at = self.grid.where(row.number, index, column.header)
        said = [self._piece(piece, column, at) for piece in pieces(cell, column.apart)]
        faults.extend((index, one) for one in said if isinstance(one, Fault))
        if row.marks.get(index) is Mark.OTHERWISE and not any(isinstance(one, Fault) for one in said):
            faults.append((index, Fault(code=_MARKED[Mark.OTHERWISE])))
        if not said:  # nothing but what stands between names
            faults.append((index, Fault(code="evidence.row.present")))
        if held := tuple(one[0] for one in said if not isinstance(one, Fault)):
            if held[0].property.path == NAME and torn(cell, column.apart):
                faults.append((index, Fault(code="evidence.row.one-name")))
            yield held
            yield from beside([one[1:] for one in said if not isinstance(one, Fault)])
            yield from said_too(column, held, at)

    def _piece(self, cell: Cell, column: Column, at: str) -> Group | Fault:
        """What a piece says of the column's property, and what else it says beside that."""
        assert column.property  # a column without one is ignored
        written = shown(cell)
        if self.mapping.not_known and folded(written) in self.mapping.not_known:
            return (Said(column=column, property=column.property, value=None, as_written=written, at=at),)
        values = values_of(cell, column, order=self.mapping.order, on=self.on)
        if isinstance(values, Fault):
            return values
        return tuple(
            Said(
                column=column,
                property=known,
                value=value,
                as_written=written if isinstance(cell, str) and str(value) != written else None,
                at=at,
            )
            for known, value in values
        )

    def _row_faults(
        self, row: GridRow, key: str | None, said: Sequence[Group], people: int
    ) -> Iterator[tuple[int, Fault]]:
        """What is wrong with a row whose cells are all well."""
        if not any(one.value is not None for group in said for one in group):
            yield 0, Fault(code="evidence.row.says-something")
        if self.survey.ragged and len(row.cells) > len(self.columns):
            yield self.key_at[0], Fault(code="evidence.row.width")
        for column, fault in (
            *unclear(said, people),
            *disagreeing(said, people),
            *unnamed_of(self.columns, said),
        ):
            yield self.columns.index(column), fault
        names = [one.value for group in said if group[0].property.path == NAME for one in group]
        if key and stands_for_another(
            key,
            [name if isinstance(name, str) else None for name in names],
            self.former,
            respelled=self.mapping.respelled,
        ):
            yield self.key_at[0], Fault(code="evidence.row.key-stands-for")
        for own in keys_of_things(key or "", said, people):
            if (first := self.keys.setdefault(own, row.number)) != row.number:
                yield self.key_at[0], Fault(code="evidence.row.key-once", particulars={"first": first})

    def _finding(self, number: int, index: int, fault: Fault) -> Finding:
        column = self.columns[index] if index < len(self.columns) else None
        return Finding(
            code=fault.code,
            outcome=Outcome.FAILED,
            severity=Severity.ERROR,
            particulars={"column": column.header if column else letters(index), **fault.particulars},
            place=Place(line=number),
        )


def _no_key(part: str, mark: Mark | Unit | None) -> str | None:
    """Why a cell is no part of a key; a calculated one is, like that of a column that numbers its rows."""
    if isinstance(mark, Mark) and mark not in (Mark.CALCULATED, Mark.OTHERWISE):
        return _MARKED[mark]
    if not part or not_known(part) or as_above(part):
        return "evidence.row.key-present"
    return "evidence.row.written-out" if part == LEFT_OUT else _asked(part)


def _not_readable(cell: Cell, column: Column | None, mark: Mark | Unit | None) -> str | None:
    """Why a cell is not even looked at: the code, or `None` where it is read or may be empty."""
    if isinstance(mark, Mark) and mark is not Mark.OTHERWISE:
        return _MARKED[mark]
    if column is None:
        return None if cell is None else "evidence.row.under-header"
    if cell is None:
        return "evidence.row.present" if column.needed else None
    return "evidence.row.written-out" if cell == LEFT_OUT else _asked(cell)


def _asked(cell: Cell) -> str | None:
    return "evidence.row.answered" if isinstance(cell, str) and cell.startswith(ASKED) else None


def in_plain(row: ReadRow, columns: Sequence[Column | None]) -> tuple[str, ...]:
    """The cells of a refused row as they may be written down, to be mended and sent again.

    A withheld one is left out by name. What stands in a column from which nothing is read is left out too,
    since nobody said how confidential it is, and so is what stands in none; the row's key stays. One that
    would pass as soon as the row stands alone is marked: a key that another row has, a day that a program may
    have turned round, one number or name over several rows, something that is left out and was asked about.
    So is one that is longer than any spreadsheet holds, of which the beginning stands there.
    """
    asked = {str(finding.particulars["column"]): finding.code for finding in row.findings}
    return tuple(
        _in_plain(cell, column, asked.get(column.header) if column else None)
        for cell, column in zip_longest(row.cells, columns)
    )


def _in_plain(cell: Cell, column: Column | None, code: str | None) -> str:
    if cell is None or (column and column.ignored is not None and not column.is_key):
        asked = code in _MARKED.values() if cell is None else code is not None
        return ASKED if asked else ""
    if column is None:
        return ASKED
    if column.level is Level.WITHHELD:
        return LEFT_OUT
    several = column.ignored is not None or _is_name(column)
    written = shown(cell)
    if len(written) > _LONGEST_CELL:
        return f"{ASKED} {written[:_BEGINNING]}"
    doubted = code in _DOUBTED or (several and code == _MARKED[Mark.MERGED])
    return f"{ASKED} {written}" if doubted else written


def _is_name(column: Column) -> bool:
    return column.property is not None and column.property.path == NAME
