"""Collects the head of a document line by line: numbers, day, kind of document, edition.

1. Each part stands once. A second one is said with its words and changes nothing.
2. A part that is missing is said; it is never filled in.
3. The words of the head, the formulae and the text itself must be of one language; if not, it is said.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from undersigned.declaring.declaration import Clause, Declaration, Edition, Form, LegendLine, Signatory
from undersigned.declaring.formulae import usual_words
from undersigned.declaring.reading.heads import Called, DocNumber, EditionLine, HeadPart, PrintedDay
from undersigned.declaring.reading.languages import UNKNOWN, tell
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes

if TYPE_CHECKING:
    from undersigned.declaring.reading.body import Body
    from undersigned.values.dates import SourceDate

# What is signed without an assembly's table office has no number of its documents and no overleaf.
WITHOUT_TABLE_OFFICE = ("joint-statement", "early-day-motion")
_TABLED_BY = re.compile(r"(?:tabled|presented) by .+|(?:pr[ée]sent|d[ée]pos)[ée]e par .+", re.IGNORECASE)


class Masthead:
    """What the head of one document said so far."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.doc_number: int | None = None
        self.dated: SourceDate | None = None
        self.is_called: Called | None = None
        self.tabled_by: str | None = None
        self._edition: int | None = None
        self._tabled_on: date | None = None
        self._languages: list[str] = []

    def take(self, part: HeadPart, line: Line) -> None:
        """Keep a part, unless one of its kind was there before."""
        match part:
            case DocNumber(value=value):
                if not self._notes.again("doc_number", line):
                    self.doc_number = value
            case PrintedDay(date=None):
                self._notes.failed("declaring.date.exists", line.number, text=line.text)
            case PrintedDay(date=day, language=language):
                if not self._notes.again("dated", line):
                    self.dated = day
                    self.speaks(language)
            case Called():
                if not self._notes.again("number", line):
                    self.is_called = part
                    self.speaks(part.kind.language)
            case EditionLine():
                self._take_edition(part, line)

    def _take_edition(self, part: EditionLine, line: Line) -> None:
        """An edition may be named twice: alone above the day, with the first day below the number."""
        agrees = self._edition in (None, part.number)
        repeats = part.tabled_on is None and "edition" in self._notes.lines
        if not agrees or repeats or (part.tabled_on and self._tabled_on):
            self._notes.failed(
                "declaring.line.once", line.number, text=line.text, first=self._notes.lines["edition"]
            )
            return
        self._notes.stands("edition", line)
        self._edition, self._tabled_on = part.number, part.tabled_on or self._tabled_on
        self.speaks(part.language)

    def speaks(self, language: str | None) -> None:
        """A part was in this language."""
        if language:
            self._languages.append(language)

    def take_tabled_by(self, line: Line) -> bool:
        """Keep a line that names who tabled a motion; `False` for any other line."""
        if not _TABLED_BY.fullmatch(line.text) or self.tabled_by:
            return False
        self.tabled_by = line.text
        self._notes.stands("tabled_by", line)
        return True

    @property
    def instrument(self) -> str | None:
        """The instrument that the document says it is."""
        return self.is_called.kind.instrument if self.is_called else None

    @property
    def number(self) -> int | None:
        """The declaration's own number."""
        return self.is_called.number if self.is_called else None

    @property
    def called(self) -> str | None:
        """The head's words for what it is, where they are not the usual ones."""
        if not self.is_called:
            return None
        kind = self.is_called.kind
        words = self.is_called.words
        return None if words == usual_words(kind.instrument, kind.language) else words

    def edition(self, published: tuple[date, int] | None) -> Edition | None:
        """The edition, with the day and number of signatures of the first where a note names them."""
        if self._edition is None and published is None:
            return None
        day, signatures = published or (None, None)
        return Edition(
            number=self._edition,
            tabled_on=self._tabled_on,
            first_published_on=day,
            first_signatories=signatures,
        )

    def language(self, clauses: Iterable[Clause]) -> str:
        """The language of the document; doubts about it are noted."""
        told = tell(" ".join(clause.text for clause in clauses))
        spoken = [*self._languages, *([told] if told else [])]
        if not spoken:
            self._notes.doubt("declaring.language.told")
            return UNKNOWN
        if len(set(spoken)) > 1:
            self._notes.doubt("declaring.language.agrees", languages=tuple(dict.fromkeys(spoken)))
        return Counter(spoken).most_common(1)[0][0]

    def declaration(
        self,
        form: Form,
        *,
        title: str | None,
        body: "Body",
        language: str,
        published: tuple[date, int] | None,
        signatories: tuple[Signatory, ...],
        has_list: bool,
        stated_total: int | None = None,
        legend: tuple[LegendLine, ...] | None = None,
    ) -> Declaration:
        """The declaration with this head; its assembly is found afterwards, by the labels of its list."""
        return Declaration(
            form=form,
            language=language,
            assembly=None,
            instrument=self.instrument,
            title=title,
            clauses=body.clauses,
            doc_number=self.doc_number,
            number=self.number,
            dated=self.dated,
            edition=self.edition(published),
            disclaimer=body.disclaimer,
            opening=body.opening,
            signatories=signatories,
            has_list=has_list,
            stated_total=stated_total,
            legend=legend,
            called=self.called,
            tabled_by=self.tabled_by,
            lines=self._notes.lines,
        )

    def note_missing(self, title: str | None) -> None:
        """Say which parts of the head were not found."""
        if self.is_called is None or (self.number is None and self.instrument == "written-declaration"):
            self._notes.failed("declaring.head.number", self._notes.lines.get("number"))
        if self.doc_number is None and self.instrument not in WITHOUT_TABLE_OFFICE:
            self._notes.failed("declaring.head.doc-number")
        if self.dated is None:
            self._notes.failed("declaring.head.date")
        if not title:
            self._notes.failed("declaring.head.title")
