"""Reads a draft from a member's office (form 4): a title, then clauses; English and French in sequence.

1. The first paragraph is the title, unless it is as long as a clause or ends as a sentence does.
2. A second language begins a second draft; the paragraph before its first clause is its title. Where
   languages alternate nobody can tell the drafts apart, and it is said.
3. A draft has no number, no list and no instrument.
"""

from collections.abc import Sequence

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.reading.body import read_body, resembles_formula
from undersigned.declaring.reading.furniture import without_furniture
from undersigned.declaring.reading.languages import UNKNOWN, tell
from undersigned.declaring.reading.lines import Line, blocks, joined
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.paragraphs import ends_sentence

_TITLE_WORDS = 40
_TOLD = 2


def split(lines: Sequence[Line], notes: Notes) -> list[tuple[Line, ...]]:
    """The lines of each language version, in the order of the file."""
    plain = without_furniture(lines, notes)
    told = [(block, tell(joined(block), _TOLD)) for block in blocks(plain)]
    languages = [language for _, language in told if language]
    changes = [at for at in range(1, len(languages)) if languages[at] != languages[at - 1]]
    if len(changes) != 1:
        for block, language in told if changes else ():
            if language and language != languages[0]:
                notes.doubt("declaring.language.agrees", block[0].number, languages=(languages[0], language))
        return [plain]
    second = next(at for at, (_, language) in enumerate(told) if language == languages[changes[0]])
    while second > 1 and _may_be_title(told[second - 1][0], told[second - 1][1]):
        second -= 1
    first_line = told[second][0][0]
    start = next(at for at, line in enumerate(plain) if line is first_line)
    return [plain[:start], plain[start:]]


def _may_be_title(block: Sequence[Line], language: str | None) -> bool:
    """Whether a paragraph before a language's first clause is its title."""
    return language is None and _is_title(block)


def _is_title(block: Sequence[Line]) -> bool:
    text = joined(block)
    return (
        len(text.split()) <= _TITLE_WORDS
        and (not ends_sentence(text) or text.endswith("?"))
        and not resembles_formula(text)
    )


def read(lines: Sequence[Line], notes: Notes) -> Declaration:
    """The draft that lines of one language say."""
    first = blocks(lines)[:1]
    title = first[0] if first and _is_title(first[0]) else []
    if not title:
        notes.failed("declaring.head.title", first[0][0].number if first else None)
    else:
        notes.stands("title", title[0])
    body = read_body([line for line in lines if line not in title], notes)
    for line in body.before:
        notes.not_understood(line)
    return Declaration(
        form=Form.DRAFT,
        language=_language(body.language, " ".join(clause.text for clause in body.clauses), notes),
        assembly=None,
        instrument=None,
        title=joined(title) if title else None,
        clauses=body.clauses,
        disclaimer=body.disclaimer,
        opening=body.opening,
        lines=notes.lines,
    )


def _language(formula: str | None, text: str, notes: Notes) -> str:
    told = tell(text)
    if formula and told and formula != told:
        notes.doubt("declaring.language.agrees", languages=(formula, told))
    if not formula and not told:
        notes.doubt("declaring.language.told")
    return formula or told or UNKNOWN
