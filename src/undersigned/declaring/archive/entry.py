"""One published declaration as facts: reference, days, titles, list, digests of its texts, never the texts.

1. What is not known is `None` or missing; a day and a total say what they rest on.
2. A list says whether it was copied whole and in printed order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from undersigned.declaring.declaration import Declaration, Edition, Form, LegendLine, Signatory
from undersigned.declaring.questions.legend import legend
from undersigned.values.dates import SourceDate
from undersigned.values.digest import ListDigest, TextDigest

_PRINTED_FORMS = frozenset({"SURNAME given", "surname-first PDF", "surname-first 2008", "surname-only 2001"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """A published list as copied, in its language, how much of it, and the codes of its legend."""

    language: str
    form: str
    complete: bool
    printed_order: bool
    signatories: tuple[Signatory, ...]
    legend: tuple[str, ...] | None = None
    digest: ListDigest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """A published text by its digests: the whole, and each paragraph (title, opening formula, clauses)."""

    digest: TextDigest
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEntry:
    """What is known of one published declaration; what is not known is `None` or missing."""

    assembly: str
    instrument: str
    id: str
    number: int | None = None
    doc_number: int | None = None
    day: date | None = None
    day_basis: str | None = None
    year: int | None = None
    edition: str | None = None
    tabled_on: date | None = None
    first_published_on: date | None = None
    first_signatories: int | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    official_urls: Mapping[str, str] = field(default_factory=dict)
    reported_at: str | None = None
    total: int | None = None
    total_at_least: int | None = None
    total_basis: str | None = None
    list: KnownList | None = None
    texts: Mapping[str, KnownText] = field(default_factory=dict)

    def declaration(self, *, with_parts: bool = False) -> Declaration:
        """The entry as a declaration without its text, so that rules can be asked about it.

        A list that was not copied whole is left out, as nothing may be counted on it; `with_parts` gives its
        names where they stand in printed order, and still says that there is no list.
        """
        whole = self.list if self.list and self.list.complete else None
        part = self.list if with_parts and self.list and self.list.printed_order else None
        known = whole or part
        language = self.list.language if self.list else next(iter(self.titles), "en")
        printed = known is not None and known.form in _PRINTED_FORMS
        return Declaration(
            form=Form.PRINTED if printed else Form.SITE_NEWER,
            language=language,
            assembly=self.assembly,
            instrument=self.instrument,
            title=self.titles.get(language),
            clauses=(),
            doc_number=self.doc_number,
            number=self.number,
            dated=SourceDate.of_day(self.day) if self.day else None,
            edition=self._edition(),
            signatories=known.signatories if known else (),
            has_list=whole is not None,
            legend=self._legend(known) if known else None,
            stated_total=self.total if self.total_basis == "printed" else None,
        )

    def _legend(self, known: KnownList) -> tuple[LegendLine, ...] | None:
        """The printed legend by its codes; their names of that day are the assembly's data."""
        if known.legend is None or self.day is None:
            return None
        return legend(self.assembly, known.legend, known.language, self.day)

    def _edition(self) -> Edition | None:
        edition = Edition(
            tabled_on=self.tabled_on,
            first_published_on=self.first_published_on,
            first_signatories=self.first_signatories,
        )
        return None if edition == Edition() else edition
