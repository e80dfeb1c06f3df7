"""Joins lines into paragraphs: a blank line separates, a wrapped line continues.

1. Lines without a blank between them are one paragraph where the sentence goes on.
2. Where a line ends a sentence and the next begins one, nobody can tell: where the next word would have
   fitted the line, or lines are too long to be wrapped, a paragraph is taken to end; it is said either way.
3. A paragraph goes on over a page break where its sentence does; after a comma, or before a capital or a
   figure, it is said.
4. A hyphen at the end of a line stays before a capital or a figure. Else it goes where the text has the word
   without it, stays where the text has it, and goes with a finding where the text has neither.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from undersigned.declaring.declaration import Clause
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes

_SENTENCE_ENDS = tuple(".!?:;…")
_AFTER_SENTENCE = "\"”’»')]¹²³* \u00a0\t"
_BEGINS_SENTENCE = re.compile(r"[\"“‘«'(\[\s]*(?:[^\W\d_a-z]|\d)")
_ITEM = re.compile(r"(?:[-–—•*]|\(?[0-9a-z]{1,3}[.)])\s")
_FIRST_WORD = re.compile(r"\w+")
_HYPHENED = re.compile(r"\w+(?:-\w+)+")
_HYPHENS = ("-", "\u00ad", "‐")
_LONGEST_WORD = 60
_Words = Callable[[], frozenset[str]]
_LONGEST_WRAPPED = 160
_SLACK = 0.9


def paragraphs(lines: Sequence[Line], notes: Notes) -> tuple[Clause, ...]:
    """The paragraphs of a text with the line on which each begins; what cannot be told is noted."""
    width = max((len(line.text) for line in lines), default=0)
    whole = _words_of(lines)
    found: list[list[Line]] = []
    gap = True
    for line in lines:
        if line.blank:
            gap = True
        elif found and _goes_on(found[-1][-1], line, gap=gap, width=width, notes=notes):
            found[-1].append(line)
            gap = False
        else:
            found.append([line])
            gap = False
    return tuple(Clause(text=_text(block, whole, notes), line=block[0].number) for block in found)


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence can."""
    return text.rstrip(_AFTER_SENTENCE).endswith(_SENTENCE_ENDS)


def _words_of(lines: Sequence[Line]) -> _Words:
    """The words of a text, single and hyphened, gathered once and only where they are needed."""

    @cache
    def words() -> frozenset[str]:
        return frozenset(word for line in lines for word in _HYPHENED.findall(line.text)) | frozenset(
            word for line in lines for word in _FIRST_WORD.findall(line.text)
        )

    return words


def _goes_on(last: Line, line: Line, *, gap: bool, width: int, notes: Notes) -> bool:
    """Whether a paragraph whose last line this is goes on in the next one."""
    unfinished = not ends_sentence(last.text)
    begins = _begins_sentence(line.text)
    if gap and not line.new_page:
        if unfinished and not begins:
            notes.doubt("declaring.text.paragraphs", line.number, begins=_beginning(line.text))
        return False
    if unfinished and not _ITEM.match(line.text) and (gap or not begins or line.text[0].isdigit()):
        if begins or (gap and last.text.endswith(",")):
            notes.doubt("declaring.text.paragraphs", line.number, begins=_beginning(line.text))
        return True
    fits = len(last.text) + 1 + len(line.text.split()[0]) <= width * _SLACK
    if unfinished and not fits and not gap and len(last.text) <= _LONGEST_WRAPPED:
        return True
    notes.doubt("declaring.text.paragraphs", line.number, begins=_beginning(line.text))
    return not (gap or fits or len(last.text) > _LONGEST_WRAPPED or _ITEM.match(line.text))


def _begins_sentence(text: str) -> bool:
    match = _BEGINS_SENTENCE.match(text)
    return match is not None and (not text[match.end() - 1].isalpha() or not text[match.end() - 1].islower())


def _beginning(text: str) -> str:
    return " ".join(text.split()[:6])


def _text(block: Sequence[Line], whole: _Words, notes: Notes) -> str:
    pieces = [block[0].text]
    for line in block[1:]:
        last = pieces.pop()
        kept, between = _end_before(last, line, whole, notes)
        pieces.extend((kept, between + line.text))
    return "".join(pieces)


def _end_before(last: str, line: Line, whole: _Words, notes: Notes) -> tuple[str, str]:
    """The end of a line and what stands before the next one: a space, or nothing after a hyphen."""
    after = _FIRST_WORD.match(line.text)
    if not last.endswith(_HYPHENS) or not after or not last[-2:-1].isalnum():
        return last, " "
    if last.endswith("\u00ad"):
        return last[:-1], ""
    if not after[0][0].islower():
        return last, ""
    before = _FIRST_WORD.findall(last[-_LONGEST_WORD:])[-1]
    without, hyphened = before + after[0], f"{before}-{after[0]}"
    if without in whole():
        return last[:-1], ""
    if hyphened in whole():
        return last, ""
    notes.doubt("declaring.text.hyphen", line.number, joined=without, hyphened=hyphened)
    return last[:-1], ""
