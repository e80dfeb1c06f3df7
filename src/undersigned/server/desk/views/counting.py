"""Questions and their counts; the figures of a draft, each bound to a question and checked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions.counting import answering, completing
from undersigned.server.actions.counting import figures as actions
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.counting import AskQuestion, DeclareComplete, EndCompleteness
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, DRAFTER, MONITOR, acting, may
from undersigned.server.desk.refusals import add_to_form, reader_language, sentences
from undersigned.server.desk.shown.figures import (
    asked_in_words,
    completeness_shown,
    count_shown,
    figures_shown,
    marked_clauses,
    people_behind,
    question_lines,
)
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.desk.shown_in_public import bring_up_to_date
from undersigned.server.desk.views.drafting import seen, writers
from undersigned.server.records.models import CountQuestion, DeclaredComplete, FigureBinding
from undersigned.wording.words import day_in_words

counters = may(MONITOR, DRAFTER, CLERK, ADMINISTRATOR)
monitors = may(MONITOR)


@counters
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """The questions asked so far with their counts, and a form for a new one."""
    form = _asking(request)
    if request.method == "POST" and form.is_valid():
        return redirect("desk:question", _kept(request, form).pk)
    context = {"form": form, "lines": question_lines()}
    return render(request, "desk/counting/questions.html", context, status=422 if form.errors else 200)


@counters
@require_GET
def question(request: HttpRequest, digest: str) -> HttpResponse:
    """The card of a question; for monitors, with the list behind it."""
    return _question(request, get_object_or_404(CountQuestion, pk=digest))


@monitors
@require_POST
def declare_complete(request: HttpRequest, digest: str) -> HttpResponse:
    """Declare the records complete for a question."""
    row = get_object_or_404(CountQuestion, pk=digest)
    form = DeclareComplete(request.POST)
    if form.is_valid():
        done = completing.declare_complete(
            question=row, **form.cleaned_data, today=today(), by=acting(request), at=now()
        )
        if isinstance(done, DeclaredComplete):
            messages.success(
                request, _("Declared complete, until the declaration is ended or the records change.")
            )
            _tell_the_public(request, row)
            return redirect("desk:question", digest)
        add_to_form(form, done)
    return _question(request, row, declaring=form)


@monitors
@require_POST
def end_completeness(request: HttpRequest, digest: str) -> HttpResponse:
    """End the current declaration of completeness for a question."""
    row = get_object_or_404(CountQuestion, pk=digest)
    declared = get_object_or_404(row.completeness, ended_at=None)
    form = EndCompleteness(request.POST)
    if form.is_valid():
        done = completing.end_completeness(
            declared=declared, why=form.cleaned_data["why"], by=acting(request), at=now()
        )
        if isinstance(done, DeclaredComplete):
            messages.success(request, _("Ended. It counts no more."))
            _tell_the_public(request, row)
            return redirect("desk:question", digest)
        add_to_form(form, done)
    return _question(request, row, ending=form)


@writers
@require_GET
def draft_figures(request: HttpRequest, draft: str) -> HttpResponse:
    """The text of a draft with its figures marked, and the card of each in the margin."""
    held = seen(request, draft)
    texts = held.versions.get(number=held.latest).texts
    shown, differing = figures_shown(held, texts)
    context = {
        "draft": held,
        "title": title_in(texts),
        "figures": shown,
        "differing": differing,
        "columns": marked_clauses(held, texts, shown),
        "writing": held.state == "draft",
    }
    return render(request, "desk/counting/figures.html", context)


@writers
@require_http_methods(["GET", "POST"])
def bind(request: HttpRequest, draft: str, number: int) -> HttpResponse:
    """Bind a figure of a draft to a question, a kept one or a new one."""
    held = seen(request, draft)
    texts = held.versions.get(number=held.latest).texts
    shown, _differing = figures_shown(held, texts)
    figure = next((figure_shown for figure_shown in shown if figure_shown.number == number), None)
    if figure is None:
        raise Http404
    initial: dict[str, Any] = {"label": f"{figure.written} {figure.unit}".strip()}
    form = _asking(request, initial)
    if request.method == "POST" and form.is_valid():
        done = actions.bind_figure(
            draft=held,
            mark=figure.mark,
            question=_kept(request, form),
            texts=texts,
            by=acting(request),
            at=now(),
        )
        if isinstance(done, FigureBinding):
            return redirect("desk:draft-figures", held.pk)
        add_to_form(form, done)
    context = {"draft": held, "title": title_in(texts), "figure": figure, "form": form}
    return render(request, "desk/counting/bind.html", context, status=422 if form.errors else 200)


@writers
@require_POST
def loosen(request: HttpRequest, draft: str, binding: str) -> HttpResponse:
    """Unbind a figure from its question."""
    held = seen(request, draft)
    done = actions.loosen_figure(
        binding=get_object_or_404(held.bindings, pk=binding), by=acting(request), at=now()
    )
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    return redirect("desk:draft-figures", held.pk)


def _question(
    request: HttpRequest,
    row: CountQuestion,
    *,
    declaring: DeclareComplete | None = None,
    ending: EndCompleteness | None = None,
) -> HttpResponse:
    """The page of a question, with a form that was refused, if there is one."""
    asked = answering.question_of(row)
    found, refused = answering.documented(asked), declaring or ending
    monitor, declared = acting(request).role == MONITOR, completeness_shown(row, found.most)
    context = {
        "row": row,
        "asks": asked_in_words(asked),
        "count": count_shown(asked, found),
        "as_of": day_in_words(today().isoformat(), reader_language()),
        "people": people_behind(found) if monitor else (),
        "complete": declared,
        "standing": any(completeness.stands for completeness in declared),
        "ended": [completeness for completeness in declared if not completeness.stands],
        "may_declare": monitor and found.most > 0,
        "may_end": monitor,
        "declaring": declaring or DeclareComplete(initial={"on": today()}),
        "ending": ending or EndCompleteness(),
        "form": refused,
    }
    return render(request, "desk/counting/question.html", context, status=422 if refused else 200)


def _tell_the_public(request: HttpRequest, row: CountQuestion) -> None:
    """Update the site, where the declaration stands beside published figures or no longer does."""
    if completing.counts_in_public(row):
        bring_up_to_date(request)


def _asking(request: HttpRequest, initial: dict[str, Any] | None = None) -> AskQuestion:
    kept = [(row.pk, f"{row.label}") for row in CountQuestion.objects.all()[:200]]
    return AskQuestion(
        request.POST or None, questions=kept, language=reader_language(), initial=initial or {}
    )


def _kept(request: HttpRequest, form: AskQuestion) -> CountQuestion:
    if form.cleaned_data["question"]:
        return get_object_or_404(CountQuestion, pk=form.cleaned_data["question"])
    return answering.keep_question(
        question=form.asked(), label=form.cleaned_data["label"], by=acting(request), at=now()
    )
