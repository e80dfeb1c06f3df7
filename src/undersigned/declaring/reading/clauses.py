"""Checks every clause, whatever form it was read from.

1. A text has at least one clause.
2. A clause ends where a sentence can end, or, before another one, with a comma or `and`. One that does not
   may be cut, or be a line of the page that is no part of the text: it is kept, and said.
3. A raised figure may be a note call: it is kept, and said.
"""

import re
from collections.abc import Sequence

from undersigned.declaring.declaration import Clause
from undersigned.declaring.reading.characters import note_calls
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.paragraphs import ends_sentence

_LEADS_ON = re.compile(r"(?:,|\b(?:and|or|et|ou))$", re.IGNORECASE)
_LAST_WORDS = 6


def note_clauses(clauses: Sequence[Clause], notes: Notes) -> None:
    """Say what cannot be right, or cannot be told, about the clauses of a text."""
    if not clauses:
        notes.failed("declaring.text.clauses")
    for clause in clauses:
        last = clause is clauses[-1]
        if not ends_sentence(clause.text) and (last or not _LEADS_ON.search(clause.text)):
            ends = " ".join(clause.text.split()[-_LAST_WORDS:])
            notes.doubt("declaring.text.end", clause.line, ends=ends)
        note_calls(clause.text, clause.line, notes)
