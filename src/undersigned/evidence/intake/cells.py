"""A cell as a value of its property, or the fault that says why it is none.

1. A text is as written; only white space at its ends and runs of it are no part of it.
2. A name is one person's: what looks like two is refused unless the mapping says what stands between them.
3. A word of a vocabulary is one that the mapping or the vocabulary knows; an unknown one never slips through.
4. A number is whole and not negative; "about 12" is none.
"""

import re
import unicodedata
from datetime import date

from undersigned.evidence.claims import Value
from undersigned.evidence.intake.dates import Order, date_of
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.grid import Cell, shown
from undersigned.evidence.intake.mapping import Column
from undersigned.evidence.vocabularies.vocabulary import folded, vocabulary

LONGEST_NAME, LONGEST_TEXT = 200, 20_000
_TWO_NAMES = re.compile(r"[;\n/&+]|\s(?:и|and|et|және)\s|\S\s+\S+\s*,\s*\S+\s+\S", re.IGNORECASE)
_UNWRITABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_LINE_ENDS = "\n\r\t"


def value_of(cell: Cell, column: Column, *, order: Order | None, on: date) -> Value | Fault:
    """What a cell says in a column."""
    kind = column.property.type if column.property else "text"
    if kind == "date":
        return date_of(cell, order=order, on=on)
    if kind == "number":
        return _number(cell)
    text = shown(cell)
    if wrong := unwritable(text):
        return Fault(code="evidence.row.characters", particulars={"character": wrong})
    return _code(text, column) if kind == "code" else _name(text) if kind == "name" else _text(text)


def pieces(cell: Cell, apart: str | None) -> tuple[Cell, ...]:
    """The cell taken apart where the mapping says by what; empty pieces are none."""
    if apart is None or not isinstance(cell, str):
        return (cell,)
    found = tuple(piece.strip() for piece in cell.replace("\r\n", "\n").split(apart))
    return tuple(piece for piece in found if piece)


def unwritable(text: str) -> str | None:
    """The first character, by its number, that belongs in no text; `None` where all do."""
    if text.isascii() and text.isprintable():
        return None
    for character in text:
        if character not in _LINE_ENDS and unicodedata.category(character) in _UNWRITABLE:
            return f"U+{ord(character):04X}"
    return None


def _number(cell: Cell) -> int | Fault:
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return cell
    digits = re.sub(r"[\s\u00a0\u202f]", "", cell) if isinstance(cell, str) else ""
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) else Fault(code="evidence.row.number")


def _code(text: str, column: Column) -> str | Fault:
    known = vocabulary(column.property.vocabulary or "") if column.property else None
    code = column.words.get(folded(text)) or (known.code(text) if known else None)
    if code is None:
        return Fault(
            code="evidence.row.word-known", particulars={"vocabulary": known.name if known else None}
        )
    return code


def _text(text: str) -> str | Fault:
    if len(text) > LONGEST_TEXT:
        return Fault(code="evidence.row.length", particulars={"longest": LONGEST_TEXT})
    return " ".join(text.split())


def _name(text: str) -> str | Fault:
    if any(character.isdigit() for character in text) or len(text) > LONGEST_NAME:
        return Fault(code="evidence.row.name")
    if _TWO_NAMES.search(text):
        return Fault(code="evidence.row.one-name")
    return " ".join(text.split())
