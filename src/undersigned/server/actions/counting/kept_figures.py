"""The figures that a text is opened with, kept as bytes for ever.

The table of the figures and the public evidence of the day of opening never change afterwards; the log binds
the digests of both in the record of the text.
"""

from datetime import datetime
from typing import Any

import rfc8785

from undersigned.counting.card import card_of
from undersigned.publishing.figures.evidence import PublicEvidence, read_public_evidence
from undersigned.server.actions.counting.answering import question_of
from undersigned.server.actions.counting.figures import FigureAnswered, answered
from undersigned.server.actions.counting.outgoing import public_snapshot
from undersigned.server.records.models import Collection, CollectionFigures

NO_FIGURES, NO_EVIDENCE = b"[]", b"{}"


def keep_figures(*, collection: Collection, at: datetime) -> CollectionFigures:
    """Keep the figures with which a text is opened, within the transaction that opens it."""
    told, _ = answered(collection.draft, collection.texts)
    snapshot = public_snapshot()
    table = [_line(figure, snapshot.content if snapshot else None, at) for figure in told if figure.binding]
    then = {figure.marked.mark: figure.documented.as_data() for figure in told if figure.documented}
    return CollectionFigures.objects.create(
        collection=collection,
        table=rfc8785.dumps(table).decode(),
        evidence=snapshot,
        documented=then,
        at=at,
    )


def figures_table(collection: Collection) -> bytes:
    """The table that binds a text's figures to records, as JSON by RFC 8785; `[]` where there is none.

    The `text` record binds its SHA-256 as `figures` (docs/protocol/v1/records.md).
    """
    kept = CollectionFigures.objects.filter(pk=collection.pk).first()
    return kept.table.encode() if kept else NO_FIGURES


def evidence_snapshot(collection: Collection) -> bytes:
    """The public evidence that a text was opened with, as JSON by RFC 8785; `{}` where there is none.

    The `text` record binds its SHA-256 as `evidence` (docs/protocol/v1/records.md).
    """
    kept = CollectionFigures.objects.filter(pk=collection.pk).select_related("evidence").first()
    return kept.evidence.content.encode() if kept and kept.evidence else NO_EVIDENCE


def _line(figure: FigureAnswered, snapshot: str | None, at: datetime) -> dict[str, Any]:
    """A line of the table: the figure in each language, its question, and the public card of that day."""
    assert figure.binding
    question = question_of(figure.binding.question)
    evidence = read_public_evidence(snapshot.encode()) if snapshot else PublicEvidence(as_of=at.date())
    card = card_of(question, evidence.snapshot(), evidence.as_of, complete=figure.complete)
    return {
        "mark": figure.marked.mark,
        "stated": {place.language: place.figure.as_data() for place in figure.marked.stated},
        "question": question.as_data(),
        "digest": question.digest(),
        "card": card.as_data(),
    }
