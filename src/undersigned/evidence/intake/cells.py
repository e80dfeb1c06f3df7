"""A cell as a value of its property, or the fault that says why it is none.

1. A text is as written; only white space at its ends and runs of it are no part of it. A day that a program
   made of it (an article 12.1) is none, nor is its yes or no.
2. A name is one person's (`names.py`): what looks like two is refused unless the mapping says what stands
   between them. Half of a name that was broken over two lines is no second person.
3. A word of a vocabulary is one that the mapping or the vocabulary knows; an unknown one never slips through,
   nor does a number beside it (`terms.py`).
4. A number is whole and not negative, in groups of three where it has groups; "about 12" is none. Of days it
   may say that they are.
5. What says "as above", what a program writes for nothing and what was read in a wrong encoding is no text of
   its row. "Not known" is none either, but in a note and where "none" is an answer; and what names a place or
   an office has a letter in it, no doubt and no mark of a footnote. What takes a row back is none anywhere.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, time, timedelta

from undersigned.evidence.claims import Value
from undersigned.evidence.intake.dates import date_of, is_age
from undersigned.evidence.intake.days import Order
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.garbled import garbled, letters_lost
from undersigned.evidence.intake.grid import Cell, shown
from undersigned.evidence.intake.letters import footnoted, in_one_script
from undersigned.evidence.intake.mapping import Column
from undersigned.evidence.intake.measures import days_of
from undersigned.evidence.intake.names import PARTS_OF_A_NAME, name_of, one_word, part_of_a_name
from undersigned.evidence.intake.stand_ins import (
    as_above,
    became,
    doubted,
    not_known,
    of_a_program,
    part_of_others,
    says_none,
    taken_back,
    total,
)
from undersigned.evidence.intake.terms import Terms, terms_of, to_explain
from undersigned.evidence.properties import Property
from undersigned.evidence.vocabularies.vocabulary import folded

LONGEST_TEXT = 20_000
_UNWRITABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_REFUSED = "\u202d\u202e\ufffd"  # what turns a text round, and what a program wrote for what it could not
_WRITABLE = re.compile(
    "[ -~\n\r\t\u00a0-\u00ac\u00ae-\u024f\u0400-\u052f\u2013-\u201e№]*"
)  # nearly all of them
_LINE_ENDS = "\n\r\t"
_BIRTH = "person.birth"
_UNKNOWN = "evidence.row.word-known"
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\s[0-9]{3}){1,2}")
_NEGATIVE = re.compile(r"[-−]\s?\d")
_NAMES_SOMETHING = frozenset({"place", "authority", "court", "judge", "body", "addressee", "by", "post"})
_LETTER = re.compile(r"[^\W\d_]{2}")
_WITHIN_NAMES = frozenset({"", ","})  # separators that, but for white space, also stand within one name


def values_of(cell: Cell, column: Column, *, order: Order | None, on: date) -> Terms | Fault:
    """What a cell says in a column that is read: of its property first, then of others beside it."""
    assert column.property
    if column.property.type == "code":
        return _terms(cell, column, column.property)
    value = value_of(cell, column, order=order, on=on)
    return value if isinstance(value, Fault) else ((column.property, value),)


def value_of(cell: Cell, column: Column, *, order: Order | None, on: date) -> Value | Fault:
    """What a cell says in a column that is of no vocabulary."""
    kind = column.property.type if column.property else "text"
    if kind == "date":
        return _date(cell, column, order=order, on=on)
    if kind == "number":
        return _number(cell, column)
    text = shown(cell)
    if question := _no_text(cell, text, kind):
        return question
    if kind == "name":
        again = folded(text) == folded(column.header)
        return Fault(code="evidence.row.column-words") if again else name_of(text)
    return _text(in_one_script(text), column.property)


def unknown_words(cell: Cell, column: Column) -> tuple[str, ...]:
    """The words of a cell that somebody may explain: neither the mapping nor the vocabulary has them."""
    if column.property is None or column.property.type != "code":
        return ()
    unknown = (
        to_explain(in_one_script(shown(piece)), column.property)
        for piece in pieces(cell, column.apart)
        if isinstance(found := _terms(piece, column, column.property), Fault) and found.code == _UNKNOWN
    )
    return tuple(dict.fromkeys(unknown))


def pieces(cell: Cell, apart: Sequence[str] | None) -> tuple[Cell, ...]:
    """The cell taken apart where the mapping says by what; empty pieces are none."""
    if not apart or not isinstance(cell, str):
        return (cell,)
    between = "|".join(map(re.escape, sorted(apart, key=len, reverse=True)))
    found = tuple(piece.strip() for piece in re.split(between, re.sub("\r\n?", "\n", cell)))
    return tuple(piece for piece in found if piece)


def torn(cell: Cell, apart: Sequence[str] | None) -> bool:
    """Whether a cell of names was taken apart where one name may have been broken."""
    names = pieces(cell, apart)
    if not apart or not isinstance(cell, str) or len(names) == 1:
        return False
    within = any(one in cell and one.strip() in _WITHIN_NAMES for one in apart)
    halves = [isinstance(name, str) and one_word(name) for name in names]
    return any(halves) and (within or not all(halves))


def unwritable(text: str) -> str | None:
    """The first character, by its number, that belongs in no text; `None` where all do."""
    if _WRITABLE.fullmatch(text):
        return None
    for character in text:
        if character in _REFUSED or (
            character not in _LINE_ENDS and unicodedata.category(character) in _UNWRITABLE
        ):
            return f"U+{ord(character):04X}"
    return None


def _date(cell: Cell, column: Column, *, order: Order | None, on: date) -> Value | Fault:
    found = date_of(cell, order=order, on=on, years_from=column.years_from)
    born = column.property is not None and column.property.path == _BIRTH
    if isinstance(found, Fault) and born and is_age(cell):
        return Fault(code="evidence.row.age")
    return found


def _no_text(cell: Cell, text: str, kind: str) -> Fault | None:
    """Why a cell is no text: its program made something else of it, or no text has such characters."""
    if kind in ("text", "name") and isinstance(cell, (bool, date, time, timedelta)):
        return Fault(code="evidence.row.text")
    if wrong := unwritable(text):
        return Fault(code="evidence.row.characters", particulars={"character": wrong})
    if kind in ("text", "name"):
        code = "as-above" if as_above(text) else "no-error" if of_a_program(text) else None
        code = code or ("encoding" if garbled(text) else None)
        return Fault(code=f"evidence.row.{code}") if code else None
    return None


def _terms(cell: Cell, column: Column, known: Property) -> Terms | Fault:
    text = shown(cell)
    return _no_text(cell, text, "code") or terms_of(in_one_script(text), known, column)


def _number(cell: Cell, column: Column) -> int | Fault:
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return cell
    written = cell if isinstance(cell, str) else ""
    if _NUMBER.fullmatch(written):
        return int(re.sub(r"\s", "", written))
    of_days = column.property is not None and column.property.unit == "day"
    if of_days and (days := days_of(written)) is not None:
        return days
    question = "not-known" if written and not_known(written) else "number"
    return Fault(code=f"evidence.row.{question}")


def _text(text: str, known: Property | None) -> str | Fault:
    if total(text):
        return Fault(code="evidence.row.total")
    if taken_back(text):
        return Fault(code="evidence.row.holds")
    if known and (question := _not_said(text, known)):
        return Fault(code=f"evidence.row.{question}")
    if known and known.name == "fine" and _NEGATIVE.match(text):
        return Fault(code="evidence.row.number")
    if len(text) > LONGEST_TEXT:
        return Fault(code="evidence.row.length", particulars={"longest": LONGEST_TEXT})
    return " ".join(text.split())


def _not_said(text: str, known: Property) -> str | None:
    """Why a text says nothing of what its property asks for: the question."""
    if known.path in PARTS_OF_A_NAME:
        return part_of_a_name(text)
    if known.name == "note":
        return None
    if as_above(text, begins=True):
        return "as-above"
    something = known.name in _NAMES_SOMETHING
    if not_known(text) and (something or not says_none(text)):
        return "not-known"
    if something and (question := _names_nothing(text)):
        return question
    return "encoding" if letters_lost(text) else None


def _names_nothing(text: str) -> str | None:
    """Why a text does not name a place, an office or a body: the question."""
    if not _LETTER.search(text):
        return "without-letters"
    if part_of_others(text):
        return "total"
    return "certain" if doubted(text) or footnoted(text) or became(text) else None
