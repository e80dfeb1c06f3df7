"""A `Declaration`: what an official text says, as data, with the line each part stands on.

It holds what was read and nothing that was concluded: totals are stated, groups are labels as printed, and a
part that the form does not carry is `None`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from undersigned.values.dates import SourceDate
from undersigned.values.digest import (
    ListDigest,
    TextDigest,
    canonical_list,
    canonical_text,
    list_digest,
    text_digest,
)
from undersigned.values.names import PersonalName


class Form(StrEnum):
    """The forms in which declarations are found (`docs/reference/forms.md`)."""

    PRINTED = "printed"
    SITE_OLDER = "site-older"
    SITE_NEWER = "site-newer"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A paragraph of the text, as written; `line` is where it begins."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclaimer:
    """The sentence that says whom the text commits; `variant` is its code in the rulebooks, if known."""

    text: str
    variant: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A name on the list, with delegation (or organisation) and group as printed.

    `order` counts from 1 in printed order; `place` is the code of the delegation where its label is known.
    A blank group (`None`) is not the code for "no group": the source printed nothing.
    """

    order: int
    name: PersonalName
    country: str | None
    place: str | None = None
    group: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendLine:
    """What the legend says of one group code."""

    code: str
    name: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which edition a document says it is; `tabled_on` is the day of the first, where a later one names it.

    `first_published_on` and `first_signatories` come from a note under the list, such as "first published on
    5 October 2011 with 23 signatures".
    """

    number: int | None = None
    tabled_on: date | None = None
    first_published_on: date | None = None
    first_signatories: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One language version of a declaration, as one document gives it.

    `number` is the declaration's own (`Written declaration No. 695`), `doc_number` the assembly's for all its
    documents (`Doc. 14983`); `assembly` and `instrument` are codes of `assemblies/` and `rulebooks/`.
    `opening` is the formula before the clauses; `lines` tells where a part stands (`title`, `total`, …).
    `called` are the head's own words for what it is, where they are not the instrument's usual ones
    (`Motion for a recommendation`); `tabled_by` is the line of a motion that names who tabled it.
    """

    form: Form
    language: str
    assembly: str | None
    instrument: str | None
    title: str | None
    clauses: tuple[Clause, ...]
    doc_number: int | None = None
    number: int | None = None
    dated: SourceDate | None = None
    edition: Edition | None = None
    disclaimer: Disclaimer | None = None
    opening: str | None = None
    signatories: tuple[Signatory, ...] = ()
    has_list: bool = False
    stated_total: int | None = None
    legend: tuple[LegendLine, ...] | None = None
    called: str | None = None
    tabled_by: str | None = None
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The printed day: that of the last edition, not of tabling."""
        return self.dated.day if self.dated else None

    def canonical_text(self) -> str:
        """Title, opening formula and clauses by the rules of canonical text v1."""
        paragraphs = [self.title or "", self.opening or "", *(clause.text for clause in self.clauses)]
        return canonical_text(paragraphs)

    def canonical_list(self) -> str:
        """The signatories in printed order by the rules of list v1."""
        return canonical_list(
            (signatory.name.family, signatory.name.given, signatory.country, signatory.group)
            for signatory in self.signatories
        )

    def text_digest(self) -> TextDigest:
        """The text's digest (settled by `docs/protocol/v1/canonical-text.md`)."""
        return text_digest(self.canonical_text())

    def list_digest(self) -> ListDigest:
        """The list's digest."""
        return list_digest(self.canonical_list())
