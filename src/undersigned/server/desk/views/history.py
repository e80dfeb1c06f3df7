"""The history of a draft: every save, what changed, and restoring an older version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from undersigned.server.actions.drafting import drafting as actions
from undersigned.server.desk.clock import now
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import sentences
from undersigned.server.desk.shown.drafts import columns, differences, history_lines
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.desk.views.drafting import seen, writers
from undersigned.server.records.models import DraftState, DraftVersion

_DIGITS = 8


@writers
@require_GET
def history(request: HttpRequest, draft: str) -> HttpResponse:
    """Every version of a draft."""
    held = seen(request, draft)
    latest = held.versions.get(number=held.latest)
    context = {"draft": held, "title": title_in(latest.texts), "lines": history_lines(held)}
    return render(request, "desk/drafting/history.html", context)


@writers
@require_GET
def version(request: HttpRequest, draft: str, number: int) -> HttpResponse:
    """One version, and what changed in it since another (`?since=`, by default the one before)."""
    held = seen(request, draft)
    shown = get_object_or_404(held.versions.select_related("by"), number=number)
    since = _number(request.GET.get("since", ""))
    before = held.versions.filter(number=shown.based_on if since is None else since).first()
    context = {
        "draft": held,
        "title": title_in(shown.texts),
        "version": shown,
        "since": before,
        "differences": differences(before.texts if before else {}, shown.texts),
        "texts": columns(shown.texts),
        "may_restore": held.state == DraftState.DRAFT and number != held.latest,
    }
    return render(request, "desk/drafting/version.html", context)


@writers
@require_POST
def restore(request: HttpRequest, draft: str, number: int) -> HttpResponse:
    """Make an older version the latest."""
    held = seen(request, draft)
    get_object_or_404(held.versions, number=number)
    done = actions.restore_version(
        draft=held,
        number=number,
        based_on=_number(request.POST.get("based_on", "")) or 0,
        note=_("version %(number)s restored") % {"number": number},
        by=acting(request),
        at=now(),
    )
    if isinstance(done, DraftVersion):
        messages.success(request, _("Restored as version %(number)s.") % {"number": done.number})
    elif isinstance(done, actions.Conflict):
        words = _("%(by)s saved version %(number)s in between. Look at it, then restore again.")
        messages.error(request, words % {"by": done.latest.by, "number": done.latest.number})
    else:
        messages.error(request, sentences(done.findings))
    return redirect("desk:draft", held.pk)


def _number(written: str) -> int | None:
    """The number of a version from an address or a form; `None` if invalid."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= _DIGITS else None
