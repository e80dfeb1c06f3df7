"""Updates the public site after an act that the public sees, and says how that went.

Whoever must not be named any more goes at once, whatever the act was by which that became so. Whether that is
so stands in a row that was kept with the act (`actions/evidence/leaving.py`): what cannot be made here is
tried again until it is, and what may name them is closed meanwhile.
"""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from undersigned.server.actions.evidence.leaving import somebody_must_leave
from undersigned.server.actions.publishing import tending
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import in_words
from undersigned.values.findings import Finding


def bring_up_to_date(request: HttpRequest, *, leaving: bool = False) -> None:
    """Make the site anew and say how that went; `leaving` where somebody must not be named any more."""
    shown = tending.bring_up(on=today(), by=acting(request), at=now())
    if isinstance(shown, Refusal):
        told = in_words(shown.findings)
        messages.error(request, _("The public site is still as it was.") + " " + " ".join(told))
    elif shown and leaving:
        words = _("The public site was made anew: a name leaves at once, a count only by a new list.")
        messages.success(request, words)
    elif shown:
        messages.success(request, _("The public site shows it now."))


def take_out(request: HttpRequest) -> None:
    """Make the site anew if it may name somebody whom it must not."""
    if somebody_must_leave():
        bring_up_to_date(request, leaving=True)


def take_out_erased(request: HttpRequest, left: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The same where their data was erased; return what could not go: `left`, if no site had to be made.

    The bytes of the site lie in the database too, and leave its tables only now: it is emptied once more.
    """
    if not somebody_must_leave():
        return left
    bring_up_to_date(request, leaving=True)
    return tending.empty_behind(by=acting(request), at=now())
