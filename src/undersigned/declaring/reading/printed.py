"""Reads the printed form (form 1), as typed or as text taken from a PDF.

The order of its parts: `Doc.` number, edition, day, title, `Written declaration No.`, edition, disclaimer,
opening formula, clauses, `Signed (see overleaf)`, the list with its total and legend.
1. Blank lines, indentation, line ends, running heads and feet do not matter; the order does, and is said.
2. A part that should be there and is not is said: a file may have been cut.
"""

from collections.abc import Sequence
from itertools import pairwise

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.formulae import form_words
from undersigned.declaring.reading.body import read_body
from undersigned.declaring.reading.furniture import is_letterhead, without_furniture
from undersigned.declaring.reading.heads import (
    Called,
    DocNumber,
    EditionLine,
    HeadPart,
    PrintedDay,
    head_part,
)
from undersigned.declaring.reading.lines import Line, blocks, joined
from undersigned.declaring.reading.listing import (
    Listing,
    heading_language,
    is_total,
    read_listing,
    signed_language,
)
from undersigned.declaring.reading.masthead import WITHOUT_TABLE_OFFICE, Masthead
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.rows import Row
from undersigned.values.findings import Severity

_HEAD_LINES = 16
_LAST_WORDS = 6


def has_marks(lines: Sequence[Line]) -> bool:
    """Whether some lines have any part that only an official document has."""
    return any(_is_mark(line.text) for line in lines if not line.blank)


def _is_mark(text: str) -> bool:
    return (
        isinstance(head_part(text), DocNumber | Called)
        or signed_language(text) is not None
        or is_total(text)
        or Row(text=text, line=0).full
    )


def read(lines: Sequence[Line], notes: Notes) -> Declaration:
    """The declaration that lines of the printed form say."""
    plain = without_furniture(lines, notes)
    head_end = _head_end(plain)
    list_start = _list_start(plain, head_end)
    masthead = Masthead(notes)
    title = _read_head(plain[:head_end], masthead, notes)
    body_lines = _after_head(plain[head_end:list_start], masthead)
    body = read_body(body_lines, notes)
    title = _title_from(body.before, title, notes)
    if list_start < len(plain) and (spoken := signed_language(plain[list_start].text)):
        notes.stands("signed", plain[list_start])
        masthead.speaks(spoken)
        list_start += 1
    masthead.speaks(body.language)
    width = max((len(line.text) for line in plain), default=0)
    of_an_assembly = masthead.instrument not in WITHOUT_TABLE_OFFICE
    listing = read_listing(plain[list_start:], notes, width, organisations=not of_an_assembly)
    masthead.note_missing(title)
    language = masthead.language(body.clauses)
    _note_cut(listing, notes, language, plain, overleaf=of_an_assembly)
    return masthead.declaration(
        Form.PRINTED,
        title=title,
        body=body,
        language=language,
        published=listing.published,
        signatories=listing.signatories,
        has_list=listing.headed or bool(listing.signatories),
        stated_total=listing.stated_total,
        legend=listing.legend,
    )


def _head_end(lines: Sequence[Line]) -> int:
    """Where the head ends: after what the document calls itself, else after its last known line."""
    known = [(at, head_part(line.text)) for at, line in enumerate(lines[: _HEAD_LINES * 3]) if not line.blank]
    called = next((at for at, part in known if isinstance(part, Called)), None)
    if called is not None:
        return called + 1
    last = [at for at, part in known[:_HEAD_LINES] if part is not None]
    return last[-1] + 1 if last else 0


def _list_start(lines: Sequence[Line], head_end: int) -> int:
    """Where the list's part begins: at `Signed (see overleaf)`, the heading, else the first whole row."""
    rest = range(head_end, len(lines))
    for begins in (signed_language, heading_language):
        found = next((at for at in rest if begins(lines[at].text)), None)
        if found is not None:
            return found
    return next((at for at in rest if Row(text=lines[at].text, line=0).full), len(lines))


def _read_head(lines: Sequence[Line], masthead: Masthead, notes: Notes) -> str | None:
    """Take the parts of the head, and return the title: what stands before the number and is no part."""
    parts = [(line, head_part(line.text)) for line in lines if not line.blank]
    for line, part in parts:
        if part is not None:
            masthead.take(part, line)
    unknown = [line for line, part in parts if part is None and not is_letterhead(line.text)]
    if not unknown:
        return None
    runs = _runs(lines, unknown)
    title = _title_run(runs, parts)
    for run in runs:
        for line in run if run is not title else ():
            notes.not_understood(line)
    _note_order(parts, title, notes)
    for before, line in pairwise(title):
        if line.number > before.number + 1:
            begins = " ".join(line.text.split()[:_LAST_WORDS])
            notes.doubt("declaring.text.paragraphs", line.number, Severity.NOTICE, begins=begins)
    notes.stands("title", title[0])
    return joined(title)


def _runs(lines: Sequence[Line], unknown: Sequence[Line]) -> list[list[Line]]:
    """The lines that are no part of a head, in runs between blank lines and parts."""
    keep = {line.number for line in unknown}
    gaps = [line if line.number in keep else Line(number=line.number, text="") for line in lines]
    runs: list[list[Line]] = []
    for run in blocks(gaps):
        if runs and run[0].text[0].islower() and run[0].number - runs[-1][-1].number <= 2:  # noqa: PLR2004 - one blank
            runs[-1].extend(run)
        else:
            runs.append(run)
    return runs


def _title_run(runs: Sequence[list[Line]], parts: Sequence[tuple[Line, HeadPart | None]]) -> list[Line]:
    """The first run after the number and the day of the document, else the last run."""
    above = [line.number for line, part in parts if isinstance(part, DocNumber | PrintedDay)]
    after = [run for run in runs if run[0].number > max(above, default=0)]
    return after[0] if after else runs[-1]


def _note_order(parts: Sequence[tuple[Line, HeadPart | None]], title: list[Line], notes: Notes) -> None:
    """Say which line of the head stands before one that it should follow."""
    reached = 0
    for line, part in parts:
        rank = 3 if line in title else _RANK.get(type(part))
        if rank is None:
            continue
        if rank < reached:
            notes.doubt("declaring.line.order", line.number, text=line.text)
        reached = max(reached, rank)


_RANK: dict[type, int] = {DocNumber: 0, PrintedDay: 2, Called: 4}


def _after_head(lines: Sequence[Line], masthead: Masthead) -> list[Line]:
    """The body, once the lines that still belong to the head are taken off its beginning."""
    rest = list(lines)
    while rest:
        part = None if rest[0].blank else head_part(rest[0].text)
        if isinstance(part, EditionLine):
            masthead.take(part, rest[0])
        elif not rest[0].blank and not masthead.take_tabled_by(rest[0]):
            break
        rest.pop(0)
    return rest


def _title_from(before: Sequence[Line], title: str | None, notes: Notes) -> str | None:
    """Lines before the formulae: the title where there was none, else nothing that is understood."""
    if before and title is None:
        notes.doubt("declaring.line.order", before[0].number, text=joined(before))
        notes.stands("title", before[0])
        return joined(before)
    for line in before:
        notes.not_understood(line)
    return title


def _note_cut(
    listing: Listing, notes: Notes, language: str, lines: Sequence[Line], *, overleaf: bool
) -> None:
    """Say which of the parts that close the form are missing, and where the file ends before them.

    `overleaf`: the list has a page of its own.
    """
    words = form_words(language)
    present = {
        words["signed_overleaf"]: "signed" in notes.lines or not overleaf,
        words["list_heading"] + words["list_colon"]: listing.headed,
        "Total =": listing.stated_total is not None,
    }
    missing = tuple(part for part, there in present.items() if not there)
    if missing:
        last = next(
            (line for line in reversed(lines) if not line.blank and listing.stated_total is None), None
        )
        ends = " ".join(last.text.split()[-_LAST_WORDS:]) if last else None
        notes.failed("declaring.file.whole", last.number if last else None, missing=missing, ends=ends)
    if listing.legend is None and any(signatory.group for signatory in listing.signatories):
        notes.doubt("declaring.legend.present")
