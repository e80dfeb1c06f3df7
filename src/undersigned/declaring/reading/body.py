"""Reads the body of a declaration: disclaimer, opening formula, clauses.

1. A disclaimer stands before the opening formula, which stands before the clauses; either may be missing.
2. A formula is known by its words (`formulae.toml`). One that only resembles a known one, in its place, is
   read as it stands, and it is said that these are not the known words.
3. `The undersigned members of the Assembly …` is part of the first clause, unless it stands alone as a
   paragraph that ends with a colon.
4. A formula opens the text. Where whole sentences stand before it, they are the text's too, and the formula
   is a paragraph among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from undersigned.declaring.declaration import Clause, Disclaimer
from undersigned.declaring.formulae import Formula, disclaimer_variant, disclaimers, openings
from undersigned.declaring.reading.elements import note_elements
from undersigned.declaring.reading.lines import Line, blocks, joined
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.paragraphs import paragraphs

_UNDERSIGNED = re.compile(
    r"(?:We|Nous|The undersigned|Les soussignés)\b[^.;:]{0,160}(?:undersigned|soussigné|declare|déclar)"
    r"[^.;:]*:",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"(?:This (?:written )?(?:declaration|motion)|(?:Cette|La présente) (?:déclaration|proposition))\b.*"
    r"\b(?:commits?|binds?|reflects?|discussed|signed|engagent?|reflète|discutée|signataires|signée?)\b",
    re.IGNORECASE,
)
_ALIKE = 0.8
_SEARCHED = 24
_WRAPPED = 8
_DISCLAIMER_WORDS = 60
_SENTENCE_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What stands in a body; `before` are lines that stand before any formula and are none."""

    before: tuple[Line, ...]
    disclaimer: Disclaimer | None
    opening: str | None
    clauses: tuple[Clause, ...]
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A formula met from line `first` up to `end`; `rest` is what goes on after it on its last line."""

    first: int
    end: int
    text: str
    rest: str = ""
    call: str = ""
    formula: Formula | None = None


def read_body(lines: Sequence[Line], notes: Notes) -> Body:
    """Disclaimer, opening and clauses of some lines."""
    opens = _known(lines, openings()) or _like_an_opening(lines)
    head = lines[: opens.first] if opens else lines
    disclaims = _known(head, disclaimers()) or _like_a_disclaimer(head, whole_head=opens is not None)
    if opens and (begins := _first_sentence(lines, disclaims.end if disclaims else 0, opens.first)):
        return _without_opening(lines, disclaims, begins, notes)
    met = [one for one in (disclaims, opens) if one]
    before = tuple(line for line in lines[: met[0].first if met else 0] if not line.blank)
    if disclaims and opens:
        _between(lines[disclaims.end : opens.first], notes)
    return Body(
        before=before,
        disclaimer=_disclaimer(disclaims, lines, notes) if disclaims else None,
        opening=_opening(opens, lines, notes) if opens else None,
        clauses=_clauses(lines, met[-1] if met else None, notes),
        language=next((one.formula.language for one in reversed(met) if one.formula), None),
    )


def _without_opening(lines: Sequence[Line], disclaims: _Met | None, begins: Line, notes: Notes) -> Body:
    """A body whose text begins before what looked like its opening (rule 4)."""
    at = lines.index(begins)
    head = lines[: disclaims.first if disclaims else at]
    if disclaims:
        _between(lines[disclaims.end : at], notes)
    return Body(
        before=tuple(line for line in head if not line.blank),
        disclaimer=_disclaimer(disclaims, lines, notes) if disclaims else None,
        opening=None,
        clauses=_clauses(lines[at:], None, notes),
        language=disclaims.formula.language if disclaims and disclaims.formula else None,
    )


def _first_sentence(lines: Sequence[Line], first: int, end: int) -> Line | None:
    """The first line of the first paragraph, among some lines, that is written as sentences are."""
    for block in blocks(lines[first:end]):
        text = joined(block)
        if len(text.split()) >= _SENTENCE_WORDS and text.endswith("."):
            return block[0]
    return None


def resembles_formula(text: str) -> bool:
    """Whether a line is written as a disclaimer or an opening formula is, if not in known words."""
    return _DISCLAIMS.match(text) is not None or _UNDERSIGNED.fullmatch(text) is not None


def _known(lines: Sequence[Line], formulae: Sequence[Formula]) -> _Met | None:
    """The first place among the first lines where a formula stands by its words."""
    for at in range(min(len(lines), _SEARCHED)):
        if lines[at].blank:
            continue
        text = "\n".join(line.text for line in lines[at : at + _WRAPPED])
        for formula in formulae:
            match = formula.pattern.match(text)
            if match:
                end = at + match[0].count("\n") + 1
                rest = text[match.end() :].split("\n")[0].strip()
                spaced = " ".join(match[1].split("\n"))
                return _Met(first=at, end=end, text=spaced, rest=rest, call=match[2].strip(), formula=formula)
    return None


def _like_an_opening(lines: Sequence[Line]) -> _Met | None:
    """A paragraph or line, among the first, that opens as a formula does but with other words."""
    for first, end in _spans(lines)[:4]:
        text = joined(lines[first:end])
        if _UNDERSIGNED.fullmatch(text) or _alike(text, openings()):
            return _Met(first=first, end=end, text=text)
    return None


def _like_a_disclaimer(lines: Sequence[Line], *, whole_head: bool) -> _Met | None:
    """The first paragraph, or one before the opening, that disclaims but not in known words."""
    for first, end in _spans(lines)[: 4 if whole_head else 1]:
        text = joined(lines[first:end])
        short = len(text.split()) <= _DISCLAIMER_WORDS
        if (short and _DISCLAIMS.match(text)) or _alike(text, disclaimers()):
            return _Met(first=first, end=end, text=text)
    return None


def _spans(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where the blocks stand; a long block is also tried line by line."""
    found: list[tuple[int, int]] = []
    index = {id(line): at for at, line in enumerate(lines)}
    for block in blocks(lines[:_SEARCHED]):
        first = index[id(block[0])]
        found.append((first, first + len(block)))
        if len(block) > 1:
            found.append((first, first + 1))
    return found


def _alike(text: str, formulae: Sequence[Formula]) -> bool:
    """Whether a text nearly is one of some formulae."""
    matcher = SequenceMatcher(None, "", text, autojunk=False)
    for formula in formulae:
        if len(text) > 2 * len(formula.text):
            continue
        matcher.set_seq1(formula.text)
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE and matcher.ratio() >= _ALIKE:
            return True
    return False


def _between(lines: Sequence[Line], notes: Notes) -> None:
    for line in lines:
        if not line.blank:
            notes.not_understood(line)


def _disclaimer(met: _Met, lines: Sequence[Line], notes: Notes) -> Disclaimer:
    line = lines[met.first]
    notes.stands("disclaimer", line)
    variant = met.formula.variant if met.formula else disclaimer_variant(met.text)
    if variant is None:
        notes.doubt("declaring.disclaimer.known", line.number, text=met.text)
    return Disclaimer(text=met.text, variant=variant, line=line.number)


def _opening(met: _Met, lines: Sequence[Line], notes: Notes) -> str:
    line = lines[met.first]
    notes.stands("opening", line)
    if not met.formula:
        notes.doubt("declaring.opening.known", line.number, text=met.text)
    return met.text


def _clauses(lines: Sequence[Line], after: _Met | None, notes: Notes) -> tuple[Clause, ...]:
    """The paragraphs after the last formula; a formula met again among them is noted and is no clause."""
    following = list(lines[after.end :] if after else lines)
    if after and after.rest:
        last = lines[after.end - 1]
        notes.doubt("declaring.text.paragraphs", last.number, begins=" ".join(after.rest.split()[:6]))
        following.insert(0, replace(last, text=after.rest))
    note_elements(following, notes)
    clauses = paragraphs(following, notes)
    return tuple(clause for clause in clauses if not _said_again(clause, after, notes))


def _said_again(clause: Clause, after: _Met | None, notes: Notes) -> bool:
    known = (*disclaimers(), *openings())
    again = after is not None and (
        clause.text == after.text or any(formula.pattern.fullmatch(clause.text) for formula in known)
    )
    if again:
        notes.failed("declaring.line.once", clause.line, text=clause.text)
    return again
