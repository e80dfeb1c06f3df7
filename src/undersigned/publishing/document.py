"""A `Document`: what is published, independent of any form; every form is made from it and nothing else.

* `nature` is said on every form: a draft, fictional, an edition of the publishing body, or a reproduction.
* A text that real people signed is present only where its official file was supplied; else `text` is `None`
  and the forms point at the official address.
* `figures` are what stands behind the text, never part of it: no digest of text or list takes them in.
* Labels (countries, group names) are resolved per language here, so that no form looks anything up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from undersigned.publishing.figures.answer import Answer
from undersigned.publishing.followed import Followed
from undersigned.values.digest import (
    ListDigest,
    TextDigest,
    canonical_list,
    canonical_text,
    list_digest,
    text_digest,
)
from undersigned.values.findings import Finding
from undersigned.values.names import PersonalName


class Nature(StrEnum):
    """What kind of publication a page is, stated on every form of it."""

    DRAFT = "draft"
    FICTIONAL = "fictional"
    EDITION = "edition"
    REPRODUCTION = "reproduction"


class Level(StrEnum):
    """What is known of the signature of a name."""

    ATTESTED_DEVICE = "A"
    DEVICE_BOUND = "B"
    SYNCED = "C"
    PAPER = "P"
    AS_PRINTED = "I"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One language version: what is signed (title, opening, clauses), and the disclaimer printed beside
    it.
    """

    language: str
    title: str
    opening: str | None
    clauses: tuple[str, ...]
    disclaimer: str | None = None

    def canonical(self) -> str:
        """The canonical text v1."""
        return canonical_text([self.title, self.opening or "", *self.clauses])

    def digest(self) -> TextDigest:
        """The text's digest."""
        return text_digest(self.canonical())


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryLine:
    """A name as printed, with its labels by language.

    `country` is the label of the document's own list (it is part of the list digest); `country_labels` holds
    the other languages'. `member` is the address of the member's page within the site, if there is one.
    `signed_on` is known of signatures that were made here, never of a printed name.
    """

    order: int
    name: PersonalName
    country: str | None
    place: str | None = None
    country_labels: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    group_labels: Mapping[str, str] = field(default_factory=dict)
    level: Level = Level.AS_PRINTED
    counts: bool | None = None
    member: str | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """A group's code and full name of that day, by language."""

    code: Mapping[str, str]
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionEntry:
    """One dated edition: `label` is `2019-10-04` or, for a second one on the day, `2019-10-04.2`."""

    label: str
    day: date | None
    signatories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that a form may say of one edition of a declaration.

    `slug` is the number, or the id where there is none: the last part of the address
    `/<language>/<assembly>/<instrument>/<slug>`. `titles` holds the title by language even where the text
    itself is not shown. `total` is the number of names on the list; `stated_total` what the source printed,
    if anything. `notes` must stand on every form, `local_notes` on those of their language; `notes_in` gives
    both. `figures` are the answers of today's evidence, `earlier_figures` those of days before, oldest first.
    `followed` stands on the declaration's own page and on a page of its own, never on that of a dated
    edition: what is said of people must be open to correction. `day` is the printed day, that of the edition;
    `tabled_on` the day of tabling, where it is confirmed.
    """

    assembly: str
    instrument: str
    slug: str
    nature: Nature
    titles: Mapping[str, str]
    texts: Mapping[str, Text]
    list_language: str
    signatories: tuple[SignatoryLine, ...]
    list_known: bool = True
    list_complete: bool | None = True
    legend: tuple[LegendEntry, ...] = ()
    number: int | None = None
    doc_number: int | None = None
    day: date | None = None
    dated_as_written: str | None = None
    tabled_on: date | None = None
    edition: EditionEntry | None = None
    editions: tuple[EditionEntry, ...] = ()
    stated_total: int | None = None
    official_urls: Mapping[str, str] = field(default_factory=dict)
    text_digests: Mapping[str, TextDigest] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    local_notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    figures: tuple[Answer, ...] = ()
    earlier_figures: tuple[tuple[Answer, ...], ...] = ()
    followed: Followed | None = None

    @property
    def total(self) -> int:
        """The number of names on the list, always counted."""
        return len(self.signatories)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the text itself is present."""
        return tuple(self.texts)

    def text_in(self, language: str) -> Text | None:
        """The text in a language, else another version; `None` where no text is shown."""
        return self.texts.get(language) or next(iter(self.texts.values()), None)

    def title_in(self, language: str) -> tuple[str, str]:
        """The title and its language: the one asked for, else another; empty if there is none."""
        if language in self.titles:
            return language, self.titles[language]
        return next(iter(self.titles.items()), (language, ""))

    def notes_in(self, language: str) -> tuple[str, ...]:
        """The notes that every form in a language must carry."""
        return (*self.local_notes.get(language, ()), *self.notes)

    def group_name(self, code: str, language: str) -> str | None:
        """The full name of a group from the legend; in another language if it has none in this."""
        for entry in self.legend:
            if entry.code.get(self.list_language) == code:
                return entry.name.get(language) or next(iter(entry.name.values()), None)
        return None

    @property
    def delegations(self) -> int:
        """The number of delegations with a name on the list."""
        return len(
            {signatory.place or signatory.country for signatory in self.signatories if signatory.country}
        )

    def canonical_list(self) -> str:
        """The list v1, in printed order."""
        return canonical_list(
            (signatory.name.family, signatory.name.given, signatory.country, signatory.group)
            for signatory in self.signatories
        )

    def list_digest(self) -> ListDigest:
        """The list's digest."""
        return list_digest(self.canonical_list())
