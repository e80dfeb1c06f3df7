"""A row into claims: whole, or refused with every reason at once.

1. A cell is read, says nothing (empty), says that it is not known (a word of the mapping), stands in a column
   that the mapping leaves out, or is a fault. Nothing else can happen to it.
2. The row's key makes its subjects: a person, a detention … under one key. Several people in a cell are
   several people, `17/1` and `17/2`, each with a detention of their own; what the row then says of "the
   person" must be taken apart the same way.
   What a column also says is said with each of its cells that has a value; columns of one thing (`of`) share
   a key of their own, `17#release`.
3. A key stands once in a file. A row that says nothing of anybody is refused.
4. A finding names row, column and reason, never what stands in the cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from undersigned.evidence.claims import Claim, Entry, Standing, Subject, Value
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.intake.cells import pieces, unwritable, value_of
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.grid import Cell, Grid, GridRow, Mark, letters, shown
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.properties import Property, properties
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.findings import Finding, Outcome, Place, Severity

_PERSON, _NAME = "person", "person.name"
LEFT_OUT = "[withheld]"  # what a refused row shows for a cell that may not stand in plain anywhere
_MARKED = {
    Mark.CALCULATED: "evidence.row.typed",
    Mark.ERROR: "evidence.row.no-error",
    Mark.MERGED: "evidence.row.unmerged",
    Mark.NESTED: "evidence.row.flat",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """What became of a row: claims, or findings; `cells` are as they stood."""

    number: int
    cells: tuple[Cell, ...]
    key: str | None = None
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A value of a column, its words as written and its place."""

    column: Column
    property: Property
    value: Value | None
    as_written: str | None
    at: str


@dataclass(slots=True, kw_only=True)
class RowReader:
    """Reads the rows of one file in order; `keys` are those that were seen."""

    grid: Grid
    mapping: ColumnMapping
    columns: Sequence[Column | None]
    on: date
    entry: Entry | None = None
    keys: dict[str, int] = field(default_factory=dict)
    key_at: list[int] = field(init=False)

    def __post_init__(self) -> None:
        words = [folded(column.header) if column else None for column in self.columns]
        self.key_at = [index for index, word in enumerate(words) if word in self.mapping.key]

    def read(self, row: GridRow) -> ReadRow:
        """The claims of a row, or everything that is wrong with it."""
        faults: list[tuple[int, Fault]] = []
        key = self._key(row, faults)
        cells = (*row.cells, *(None,) * (len(self.columns) - len(row.cells)))  # a short row ends in nothing
        said = [one for index, cell in enumerate(cells) for one in self._cell(row, index, cell, faults)]
        names = [group for group in said if group[0].property.path == _NAME]
        if not faults:
            faults.extend(self._row_faults(row.number, key, said, len(names[0]) if names else 0))
        if faults or key is None:
            findings = tuple(self._finding(row.number, index, fault) for index, fault in faults)
            return ReadRow(number=row.number, cells=row.cells, key=key, findings=findings)
        claims = tuple(self._claims(key, said, len(names[0]) if names else 0))
        return ReadRow(number=row.number, cells=row.cells, key=key, claims=claims)

    def _key(self, row: GridRow, faults: list[tuple[int, Fault]]) -> str | None:
        """The row's own key. Keys are remembered whether or not the row is taken."""
        at = self.key_at
        parts = [shown(row.cells[index]) if index < len(row.cells) else "" for index in at]
        if not all(parts):
            faults.append((at[0], Fault(code="evidence.row.key-present")))
            return None
        if LEFT_OUT in parts:
            faults.append((at[parts.index(LEFT_OUT)], Fault(code="evidence.row.written-out")))
            return None
        key = " ".join("|".join(parts).split())
        if unwritable(key):
            faults.append((at[0], Fault(code="evidence.row.key-present")))
            return None
        first = self.keys.setdefault(key, row.number)
        if first != row.number:
            faults.append((at[0], Fault(code="evidence.row.key-once", particulars={"first": first})))
        return key

    def _cell(
        self, row: GridRow, index: int, cell: Cell, faults: list[tuple[int, Fault]]
    ) -> Iterator[tuple[_Said, ...]]:
        """What a cell says, piece by piece; nothing where it says nothing."""
        column = self.columns[index] if index < len(self.columns) else None
        if column and column.ignored is not None:
            return
        if code := _not_readable(cell, column, row.marks.get(index)):
            faults.append((index, Fault(code=code)))
            return
        if cell is None or column is None:
            return
        at = self.grid.where(row.number, index, column.header)
        assert column.property  # a column without one is ignored
        said = [self._piece(piece, column, column.property, at) for piece in pieces(cell, column.apart)]
        faults.extend((index, one) for one in said if isinstance(one, Fault))
        if not said:  # nothing but what stands between names
            faults.append((index, Fault(code="evidence.row.present")))
        if held := tuple(one for one in said if isinstance(one, _Said)):
            yield held
        if any(one.value is not None for one in held):
            whole = held if column.property.kind == _PERSON else held[:1]  # of each person, or of the thing
            for other, value in column.also:
                said_too = _Said(column=column, property=other, value=value, as_written=None, at=at)
                yield (said_too,) * len(whole)

    def _piece(self, cell: Cell, column: Column, known: Property, at: str) -> _Said | Fault:
        written = shown(cell)
        if self.mapping.not_known and folded(written) in self.mapping.not_known:
            return _Said(column=column, property=known, value=None, as_written=written, at=at)
        value = value_of(cell, column, order=self.mapping.order, on=self.on)
        if isinstance(value, Fault):
            return value
        as_written = written if isinstance(cell, str) and str(value) != written else None
        return _Said(column=column, property=known, value=value, as_written=as_written, at=at)

    def _row_faults(
        self, number: int, key: str | None, said: Sequence[tuple[_Said, ...]], people: int
    ) -> Iterator[tuple[int, Fault]]:
        """What is wrong with a row whose cells are all well."""
        if not any(one.value is not None for group in said for one in group):
            yield 0, Fault(code="evidence.row.says-something")
        for group in said:
            if group[0].property.kind == _PERSON and people > 1 and len(group) != people:
                at = self.columns.index(group[0].column)
                yield at, Fault(code="evidence.row.whose", particulars={"people": people})
        parts = {group[0].column.of for group in said} - {""}
        keys = _keys(key or "", people)
        for own in (*(keys if people > 1 else ()), *(_key_of(one, part) for part in parts for one in keys)):
            if (first := self.keys.setdefault(own, number)) != number:
                yield 0, Fault(code="evidence.row.key-once", particulars={"first": first})

    def _claims(self, key: str, said: Sequence[tuple[_Said, ...]], people: int) -> Iterator[Claim]:
        """The claims of a row that holds: each value of its subject, then who the others are about."""
        keys = _keys(key, people)
        things: dict[tuple[str, str], None] = {}
        for group in said:
            for nth, one in enumerate(group):
                kind = one.property.kind
                things[kind, one.column.of] = None
                own = [keys[nth]] if kind == _PERSON and people > 1 else keys
                for of_key in own if _of_a_person(kind) else [key]:
                    yield self._claim(kind, _key_of(of_key, one.column.of), one)
        level = strictest(one.column.level for group in said for one in group if one.property.path == _NAME)
        for kind, part in things:
            if kind != _PERSON and (_PERSON, "") in things and _of_a_person(kind):
                yield from (self._about(kind, of_key, part, level) for of_key in keys)

    def _about(self, kind: str, key: str, part: str, level: Level) -> Claim:
        """Whom a subject of a row is about, at the level of the name."""
        person = Subject(source=self.mapping.source, kind=_PERSON, key=key)
        subject = Subject(source=self.mapping.source, kind=kind, key=_key_of(key, part))
        return Claim(subject=subject, property=_PERSON, value=person, level=level, entry=self.entry)

    def _claim(self, kind: str, key: str, one: _Said) -> Claim:
        return Claim(
            subject=Subject(source=self.mapping.source, kind=kind, key=key),
            property=one.property.name,
            value=one.value,
            standing=Standing.NOT_FOUND if one.value is None else Standing.SAID,
            as_written=one.as_written,
            language=self.mapping.language if one.property.type in ("name", "text") else None,
            at=one.at,
            level=strictest((one.column.level, one.property.least)),
            entry=self.entry,
        )

    def _finding(self, number: int, index: int, fault: Fault) -> Finding:
        column = self.columns[index] if index < len(self.columns) else None
        return Finding(
            code=fault.code,
            outcome=Outcome.FAILED,
            severity=Severity.ERROR,
            particulars={"column": column.header if column else letters(index), **fault.particulars},
            place=Place(line=number),
        )


def _not_readable(cell: Cell, column: Column | None, mark: Mark | None) -> str | None:
    """Why a cell is not even looked at: the code, or `None` where it is read or may be empty."""
    if mark:
        return _MARKED[mark]
    if column is None:
        return None if cell is None else "evidence.row.under-header"
    if cell is None:
        return "evidence.row.present" if column.needed else None
    return "evidence.row.written-out" if cell == LEFT_OUT else None


def _keys(key: str, people: int) -> list[str]:
    """The key of each person of a row: the row's own, or one each where it names several."""
    return [f"{key}/{nth}" for nth in range(1, people + 1)] if people > 1 else [key]


def _key_of(key: str, part: str) -> str:
    """The key of a thing of a row: the row's own, or that of one of several things of its kind."""
    return f"{key}#{part}" if part else key


def _of_a_person(kind: str) -> bool:
    """Whether subjects of this kind are about one person of the row, and so there is one for each."""
    return kind == _PERSON or f"{kind}.{_PERSON}" in properties()


def in_plain(row: ReadRow, columns: Iterable[Column | None]) -> tuple[str, ...]:
    """The cells of a row as they may be written down: withheld ones are left out by name.

    What stands in a column from which nothing is read is left out too, since nobody said how confidential it
    is, and so is what stands in none; the row's key stays.
    """
    return tuple(_in_plain(cell, column) for cell, column in zip_longest(row.cells, columns))


def _in_plain(cell: Cell, column: Column | None) -> str:
    if cell is None or column is None or (column.ignored is not None and not column.is_key):
        return ""
    return LEFT_OUT if column.level is Level.WITHHELD else shown(cell)
