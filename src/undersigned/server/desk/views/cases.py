"""Cases: people as their sources show them; who is one with whom; consents; destroying somebody's data."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from undersigned.server.actions.evidence import consenting, deciding, destroying
from undersigned.server.actions.evidence.register import one_person
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.cases import Consent, Decide, Destroy, NameReader, TakeBackDecision
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import add_to_form, in_words, reader_language, sentences
from undersigned.server.desk.shown.cases import (
    case_lines,
    case_shown,
    consents_about,
    decisions_about,
    name_or_number,
)
from undersigned.server.desk.shown.claims import (
    rows_of_nobody,
    taken_back,
    things_of_nobody,
    withheld_of_nobody,
    withheld_shown,
)
from undersigned.server.desk.shown.lists import readers_of
from undersigned.server.desk.shown.naming import label_of_column, mark_of, places_shown
from undersigned.server.desk.shown_in_public import take_out, take_out_erased
from undersigned.server.desk.views.lists import monitors
from undersigned.server.records.mapping.evidence import rows_about, standing_rows
from undersigned.server.records.models import (
    Collection,
    EvidenceSource,
    EvidenceSubject,
    Followed,
    LinkDecision,
    Sameness,
    WithheldReader,
)


@monitors
@require_http_methods(["GET", "POST"])
def cases(request: HttpRequest) -> HttpResponse:
    """The people that sources speak of, by a search in their names.

    A name that is sought is posted: an address stays in the browser's history and in a proxy's log.
    """
    search = request.POST.get("search", "")[:200]
    context = {"lines": case_lines(search), "search": search}
    return render(request, "desk/evidence/cases.html", context)


@monitors
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, subject: str) -> HttpResponse:
    """One person: every field with its sources, what differs, decisions, consents."""
    held = _held(subject)
    shown = case_shown(held, reader_language())
    search = request.POST.get("search", "")[:200]
    others = [line for line in case_lines(search) if line.id not in shown.subjects] if search else []
    context = {
        "held": held,
        "case": shown,
        "search": search,
        "others": others,
        "decisions": [
            (decision, name_or_number(decision.one), name_or_number(decision.other))
            for decision in decisions_about(shown.subjects)
        ],
        "consents": consents_about(shown.subjects),
        "consent": Consent(initial={"on": today()}),
        "destroy": Destroy(),
        "undo": TakeBackDecision(),
        "reads": bool(_read_by(request, held)),
        "back": taken_back(shown.subjects, reader_language()),
        "collections": _to_follow_for(shown.subjects),
    }
    return render(request, "desk/evidence/case.html", context)


@monitors
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, subject: str, other: str) -> HttpResponse:
    """Two people side by side; whether they are one is for a person to say."""
    one, another = _held(subject), _held(other)
    form = Decide(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = deciding.decide(
            one=one,
            other=another,
            what=Sameness(form.cleaned_data["what"]),
            why=form.cleaned_data["why"],
            by=acting(request),
            at=now(),
        )
        if not isinstance(done, Refusal):
            messages.success(request, _("Decided. It can be taken back on this page."))
            take_out(request)
            return redirect("desk:case", one.pk)
        add_to_form(form, done)
    language = reader_language()
    context = {"one": case_shown(one, language), "other": case_shown(another, language), "form": form}
    return render(request, "desk/evidence/compare.html", context, status=422 if form.errors else 200)


@monitors
@require_POST
def undo(request: HttpRequest, decision: str) -> HttpResponse:
    """Take a decision back."""
    held = get_object_or_404(LinkDecision, pk=decision)
    form = TakeBackDecision(request.POST)
    if form.is_valid():
        done = deciding.undo(decision=held, why=form.cleaned_data["why"], by=acting(request), at=now())
        _told(request, done, _("Taken back: it is not known whether they are one."))
        take_out(request)
    else:
        messages.error(request, _("Nothing was taken back: say in a sentence why."))
    return redirect("desk:case", held.one_id)


@monitors
@require_POST
def consent(request: HttpRequest, subject: str) -> HttpResponse:
    """Keep an answer of a person."""
    held = _held(subject)
    form = Consent(request.POST)
    if form.is_valid():
        done = consenting.keep_consent(
            subject=held, **form.said(), today=today(), by=acting(request), at=now()
        )
        _told(request, done, _("The answer is kept."))
        if not isinstance(done, Refusal) and form.takes_back():
            take_out(request)
    else:
        messages.error(request, _("Nothing was kept: what they were asked, what they said, when, by whom."))
    return redirect("desk:case", held.pk)


@monitors
@require_POST
def withheld(request: HttpRequest, subject: str) -> HttpResponse:
    """What is withheld of a person, for a named reader of who says it; that it was read is kept."""
    held = _held(subject)
    sources = _read_by(request, held)
    if not sources:
        raise PermissionDenied
    record("withheld-read", held, by=acting(request), at=now())
    things, sealed = withheld_shown(held, sources, reader_language())
    context = {"held": held, "things": things, "sealed": sealed}
    return render(request, "desk/evidence/withheld.html", context)


@monitors
@require_POST
def destroy(request: HttpRequest, subject: str) -> HttpResponse:
    """Destroy a person's data, because they asked for it."""
    again = Q(case__isnull=False) | Q(destroyed_at__isnull=False)  # what was left behind is finished
    held = get_object_or_404(EvidenceSubject, again, pk=subject)
    form = Destroy(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was destroyed: say why, and tick that you know what it means."))
        return redirect("desk:case", held.pk)
    _names, places = destroying.names_elsewhere(held)
    struck = form.decided(place.column for place in places if place.may_be_erased)
    if places and (struck is None or request.POST.get("seen") != mark_of(places)):
        context = {"held": held, "form": form, "places": places_shown(places), "seen": mark_of(places)}
        return render(request, "desk/evidence/destroy.html", context, status=409)
    done = destroying.destroy_person(
        subject=held,
        reason=form.cleaned_data["reason"],
        struck=struck or (),
        on=today(),
        by=acting(request),
        at=now(),
    )
    _told(request, done, _("Destroyed. A note that something was destroyed remains, and names nobody."))
    if isinstance(done, destroying.Destruction):
        _say_of_words(request, done)
        for words in in_words(take_out_erased(request, done.left)):
            messages.error(request, words)
    return redirect("desk:cases")


def _say_of_words(request: HttpRequest, done: destroying.Destruction) -> None:
    """Where else their names stood: what was erased, and what stays."""
    for column, number in done.erased.items():
        words = _("Erased: %(place)s, %(number)s.")
        messages.success(request, words % {"place": label_of_column(column), "number": number})
    for finding in done.stays:
        where = {"place": label_of_column(str(finding.particulars["column"]))}
        words = _("Their name still stands in: %(place)s, %(number)s.")
        messages.warning(request, words % {**where, "number": finding.particulars["number"]})


@monitors
@require_http_methods(["GET", "POST"])
def source(request: HttpRequest, source: str) -> HttpResponse:
    """A source: what is known of it, its lists, who reads what is withheld, consent of everybody in it."""
    held = get_object_or_404(EvidenceSource, pk=source)
    form = Consent(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        done = consenting.keep_consent_of_source(
            source=held, **form.said(), today=today(), by=acting(request), at=now()
        )
        if not isinstance(done, Refusal):
            messages.success(request, _("Kept for %(number)s people.") % {"number": done})
            if form.takes_back():
                take_out(request)
            return redirect("desk:source", held.pk)
        add_to_form(form, done)
    context: dict[str, Any] = {
        "source": held,
        "imports": held.imports.select_related("brought_by", "capture").order_by("-brought_at"),
        "things": things_of_nobody(held, reader_language()),
        "stands": standing_rows().filter(source=held).exists(),
        "withheld": rows_of_nobody(held).filter(level="withheld").count(),
        "reads": consenting.reads_withheld(held, acting(request)),
        "readers": readers_of(held),
        "reader": NameReader(),
        "form": form,
    }
    return render(request, "desk/evidence/source.html", context, status=422 if form.errors else 200)


@monitors
@require_POST
def source_withheld(request: HttpRequest, source: str) -> HttpResponse:
    """What a source withholds that is about no person, for a named reader; that it was read is kept."""
    held = get_object_or_404(EvidenceSource, pk=source)
    if not consenting.reads_withheld(held, acting(request)):
        raise PermissionDenied
    record("withheld-read", held, by=acting(request), at=now())
    things, sealed = withheld_of_nobody(held, reader_language())
    context = {"source": held, "things": things, "sealed": sealed}
    return render(request, "desk/evidence/withheld.html", context)


@monitors
@require_POST
def reader(request: HttpRequest, source: str) -> HttpResponse:
    """Name somebody who may read what is withheld in a source."""
    held = get_object_or_404(EvidenceSource, pk=source)
    form = NameReader(request.POST)
    if form.is_valid():
        done = consenting.name_reader(
            source=held, email=form.cleaned_data["email"], by=acting(request), at=now()
        )
        _told(request, done, _("They may read what is withheld in this source; each reading is kept."))
    return redirect("desk:source", held.pk)


@monitors
@require_POST
def reader_end(request: HttpRequest, source: str, reader: int) -> HttpResponse:
    """Take somebody off the readers of a source."""
    held = get_object_or_404(EvidenceSource, pk=source)
    consenting.end_reader(reader=get_object_or_404(held.readers, pk=reader), by=acting(request), at=now())
    return redirect("desk:source", held.pk)


def _held(subject: str) -> EvidenceSubject:
    return get_object_or_404(
        EvidenceSubject.objects.select_related("source"), pk=subject, destroyed_at=None, case__isnull=False
    )


def _to_follow_for(handles: tuple[str, ...]) -> tuple[Collection, ...]:
    """The texts for whose signatories a person is not followed yet."""
    already = Followed.objects.filter(subject__in=handles, ended_at=None).values("collection")
    open_ = Collection.objects.exclude(state="draft").exclude(pk__in=already)
    return tuple(open_.order_by("-opened_at")[:50])


def _read_by(request: HttpRequest, held: EvidenceSubject) -> tuple[str, ...]:
    """The sources that speak of a person and name whoever asks as a reader of what they withhold."""
    speaking = rows_about(one_person(held)).order_by().values("source")
    rows = WithheldReader.objects.filter(
        Q(source__in=speaking) | Q(source=held.source), user=acting(request), ended_at=None
    )
    return tuple(rows.values_list("source", flat=True))


def _told(request: HttpRequest, done: object, words: str) -> None:
    if isinstance(done, Refusal):
        messages.error(request, sentences(done.findings))
    else:
        messages.success(request, words)
