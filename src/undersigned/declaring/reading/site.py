"""Reads the text of a page of the assembly's site, older and newer (forms 2 and 3).

1. One line with bars holds number, `Doc.` number and day. In the older form the title stands under it, in
   the newer above it.
2. The list follows, with or without the word `Signatories`, its names between semicolons or each on a line.
3. The body follows the list. There is no total and no legend; where the text ends is not marked, so a last
   paragraph that ends no sentence is said.
4. Words of the site's navigation are furniture; any other line is part of the declaration or is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.formulae import disclaimers, openings, tables
from undersigned.declaring.reading.bars import with_whole_bars
from undersigned.declaring.reading.body import Body, read_body, resembles_formula
from undersigned.declaring.reading.furniture import is_letterhead, without_furniture
from undersigned.declaring.reading.heads import bar_parts
from undersigned.declaring.reading.lines import Line, blocks, joined
from undersigned.declaring.reading.masthead import Masthead
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.paragraphs import ends_sentence
from undersigned.declaring.reading.published_note import read_note
from undersigned.declaring.reading.rows import Row, are_rows, gather, has_row, is_row, signatories
from undersigned.values.findings import Severity

_BLANK = Line(number=0, text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The lines of a page by what they are; `strays` are none of it, `boxed` a disclaimer above the list."""

    form: Form
    title: tuple[Line, ...]
    listed: tuple[Line, ...] | None
    body: tuple[Line, ...]
    strays: tuple[Line, ...]
    boxed: tuple[Line, ...]


def has_marks(lines: Sequence[Line]) -> bool:
    """Whether some lines have the bars of a site's head, or its list."""
    return any(bar_parts(line.text) or _list_word(line.text) for line in lines if not line.blank)


def read(lines: Sequence[Line], notes: Notes) -> Declaration:
    """The declaration that the text of a page says."""
    plain = with_whole_bars(without_furniture(lines, notes))
    bars = next((at for at, line in enumerate(plain) if bar_parts(line.text)), None)
    masthead = Masthead(notes)
    if bars is not None:
        _take_bars(plain[bars], masthead, notes)
    page = _page(plain, bars)
    for line in page.strays:
        notes.not_understood(line)
    if page.boxed:
        first = page.boxed[0]
        notes.doubt("declaring.line.order", first.number, Severity.NOTICE, text=first.text)
    listed = signatories(gather(_rows(page, notes)), notes, surname_first=False)
    published, rest = _published([*page.boxed, *page.body])
    body = read_body(rest, notes)
    masthead.speaks(body.language)
    title = _title(page, body, notes)
    masthead.note_missing(title)
    language = masthead.language(body.clauses)
    return masthead.declaration(
        page.form,
        title=title,
        body=body,
        language=language,
        published=published,
        signatories=listed,
        has_list=page.listed is not None,
    )


def _page(lines: Sequence[Line], bars: int | None) -> _Page:
    """Which lines are what, told by the line with bars and by where the list stands."""
    start = 0 if bars is None else bars + 1
    span = _list_span(lines, start)
    above = blocks(lines[: bars or 0])
    between = blocks(lines[start : span[0] if span else len(lines)])
    boxed = [block for block in between if span and _begins_formula(joined(block))]
    under = [block for block in between if block not in boxed]
    older = bool(under) if span else not above
    candidates = under if older else above[::-1]
    title = next((block for block in candidates if "|" not in joined(block)), [])
    if title and _begins_formula(joined(title)):
        title = []
    outside = [*above, *under] if span else above
    strays = [
        line for block in outside if block is not title for line in block if not is_letterhead(line.text)
    ]
    return _Page(
        form=Form.SITE_OLDER if older else Form.SITE_NEWER,
        title=tuple(title),
        listed=tuple(lines[span[0] : span[1]]) if span else None,
        body=tuple(line for line in lines[span[1] if span else start :] if line not in title),
        strays=tuple(strays),
        boxed=tuple(line for block in boxed for line in (*block, _BLANK)),
    )


def _take_bars(line: Line, masthead: Masthead, notes: Notes) -> None:
    for text, part in bar_parts(line.text):
        if part is None:
            notes.not_understood(replace(line, text=text))
        else:
            masthead.take(part, replace(line, text=text))


def _list_span(lines: Sequence[Line], start: int) -> tuple[int, int] | None:
    """The first line of the list and the line after it; `None` where no list is found."""
    body = _body_start(lines, start)
    word = next((at for at in range(start, body) if _list_word(lines[at].text)), None)
    rows = [at for at in range(start, body) if has_row(_without_word(lines[at].text))]
    if word is None and not rows:
        rows = _rows_without_groups(lines, start, body)
    if word is None and not rows:
        return None
    first = rows[0] if word is None else word
    last = max([first, *rows])
    while last + 1 < body and _goes_on(lines[last].text, lines[last + 1].text):
        last += 1
    return first, last + 1


def _body_start(lines: Sequence[Line], start: int) -> int:
    """Where the text begins: at its first formula, or at the one after a disclaimer that the list follows."""
    formulae = [at for at in range(start, len(lines)) if _begins_formula(lines[at].text)]
    if len(formulae) > 1 and any(
        has_row(_without_word(line.text)) for line in lines[formulae[0] : formulae[1]]
    ):
        return formulae[1]
    return formulae[0] if formulae else len(lines)


def _rows_without_groups(lines: Sequence[Line], start: int, body: int) -> list[int]:
    """The first line under the bars of the newer form, where it is rows that print no group."""
    first = next((at for at in range(start, body) if not lines[at].blank), None)
    if first is None or not blocks(lines[: max(0, start - 1)]):
        return []
    pieces = [piece for piece in lines[first].text.split(";") if piece.strip()]
    return [first] if all(map(is_row, pieces)) and not ends_sentence(lines[first].text) else []


def _goes_on(last: str, text: str) -> bool:
    """Whether the list goes on from one line to the next."""
    if not text or bar_parts(text):
        return False
    if text.startswith(";") or last.endswith(";"):
        return True
    if are_rows(text) and not ends_sentence(text):
        return True
    open_row = _without_word(last).split(";")[-1].strip()
    return bool(open_row) and Row(text=f"{open_row} {text.split(';', maxsplit=1)[0]}", line=0).full


def _begins_formula(text: str) -> bool:
    """Whether a line begins as a disclaimer or an opening formula does."""
    return bool(text) and (text.startswith(_formula_beginnings()) or resembles_formula(text))


@cache
def _formula_beginnings() -> tuple[str, ...]:
    return tuple(" ".join(formula.text.split()[:3]) for formula in (*disclaimers(), *openings()))


def _list_word(text: str) -> bool:
    return _signatories_pattern().match(text) is not None


def _without_word(text: str) -> str:
    return _signatories_pattern().sub("", text, count=1)


@cache
def _signatories_pattern() -> re.Pattern[str]:
    words = "|".join(form["signatories"] for form in tables()["forms"].values())
    return re.compile(rf"^\s*(?:{words})\s*(?:\([0-9]+\))?\s*:\s*", re.IGNORECASE)


def _rows(page: _Page, notes: Notes) -> tuple[Line, ...]:
    """The lines of the list without the word that announces it."""
    if not page.listed:
        notes.failed("declaring.list.present")
        return ()
    first = page.listed[0]
    notes.stands("list", first)
    return (replace(first, text=_without_word(first.text)), *page.listed[1:])


def _published(lines: Sequence[Line]) -> tuple[tuple[date, int] | None, list[Line]]:
    """The note on the first publication, and the lines without it."""
    for block in blocks(lines):
        published = read_note(joined(block))
        if published:
            return published, [line for line in lines if line not in block]
    return None, list(lines)


def _title(page: _Page, body: Body, notes: Notes) -> str | None:
    """The title; lines before the formulae are it where there was none, else nothing that is understood."""
    title = page.title
    if not title and body.before:
        title = body.before
        notes.doubt("declaring.line.order", title[0].number, text=joined(title))
    for line in body.before if title is not body.before else ():
        notes.not_understood(line)
    if not title:
        return None
    notes.stands("title", title[0])
    return joined(title)
