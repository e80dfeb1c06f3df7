"""Figures and counts for a page: the text with its figures marked, and the card of each in the margin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from undersigned.counting.card import SMALL
from undersigned.counting.card_in_words import complete_in_words
from undersigned.counting.documented import Documented
from undersigned.counting.figure import Figure
from undersigned.counting.questions import Question
from undersigned.counting.support import HOLDS, Wording
from undersigned.server.actions.counting.answering import count, days_of, question_of
from undersigned.server.actions.counting.completing import completeness_of, is_of_the_same
from undersigned.server.actions.counting.figures import FigureAnswered, answered
from undersigned.server.desk.refusals import Said, reader_language, said
from undersigned.server.desk.shown.cases import CaseLine, lines_of
from undersigned.server.desk.shown.property_labels import value_said
from undersigned.server.records.models import CaseRow, CountQuestion, DeclaredComplete, Draft
from undersigned.wording.words import day_in_words, term


@dataclass(frozen=True, slots=True, kw_only=True)
class CountShown:
    """The count of a question in words: how many, from how many sources, how well documented.

    `open` says what could be more, as the public card says it; nothing where both linkings give one number.
    """

    least: int
    most: int
    unit: str
    sources: int
    cells: tuple[tuple[int, int], ...]
    open: str
    groups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessShown:
    """A declaration of completeness, and whether it applies to what is on record now."""

    says: str
    counted: int
    counts: bool
    stands: bool
    kept_by: str
    ended_by: str
    ended_at: datetime | None
    ended_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """A figure with everything that is shown beside it."""

    number: int
    mark: str
    written: str
    unit: str
    clause: int
    languages: tuple[str, ...]
    said_by: str | None
    question: CountQuestion | None
    binding: str | None
    count: CountShown | None
    public: str
    complete: str
    check: Said | None
    part: Said | None
    wordings: tuple[str, ...]
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a clause; `figure` is the number of the figure it is, if it is one."""

    text: str
    figure: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question in the list, with its count."""

    digest: str
    label: str
    asks: str
    least: int
    most: int
    unit: str
    texts: int


def figures_shown(draft: Draft, texts: Mapping[str, Any]) -> tuple[tuple[FigureShown, ...], tuple[Said, ...]]:
    """The figures of a text, each with its card, and the differences between languages."""
    told, findings = answered(draft, texts)
    shown = tuple(_figure(number, figure) for number, figure in enumerate(told, 1))
    return shown, said(finding for finding in findings if not finding.ok)


def marked_clauses(
    draft: Draft, texts: Mapping[str, Any], figures: Iterable[FigureShown]
) -> tuple[tuple[str, tuple[tuple[Run, ...], ...]], ...]:
    """Each language's clauses in stretches, the figures among them numbered."""
    number_of = {figure.mark: figure.number for figure in figures}
    places: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for figure in answered(draft, texts)[0]:
        for where in figure.marked.stated:
            span = (where.figure.start, where.figure.end, number_of[figure.marked.mark])
            places.setdefault((where.language, where.clause), []).append(span)
    return tuple(
        (
            language,
            tuple(
                _runs(clause, sorted(places.get((language, at), ())))
                for at, clause in enumerate(text.get("clauses", ()), 1)
            ),
        )
        for language, text in texts.items()
    )


def count_shown(question: Question, found: Documented) -> CountShown:
    """A documented count for a page."""
    return CountShown(
        least=found.least,
        most=found.most,
        unit=term(f"figure-unit.{question.unit.value}", reader_language(), n=found.least),
        sources=found.sources,
        cells=found.by_sources(),
        open=_open(found),
        groups=len(found.groups),
    )


def _open(found: Documented) -> str:
    """What may belong to the count besides what is certain, and why that is open."""
    more, language = found.most - found.least, reader_language()
    said = {"n": found.least, "more": more, "open": found.unresolved or None}
    return term("figure-card.open", language, **said) if more else ""


def completeness_shown(row: CountQuestion, most: int) -> tuple[CompletenessShown, ...]:
    """The declarations of a question, the current one first."""
    rows = row.completeness.select_related("by", "ended_by").order_by(F("ended_at").desc(nulls_first=True))
    return tuple(_declared(declared, most) for declared in rows)


def _declared(completeness: DeclaredComplete, most: int) -> CompletenessShown:
    declared = completeness_of(completeness)
    return CompletenessShown(
        says=complete_in_words(declared, reader_language()),
        counted=completeness.counted,
        counts=declared.counts_for(most) and is_of_the_same(completeness),
        stands=completeness.ended_at is None,
        kept_by=completeness.by.name,
        ended_by=completeness.ended_by.name if completeness.ended_by else "",
        ended_at=completeness.ended_at,
        ended_why=completeness.ended_why or "",
    )


def question_lines() -> tuple[QuestionLine, ...]:
    """Every question, counted by the database."""
    rows = CountQuestion.objects.prefetch_related("bindings")
    return tuple(_line(row) for row in rows[:100])


def _line(row: CountQuestion) -> QuestionLine:
    question = question_of(row)
    least, most = count(question)
    return QuestionLine(
        digest=row.pk,
        label=row.label,
        asks=asked_in_words(question),
        least=least,
        most=most,
        unit=term(f"figure-unit.{question.unit.value}", reader_language(), n=least),
        texts=len({binding.draft_id for binding in row.bindings.all() if binding.ended_at is None}),
    )


def asked_in_words(question: Question) -> str:
    """The conditions of a question in words."""
    language = reader_language()
    first, last = days_of(question)
    days = [day_in_words(day.isoformat(), language) for day in dict.fromkeys((first, last)) if day]
    parts = [
        term(f"figure-unit.{question.unit.value}", language, n=2),
        " – ".join(days),
        ", ".join(sorted(question.places)),
        ", ".join(
            value_said("detention", "outcome", outcome, language) for outcome in sorted(question.outcomes)
        ),
        ", ".join(
            value_said("person", "role", category, language) for category in sorted(question.categories)
        ),
    ]
    return "; ".join(part for part in parts if part)


def people_behind(found: Documented) -> tuple[CaseLine, ...]:
    """The list behind a count of people or of detentions, for whoever may see it."""
    handles = {id_.partition("/")[0] for id_ in found.ids()}
    persons = CaseRow.objects.filter(pk__in=handles).order_by("sought", "pk").values_list("person", flat=True)
    return lines_of(dict.fromkeys(persons))


def _figure(number: int, figure: FigureAnswered) -> FigureShown:
    first = figure.marked.first
    question = figure.binding.question if figure.binding else None
    counted = (
        count_shown(question_of(question), figure.documented) if question and figure.documented else None
    )
    check = said([figure.check.finding()])[0] if figure.check else None
    return FigureShown(
        number=number,
        mark=figure.marked.mark,
        written=first.written,
        unit=_unit(first),
        clause=first.clause,
        languages=tuple(dict.fromkeys(place.language for place in figure.marked.stated)),
        said_by=first.attributed_to,
        question=question,
        binding=figure.binding.pk if figure.binding else None,
        count=counted,
        public=_public_said(figure),
        complete=complete_in_words(figure.complete, reader_language()) if figure.complete else "",
        check=check,
        part=said([figure.part])[0] if figure.part and not figure.part.ok else None,
        wordings=tuple(_wording(wording) for wording in (figure.check.true_wordings if figure.check else ())),
        holds=figure.check is not None
        and figure.check.state in HOLDS
        and not (figure.part and not figure.part.ok),
    )


def _public_said(figure: FigureAnswered) -> str:
    """The public count, where it differs from the desk's."""
    if figure.public is None or figure.documented is None or figure.public.least == figure.documented.least:
        return ""
    return str(figure.public.least) if figure.public.least >= SMALL else _("fewer than three")


def _unit(figure: Figure) -> str:
    if figure.noun:
        return figure.noun
    return term(f"figure-unit.{figure.unit.value}", reader_language(), n=2) if figure.unit else ""


def _wording(wording: Wording) -> str:
    return f"{term(f'figure-qualifier.{wording.qualifier.value}', reader_language())} {wording.value}"


def _runs(clause: str, spans: list[tuple[int, int, int]]) -> tuple[Run, ...]:
    runs, at = [], 0
    for start, end, number in spans:
        if start >= at:
            runs += [Run(text=clause[at:start]), Run(text=clause[start:end], figure=number)]
            at = end
    runs.append(Run(text=clause[at:]))
    return tuple(run for run in runs if run.text)
