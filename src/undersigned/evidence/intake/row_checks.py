"""A row as a whole: whether it is one of the list at all, and whether its cells agree with each other.

1. The column words again, a line of column numbers and the line of a total are no rows of the list.
2. What a row says of "the person" must be of one person, or be taken apart as the names are; so must what it
   says of their detentions. A property that has one value has one.
3. Nobody is held before they are born, or let go before they are held; "at most" is not less than "at least",
   and a number beside names is how many names there are. One number that two columns say is the same in both.
4. A list that has names in parts names somebody in each row; nobody is named twice in one cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from undersigned.evidence.claims import Value
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.grid import Cell, shown
from undersigned.evidence.intake.headers import APART, FLAG
from undersigned.evidence.intake.mapping import Column
from undersigned.evidence.intake.names import PARTS_OF_A_NAME
from undersigned.evidence.intake.stand_ins import part_of_others, total
from undersigned.evidence.properties import Property, properties
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.dates import SourceDate

PERSON, NAME = "person", "person.name"
_BIRTH = "person.birth"
_LOW, _HIGH = "detention.low", "detention.high"
_IN_ORDER = (
    *(("person.birth", "detention.start"), ("person.birth", "detention.end")),
    *(("detention.start", "detention.end"), ("event.start", "event.end")),
    *(("official.post-from", "official.post-until"),),
)
_LEAST_NUMBERED = 3  # columns, below which 1 and 2 may be anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A value of a column, its words as written and its place."""

    column: Column
    property: Property
    value: Value | None
    as_written: str | None
    at: str


Group = tuple[Said, ...]  # what one cell says


def words_over(columns: Sequence[Column | None]) -> frozenset[str]:
    """The column words, and of those over several rows the lowest, as they are written again in a row."""
    words = [column.header for column in columns if column and not column.header.startswith(FLAG)]
    return frozenset(folded(one) for word in words for one in (word, word.rpartition(APART)[2]))


def no_row(
    cells: Sequence[Cell], columns: Sequence[Column | None], key_at: Sequence[int], words: frozenset[str]
) -> Fault | None:
    """Why a row is none of the list: it repeats the column words, numbers them, or is a total."""
    if repeats(cells, words) or _are_numbers(cells, columns):
        return Fault(code="evidence.row.column-words")
    for index in key_at:
        cell = cells[index] if index < len(cells) else None
        if isinstance(cell, str) and (total(cell, begins=True) or part_of_others(cell)):
            return Fault(code="evidence.row.total")
    return None


def in_place(cells: Sequence[Cell], columns: Sequence[Column | None], words: frozenset[str]) -> bool:
    """Whether column words that come again stand over the same columns as the first time."""
    return all(
        at < len(columns) and (column := columns[at]) is not None and cell.casefold() in words_over([column])
        for at, cell in enumerate(cells)
        if isinstance(cell, str) and cell.casefold() in words
    )


def unnamed_of(columns: Sequence[Column | None], said: Sequence[Group]) -> Iterator[tuple[Column, Fault]]:
    """A row without any part of a name, in a list that has names in parts alone (rule 4)."""
    properties_of = [(one, one.property.path) for one in columns if one and one.property]
    parts = [one for one, path in properties_of if path in PARTS_OF_A_NAME]
    if not parts or any(path == NAME for _, path in properties_of):
        return
    if not any(group[0].property.path in PARTS_OF_A_NAME for group in said):
        yield parts[0], Fault(code="evidence.row.present")


def unclear(said: Sequence[Group], people: int) -> Iterator[tuple[Column, Fault]]:
    """Of whom a cell speaks, and of how many values, where that is not clear (rule 2)."""
    for group in said:
        first = group[0]
        if first.property.path == NAME:
            names = [folded(one.value) for one in group if isinstance(one.value, str)]
            if len(set(names)) < len(names):
                yield first.column, Fault(code="evidence.row.name-once")
            continue
        apart = first.property.kind == PERSON and people > 1
        if (apart and len(group) != people) or (
            people > 1 and len(group) > 1 and not apart and of_a_person(first)
        ):
            yield first.column, Fault(code="evidence.row.whose", particulars={"people": people})
        elif len(group) > 1 and not apart and not first.property.many:
            yield first.column, Fault(code="evidence.row.one-value")


def disagreeing(said: Sequence[Group], people: int) -> Iterator[tuple[Column, Fault]]:
    """Cells that cannot be true beside each other (rule 3)."""
    by_path = {group[0].property.path: group[0] for group in said if len(group) == 1}
    for earlier, later in _IN_ORDER:
        one, other = by_path.get(earlier), by_path.get(later)
        born = earlier == _BIRTH
        if one and other and (_after(one.value, other.value) or (born and _same_day(one.value, other.value))):
            wrong, beside = (one, other) if one.property.kind == PERSON else (other, one)
            yield wrong.column, _beside(beside)
    for one, first in _told_twice(said):
        yield one.column, _beside(first)
    low, high = by_path.get(_LOW), by_path.get(_HIGH)
    if low and high and _number(high) < _number(low):
        yield high.column, _beside(low)
    for number in (low, high):
        if number and people and number.value not in (None, people):
            names = next(group[0] for group in said if group[0].property.path == NAME)
            yield number.column, _beside(names)


def _told_twice(said: Sequence[Group]) -> Iterator[tuple[Said, Said]]:
    """Numbers of one thing that a later column tells otherwise, where there can be one."""
    told: dict[tuple[str, str], Said] = {}
    for one in (group[0] for group in said if len(group) == 1):
        if one.property.type != "number" or one.property.many or one.value is None:
            continue
        first = told.setdefault((one.property.path, one.column.of), one)
        if first.value != one.value:
            yield one, first


def of_a_person(said: Said) -> bool:
    """Whether what it speaks of is a person, or about one."""
    return is_of_a_person(said.property.kind)


def is_of_a_person(kind: str) -> bool:
    """Whether subjects of this kind are about one person of the row, and so there is one for each."""
    return kind == PERSON or f"{kind}.{PERSON}" in properties()


def _beside(other: Said) -> Fault:
    return Fault(code="evidence.row.agrees", particulars={"other": other.column.header})


def _after(one: Value | None, other: Value | None) -> bool:
    return isinstance(one, SourceDate) and isinstance(other, SourceDate) and other.last < one.first


def _same_day(one: Value | None, other: Value | None) -> bool:
    """Whether both are one and the same day: of a birth and a detention, one was copied from the other."""
    if not (isinstance(one, SourceDate) and isinstance(other, SourceDate)):
        return False
    return one.first == one.last == other.first == other.last


def _number(said: Said) -> int:
    return said.value if isinstance(said.value, int) else 0


def repeats(cells: Sequence[Cell], words: frozenset[str]) -> bool:
    """Whether most of what stands in a row are column words."""
    said = [cell for cell in cells if cell is not None]
    same = sum(isinstance(cell, str) and cell.casefold() in words for cell in said)
    return same > 1 and same * 2 >= len(said)


def _are_numbers(cells: Sequence[Cell], columns: Sequence[Column | None]) -> bool:
    """Whether a row is 1, 2, 3 … under all its columns, and not all of those hold numbers."""
    if len(cells) < _LEAST_NUMBERED or shown(cells[1]) != "2" or shown(cells[0]) != "1":
        return False
    named = [at for at, column in enumerate(columns) if column]
    if any(at >= len(cells) or shown(cells[at]) != str(nth) for nth, at in enumerate(named, 1)):
        return False
    return any(column and column.property and column.property.type != "number" for column in columns)
