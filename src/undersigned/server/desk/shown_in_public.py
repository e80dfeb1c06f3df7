"""Updates the public site after an act that the public sees, and says how that went.

Whoever must not be named any more goes at once, whatever the act was by which that became so: a consent taken
back, a claim taken back or withheld, something held back that was entered, a decision who is one with whom.
Whether the public sees them is asked after the act: a list may have been approved meanwhile.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from undersigned.server.actions.evidence.shredding import shred
from undersigned.server.actions.publishing import site
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.permissions import acting
from undersigned.server.desk.refusals import said
from undersigned.values.findings import Finding


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


def take_out(request: HttpRequest, handles: Iterable[str]) -> None:
    """Make the site anew, and at once, if it shows anything of these subjects."""
    if site.names_in_public(handles):
        bring_up_to_date(request, forget=True)


def take_out_erased(
    request: HttpRequest, handles: Iterable[str], left: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The same where what was known of them is erased; what could not go, `left` where the site shows none.

    The bytes of the site lie in the database too, which was emptied before they went: so once more.
    """
    if not site.names_in_public(handles):
        return left
    bring_up_to_date(request, forget=True)
    return shred(by=acting(request), at=now())


def take_out_held_back(request: HttpRequest, handles: Iterable[str]) -> None:
    """The same of subjects of whom something is not public, which pulls up all that is known of them."""
    own = tuple(handles)
    if site.is_held_back(own):
        take_out(request, own)
