"""Records for the registrars: the roll is prepared, files go out and come back signed."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from undersigned.server.actions.log.enrolling import awaiting_registrars
from undersigned.server.actions.log.rolls import newest_roll, prepare_roll
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.forms.keys import RollForLog, SignedFiles
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, acting, may
from undersigned.server.desk.refusals import add_to_form, said
from undersigned.server.desk.shown.electronic import roll_is_newer
from undersigned.server.desk.shown.keys import file_name, waiting_records
from undersigned.server.desk.shown.log import log_begun
from undersigned.server.desk.shown.registrar_files import LARGEST, all_files, file_of, take_back


@may(CLERK, ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def registrars(request: HttpRequest) -> HttpResponse:
    """What waits for the registrars; signed files are handed in here."""
    refused: Refusal | None = None
    if request.method == "POST":
        files = [upload.read(LARGEST + 1) for upload in request.FILES.getlist("signed")]
        taken, refused = take_back(files, by=acting(request), at=now())
        if not files:
            messages.error(request, _("Choose the files that came back."))
        if taken:
            words = ngettext(
                "What registrars signed is added to %(number)s record.",
                "What registrars signed is added to %(number)s records.",
                len(taken),
            )
            messages.success(request, words % {"number": len(taken)})
        if not refused:
            return redirect("desk:registrars")
    return _page(request, refused=refused)


@may(CLERK, ADMINISTRATOR)
@require_GET
def every_record(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's)
    """All records that wait for the registrars, in one ZIP."""
    return _file(all_files(), "application/zip", f"for-registrars-{today().isoformat()}.zip")


@may(CLERK, ADMINISTRATOR)
@require_GET
def one_record(request: HttpRequest, record: str) -> HttpResponse:  # noqa: ARG001 (Django's)
    """One record in its current state."""
    row = get_object_or_404(awaiting_registrars(), pk=record)
    return _file(file_of(row), "text/plain; charset=utf-8", file_name(row))


@may(CLERK, ADMINISTRATOR)
@require_POST
def roll_to_log(request: HttpRequest) -> HttpResponse:
    """Write the desk's roll as the file that two registrars sign."""
    form = RollForLog(request.POST)
    if form.is_valid():
        done = prepare_roll(
            assembly=settings.ASSEMBLY,
            as_of=today(),
            source=form.cleaned_data["source"],
            by=acting(request),
            at=now(),
        )
        if not isinstance(done, Refusal):
            messages.success(request, _("The roll is written for the log; two registrars sign it now."))
            return redirect("desk:registrars")
        add_to_form(form, done)
    return _page(request, form=form)


def _page(
    request: HttpRequest, *, form: RollForLog | None = None, refused: Refusal | None = None
) -> HttpResponse:
    logged = newest_roll(settings.ASSEMBLY)
    context = {
        "begun": log_begun(),
        "records": waiting_records(),
        "findings": said(refused.findings) if refused else (),
        "form": form,
        "roll_form": form or RollForLog(),
        "files_form": SignedFiles(),
        "roll_entry": logged.record.entry_id if logged else None,
        "newer": roll_is_newer(settings.ASSEMBLY),
    }
    return render(request, "desk/log/registrars.html", context, status=422 if form or refused else 200)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
