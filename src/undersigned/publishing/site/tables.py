"""The open data: its tables, their columns, and the rows that a document gives.

* Values are as printed; nothing is cleaned. What is not known is empty, never 0 and never "no".
* The texts are not in it: they are in the forms of each declaration.
* Every column has a word in every language (`site.column.<table>.<column>`), which a test compares.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from undersigned.publishing import addresses
from undersigned.publishing.document import Document
from undersigned.publishing.figures.answer import Answer
from undersigned.publishing.html import sentence
from undersigned.publishing.shown import all_titles, known_digests
from undersigned.values.findings import Finding
from undersigned.wording.words import LANGUAGES

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns as (name, SQL type) and its key, by which it is also ordered."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(name for name, _ in self.columns)


def _columns(text: str = "", integer: str = "", *, order: str) -> tuple[tuple[str, str], ...]:
    kinds = {**dict.fromkeys(text.split(), "TEXT"), **dict.fromkeys(integer.split(), "INTEGER")}
    return tuple((name, kinds[name]) for name in order.split())


DECLARATIONS = Table(
    name="declarations",
    columns=_columns(
        text="id declaration edition assembly instrument slug nature day dated_as_written list_language"
        " list_digest",
        integer="newest number doc_number list_known list_complete total stated_total",
        order="id declaration edition newest assembly instrument slug nature number doc_number day"
        " dated_as_written list_language list_known list_complete total stated_total list_digest",
    ),
    key=("id",),
)
VERSIONS = Table(
    name="versions",
    columns=_columns(
        text="id language title text_digest official_url notes",
        integer="shown",
        order="id language title shown text_digest official_url notes",
    ),
    key=("id", "language"),
)
SIGNATORIES = Table(
    name="signatories",
    columns=_columns(
        text="id family given honorific style country country_code group_code level member",
        integer="position counts",
        order="id position family given honorific style country country_code group_code level counts member",
    ),
    key=("id", "position"),
)
FINDINGS = Table(
    name="findings",
    columns=_columns(
        text="id code outcome severity place particulars sources says",
        integer="position",
        order="id position code outcome severity place particulars sources says",
    ),
    key=("id", "position"),
)
FIGURES = Table(
    name="figures",
    columns=_columns(
        text="id figure snapshot as_of qualifier unit attributed_to state answer",
        integer="paragraph value documented sources stated_sum",
        order="id figure snapshot as_of paragraph qualifier value unit attributed_to state documented sources"
        " stated_sum answer",
    ),
    key=("id", "figure", "as_of", "snapshot"),
)
TABLES = (DECLARATIONS, VERSIONS, SIGNATORIES, FINDINGS, FIGURES)


def edition_key(document: Document) -> str:
    """The key of an edition: `pace/written-declaration/695@2019-10-04`. Raises `AddressError`."""
    declaration = addresses.declaration_key(document)
    return f"{declaration}@{document.edition.label}" if document.edition else declaration


def rows(document: Document) -> dict[str, Iterator[Row]]:
    """What a document adds to each table, by the table's name. Raises `AddressError`."""
    key = edition_key(document)
    return {
        DECLARATIONS.name: iter((_declaration(document, key),)),
        VERSIONS.name: _versions(document, key),
        SIGNATORIES.name: _signatories(document, key),
        FINDINGS.name: (
            _finding(finding, key, position) for position, finding in enumerate(document.findings, 1)
        ),
        FIGURES.name: (
            _figure(answer, key) for each in (*document.earlier_figures, document.figures) for answer in each
        ),
    }


def _figure(answer: Answer, key: str) -> Row:
    card, figure = answer.card, answer.binding
    return (
        key,
        figure.id,
        answer.snapshot,
        answer.evidence.as_of.isoformat(),
        figure.clause,
        figure.qualifier.value,
        figure.value,
        figure.unit.value,
        figure.said_by("en"),
        answer.state,
        card.least if card else None,
        card.sources if card and card.least is not None else None,
        answer.sum.total if answer.sum else None,
        answer.digest(),
    )


def _declaration(document: Document, key: str) -> Row:
    return (
        key,
        addresses.declaration_key(document),
        document.edition.label if document.edition else None,
        0,  # the latest is known when all are in
        document.assembly,
        document.instrument,
        document.slug,
        document.nature.value,
        document.number,
        document.doc_number,
        document.day.isoformat() if document.day else None,
        document.dated_as_written,
        document.list_language,
        int(document.list_known),
        _flag(document.list_complete),
        document.total,
        document.stated_total,
        document.list_digest() if document.list_known else None,
    )


def _versions(document: Document, key: str) -> Iterator[Row]:
    titles, digests = all_titles(document), known_digests(document)
    spoken = LANGUAGES if document.notes or document.local_notes else ()
    for language in sorted({*titles, *digests, *document.official_urls, *spoken}):
        yield (
            key,
            language,
            titles.get(language),
            int(language in document.texts),
            digests.get(language),
            document.official_urls.get(language),
            "\n".join(document.notes_in(language)) or None,
        )


def _signatories(document: Document, key: str) -> Iterator[Row]:
    for signatory in document.signatories:
        yield (
            key,
            signatory.order,
            signatory.name.family,
            signatory.name.given,
            signatory.name.honorific,
            signatory.name.style,
            signatory.country,
            signatory.place,
            signatory.group,
            signatory.level.value,
            _flag(signatory.counts),
            addresses.member_key(signatory),
        )


def _finding(finding: Finding, key: str, position: int) -> Row:
    data = finding.as_data()
    return (
        key,
        position,
        finding.code,
        finding.outcome.value,
        finding.severity.value,
        str(finding.place) if finding.place else None,
        _json(data.get("particulars")),
        _json(data.get("cites")),
        sentence(finding, "en"),
    )


def _json(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
