"""The figures of published texts as the site shows them: bindings, and the evidence of each day.

1. A text has figures on the site where it was opened with bound ones and some evidence is public.
2. What it was opened with comes first, what is public today last, and between them whatever was public since
   the text was first published: the page says what moved, and no address of a figure goes; the text stays.
3. That the records are complete for a figure is shown where it was declared, holds in the register today,
   and holds for the public rows by themselves: who did not agree to be counted in public is missing there.
4. A figure that the page cannot find as digits in a language is not marked there.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from undersigned.counting.completeness import Completeness
from undersigned.counting.figure import Unit
from undersigned.publishing.document import Document
from undersigned.publishing.figures.binding import Binding
from undersigned.publishing.figures.evidence import PublicEvidence, read_public_evidence
from undersigned.publishing.figures.file import FiguresFile
from undersigned.server.actions.counting.answering import question_of
from undersigned.server.actions.counting.completing import counting_now
from undersigned.server.actions.counting.figures import MarkedFigure, Stated, marked_figures
from undersigned.server.actions.counting.outgoing import evidence_now, public_since
from undersigned.server.records.models import Collection, CollectionFigures, FigureBinding
from undersigned.values.digest import canonical_paragraph

_NUMBER = re.compile(r"\d+(?:[\u00a0\u202f,.]\d{3}(?!\d))*")


def figures_files(
    newest: Mapping[str, tuple[Collection, Document]], *, today: date
) -> Mapping[str, FiguresFile]:
    """The figures file of each published text, by the key of its declaration.

    Whoever agreed to be named and took it back by `today` is not named.
    """
    now = evidence_now(today)
    if now is None:
        return {}
    kept = CollectionFigures.objects.select_related("collection", "evidence").exclude(table="[]")
    rows = {row.pk: row for row in kept}
    return {
        key: _file(rows[collection.pk], document, now)
        for key, (collection, document) in newest.items()
        if collection.pk in rows
    }


def bindings_of(collection: Collection) -> tuple[Binding, ...]:
    """The bound figures of a text as the site names them, in the order of the text."""
    bound = {
        binding.mark: binding
        for binding in FigureBinding.objects.filter(draft=collection.draft, ended_at=None).select_related(
            "question"
        )
    }
    marked = [figure for figure in marked_figures(collection.texts)[0] if figure.mark in bound]
    ids = {figure.mark: f"figure-{number}" for number, figure in enumerate(marked, 1)}
    complete = counting_now(binding.question for binding in bound.values())
    return tuple(
        _binding(figure, bound[figure.mark], ids, complete.get(bound[figure.mark].question_id))
        for figure in marked
    )


def _file(row: CollectionFigures, document: Document, now: PublicEvidence) -> FiguresFile:
    return FiguresFile(
        assembly=document.assembly,
        instrument=document.instrument,
        slug=document.slug,
        bindings=bindings_of(row.collection),
        editions=_evidence_by_day(row, now),
    )


def _evidence_by_day(row: CollectionFigures, now: PublicEvidence) -> tuple[PublicEvidence, ...]:
    """The public evidence at the opening and at each change since the first edition; today last (rule 2)."""
    since = (row.evidence, *public_since(_first_published(row.collection)))
    kept = {snapshot.pk: snapshot.content for snapshot in since if snapshot}
    if list(kept)[-1:] == [now.digest()]:
        kept.pop(now.digest())  # today's has the names of those who agree
    return (*(read_public_evidence(content.encode()) for content in kept.values()), now)


def _first_published(collection: Collection) -> datetime | None:
    first = collection.editions.order_by("number").first()
    return first.at if first else None


def _binding(
    figure: MarkedFigure, bound: FigureBinding, ids: Mapping[str, str], complete: Completeness | None
) -> Binding:
    question, first = question_of(bound.question), figure.stated[0]
    places = {place.language: (place.clause, _nth(place)) for place in figure.stated}
    clause, nth = places[first.language]
    return Binding(
        id=ids[figure.mark],
        clause=clause,
        nth=nth,
        qualifier=figure.first.qualifier,
        value=figure.first.value,
        unit=figure.first.unit or Unit.OTHER,
        question=question,
        places=places,
        part_of=ids.get(figure.whole) if figure.whole else None,
        attributed_to=dict(_said_by(figure)),
        complete=complete,
    )


def _nth(place: Stated) -> int:
    """The index of a figure among the numbers of its clause, from 1; 0 where it is written in words."""
    text = canonical_paragraph(place.text)
    before = canonical_paragraph(place.text[: place.figure.start] + "|").rindex("|")
    for nth, number in enumerate(_NUMBER.finditer(text), 1):
        if number.start() >= before and int(re.sub(r"\D", "", number[0])) == place.figure.value:
            return nth
    return 0


def _said_by(figure: MarkedFigure) -> Iterator[tuple[str, str]]:
    for place in figure.stated:
        if place.figure.attributed_to:
            yield place.language, place.figure.attributed_to
