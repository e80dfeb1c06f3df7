"""Compares a document with the published declaration that has its words or its number.

1. A text is known by its digest, else the document by its number; where it prints none, by its document
   number. Once it is known everything is compared: what a document leaves out hides no other part of it.
2. A known number with other words is wrong, and the paragraphs are named.
3. What the head calls it is compared (`known_head.py`), and the list row by row (`known_list.py`). A list
   copied in part, or of another edition, cannot prove anything.
4. What was never published here is not called wrong.
"""

from difflib import SequenceMatcher
from functools import cache

from undersigned.declaring.archive.archive import ArchiveEntry, KnownText, archive
from undersigned.declaring.archive.known_head import instrument_known, number_known, series
from undersigned.declaring.archive.known_list import known_list_findings, of_the_known_edition
from undersigned.declaring.declaration import Declaration, Form
from undersigned.values.digest import TextDigest, canonical_paragraph, sha256
from undersigned.values.findings import (
    Finding,
    Place,
    Severity,
    failed,
    not_applicable,
    passed,
    undetermined,
)


def known_by_text(digest: TextDigest) -> ArchiveEntry | None:
    """The published declaration with these words, in any language; `None` where none is known."""
    return _by_text().get(digest)


def known_by_number(assembly: str | None, number: int | None) -> ArchiveEntry | None:
    """The published declaration of a number; `None` where it is not in the archive."""
    return _by_number().get((assembly, number)) if number is not None else None


def published_as(declaration: Declaration) -> ArchiveEntry | None:
    """The published declaration that a document is or claims to be; `None` where nothing tells it."""
    same = known_by_text(declaration.text_digest())
    if same or declaration.form is Form.DRAFT:
        return same
    if declaration.number is not None:
        return known_by_number(declaration.assembly, declaration.number)
    return _by_doc_number().get((declaration.assembly, declaration.doc_number))


def known_findings(declaration: Declaration) -> tuple[Finding, ...]:
    """Text, number, kind, list, total and date against what was published."""
    entry = published_as(declaration)
    if declaration.form is Form.DRAFT and entry is None:
        return (not_applicable("declaring.text.known"),)
    text = text_known(declaration, entry)
    if entry is None:
        return (text, series(declaration))
    return (
        text,
        number_known(declaration, entry),
        instrument_known(declaration, entry),
        series(declaration),
        *known_list_findings(declaration, entry),
        total_known(declaration, entry),
        date_known(declaration, entry),
    )


def text_known(declaration: Declaration, entry: ArchiveEntry | None) -> Finding:
    """Whether the words are those published, in any language."""
    same = known_by_text(declaration.text_digest())
    if same:
        return passed("declaring.text.known", number=same.number, doc_number=same.doc_number)
    text = entry.texts.get(declaration.language) if entry else None
    if entry is None or text is None or not declaration.clauses:
        return undetermined("declaring.text.known", severity=Severity.NOTICE)
    return _other_words(declaration, entry, text)


def total_known(declaration: Declaration, entry: ArchiveEntry) -> Finding:
    """Whether the printed total is the published one; another edition may have another."""
    stated, published = declaration.stated_total, entry.total
    if stated is None or published is None:
        return not_applicable("declaring.total.known")
    if stated == published:
        return passed("declaring.total.known", stated=stated, published=published)
    answer = failed if of_the_known_edition(declaration, entry) else undetermined
    place = Place(line=declaration.lines.get("total"), field="stated_total")
    return answer("declaring.total.known", place, stated=stated, published=published)


def date_known(declaration: Declaration, entry: ArchiveEntry) -> Finding:
    """Whether the printed day is that of the published edition; a day before tabling cannot be right."""
    if declaration.day is None or entry.day is None:
        return not_applicable("declaring.date.known")
    if declaration.day == entry.day:
        return passed("declaring.date.known", published=entry.day.isoformat())
    first = entry.tabled_on or entry.first_published_on
    answer = failed if first and declaration.day < first else undetermined
    return answer(
        "declaring.date.known",
        Place(line=declaration.lines.get("date"), field="dated"),
        printed=declaration.day.isoformat(),
        published=entry.day.isoformat(),
        number=entry.number,
    )


def _other_words(declaration: Declaration, entry: ArchiveEntry, text: KnownText) -> Finding:
    """Which paragraphs are not those published; the title is paragraph 1."""
    digests = [sha256(canonical_paragraph(paragraph).encode()) for paragraph, _ in _paragraphs(declaration)]
    changes = [
        change
        for change in SequenceMatcher(None, text.paragraphs, digests, autojunk=False).get_opcodes()
        if change[0] != "equal"
    ]
    published = tuple(str(index + 1) for change in changes for index in range(change[1], change[2]))
    here = tuple(str(index + 1) for change in changes for index in range(change[3], change[4]))
    lines = [line for _, line in _paragraphs(declaration)]
    first = lines[int(here[0]) - 1] if here else None
    place = Place(line=first, field="clauses")
    return failed("declaring.text.known", place, number=entry.number, here=here, published=published)


def _paragraphs(declaration: Declaration) -> list[tuple[str, int | None]]:
    head = [(declaration.title, "title"), (declaration.opening, "opening")]
    named = [(text, declaration.lines.get(part)) for text, part in head if text]
    return [*named, *((clause.text, clause.line) for clause in declaration.clauses)]


@cache
def _by_text() -> dict[TextDigest, ArchiveEntry]:
    return {text.digest: entry for entry in archive() for text in entry.texts.values()}


@cache
def _by_number() -> dict[tuple[str | None, int | None], ArchiveEntry]:
    return {(entry.assembly, entry.number): entry for entry in archive() if entry.number is not None}


@cache
def _by_doc_number() -> dict[tuple[str | None, int | None], ArchiveEntry]:
    return {(entry.assembly, entry.doc_number): entry for entry in archive() if entry.doc_number is not None}
