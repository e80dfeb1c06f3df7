"""Drafts: the list, a new one, writing with autosave, setting aside."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions.drafting import drafting as actions
from undersigned.server.actions.drafting.draft_files import FileRead, read_files
from undersigned.server.actions.drafting.sharing import may_share
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.drafting import BeginDraft, WriteDraft, initial_of
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, DRAFTER, acting, may
from undersigned.server.desk.presence import others_at
from undersigned.server.desk.refusals import add_to_form, said, sentences
from undersigned.server.desk.shown.drafts import (
    beside,
    columns,
    differences,
    draft_lines,
    drafts_of,
    languages_for,
    names_on,
    sources,
)
from undersigned.server.desk.shown.figures import figures_shown
from undersigned.server.desk.shown.instruments import instruments_of, opening_formulae
from undersigned.server.desk.shown.waiting import address_of, title_in
from undersigned.server.records.mapping.declaring import draft_of, texts_of
from undersigned.server.records.models import Collection, Draft, DraftState, DraftVersion

writers = may(DRAFTER, CLERK, ADMINISTRATOR)


@writers
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts that this user may see."""
    lines = draft_lines(acting(request))
    groups = [
        (heading, [line for line in lines if line.state_code == state])
        for state, heading in (
            (DraftState.DRAFT, _("Being written")),
            (DraftState.OPENED, _("Opened for signature")),
            (DraftState.SET_ASIDE, _("Set aside")),
        )
    ]
    shown = [(heading, held) for heading, held in groups if held]
    return render(request, "desk/drafting/drafts.html", {"groups": shown})


@writers
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft: from files, from pasted words, or from an empty page."""
    instruments = instruments_of(settings.ASSEMBLY)
    languages = languages_for(settings.ASSEMBLY, settings.INSTRUMENT, today())
    form = BeginDraft(
        request.POST or None,
        request.FILES or None,
        languages=languages,
        instruments=instruments,
        initial={"instrument": settings.INSTRUMENT},
    )
    if request.method == "POST" and form.is_valid():
        done = _begin(request, form)
        if isinstance(done, DraftVersion):
            return redirect("desk:draft", done.draft_id)
        for finding in said(done.findings):
            form.add_error(None, finding.words)
    context = {"form": form, "instruments": instruments}
    return render(request, "desk/drafting/new.html", context, status=422 if form.errors else 200)


@writers
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft: str) -> HttpResponse:
    """Edit a draft, beside what the rules say about it."""
    held = seen(request, draft)
    latest = held.versions.select_related("by").get(number=held.latest)
    if held.state != DraftState.DRAFT and request.method == "GET":
        return _standing(request, held, latest)
    form = _form(held, latest, request.POST.dict() if request.POST else None)
    if request.method == "POST" and form.is_valid():
        done = _save(request, held, form, autosaved=False)
        if isinstance(done, DraftVersion):
            messages.success(request, _("Saved as version %(number)s.") % {"number": done.number})
            return redirect("desk:draft", held.pk)
        if isinstance(done, actions.Conflict):
            return _conflict(request, held, form, done)
        add_to_form(form, done)
    return _writing(request, held, latest, form)


@writers
@require_POST
def autosave(request: HttpRequest, draft: str) -> HttpResponse:
    """Save what is typed without a button; always answers whether it was saved and what the rules say."""
    held = seen(request, draft)
    latest = held.versions.select_related("by").get(number=held.latest)
    form = _form(held, latest, request.POST.dict())
    if not form.is_valid():
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"state": "refused", "said": problem}, status=422)
    done = _save(request, held, form, autosaved=True)
    status, answer = _answer(done)
    text = actions.text_of(form.texts())
    context = {
        "draft": held,
        "beside": beside(held, text, today()),
        "others": others_at(held.pk, acting(request), now()),
        **_figures(held, texts_of(text)),
    }
    answer["beside"] = render_to_string("desk/drafting/_beside.html", context, request)
    return JsonResponse(answer, status=status)


@writers
@require_POST
def set_aside(request: HttpRequest, draft: str) -> HttpResponse:
    """Set a draft aside."""
    done = actions.set_draft_aside(draft=_decided(request, draft), by=acting(request), at=now())
    return _told(request, draft, done, _("Set aside. Nothing of it is lost."))


@writers
@require_POST
def take_up(request: HttpRequest, draft: str) -> HttpResponse:
    """Continue a draft that was set aside."""
    done = actions.take_draft_up(draft=_decided(request, draft), by=acting(request), at=now())
    return _told(request, draft, done, _("The draft can be written on again."))


def seen(request: HttpRequest, draft: str) -> Draft:
    """A draft that this user may see; any other gives 404."""
    return get_object_or_404(drafts_of(acting(request)).select_related("made_by"), pk=draft)


def _decided(request: HttpRequest, draft: str) -> Draft:
    """A draft that this user decides about. Raises `PermissionDenied` where it is only shared with them."""
    held = seen(request, draft)
    if not may_share(held, acting(request)):
        raise PermissionDenied
    return held


def _told(request: HttpRequest, draft: str, done: Draft | Refusal, words: str) -> HttpResponse:
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    else:
        messages.success(request, words)
    return redirect("desk:draft", draft)


def _begin(request: HttpRequest, form: BeginDraft) -> DraftVersion | Refusal:
    """The first version, from what was handed in; an empty page starts with the opening formulae."""
    instrument = form.cleaned_data["instrument"]
    languages = languages_for(settings.ASSEMBLY, instrument, today())
    contents = form.contents()
    files: tuple[FileRead, ...] = ()
    if contents:
        language = form.cleaned_data["language"] or None
        read = read_files(contents, languages=languages, language=language)
        if isinstance(read, Refusal):
            return read
        text, files = read
    else:
        formulae = opening_formulae(settings.ASSEMBLY, instrument, today())
        empty: dict[str, dict[str, Any]] = {
            language: {"title": None, "opening": formulae.get(language), "clauses": []}
            for language in languages
        }
        text = draft_of(empty)
    return actions.make_draft(
        assembly=settings.ASSEMBLY,
        instrument=instrument,
        text=text,
        files=files,
        by=acting(request),
        at=now(),
    )


def _form(held: Draft, latest: DraftVersion, data: Mapping[str, Any] | None) -> WriteDraft:
    languages = languages_for(held.assembly, held.instrument, today(), latest.texts)
    return WriteDraft(data, languages=languages, initial=initial_of(latest.texts, latest.number))


def _save(
    request: HttpRequest, held: Draft, form: WriteDraft, *, autosaved: bool
) -> DraftVersion | actions.Conflict | Refusal:
    return actions.save_draft(
        draft=held,
        text=actions.text_of(form.texts()),
        based_on=form.cleaned_data["based_on"],
        autosaved=autosaved,
        by=acting(request),
        at=now(),
    )


def _answer(done: DraftVersion | actions.Conflict | Refusal) -> tuple[int, dict[str, Any]]:
    """The answer to the page's script: the status, and whether it was saved, as which version, in words."""
    if isinstance(done, DraftVersion):
        words = _("Saved at %(time)s.") % {"time": date_format(localtime(now()), "H:i")}
        return 200, {"state": "saved", "version": done.number, "said": words}
    if isinstance(done, actions.Conflict):
        words = _("%(by)s saved another version. Your text is kept in this browser: save to see both.")
        return 409, {"state": "conflict", "said": words % {"by": done.latest.by}}
    return 409, {"state": "refused", "said": sentences(done.findings)}


def _writing(request: HttpRequest, held: Draft, latest: DraftVersion, form: WriteDraft) -> HttpResponse:
    text = actions.text_of(form.texts()) if form.is_bound and form.is_valid() else draft_of(latest.texts)
    context = {
        "draft": held,
        "title": title_in(latest.texts),
        "latest": latest,
        "form": form,
        "beside": beside(held, text, today()),
        "others": others_at(held.pk, acting(request), now()),
        **_figures(held, texts_of(text)),
        "sources": sources(held),
        "may_open": acting(request).role in (CLERK, ADMINISTRATOR) and held.state == DraftState.DRAFT,
        "decides": may_share(held, acting(request)),
        "colleagues": names_on(held),
    }
    return render(request, "desk/drafting/draft.html", context, status=422 if form.errors else 200)


def _standing(request: HttpRequest, held: Draft, latest: DraftVersion) -> HttpResponse:
    """A draft that can no longer be edited, with a link to where it is now."""
    opened = Collection.objects.filter(draft=held).exclude(state="draft").first()
    context = {
        "draft": held,
        "title": title_in(latest.texts),
        "latest": latest,
        "texts": columns(latest.texts),
        "opened": opened,
        "address": address_of("desk:collection", opened.pk) if opened else None,
        "may_open": acting(request).role in (CLERK, ADMINISTRATOR),
        "decides": may_share(held, acting(request)),
        **_figures(held, latest.texts),
    }
    return render(request, "desk/drafting/standing.html", context)


def _figures(held: Draft, texts: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a text with what the records say about them, for `counting/_beside.html`."""
    figures, differing = figures_shown(held, texts)
    return {"figures": figures, "differing": differing}


def _conflict(
    request: HttpRequest, held: Draft, form: WriteDraft, conflict: actions.Conflict
) -> HttpResponse:
    """Both texts and their differences; saving again builds on the other's version, which was now seen."""
    mine = texts_of(actions.text_of(form.texts()))
    theirs = conflict.latest.texts
    form.data = {**form.data, "based_on": str(conflict.latest.number)}
    context = {
        "draft": held,
        "title": title_in(theirs),
        "latest": conflict.latest,
        "began_from": conflict.began_from,
        "form": form,
        "theirs": columns(theirs),
        "they_changed": differences(conflict.began_from.texts if conflict.began_from else {}, theirs),
        "mine_differs": differences(theirs, mine),
    }
    return render(request, "desk/drafting/conflict.html", context, status=409)
