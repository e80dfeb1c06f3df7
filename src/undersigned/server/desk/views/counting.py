"""Questions and their counts; the figures of a draft, each bound to a question and held to the records."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions import answering
from undersigned.server.actions import figures as actions
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.figures_shown import (
    asked_in_words,
    count_shown,
    figures_shown,
    marked_clauses,
    people_behind,
    question_lines,
)
from undersigned.server.desk.forms.counting import AskQuestion
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, DRAFTER, MONITOR, acting, may
from undersigned.server.desk.refusals import add_to_form, reader_language, said
from undersigned.server.desk.views.drafting import seen, writers
from undersigned.server.desk.waiting import title_in
from undersigned.server.records.models import CountQuestion, FigureBinding
from undersigned.wording.words import day_in_words

counters = may(MONITOR, DRAFTER, CLERK, ADMINISTRATOR)


@counters
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """The questions that were asked, counted; and a new one."""
    form = _asking(request)
    if request.method == "POST" and form.is_valid():
        return redirect("desk:question", _kept(request, form).pk)
    context = {"form": form, "lines": question_lines()}
    return render(request, "desk/counting/questions.html", context, status=422 if form.errors else 200)


@counters
@require_GET
def question(request: HttpRequest, digest: str) -> HttpResponse:
    """The card of a question; for monitors, with the list behind it."""
    row = get_object_or_404(CountQuestion, pk=digest)
    asked = answering.question_of(row)
    found = answering.documented(asked)
    context = {
        "row": row,
        "asks": asked_in_words(asked),
        "count": count_shown(asked, found),
        "as_of": day_in_words(today().isoformat(), reader_language()),
        "people": people_behind(found) if acting(request).role == MONITOR else (),
    }
    return render(request, "desk/counting/question.html", context)


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
    figure = next((one for one in shown if one.number == number), None)
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
    """Take a figure off its question."""
    held = seen(request, draft)
    done = actions.loosen_figure(
        binding=get_object_or_404(held.bindings, pk=binding), by=acting(request), at=now()
    )
    if isinstance(done, Refusal):
        messages.error(request, " ".join(one.sentence for one in said(done.findings)))
    return redirect("desk:draft-figures", held.pk)


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
