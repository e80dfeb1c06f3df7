"""Reads the list of the printed form: heading, rows, note on the first publication, total, legend.

1. Rows stand under the heading until the total or the legend. A row found later is read, and it is said.
2. The total stands once; it is what the document states and nothing is counted here.
3. The legend says one group a line, or several with semicolons or gaps between. A line that seems to go on
   with a name is read so, and it is said. The call of the legend's note may stand on a line of its own.
4. Anything else after the list is said with its words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from undersigned.declaring.declaration import LegendLine, Signatory
from undersigned.declaring.formulae import tables, tolerant
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.published_note import read_note
from undersigned.declaring.reading.rows import Row, gather, signatories
from undersigned.values.findings import Severity

_CALL = r"(?:[¹1*]|\(1\)|\[1\])"
_TOTAL = re.compile(r"\**\s*Total\s*\**\s*[=:]\s*([0-9]{1,5})\s*\**", re.IGNORECASE)
_CALL_ALONE = re.compile(rf"{_CALL}\.?")
_NEXT_CODE = re.compile(r"(?:[;,]\s{0,80}|\t\s{0,80}|\s{2,80})(?=[A-Z]{2,6}(?:/[A-Z]{1,4})*\s*:)")
_LEGEND = re.compile(rf"(?:{_CALL}\s*\.?\s*)?([A-Z]{{2,6}}(?:/[A-Z]{{1,4}})*)\s*:\s*(\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What stands in the list's part of a document."""

    headed: bool
    signatories: tuple[Signatory, ...]
    stated_total: int | None
    legend: tuple[LegendLine, ...] | None
    published: tuple[date, int] | None


def signed_language(text: str) -> str | None:
    """The language of `Signed (see overleaf)`, `None` for any other line."""
    return next((language for pattern, language in _signed_patterns() if pattern.fullmatch(text)), None)


def heading_language(text: str) -> str | None:
    """The language of a list's heading such as `*Signed*¹:`, `None` for any other line."""
    return next((language for pattern, language in _heading_patterns() if pattern.fullmatch(text)), None)


def is_total(text: str) -> bool:
    """Whether a line states a total."""
    return _TOTAL.fullmatch(text) is not None


class _Reading:
    """The parts met so far."""

    def __init__(self, notes: Notes, width: int) -> None:
        self.notes = notes
        self.width = width
        self.rows: list[Line] = []
        self.total: int | None = None
        self.legend: list[LegendLine] = []
        self.published: tuple[date, int] | None = None
        self.headed = False
        self._previous: LegendLine | None = None

    def take(self, line: Line) -> None:
        """The next line."""
        previous, self._previous = self._previous, None
        if line.blank:
            return
        if "," not in line.text and self._take_mark(line):
            return
        if self.published is None and read_note(line.text):
            self.published = read_note(line.text)
        elif _LEGEND.fullmatch(line.text):
            self._take_legend(line)
        elif _CALL_ALONE.fullmatch(line.text):
            self._previous = previous
        elif self.total is None and not self.legend:
            self.rows.append(line)
        else:
            self._take_late(line, previous)

    def _take_mark(self, line: Line) -> bool:
        """Take a heading, `Signed (see overleaf)` or a total: none of them has a comma, as a row has."""
        if heading_language(line.text):
            self._take_heading(line)
        elif signed_language(line.text):
            self.notes.again("signed", line)
        elif is_total(line.text):
            self._take_total(line)
        else:
            return False
        return True

    def _take_heading(self, line: Line) -> None:
        if not self.notes.again("list", line):
            self.headed = True
            if self.rows:
                self.notes.doubt("declaring.line.order", line.number, text=line.text)

    def _take_total(self, line: Line) -> None:
        if not self.notes.again("total", line):
            match = _TOTAL.fullmatch(line.text)
            self.total = int(match[1]) if match else None
            if self.legend:
                self.notes.doubt("declaring.line.order", line.number, text=line.text)

    def _take_legend(self, line: Line) -> None:
        self.notes.stands("legend", line)
        for match in filter(None, map(_LEGEND.fullmatch, _NEXT_CODE.split(line.text))):
            self._previous = LegendLine(code=match[1], name=match[2].strip(), line=line.number)
            self.legend.append(self._previous)

    def _take_late(self, line: Line, previous: LegendLine | None) -> None:
        """A line after the total or legend: a row out of place, the end of a long name, or unknown."""
        if Row(text=line.text, line=line.number).full:
            self.notes.doubt("declaring.line.order", line.number, text=line.text)
            self.rows.append(line)
        elif previous and self._goes_on(previous, line):
            self.notes.doubt("declaring.legend.wrapped", line.number, Severity.NOTICE, text=line.text)
            self.legend[-1] = LegendLine(
                code=previous.code, name=f"{previous.name} {line.text}", line=previous.line
            )
        else:
            self.notes.not_understood(line)

    def _goes_on(self, previous: LegendLine, line: Line) -> bool:
        """Whether a group's name goes on: in small letters, or because its line had no room for more."""
        used = len(f"{previous.code}: {previous.name} {line.text.split()[0]}")
        return line.text[0].islower() or used > self.width


def read_listing(lines: Sequence[Line], notes: Notes, width: int, *, organisations: bool = False) -> Listing:
    """The list of the printed form with all that stands after it; `width` is that of the document's lines."""
    reading = _Reading(notes, width)
    for line in lines:
        reading.take(line)
    return Listing(
        headed=reading.headed,
        signatories=signatories(gather(reading.rows), notes, surname_first=True, organisations=organisations),
        stated_total=reading.total,
        legend=tuple(reading.legend) or None,
        published=reading.published,
    )


@cache
def _signed_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\**{tolerant(words['signed_overleaf'])}\.?\**", re.IGNORECASE), language)
        for language, words in tables()["forms"].items()
    )


@cache
def _heading_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(rf"[*_]*{words['list_heading']}[*_]*\s*{_CALL}?\s*[*_]*\s*:?[*_]*", re.IGNORECASE),
            language,
        )
        for language, words in tables()["forms"].items()
    )
