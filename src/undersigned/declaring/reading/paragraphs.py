"""From lines to paragraphs: a blank line separates, a wrapped line goes on.

1. Lines without a blank between them are one paragraph where the sentence goes on.
2. Where a line ends a sentence and the next begins one, nobody can tell: where the next word would have
   fitted the line, or lines are too long to be wrapped, a paragraph is taken to end; it is said either way.
3. A paragraph goes on over a page break where its sentence does.
4. A hyphen at the end of a line stays before a capital or a figure. Else it goes where the text has the word
   without it, stays where the text has it, and goes with a finding where the text has neither.
"""

import re
from collections.abc import Sequence

from undersigned.declaring.declaration import Clause
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes

_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»')\]¹²³*]*\s*$")
_BEGINS_SENTENCE = re.compile(r"[\"“‘«'(\[\s]*(?:[^\W\d_a-z]|\d)")
_ITEM = re.compile(r"(?:[-–—•*]|\(?[0-9a-z]{1,3}[.)])\s")
_LAST_WORD = re.compile(r"(\w+)[-\u00ad‐]$")
_FIRST_WORD = re.compile(r"\w+")
_LONGEST_WRAPPED = 160
_SLACK = 0.9


def paragraphs(lines: Sequence[Line], notes: Notes) -> tuple[Clause, ...]:
    """The paragraphs of a text with the line on which each begins; what cannot be told is noted."""
    width = max((len(line.text) for line in lines), default=0)
    whole = "\n".join(line.text for line in lines)
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
    return _SENTENCE_END.search(text) is not None


def _goes_on(last: Line, line: Line, *, gap: bool, width: int, notes: Notes) -> bool:
    """Whether a paragraph whose last line this is goes on in the next one."""
    unfinished = not ends_sentence(last.text)
    begins = _begins_sentence(line.text)
    if gap and not line.new_page:
        if unfinished and not begins:
            notes.doubt("declaring.text.paragraphs", line.number, begins=_beginning(line.text))
        return False
    if unfinished and not begins and not _ITEM.match(line.text):
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


def _text(block: Sequence[Line], whole: str, notes: Notes) -> str:
    text = block[0].text
    for line in block[1:]:
        text = _with_line(text, line, whole, notes)
    return text


def _with_line(text: str, line: Line, whole: str, notes: Notes) -> str:
    """A text and the next line: a space between, or nothing after a hyphen."""
    before, after = _LAST_WORD.search(text), _FIRST_WORD.match(line.text)
    if not before or not after:
        return f"{text} {line.text}"
    if text.endswith("\u00ad"):
        return text[:-1] + line.text
    if not after[0][0].islower():
        return text + line.text
    without, hyphened = before[1] + after[0], f"{before[1]}-{after[0]}"
    if re.search(rf"\b{re.escape(without)}\b", whole):
        return text[:-1] + line.text
    if re.search(rf"\b{re.escape(hyphened)}\b", whole):
        return text + line.text
    notes.doubt("declaring.text.hyphen", line.number, joined=without, hyphened=hyphened)
    return text[:-1] + line.text
