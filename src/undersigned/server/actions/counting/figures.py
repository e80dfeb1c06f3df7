"""The figures of a draft: found, bound to questions, and checked against the records.

1. A figure is known by its mark: value, qualifier and which of several such. It is the same in each language,
   so a binding holds for all of them; what differs between languages is found.
2. Binding is a person's act; the reader only finds. Whoever binds a figure has read it: its unit is that of
   the question, and what the reader doubted is settled.
3. Where somebody declared the records complete for a question, and the records have not moved since, its
   figures are held to that.
4. What the records make of a figure today stands beside what they made of it when the text was opened
   (`kept_figures.py`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from undersigned.counting.completeness import Completeness
from undersigned.counting.documented import Documented, count_documented
from undersigned.counting.figure import Figure, Tie, Unit
from undersigned.counting.figures import read_figures
from undersigned.counting.reading.vocabulary import LANGUAGES
from undersigned.counting.support import FigureCheck, check_figure, check_languages, check_subset
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.server.actions.counting.answering import documented, question_of
from undersigned.server.actions.counting.completing import standing
from undersigned.server.actions.counting.outgoing import public_snapshot
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import (
    CollectionFigures,
    CountQuestion,
    Draft,
    DraftState,
    FigureBinding,
    User,
)
from undersigned.values.findings import Finding

Texts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One place that states a figure: the language, the number of the clause, the clause."""

    language: str
    clause: int
    figure: Figure
    text: str


@dataclass(slots=True, kw_only=True)
class MarkedFigure:
    """A figure of a text with every place that states it; `whole` is the mark of the figure it is part of."""

    mark: str
    stated: list[Stated] = field(default_factory=list)
    whole: str | None = None

    @property
    def first(self) -> Figure:
        """The figure as it is stated first."""
        return self.stated[0].figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAnswered:
    """A figure with the question it is bound to, what the records say, and the result of the check.

    `public` is what the public record says; `None` where nothing is public.
    """

    marked: MarkedFigure
    binding: FigureBinding | None = None
    documented: Documented | None = None
    complete: Completeness | None = None
    check: FigureCheck | None = None
    part: Finding | None = None
    public: Documented | None = None


def marked_figures(texts: Texts) -> tuple[tuple[MarkedFigure, ...], tuple[Finding, ...]]:
    """The figures of a text by their marks, and whether its languages state the same."""
    found: dict[str, MarkedFigure] = {}
    by_language = []
    for language, text in texts.items():
        if language not in LANGUAGES:
            continue
        stated = list(_stated(language, text.get("clauses", ())))
        by_language.append((language, [place.figure for place in stated]))
        seen: Counter[str] = Counter()
        marks: list[str] = []
        for place in stated:
            kind = _kind(place.figure)
            seen[kind] += 1
            marks.append(f"{kind} #{seen[kind]}")
            marked = found.setdefault(marks[-1], MarkedFigure(mark=marks[-1]))
            marked.stated.append(place)
            relation = place.figure.relation
            if relation and relation.tie is Tie.PART and relation.to is not None and not marked.whole:
                marked.whole = marks[relation.to] if relation.to < len(marks) else None
    return tuple(found.values()), check_languages(by_language)


def answered(draft: Draft, texts: Texts) -> tuple[tuple[FigureAnswered, ...], tuple[Finding, ...]]:
    """Every figure of a text with its question and the answer of the records today."""
    marked, findings = marked_figures(texts)
    bindings = {figure_binding.mark: figure_binding for figure_binding in _bindings(draft)}
    counted = {
        figure_binding.question_id: documented(question_of(figure_binding.question))
        for figure_binding in bindings.values()
    }
    declared, then = standing(figure_binding.question for figure_binding in bindings.values()), _then(draft)
    public = _public(figure_binding.question for figure_binding in bindings.values())
    told = []
    for figure in marked:
        binding = bindings.get(figure.mark)
        if binding is None:
            told.append(FigureAnswered(marked=figure))
            continue
        now, complete = counted[binding.question_id], declared.get(binding.question_id)
        whole = bindings.get(figure.whole) if figure.whole else None
        answer = FigureAnswered(
            marked=figure,
            binding=binding,
            documented=now,
            complete=complete if complete and complete.counts_for(now.most) else None,
            check=_check(figure.first, now, then.get(figure.mark), complete),
            part=check_subset(now, counted[whole.question_id]) if whole else None,
            public=public.get(binding.question_id),
        )
        told.append(answer)
    return tuple(told), findings


def _public(questions: Iterable[CountQuestion]) -> dict[str, Documented]:
    """The public count of each question, by digest; empty where nothing is public."""
    snapshot = public_snapshot()
    if snapshot is None:
        return {}
    evidence = read_public_evidence(snapshot.content.encode())
    return {
        question.pk: count_documented(question_of(question), evidence.rows, evidence.decisions)
        for question in questions
    }


@transaction.atomic
def bind_figure(
    *, draft: Draft, mark: str, question: CountQuestion, texts: Texts, by: User, at: datetime
) -> FigureBinding | Refusal:
    """Bind a figure of a draft to a question, in place of an earlier one."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.state != DraftState.DRAFT:
        return refuse("desk.draft.state", state=held.state)
    if mark not in {figure.mark for figure in marked_figures(texts)[0]}:
        return refuse("desk.figure.there")
    earlier = held.bindings.filter(mark=mark, ended_at=None).first()
    if earlier and earlier.question_id == question.pk:
        return earlier
    if earlier:
        _end(earlier, by, at)
    made = FigureBinding.objects.create(draft=held, mark=mark, question=question, at=at, by=by)
    record("figure-bound", held, by=by, at=at, particulars={"mark": mark, "question": question.pk})
    return made


@transaction.atomic
def loosen_figure(*, binding: FigureBinding, by: User, at: datetime) -> FigureBinding | Refusal:
    """Unbind a figure from its question."""
    held = FigureBinding.objects.select_for_update().select_related("draft").get(pk=binding.pk)
    if held.draft.state != DraftState.DRAFT:
        return refuse("desk.draft.state", state=held.draft.state)
    if held.ended_at is None:
        _end(held, by, at)
        record("figure-loosened", held.draft, by=by, at=at, particulars={"mark": held.mark})
    return held


def _stated(language: str, clauses: Any) -> Iterator[Stated]:  # noqa: ANN401 (as rows keep them)
    """The figures of the clauses in order; relations refer to figures by their index in the whole text."""
    before = 0
    for number, clause in enumerate(clauses, 1):
        found = read_figures(clause, language).figures
        for figure in found:
            tie = figure.relation
            if tie and tie.to is not None:
                tie = replace(tie, to=tie.to + before)
            yield Stated(
                language=language,
                clause=number,
                figure=replace(figure, clause=number, relation=tie),
                text=clause,
            )
        before += len(found)


def _check(
    stated: Figure, now: Documented, then: Documented | None, complete: Completeness | None
) -> FigureCheck:
    """Check a figure; a declaration of completeness is applied to both days by its number."""
    return check_figure(
        _confirmed(stated, now),
        now,
        complete=complete is not None and complete.counts_for(now.most),
        then=then,
        complete_then=complete is not None and then is not None and complete.counts_for(then.most),
    )


def _confirmed(figure: Figure, counted: Documented) -> Figure:
    """The figure as confirmed by whoever bound it: in the unit of its question, without doubts."""
    return replace(figure, unit=counted.unit, doubts=())


def _kind(figure: Figure) -> str:
    low, high = ("" if one is None else str(one) for one in (figure.low, figure.high))
    return f"{low}..{high} {figure.qualifier.value}"


def _bindings(draft: Draft) -> Iterator[FigureBinding]:
    yield from draft.bindings.filter(ended_at=None).select_related("question", "by")


def _then(draft: Draft) -> dict[str, Documented]:
    """The counts documented when the text was opened, by mark."""
    kept = CollectionFigures.objects.filter(collection__draft=draft).order_by("-at").first()
    told = kept.documented if kept and draft.state == DraftState.OPENED else {}
    return {
        mark: Documented(
            unit=Unit(bound["unit"]),
            least=bound["least"],
            most=bound["most"],
            unresolved=bound["unresolved"],
            subjects=(),
            by_grade=(),
            sources=bound["sources"],
        )
        for mark, bound in told.items()
    }


def _end(binding: FigureBinding, by: User, at: datetime) -> None:
    binding.ended_at, binding.ended_by = at, by
    binding.save(update_fields=["ended_at", "ended_by"])
