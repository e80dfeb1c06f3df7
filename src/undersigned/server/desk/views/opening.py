"""Opening a draft for signatures, and taking it back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from undersigned.declaring.assemblies.assembly import folded
from undersigned.declaring.rulebooks.rulebook import rulebook_on
from undersigned.server.actions.collecting import opening as actions
from undersigned.server.actions.counting.figure_warnings import figure_warnings
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.drafting import OpenCollection, TakeBack
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, acting, may
from undersigned.server.desk.refusals import add_to_form, said
from undersigned.server.desk.shown.drafts import beside, columns
from undersigned.server.desk.shown.roll import SeatLine, roll_on
from undersigned.server.desk.shown.waiting import address_of, title_in
from undersigned.server.records.mapping.declaring import draft_of
from undersigned.server.records.models import Collection, Draft, DraftState, RollMember
from undersigned.values.findings import failed

office = may(CLERK, ADMINISTRATOR)


@office
@require_http_methods(["GET", "POST"])
def open_(request: HttpRequest, draft: str) -> HttpResponse:
    """Open a text for signatures, shown as it will stand."""
    held = get_object_or_404(Draft, pk=draft)
    if request.method == "GET" and held.state != DraftState.DRAFT:
        return redirect("desk:draft", draft)
    latest = held.versions.select_related("by").get(number=held.latest)
    seats = {seat.row: seat for seat in sorted(roll_on(held.assembly, today()).seats, key=_place)}
    members = [
        (row, ", ".join(part for part in (seat.name, seat.delegation, seat.group) if part))
        for row, seat in seats.items()
    ]
    initial = {"version": latest.number, "on": today()}
    form = OpenCollection(
        request.POST or None, members=members, first_needed=_why_first(held), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        done = _open(request, held, form)
        if isinstance(done, Collection):
            messages.success(request, _("The text is open for signature. It is not changed from now on."))
            return HttpResponseRedirect(_to(done))
        add_to_form(form, done)
    context = {
        "draft": held,
        "title": title_in(latest.texts),
        "latest": latest,
        "form": form,
        "texts": columns(latest.texts),
        "beside": beside(held, draft_of(latest.texts), today()),
        "warnings": said(figure_warnings(held, latest.texts)),
        "members": len(members),
    }
    return render(request, "desk/drafting/open.html", context, status=422 if form.errors else 200)


@office
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, draft: str) -> HttpResponse:
    """Turn an open text back into a draft, with a reason."""
    opened = get_object_or_404(Collection.objects.exclude(state="draft"), draft=draft)
    form = TakeBack(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = actions.return_to_draft(
            collection=opened, reason=form.cleaned_data["reason"], by=acting(request), at=now()
        )
        if isinstance(done, Draft):
            messages.success(request, _("The text is a draft again. The names collected do not count."))
            return redirect("desk:draft", draft)
        add_to_form(form, done)
    context = {
        "draft": opened.draft,
        "title": title_in(opened.texts),
        "form": form,
        "names": opened.signatures.filter(withdrawn_at=None).count(),
    }
    return render(request, "desk/drafting/take-back.html", context, status=422 if form.errors else 200)


def _place(seat: SeatLine) -> tuple[str, str]:
    """The sort key of a seat: its delegation, then the alphabet."""
    return folded(seat.delegation), folded(seat.name)


def _why_first(held: Draft) -> str:
    """The message for a missing first signer, where today's rules require one."""
    book = rulebook_on(held.assembly, held.instrument, today(), folders=settings.RULEBOOKS)
    missing = said([failed("desk.opening.first-signer")])[0]
    return f"{missing.sentence} {missing.mend}" if actions.needs_first_signer(book) else ""


def _open(request: HttpRequest, held: Draft, form: OpenCollection) -> Collection | Refusal:
    chosen = form.cleaned_data["first_signer"]
    return actions.open_collection(
        draft=held,
        version=form.cleaned_data["version"],
        first_signer=RollMember.objects.get(pk=chosen) if chosen else None,
        on=form.cleaned_data["on"],
        today=today(),
        by=acting(request),
        at=now(),
    )


def _to(done: Collection) -> str:
    return address_of("desk:collection", done.pk) or address_of("desk:draft", done.draft_id) or "/"
