"""Rows of a list of signatories: `SURNAME Given, Country, GROUP`, one a line or with semicolons between.

1. A row has a name, a country and, where one is printed, a group. Anything else is said, with its words.
2. A row that does not end on its line (as text taken from a PDF has it) goes on in the next one.
3. A country may stand in quotation marks; it is kept as printed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.declaring.declaration import Signatory
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.names import begins_with_honorific, has_capitals, read_name
from undersigned.declaring.reading.notes import Notes
from undersigned.values.findings import Severity

_GROUP = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{1,4})*")
_FULL = 3
_HALF = 2
_NAME_WORDS = 10
_COUNTRY_WORDS = 8
_LINES_OF_A_ROW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as printed, and the line on which it begins; `closed` where a semicolon ends it."""

    text: str
    line: int
    span: int = 1
    closed: bool = False

    @property
    def parts(self) -> list[str]:
        """Name, country, group, as far as they are printed; an empty end is none."""
        parts = [part.strip() for part in self.text.split(",")]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        return parts

    @property
    def full(self) -> bool:
        """Whether name, country and group are there."""
        return len(self.parts) == _FULL and _GROUP.fullmatch(self.parts[2]) is not None


def is_row(text: str) -> bool:
    """Whether a text has the shape of a signatory: two or three parts, and capitals in the first."""
    parts = Row(text=text, line=0).parts
    return (
        len(parts) in (_HALF, _FULL)
        and len(parts[0].split()) <= _NAME_WORDS
        and len(parts[1].split()) <= _COUNTRY_WORDS
        and (len(parts) == _HALF or _GROUP.fullmatch(parts[2]) is not None)
        and (has_capitals(parts[0]) or len(parts) == _FULL)
        and not parts[1].endswith((".", ":", "?"))
    )


def are_rows(text: str) -> bool:
    """Whether a text is rows with semicolons between; most of them must have the shape."""
    pieces = [piece for piece in text.split(";") if piece.strip()]
    shaped = sum(map(is_row, pieces))
    return bool(shaped) and shaped * 2 > len(pieces)


def has_row(text: str) -> bool:
    """Whether a line surely has a signatory: a row with its group, or with a word such as `Mr` before it."""
    if "," not in text:
        return False
    pieces = [piece.strip() for piece in text.split(";")]
    return any(
        Row(text=piece, line=0).full or (begins_with_honorific(piece) and is_row(piece)) for piece in pieces
    )


def gather(lines: Iterable[Line]) -> tuple[Row, ...]:
    """The rows that stand on some lines, put together where they go on in the next line."""
    lines = tuple(lines)
    semicolons = any(";" in line.text for line in lines)
    rows: list[Row] = []
    for line in lines:
        pieces = line.text.split(";")
        for at, piece in enumerate(pieces):
            closed = at < len(pieces) - 1
            new = Row(text=piece.strip(), line=line.number, closed=closed)
            goes_on = at == 0 and bool(rows) and _goes_on(rows[-1], new, semicolons=semicolons)
            _put(rows, new, goes_on=goes_on)
    return tuple(row for row in rows if row.text.strip(" ,"))


def _put(rows: list[Row], new: Row, *, goes_on: bool) -> None:
    """Add a piece as a row of its own, or to the row before where that one goes on."""
    if goes_on:
        last = rows.pop()
        hyphened = last.text.endswith("-") and new.text[:1].isupper()
        text = last.text + ("" if hyphened or not new.text else " ") + new.text
        rows.append(Row(text=text, line=last.line, span=last.span + 1, closed=new.closed))
    else:
        rows.append(new)


def _goes_on(last: Row, new: Row, *, semicolons: bool) -> bool:
    """Whether a row goes on in this piece, which begins a line; `semicolons`: they stand between rows."""
    if last.closed or last.span == _LINES_OF_A_ROW:
        return False
    if not new.text or last.text.endswith("-"):
        return True
    if semicolons:
        return not last.full
    begins_a_row = "," in new.text and has_capitals(new.parts[0])
    if last.full or begins_a_row or ("," not in last.text and not has_capitals(last.text)):
        return False
    return is_row(f"{last.text} {new.text}")


def signatories(rows: Iterable[Row], notes: Notes, *, surname_first: bool) -> tuple[Signatory, ...]:
    """The signatories of some rows; a row that does not split, and what cannot be told of one, is noted."""
    rows = tuple(rows)
    full = [row for row in rows if row.full]
    capitals = not full or sum(has_capitals(row.parts[0]) for row in full) * 2 >= len(full)
    groups = frozenset(row.parts[2] for row in full)
    found: list[Signatory] = []
    for row in rows:
        one = _signatory(row, notes, groups, len(found) + 1, surname_first=surname_first, capitals=capitals)
        if one:
            found.append(one)
    return tuple(found)


def _signatory(
    row: Row, notes: Notes, groups: frozenset[str], order: int, *, surname_first: bool, capitals: bool
) -> Signatory | None:
    parts = row.parts
    if len(parts) not in (_HALF, _FULL) or not parts[0]:
        notes.failed("declaring.row.parts", row.line, text=row.text)
        return None
    country, group = _country_and_group(row, notes, groups)
    read = read_name(parts[0], surname_first=surname_first, capitals=capitals)
    for doubt in read.doubts:
        severity = Severity.NOTICE if doubt == "order" else Severity.WARNING
        notes.doubt(f"declaring.name.{doubt.value}", row.line, severity, name=parts[0])
    return Signatory(order=order, name=read.name, country=country, group=group, line=row.line)


def _country_and_group(row: Row, notes: Notes, groups: frozenset[str]) -> tuple[str | None, str | None]:
    """Country and group as printed; a row of two parts has no group, unless its second part is one."""
    parts = row.parts
    if len(parts) == _HALF:
        if parts[1] in groups:
            notes.failed("declaring.row.country", row.line, text=row.text)
            return None, parts[1]
        return parts[1], None
    if not parts[1]:
        notes.failed("declaring.row.country", row.line, text=row.text)
    if not _GROUP.fullmatch(parts[2]):
        notes.doubt("declaring.row.group", row.line, group=parts[2], text=row.text)
    return parts[1] or None, parts[2]
