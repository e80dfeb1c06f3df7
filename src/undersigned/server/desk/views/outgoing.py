"""What goes out: the list that somebody proposes, and its approval by a second person."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions.counting import outgoing as actions
from undersigned.server.actions.counting.small_steps import step_mark
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.permissions import ADMINISTRATOR, MONITOR, acting, may
from undersigned.server.desk.refusals import add_to_form, in_words, reader_language, said
from undersigned.server.desk.shown.lists import source_choices
from undersigned.server.desk.shown.outgoing import consents_shown, going_shown, let_out, step_lines
from undersigned.server.desk.shown.reach import reach_of, sources_public_now
from undersigned.server.desk.shown_in_public import bring_up_to_date
from undersigned.server.records.models import EvidenceSource, OutgoingProposal

approvers = may(MONITOR, ADMINISTRATOR)


class Propose(forms.Form):
    """The sources whose claims are to go out."""

    sources = forms.MultipleChoiceField(
        label=gettext_lazy("Sources"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one source.")},
    )


class LetStepOut(forms.Form):
    """Why a step goes out that could tell of somebody; and which one was looked at."""

    why = forms.CharField(
        label=gettext_lazy("Why it goes out all the same"),
        help_text=gettext_lazy("Name nobody: it is kept with what the step could tell, and never changed."),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


@approvers
@require_http_methods(["GET", "POST"])
def outgoing(request: HttpRequest) -> HttpResponse:
    """The lists that were proposed, and a new one."""
    form = Propose(request.POST or None)
    form.fields["sources"].choices = source_choices()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        sources = EvidenceSource.objects.filter(pk__in=form.cleaned_data["sources"])
        done = actions.propose(sources=sources, on=today(), by=acting(request), at=now())
        if isinstance(done, OutgoingProposal):
            return redirect("desk:outgoing-list", done.pk)
        add_to_form(form, done)
    if request.method == "GET":
        form.initial["sources"] = sources_public_now()
    rows = OutgoingProposal.objects.select_related("proposed_by", "approved_by")
    context = {"form": form, "lists": tuple(rows[:30])}
    return render(request, "desk/evidence/outgoing.html", context, status=422 if form.errors else 200)


@approvers
@require_GET
def list_(request: HttpRequest, proposal: str) -> HttpResponse:
    """A list, person by person, with consents and what stays back."""
    held = _held(proposal)
    going = actions.still_going(held, by=acting(request), on=today())
    evidence, latest = actions.evidence_of(going.claims, today()), actions.public_snapshot()
    open_ = not (held.approved_at or held.set_aside_at)
    steps = actions.steps_to(evidence) if open_ else ()
    context = {
        "held": held,
        "going": going_shown(going.claims, reader_language()),
        "claims": len(going.claims),
        "listed": held.claims.count(),
        "reach": reach_of(held, going.claims, latest, evidence),
        "findings": said(finding for finding in going.findings if not finding.ok),
        "steps": said(steps),
        "step_lines": step_lines(latest, evidence, reader_language()) if steps else (),
        "letting": LetStepOut(initial={"seen": step_mark(latest, evidence)}) if steps else None,
        "let_out": let_out(held, reader_language()),
        "consents": consents_shown(going.claims),
        "open": open_,
        "own": held.proposed_by_id == acting(request).pk,
    }
    return render(request, "desk/evidence/outgoing_list.html", context)


@approvers
@require_POST
def approve(request: HttpRequest, proposal: str) -> HttpResponse:
    """Let a list go out; with a reason, also by a step that could tell of somebody."""
    done = actions.approve(
        proposal=_held(proposal),
        on=today(),
        by=acting(request),
        at=now(),
        step_why=request.POST.get("why"),
        seen=request.POST.get("seen", ""),
    )
    if not isinstance(done, Refusal):
        bring_up_to_date(request)
    return _told(request, proposal, done, _("Approved."))


@approvers
@require_POST
def set_aside(request: HttpRequest, proposal: str) -> HttpResponse:
    """Put a list away that does not go out."""
    done = actions.set_outgoing_aside(proposal=_held(proposal), by=acting(request), at=now())
    return _told(request, proposal, done, _("Set aside. Nothing goes out by it."))


def _held(proposal: str) -> OutgoingProposal:
    rows = OutgoingProposal.objects.select_related("proposed_by", "approved_by", "snapshot")
    return get_object_or_404(rows, pk=proposal)


def _told(request: HttpRequest, proposal: str, done: object, words: str) -> HttpResponse:
    if isinstance(done, Refusal):
        told = in_words(done.findings)
        messages.error(request, " ".join(told))
    else:
        messages.success(request, words)
    return redirect("desk:outgoing-list", proposal)
