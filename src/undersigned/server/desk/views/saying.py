"""What a source says, entered by hand: of a person from their case, of anything else from the source."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from undersigned.evidence.claims import Subject
from undersigned.evidence.properties import properties
from undersigned.server.actions.entering import saying
from undersigned.server.actions.entering.entry_claims import PERSON
from undersigned.server.actions.evidence.consenting import reads_withheld
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.saying import Enter, asks_whom
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import reader_language
from undersigned.server.desk.shown.cases import name_or_number
from undersigned.server.desk.shown.lists import source_choices
from undersigned.server.desk.shown.property_labels import kind_said
from undersigned.server.desk.shown.saying import (
    case_of,
    cases_named,
    kinds_to_choose,
    pointed_at,
    texts_to_follow,
)
from undersigned.server.desk.shown_in_public import take_out
from undersigned.server.desk.views.lists import monitors
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    Collection,
    EvidenceSource,
    EvidenceSubject,
    WithheldReader,
)


@monitors
@require_GET
def choose(request: HttpRequest, subject: str) -> HttpResponse:
    """Of what kind it is that a source says of a person."""
    held = _person(subject)
    context = {"held": held, "name": name_or_number(held), "kinds": kinds_to_choose(of_case=True)}
    return render(request, "desk/evidence/kinds.html", context)


@monitors
@require_GET
def choose_of_source(request: HttpRequest, source: str) -> HttpResponse:
    """Of what kind it is that this source says."""
    held = get_object_or_404(EvidenceSource, pk=source)
    context = {"source": held, "kinds": kinds_to_choose(of_case=False)}
    return render(request, "desk/evidence/kinds.html", context)


@monitors
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, subject: str, kind: str) -> HttpResponse:
    """Enter what a source says of a person, or of something that happened to them."""
    held = _person(subject)
    form = _form(request, kind, person=held, sources=source_choices())
    return _entered(request, form, kind, person=held)


@monitors
@require_http_methods(["GET", "POST"])
def enter_of_source(request: HttpRequest, source: str, kind: str) -> HttpResponse:
    """Enter what this source says."""
    held = get_object_or_404(EvidenceSource, pk=source)
    return _entered(request, _form(request, kind), kind, source=held)


@monitors
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, thing: str, kind: str) -> HttpResponse:
    """Enter what the same source says more of a thing that is on record."""
    row = get_object_or_404(EvidenceSubject.objects.select_related("source"), pk=thing, destroyed_at=None)
    held = standing_rows().filter(subject=row)
    if not held.exclude(level="withheld").exists() and not reads_withheld(row.source, acting(request)):
        raise PermissionDenied
    of = next(
        (subject for subject in saying.things_of([thing], DataFolderRing()) if subject.kind == kind), None
    )
    if of is None:
        raise Http404
    case = case_of(row)
    form = _form(request, kind, person=case, new=False)
    return _entered(request, form, kind, source=row.source, person=case, thing=of)


def _form(
    request: HttpRequest,
    kind: str,
    *,
    person: EvidenceSubject | None = None,
    sources: list[tuple[str, str]] | None = None,
    new: bool = True,
) -> Enter:
    if kind not in {property_.kind for property_ in properties().values()}:
        raise Http404
    if new and person and kind != PERSON and not saying.of_people(kind):
        raise Http404
    return Enter(
        request.POST or None,
        kind=kind,
        reader=reader_language(),
        sources=sources,
        pointed=pointed_at(kind, person),
        persons=asks_whom(kind, from_case=person is not None) if new else "",
        why=new and kind == PERSON and person is not None,
        texts=texts_to_follow(),
    )


def _entered(
    request: HttpRequest,
    form: Enter,
    kind: str,
    *,
    source: EvidenceSource | None = None,
    person: EvidenceSubject | None = None,
    thing: Subject | None = None,
) -> HttpResponse:
    """Keep what was entered, or show the boxes, with what is wrong beside them."""
    if request.method == "POST" and form.is_valid():
        done = _say(request, form, kind, source=source, person=person, thing=thing)
        if isinstance(done, saying.Entered):
            _tell(request, done)
            if done.new:
                take_out(request)
            return _after(source, person, done)
        form.refused(done)
    context = {
        "form": form,
        "kind": kind_said(kind),
        "source": source,
        "held": person,
        "name": name_or_number(person) if person else "",
        "more": thing is not None,
    }
    return render(request, "desk/evidence/enter.html", context, status=422 if form.errors else 200)


def _say(
    request: HttpRequest,
    form: Enter,
    kind: str,
    *,
    source: EvidenceSource | None,
    person: EvidenceSubject | None,
    thing: Subject | None,
) -> saying.Entered | Refusal:
    given = form.cleaned_data
    further = cases_named(given.get("persons", ""))
    if isinstance(further, Refusal):
        return further
    persons = list(
        {subject.pk: subject for subject in (*([person] if person and not thing else []), *further)}.values()
    )
    collection = Collection.objects.filter(pk=given.get("collection") or "").first()
    entry: dict[str, Any] = {
        "kind": kind,
        "says": form.says,
        "cited": form.cited(),
        "level": form.level_said(),
        "persons": persons,
        "thing": thing,
        "why": given.get("why", ""),
        "collection": collection,
        "today": today(),
        "by": acting(request),
        "at": now(),
    }
    if source is None and not given["source"]:
        return saying.say_in_new_source(title=given["title"], url=given["url"], **entry)
    return saying.say(source=source or get_object_or_404(EvidenceSource, pk=given["source"]), **entry)


def _tell(request: HttpRequest, done: saying.Entered) -> None:
    """How many claims are new; and who can read them, where that is not all staff."""
    if not done.new:
        messages.info(request, _("It was on record already: nothing was changed."))
        return
    words = ngettext("%(number)s claim was kept.", "%(number)s claims were kept.", done.new)
    messages.success(request, words % {"number": done.new})
    subject = EvidenceSubject.objects.select_related("source").get(pk=done.thing)
    if done.withheld:
        messages.warning(request, _("It is withheld: something that it is about is."))
    withheld = standing_rows().filter(subject=subject, level="withheld").exists()
    if withheld and not WithheldReader.objects.filter(source=subject.source, ended_at=None).exists():
        messages.warning(
            request, _("Nobody may read what this source withholds: name a reader on the page of the source.")
        )


def _after(
    source: EvidenceSource | None, person: EvidenceSubject | None, done: saying.Entered
) -> HttpResponse:
    if person:
        return redirect("desk:case", person.pk)
    subject = EvidenceSubject.objects.get(pk=done.thing)
    case = case_of(subject)
    if case:
        return redirect("desk:case", case.pk)
    return redirect("desk:source", source.pk if source else subject.source_id)


def _person(subject: str) -> EvidenceSubject:
    rows = EvidenceSubject.objects.select_related("source")
    return get_object_or_404(rows, pk=subject, destroyed_at=None, case__isnull=False)
