"""Taking back all that a list or a source said: first what that would change, then the act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from undersigned.server.actions.counting.completing import counts_in_public
from undersigned.server.actions.entering.taking_back import Whole, take_all_back, would_go
from undersigned.server.actions.evidence.consenting import reads_withheld
from undersigned.server.actions.evidence.leaving import names_in_public
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now
from undersigned.server.desk.forms.saying import TakeAllBack
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import said
from undersigned.server.desk.shown_in_public import take_out
from undersigned.server.desk.views.lists import monitors
from undersigned.server.records.models import EvidenceImport, EvidenceSource, ImportState


@monitors
@require_http_methods(["GET", "POST"])
def of_list(request: HttpRequest, list_: str) -> HttpResponse:
    """Take back everything that a list said."""
    read = (ImportState.DONE, ImportState.READING)
    rows = EvidenceImport.objects.select_related("source", "capture").filter(state__in=read)
    held = get_object_or_404(rows, pk=list_)
    return _taken_back(request, held, held.source)


@monitors
@require_http_methods(["GET", "POST"])
def of_source(request: HttpRequest, source: str) -> HttpResponse:
    """Take back everything that a source says."""
    held = get_object_or_404(EvidenceSource, pk=source)
    return _taken_back(request, held, held)


def _taken_back(request: HttpRequest, of: Whole, source: EvidenceSource) -> HttpResponse:
    by = acting(request)
    form = TakeAllBack(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mark = form.cleaned_data["mark"]
        done = take_all_back(of=of, reason=form.why(), mark=mark, by=by, at=now())
        if not isinstance(done, Refusal):
            words = ngettext(
                "%(number)s claim was taken back. It is not gone.",
                "%(number)s claims were taken back. They are not gone.",
                len(done),
            )
            messages.success(request, words % {"number": len(done)})
            take_out(request)
            return redirect("desk:source", source.pk)
        for finding in said(done.findings):
            form.add_error(
                "words" if finding.field in ("reason", "words") else None,
                finding.words,
            )
    shown = would_go(of=of, by=by, at=now())
    context = {
        "of_list": of if isinstance(of, EvidenceImport) else None,
        "source": source,
        "shown": shown,
        "moved": [(moved, counts_in_public(moved.question)) for moved in shown.moved],
        "named": names_in_public(shown.handles),
        "may": not shown.withheld or reads_withheld(source, by),
        "form": form,
    }
    return render(request, "desk/evidence/take_back.html", context, status=422 if form.errors else 200)
