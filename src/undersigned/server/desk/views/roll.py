"""The roll: on a day, one member, and importing files."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions.refusal import Refusal
from undersigned.server.actions.roll import roll as actions
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.roll import BringRollFile, RollQuestion
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, acting, may, signed_in
from undersigned.server.desk.refusals import add_to_form, said
from undersigned.server.desk.shown.roll import (
    changes_shown,
    member_shown,
    placed,
    roll_on,
    seats_shown,
)
from undersigned.server.records.mapping.roll import load_roll, member_of
from undersigned.server.records.models import RollImport, RollMember


@signed_in
@require_GET
def roll(request: HttpRequest) -> HttpResponse:
    """Who sits on a day, or the members that a search finds."""
    form = RollQuestion(request.GET or None, initial={"on": today()})
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("on") or today()
    search = asked.get("search", "")
    context = {
        "form": form,
        "day": day,
        "search": search,
        "roll": roll_on(settings.ASSEMBLY, day, search=search),
        "may_import": _is_of_the_office(request),
    }
    return render(request, "desk/roll/roll.html", context)


@signed_in
@require_GET
def member(request: HttpRequest, member: str) -> HttpResponse:
    """One member, with mandates and groups by day."""
    rows = RollMember.objects.prefetch_related("mandates__substitute_for", "groups")
    row = get_object_or_404(rows, pk=member, assembly=settings.ASSEMBLY)
    shown = member_shown(
        row, member_of(row), load_roll(settings.ASSEMBLY), today(), with_names=_is_of_the_office(request)
    )
    return render(request, "desk/roll/member.html", {"member": shown})


@may(CLERK, ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def bring_file(request: HttpRequest) -> HttpResponse:
    """Upload a membership file; also lists earlier ones."""
    form = BringRollFile(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        done = actions.read_membership_file(
            assembly=settings.ASSEMBLY,
            file_name=file.name,
            media_type=file.content_type or "application/octet-stream",
            content=file.read(actions.MOST_BYTES + 1),
            on=today(),
            by=acting(request),
            at=now(),
        )
        if isinstance(done, RollImport):
            return redirect("desk:roll-preview", done.pk)
        add_to_form(form, done)
    files = RollImport.objects.filter(assembly=settings.ASSEMBLY).select_related("read_by", "applied_by")
    status = 422 if form.errors else 200
    return render(request, "desk/roll/files.html", {"form": form, "files": tuple(files[:50])}, status=status)


@may(CLERK, ADMINISTRATOR)
@require_GET
def preview(request: HttpRequest, roll_import: str) -> HttpResponse:
    """What a file would change, or every reason for which it cannot be read."""
    return _preview(request, get_object_or_404(RollImport, pk=roll_import))


@may(CLERK, ADMINISTRATOR)
@require_POST
def import_file(request: HttpRequest, roll_import: str) -> HttpResponse:
    """Replace the roll by the file."""
    held = get_object_or_404(RollImport, pk=roll_import)
    done = actions.import_roll(roll_import=held, on=today(), by=acting(request), at=now())
    if isinstance(done, Refusal):
        held.refresh_from_db()
        return _preview(request, held, done)
    messages.success(request, _("The roll now says what “%(file)s” says.") % {"file": done.file_name})
    return redirect("desk:roll")


@may(CLERK, ADMINISTRATOR)
@require_POST
def set_aside(request: HttpRequest, roll_import: str) -> HttpResponse:
    """Set the file aside."""
    held = get_object_or_404(RollImport, pk=roll_import)
    done = actions.set_import_aside(roll_import=held, by=acting(request), at=now())
    if isinstance(done, Refusal):
        return _preview(request, held, done)
    messages.success(request, _("“%(file)s” is set aside. The roll is unchanged.") % {"file": held.file_name})
    return redirect("desk:roll-import")


def _roll_before(shown: dict[str, Any]) -> int:
    """The number of seats in the roll that a file was compared with: its own, without new and with removed
    ones.
    """
    return int(shown.get("seats", 0)) - len(shown.get("new", ())) + len(shown.get("gone", ()))


def _is_of_the_office(request: HttpRequest) -> bool:
    return acting(request).role in (CLERK, ADMINISTRATOR)


def _preview(request: HttpRequest, held: RollImport, refusal: Refusal | None = None) -> HttpResponse:
    shown = held.difference
    day = parse_date(shown.get("on", "")) or today()
    context = {
        "file": held,
        "day": day,
        "shown": shown,
        "found": placed(held.findings),
        "new": tuple(seats_shown(shown.get("new", ()), held.assembly, day)),
        "gone": tuple(seats_shown(shown.get("gone", ()), held.assembly, day)),
        "changed": tuple(changes_shown(shown, held.assembly, day)),
        "close": [name for name in shown.get("unmatched", ()) if name["close"]],
        "strangers": [name for name in shown.get("unmatched", ()) if not name["close"]],
        "many_gone": 2 * len(shown.get("gone", ())) > _roll_before(shown),
        "refused": said(refusal.findings) if refusal else (),
        "waiting": bool(shown) and not (held.applied_at or held.set_aside_at),
    }
    return render(request, "desk/roll/preview.html", context, status=409 if refusal else 200)
