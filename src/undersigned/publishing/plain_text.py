"""Writes a declaration as plain text: the printed form, between remarks that begin with `#`.

1. The remarks say first what the file is; the last ones say which lines are the text as signed and how to
   check their digest with `sed` and `sha256sum`: each paragraph is one line, as canonical text v1 has it.
2. In a row of the list a space inside a part is U+00A0 and a space between parts is U+0020, so that `DE LA
   PEÑA María, Iceholm, SOC` says without doubt where the surname ends; on paper it looks the same.
3. `without_remarks` leaves a document of the printed form, which the project's own reader reads.
"""

import re
from collections.abc import Iterator

from undersigned.publishing import marking
from undersigned.publishing.cards.figure_notes import figure_notes
from undersigned.publishing.characters import refuse_unholdable
from undersigned.publishing.document import Document, SignatoryLine, Text
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import NOTHING, canonical_list, canonical_paragraph
from undersigned.values.faults import UndersignedError
from undersigned.wording.words import term

_REMARK = "#"
_NO_BREAK = "\u00a0"
_TOTAL = re.compile(r"(?:Total|Names known here|Noms connus ici) = ([0-9]+)")
_RANGES = re.compile(r"sed -n '([0-9]+,[0-9]+p(?:;[0-9]+,[0-9]+p)*)'")
_Row = tuple[str, str | None, str | None, str | None]


class PlainTextError(UndersignedError):
    """The text was not written by this module, or was changed since."""


def render(document: Document, language: str) -> bytes:
    """The version in a language (else another) as UTF-8 with LF line ends.

    Raises `UnpublishableError` for characters that no form can carry.
    """
    refuse_unholdable(document)
    text = document.text_in(language)
    words = marking.marking_language(text.language if text else language, language)
    lines = [*_opening_remarks(document, text, words), "", *_head(document, language, words)]
    title_at = len(lines) - 1
    lines += _around_text(document, text, words)
    body_at = len(lines) + 1
    lines += _spaced(_body(text))
    ranges = _ranges(text, title_at, body_at)
    lines += _list(document, words)
    lines += _closing_remarks(document, text, words, ranges)
    return ("\n".join(lines) + "\n").encode()


def recover(content: bytes) -> Recovered:
    """Read the canonical text and list back from a file. Raises `PlainTextError` for any other file."""
    lines = _decoded(content).split("\n")
    ranges = _asked_ranges(lines)
    signed = [line for first, last in ranges for line in lines[first - 1 : last]]
    after_text = lines[ranges[-1][1] if ranges else 0 :]
    return Recovered(
        text="\n".join(signed) + "\n" if signed else "",
        list=canonical_list(_row(line) for line in _list_lines(after_text)),
    )


def without_remarks(content: bytes) -> bytes:
    """The printed form alone, without the remarks around it. Raises `PlainTextError`."""
    lines = _decoded(content).split("\n")
    own = [position for position, line in enumerate(lines) if line and not line.startswith(_REMARK)]
    return "\n".join([*lines[own[0] : own[-1] + 1], ""]).encode() if own else b""


def _opening_remarks(document: Document, text: Text | None, words: str) -> Iterator[str]:
    said = [marking.nature_line(document, words), *map(canonical_paragraph, document.notes_in(words))]
    if text is None:
        said.append(marking.absent_text_line(document, words))
    return (f"{_REMARK} {line}" for line in said)


def _head(document: Document, language: str, words: str) -> Iterator[str]:
    """Number, day and title; the title is on the last line but one."""
    text = document.text_in(language)
    if document.doc_number is not None:
        yield from _spaced([term("forms.doc", words, number=document.doc_number)])
    if dated := marking.dated_line(document, words):
        yield from _spaced([dated])
    yield from _spaced([text.title if text else document.title_in(language)[1]])


def _around_text(document: Document, text: Text | None, words: str) -> Iterator[str]:
    """Between title and text: the instrument with its number, the disclaimer."""
    if document.number is not None:
        yield from _spaced([marking.reference_line(document, words)])
    if text and text.disclaimer:
        yield from _spaced([text.disclaimer])


def _body(text: Text | None) -> list[str]:
    """The opening formula and the clauses."""
    paragraphs = [text.opening or "", *text.clauses] if text else []
    return [paragraph for paragraph in map(canonical_paragraph, paragraphs) if paragraph]


def _ranges(text: Text | None, title_at: int, body_at: int) -> tuple[tuple[int, int], ...]:
    """First and last lines of title and body, such that they are the canonical text one after the other."""
    if text is None:
        return ()
    paragraphs = len(_body(text))
    body = (body_at, body_at + 2 * paragraphs - 2)
    if not canonical_paragraph(text.title):
        return (body,) if paragraphs else ()
    return ((title_at, title_at + 1), body) if paragraphs else ((title_at, title_at),)


def _list(document: Document, words: str) -> Iterator[str]:
    if not document.list_known:
        return
    yield from _spaced([term("forms.signed.overleaf", words), term("forms.signed", words)])
    if document.signatories:
        yield from (_printed(signatory) for signatory in document.signatories)
        yield ""
    yield from _spaced([f"{marking.total_label(document, words)} = {document.total}"])
    legend = [(entry.code.get(document.list_language), entry.name.get(words)) for entry in document.legend]
    lines = [
        f"{canonical_paragraph(code)}: {canonical_paragraph(name)}" for code, name in legend if code and name
    ]
    if lines:
        yield from [f"1. {lines[0]}", *lines[1:], ""]


def _closing_remarks(
    document: Document, text: Text | None, words: str, ranges: tuple[tuple[int, int], ...]
) -> Iterator[str]:
    said = [*filter(None, [marking.list_line(document, words)])]
    if text and ranges:
        sed = ";".join(f"{first},{last}p" for first, last in ranges)
        said.append(term("forms.lines.text", words, digest=text.digest()))
        said.append(term("forms.lines.text.check", words, ranges=sed))
    elif document.text_digests:
        digest = document.text_digests.get(words) or next(iter(document.text_digests.values()))
        said.append(term("forms.lines.text.absent", words, digest=digest))
    if document.list_known:
        said.append(term("forms.lines.list", words, digest=document.list_digest()))
    said.append(term("forms.lines.rules", words))
    said.extend(figure_notes(document, words))
    return (f"{_REMARK} {line}" for line in said)


def _printed(signatory: SignatoryLine) -> str:
    """`SURNAME Given [style], Country, GROUP` by rule 2; a blank end is left out, a blank country is not."""
    name = " ".join(
        part
        for part in (
            _part(signatory.name.family) or NOTHING,
            _part(signatory.name.given),
            f"[{_part(signatory.name.style)}]" if signatory.name.style else "",
        )
        if part
    )
    country, group = _part(signatory.country), _part(signatory.group)
    return ", ".join([name, country, group] if group else [name, country] if country else [name])


def _part(printed: str | None) -> str:
    """A part without U+0020; U+00A0 at an end, which is no part of a name, keeps it from looking like two."""
    part = canonical_paragraph(printed or "").replace(" ", _NO_BREAK)
    before = _NO_BREAK if part.startswith("[") else ""
    return before + part + (_NO_BREAK if part.endswith(",") else "")


def _row(line: str) -> _Row:
    name, country, group, *more = [*line.split(", "), "", ""]
    family, *rest = name.split(" ")
    given = [part for part in rest if not (part.startswith("[") and part.endswith("]"))]
    if any(more) or len(given) > 1:
        raise PlainTextError(f"not a row of the list as it was written: {line!r}")
    return (family, given[0] if given else None, country, group)


def _list_lines(lines: list[str]) -> list[str]:
    """The rows: as many lines as the last total says, one blank line above it; none without a total."""
    for position in range(len(lines) - 1, -1, -1):
        total = _TOTAL.fullmatch(lines[position])
        if total:
            last = position - 1
            return lines[last - int(total[1]) : last]
    return []


def _asked_ranges(lines: list[str]) -> tuple[tuple[int, int], ...]:
    """The lines of the text, from the closing remark that says how to check them; none without it."""
    remarks = (line for line in reversed(lines) if line.startswith(_REMARK))
    asked = next((found[1] for line in remarks if (found := _RANGES.search(line))), None)
    spans = (span.rstrip("p").partition(",") for span in asked.split(";")) if asked else ()
    return tuple((int(first), int(last)) for first, _, last in spans)


def _spaced(paragraphs: list[str]) -> list[str]:
    """Each paragraph on one line with a blank line after it."""
    return [line for paragraph in paragraphs for line in (canonical_paragraph(paragraph), "")]


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        raise PlainTextError(f"not UTF-8: {fault}") from fault
