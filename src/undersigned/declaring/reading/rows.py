"""Reads rows of a list: `SURNAME Given, Country, GROUP`, one on a line or several between semicolons.

1. A row has a name, a country and, where one is printed, a group. Anything else is said, with its words.
2. A row that does not end on its line (as text taken from a PDF has it) goes on in the next one.
3. A country may stand in quotation marks; it is kept as printed.
4. Where a comma is missing, wide gaps and tabs part a row, and two whole rows on one line; it is said. So is
   a row that may have lost its comma: a country that ends as a group's code does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from undersigned.declaring.declaration import Signatory
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.names import NameRead, begins_with_honorific, has_capitals, read_name
from undersigned.declaring.reading.notes import Notes
from undersigned.values.findings import Severity
from undersigned.values.names import PersonalName

_GROUP = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{1,4})*")
_GAP = re.compile(r",\s*|\t\s*| {2}\s*")
_COLUMN = re.compile(r"\t\s*| {2}\s*")
_CALL = re.compile(r"[0-9¹²³⁰-⁹*†]")
_FULL = 3
_HALF = 2
_NAME_WORDS = 10
_COUNTRY_WORDS = 8
_LINES_OF_A_ROW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as printed, and the line on which it begins; `closed` where a semicolon ends it.

    `joined` is a word put together from two lines, as read and as it may be; `beside`: another row stands
    before it on its line.
    """

    text: str
    line: int
    span: int = 1
    closed: bool = False
    joined: tuple[str, str] | None = None
    beside: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Name, country, group, as far as they are printed; an empty end is none."""
        return _parts(self.text)

    @property
    def full(self) -> bool:
        """Whether name, country and group are there."""
        return len(self.parts) == _FULL and _GROUP.fullmatch(self.parts[2]) is not None


@lru_cache(maxsize=512)
def _parts(text: str) -> tuple[str, ...]:
    """What stands between commas; what stands between gaps, where only these make a whole row of it."""
    parts = [part.strip() for part in text.split(",")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) < _FULL and ("  " in text or "\t" in text):
        apart = [part.strip() for part in _GAP.split(text)]
        if len(apart) == _FULL and all(apart) and _GROUP.fullmatch(apart[2]):
            return tuple(apart)
    return tuple(parts)


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
    if "," not in text and "\t" not in text and "  " not in text:
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
        for at, new in enumerate(_rows_of(line)):
            goes_on = at == 0 and bool(rows) and _goes_on(rows[-1], new, semicolons=semicolons)
            rows.append(_put_together(rows.pop(), new) if goes_on else new)
    return tuple(row for row in rows if row.text.strip(" ,"))


def _rows_of(line: Line) -> list[Row]:
    """The rows or parts of rows of a line: between semicolons, or in columns where each is a whole row."""
    columns = _COLUMN.split(line.text) if "  " in line.text or "\t" in line.text else ()
    if len(columns) > 1 and all("," in text and Row(text=text, line=0).full for text in columns):
        return [Row(text=text, line=line.number, beside=at > 0) for at, text in enumerate(columns)]
    pieces = line.text.split(";")
    last = len(pieces) - 1
    return [Row(text=piece.strip(), line=line.number, closed=at < last) for at, piece in enumerate(pieces)]


def _put_together(last: Row, new: Row) -> Row:
    """A row that goes on in the next line; a hyphen goes before a small letter only, and it is remembered."""
    text, joined = f"{last.text} {new.text}".rstrip(), last.joined
    if last.text.endswith("-") and new.text:
        hyphened = (last.text.split()[-1] + new.text.split()[0]).rstrip(",")
        bare = (last.text.split()[-1][:-1] + new.text.split()[0]).rstrip(",")
        keeps = not new.text[0].islower()
        text = (last.text if keeps else last.text[:-1]) + new.text
        joined = (hyphened, bare) if keeps else (bare, hyphened)
    return Row(text=text, line=last.line, span=last.span + 1, closed=new.closed, joined=joined)


def _goes_on(last: Row, new: Row, *, semicolons: bool) -> bool:
    """Whether a row goes on in this piece, which begins a line; `semicolons`: they stand between rows."""
    if last.closed or last.span == _LINES_OF_A_ROW:
        return False
    if not new.text or last.text.endswith("-"):
        return True
    if last.full or semicolons:
        return not last.full
    begins_a_row = "," in new.text and has_capitals(new.parts[0])
    if begins_a_row or ("," not in last.text and not has_capitals(last.text)):
        return False
    return is_row(f"{last.text} {new.text}")


def signatories(
    rows: Iterable[Row], notes: Notes, *, surname_first: bool, organisations: bool = False
) -> tuple[Signatory, ...]:
    """The signatories of some rows; a row that does not split, and what cannot be told of one, is noted.

    Where `organisations` sign too, a name that is no person's is kept whole and is no doubt.
    """
    rows = tuple(rows)
    full = [row for row in rows if row.full]
    capitals = not full or sum(has_capitals(row.parts[0]) for row in full) * 2 >= len(full)
    groups = frozenset(row.parts[2] for row in full)
    found: list[Signatory] = []
    for row in rows:
        read = read_name(row.parts[0], surname_first=surname_first, capitals=capitals)
        if organisations and read.doubts:
            read = NameRead(name=PersonalName(family=row.parts[0]))
        signatory = _signatory(row, read, notes, groups, len(found) + 1)
        if signatory:
            found.append(signatory)
    return tuple(found)


def _signatory(
    row: Row, read: NameRead, notes: Notes, groups: frozenset[str], order: int
) -> Signatory | None:
    parts = row.parts
    if len(parts) not in (_HALF, _FULL) or not parts[0]:
        notes.failed("declaring.row.parts", row.line, text=row.text)
        return None
    _note_row(row, notes)
    country, group = _country_and_group(row, notes, groups)
    for doubt in read.doubts:
        severity = Severity.NOTICE if doubt == "order" else Severity.WARNING
        notes.doubt(f"declaring.name.{doubt.value}", row.line, severity, name=parts[0])
    return Signatory(order=order, name=read.name, country=country, group=group, line=row.line)


def _note_row(row: Row, notes: Notes) -> None:
    """Say what of a row was told by less than its commas, or is no part of it."""
    if row.joined:
        read, other = row.joined
        notes.doubt("declaring.text.hyphen", row.line, joined=read, hyphened=other)
    if row.beside:
        notes.doubt("declaring.row.columns", row.line, text=row.text)
    if row.text.count(",") < len(row.parts) - 1:
        notes.doubt("declaring.row.gaps", row.line, text=" ".join(row.text.split()))
    if any(_CALL.search(part) for part in row.parts[1:]):
        notes.doubt("declaring.row.characters", row.line, text=row.text)


def _country_and_group(row: Row, notes: Notes, groups: frozenset[str]) -> tuple[str | None, str | None]:
    """Country and group as printed; a row of two parts has no group, unless its second part is one."""
    parts = row.parts
    if len(parts) == _HALF:
        if parts[1] in groups:
            notes.failed("declaring.row.country", row.line, text=row.text)
            return None, parts[1]
        if _GROUP.fullmatch(parts[1].split()[-1]):
            notes.doubt("declaring.row.comma", row.line, group=parts[1].split()[-1], text=row.text)
        return parts[1], None
    if not parts[1]:
        notes.failed("declaring.row.country", row.line, text=row.text)
    if not _GROUP.fullmatch(parts[2]):
        notes.doubt("declaring.row.group", row.line, group=parts[2], text=row.text)
    return parts[1] or None, parts[2]
