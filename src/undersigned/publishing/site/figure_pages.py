"""Writes the permanent pages of figures, the page of what became of a text, and the evidence as files.

1. `<slug>/figure/<id>@<snapshot>` as HTML, JSON and CSV, for each day of evidence that the figures file
   names. The same evidence gives the same bytes; what the file names no longer has no page any more.
2. The page may look otherwise tomorrow; JSON and CSV change only with a declaration that the records are
   complete, so no cache may keep them for ever. The JSON is the answer by RFC 8785; beside the public
   evidence in the data folder it can be made again.
3. The page of what became of it asks not to be indexed, unless everybody on it agreed; so does the page of a
   figure that names anybody.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from undersigned.counting.stated import StatedCount
from undersigned.publishing import addresses
from undersigned.publishing.addresses import Address
from undersigned.publishing.cards.figure_card import card_shown
from undersigned.publishing.document import Document
from undersigned.publishing.figures.answer import Answer, Record
from undersigned.publishing.figures.evidence import PublicEvidence
from undersigned.publishing.frame import Frame
from undersigned.publishing.html import render
from undersigned.publishing.shown import reference_of, title_for
from undersigned.publishing.tables import cell

DATA_FORMS = ((".json", "application/json"), (".csv", "text/csv"))
COLUMNS = (
    "figure",
    "snapshot",
    "what",
    "id",
    "qualifier",
    "value",
    "counts",
    "first",
    "last",
    "place",
    "outcome",
    "said_by",
    "said_on",
    "published_by",
    "sources",
    "note",
    "in_sum",
)
Written = tuple[Address, bytes]


def files(document: Document, language: str, frame: Frame) -> Iterator[Written]:
    """Every file of a document's figures in a language, and its page of what became of it."""
    editions = (*document.earlier_figures, document.figures)
    for answers in editions:
        for answer in answers:
            own = (shown for each in editions for shown in each if shown.binding.id == answer.binding.id)
            snapshots = {shown.label: shown for shown in own}  # what was so before may be so again
            yield from _figure(document, answer, [*snapshots.values()], language, frame)
    if document.followed:
        yield _followup(document, language, frame)


def evidence_of(document: Document) -> Iterator[tuple[str, PublicEvidence]]:
    """The public evidence behind the figures, by file name."""
    for answers in (*document.earlier_figures, document.figures):
        for answer in answers[:1]:
            yield addresses.evidence_file(answer.label), answer.evidence


def as_csv(answer: Answer) -> bytes:
    """The records behind a figure as CSV: the figure, the records, what others stated."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(answer):
        common = {"figure": answer.binding.id, "snapshot": answer.snapshot}
        writer.writerow({name: cell(str(value)) for name, value in {**common, **row}.items()})
    return lines.getvalue().encode("utf-8-sig")


def _rows(answer: Answer) -> Iterator[dict[str, object]]:
    yield {
        "what": "figure",
        "qualifier": answer.binding.qualifier.value,
        "value": answer.binding.value,
        "counts": answer.binding.unit.value,
        "outcome": answer.state,
    }
    if answer.card and answer.card.least is not None:
        yield {"what": "on-record", "value": answer.card.least, "sources": answer.card.sources}
    yield from map(_record_row, answer.records)
    in_sum = {}
    if answer.sum:
        in_sum = {count.id: "added" for count in answer.sum.added}
        in_sum |= {count.id: why.value for count, why, _ in answer.sum.left_out}
    for count in answer.stated:
        yield {**_stated_row(count), "in_sum": in_sum.get(count.id, "")}


def _record_row(record: Record) -> dict[str, object]:
    return {
        "what": "record",
        "id": record.id,
        "first": min(record.days, default=""),
        "last": max(record.days, default=""),
        "outcome": " ".join(record.outcomes),
        "sources": " ".join(record.sources),
    }


def _stated_row(count: StatedCount) -> dict[str, object]:
    return {
        "what": "stated",
        "id": count.id,
        "qualifier": count.qualifier.value,
        "value": count.value,
        "counts": count.counts,
        "first": count.first_as or count.first.isoformat(),
        "last": count.last.isoformat(),
        "place": count.place,
        "said_by": count.said_by,
        "said_on": count.said_on or "",
        "published_by": count.published_by,
        "sources": count.url,
        "note": count.note or "",
    }


def _figure(
    document: Document, answer: Answer, snapshots: list[Answer], language: str, frame: Frame
) -> Iterator[Written]:
    key = addresses.declaration_key(document)
    address = addresses.figure(language, key, answer.binding.id, answer.label)
    values = {
        "frame": replace(frame, address=address, section="declarations"),
        "card": card_shown(answer, language),
        "key": key,
        "declaration": addresses.declaration(language, key, ".html"),
        "reference": reference_of(document, language),
        "document": document,
        "named": any(record.name for record in answer.records),
        "snapshots": snapshots,
        "data_forms": DATA_FORMS,
    }
    yield address, render("figure.html", language, values)
    for suffix, content in ((".json", answer.canonical()), (".csv", as_csv(answer))):
        yield addresses.figure(language, key, answer.binding.id, answer.label, suffix), content


def _followup(document: Document, language: str, frame: Frame) -> Written:
    key = addresses.declaration_key(document)
    address = addresses.followup(language, key)
    title, title_language = title_for(document, language)
    values = {
        "frame": replace(frame, address=address, section="declarations"),
        "followed": document.followed,
        "declaration": addresses.declaration(language, key, ".html"),
        "reference": reference_of(document, language),
        "shown_title": title,
        "title_language": title_language,
        "document": document,
    }
    return address, render("followup.html", language, values)
