"""Bringing the public site up to date after an act that the public sees, and saying how it went."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from undersigned.server.actions.publishing import site
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import said


def bring_up_to_date(request: HttpRequest, *, forget: bool = False) -> None:
    """Make the site anew; with `forget` the site before goes at once, since it names whom it must not."""
    shown = site.make_anew(on=today(), by=acting(request), at=now(), forget=forget)
    if isinstance(shown, Refusal):
        told = (one for finding in said(shown.findings) for one in (finding.sentence, finding.mend) if one)
        messages.error(request, _("The public site is still as it was.") + " " + " ".join(told))
    elif shown and forget:
        words = _("The public site was made anew: a name leaves at once, a count only by a new list.")
        messages.success(request, words)
    elif shown:
        messages.success(request, _("The public site shows it now."))
