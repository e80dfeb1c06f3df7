"""The state of the log: whether it works, who has witnessed it, what waits, how one is begun."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from undersigned.server.desk.clock import now
from undersigned.server.desk.permissions import ADMINISTRATOR, CLERK, may
from undersigned.server.desk.shown.electronic import roll_is_newer
from undersigned.server.desk.shown.log import log_shown
from undersigned.server.records.models import LoggedRoll
from undersigned.server.signing_page.page_file import signing_page_bytes
from undersigned.values.digest import sha256


@may(CLERK, ADMINISTRATOR)
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The log of this desk, or how to begin one."""
    shown = log_shown(now())
    context = {
        "log": shown,
        "served": sha256(signing_page_bytes()),
        "signing_origin": settings.SIGNING_ORIGIN,
        "newer": shown is not None and roll_is_newer(settings.ASSEMBLY),
        "roll": LoggedRoll.objects.filter(assembly=settings.ASSEMBLY, record__entry__isnull=False).exists(),
    }
    return render(request, "desk/log/log.html", context)
