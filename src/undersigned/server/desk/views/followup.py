"""Following up: what is due, one person's status changed with a source, what goes out, a notice of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.evidence.confidentiality import Level
from undersigned.server.actions.followup import following, followup_going, telling
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.cases import KeepOutcome
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, MONITOR, acting, may
from undersigned.server.desk.refusals import add_to_form, in_words, reader_language, sentences
from undersigned.server.desk.shown.cases import name_or_number
from undersigned.server.desk.shown.followup import collections_followed, due_lines, going_out
from undersigned.server.desk.shown.lists import source_choices
from undersigned.server.desk.shown.published import page_of
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.desk.shown_in_public import bring_up_to_date, take_out
from undersigned.server.records.models import (
    Collection,
    EvidenceSource,
    EvidenceSubject,
    Followed,
    FollowUpList,
)

followers = may(MONITOR, CLERK, ADMINISTRATOR)
approvers = may(MONITOR, ADMINISTRATOR)


@followers
@require_GET
def followup(request: HttpRequest) -> HttpResponse:
    """What must be looked at again, the most pressing first."""
    lines = due_lines(today(), reader_language())
    context = {
        "lines": lines,
        "due": sum(line.now for line in lines),
        "collections": collections_followed(),
        "may_change": acting(request).role == MONITOR,
    }
    return render(request, "desk/followup/due.html", context)


@may(MONITOR)
@require_POST
def follow(request: HttpRequest, subject: str) -> HttpResponse:
    """Follow a person for the signatories of a text."""
    held = get_object_or_404(EvidenceSubject, pk=subject)
    collection = get_object_or_404(Collection, pk=request.POST.get("collection", ""))
    done = following.follow(collection=collection, subject=held, by=acting(request), at=now())
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    else:
        messages.success(request, _("Followed. The list says when to look again."))
        if not followup_going.prints_their_name(collection, held):
            messages.warning(
                request,
                _("The text does not print their name as a source writes it: nothing of them will go out."),
            )
    return redirect("desk:case", held.pk)


@may(MONITOR)
@require_POST
def end(request: HttpRequest, followed: str) -> HttpResponse:
    """Follow a person no longer."""
    following.end_following(followed=get_object_or_404(Followed, pk=followed), by=acting(request), at=now())
    return redirect("desk:followup")


@may(MONITOR)
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, subject: str) -> HttpResponse:
    """Enter what became of a person, with its source."""
    held = get_object_or_404(EvidenceSubject, pk=subject, destroyed_at=None)
    form = KeepOutcome(
        request.POST or None,
        sources=source_choices(),
        language=reader_language(),
        initial={"on": today()},
    )
    if request.method == "POST" and form.is_valid():
        done = _kept(request, form, held)
        if not isinstance(done, Refusal):
            messages.success(request, _("Kept, with its source. It says nothing of why it happened."))
            take_out(request)
            return redirect("desk:followup")
        add_to_form(form, done)
    context = {"held": held, "name": name_or_number(held), "form": form}
    return render(request, "desk/followup/outcome.html", context, status=422 if form.errors else 200)


@followers
@require_GET
def going(request: HttpRequest, collection: str) -> HttpResponse:
    """What became of a text, as it goes out or would."""
    held = get_object_or_404(Collection, pk=collection)
    shown = going_out(held, today(), reader_language())
    user = acting(request)
    context = {
        "collection": held,
        "title": title_in(held.texts),
        "going": shown,
        "address": page_of(held, reader_language()),
        "published": held.editions.exists(),
        "news": telling.is_news(held),
        "may_approve": user.role in (MONITOR, ADMINISTRATOR),
        "own": shown.waiting is not None and shown.waiting.proposed_by_id == user.pk,
    }
    return render(request, "desk/followup/going.html", context)


@approvers
@require_POST
def propose(request: HttpRequest, collection: str) -> HttpResponse:
    """Put what became of a text on a list, for somebody else to approve."""
    held = get_object_or_404(Collection, pk=collection)
    done = followup_going.propose_followup(collection=held, on=today(), by=acting(request), at=now())
    _told(request, done, _("Proposed: somebody else approves it."))
    return redirect("desk:followup-going", held.pk)


@approvers
@require_POST
def approve(request: HttpRequest, list_: str) -> HttpResponse:
    """Let a list go out, and make the site anew."""
    held = get_object_or_404(FollowUpList, pk=list_)
    done = followup_going.approve_followup(list_=held, on=today(), by=acting(request), at=now())
    _told(request, done, _("Approved."))
    if not isinstance(done, Refusal):
        bring_up_to_date(request)
    return redirect("desk:followup-going", held.collection_id)


@approvers
@require_POST
def set_aside(request: HttpRequest, list_: str) -> HttpResponse:
    """Put a list away that does not go out."""
    held = get_object_or_404(FollowUpList, pk=list_)
    done = followup_going.set_followup_aside(list_=held, by=acting(request), at=now())
    _told(request, done, _("Set aside. Nothing goes out by it."))
    return redirect("desk:followup-going", held.collection_id)


@may(CLERK, MONITOR)
@require_POST
def tell(request: HttpRequest, collection: str) -> HttpResponse:
    """Write to the signatories of a text that something new is known."""
    held = get_object_or_404(Collection, pk=collection)
    done = telling.tell_signatories(
        collection=held,
        address=lambda language: page_of(held, language),
        by=acting(request),
        at=now(),
    )
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    else:
        words = ngettext("%(number)s letter was sent.", "%(number)s letters were sent.", done.letters)
        messages.success(request, words % {"number": done.letters})
    return redirect("desk:followup")


def _told(request: HttpRequest, done: object, words: str) -> None:
    if isinstance(done, Refusal):
        told = in_words(done.findings)
        messages.error(request, " ".join(told))
    elif words:
        messages.success(request, words)


def _kept(request: HttpRequest, form: KeepOutcome, person: EvidenceSubject) -> int | Refusal:
    given = form.cleaned_data
    outcome: dict[str, Any] = {
        "subject": person,
        "said": form.outcome(),
        "place": given["place"],
        "level": Level(given["level"]),
        "today": today(),
        "by": acting(request),
        "at": now(),
    }
    if not given["source"]:
        return following.keep_outcome_in_new_source(title=given["title"], url=given["url"], **outcome)
    return following.keep_outcome(source=get_object_or_404(EvidenceSource, pk=given["source"]), **outcome)
