"""The reasons that can be chosen for withdrawing a claim, in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from undersigned.server.actions.entering.correcting import MISTAKE, OTHER_PERSON, SOURCE, TWICE

WHY_TAKEN_BACK: Mapping[str, Promise] = {
    MISTAKE: _("It was entered by mistake"),
    SOURCE: _("The source took it back"),
    OTHER_PERSON: _("It speaks of somebody else"),
    TWICE: _("It is said twice"),
}


def reason_said(reason: str) -> str:
    """A reason in words if it is one of the choices; else as it was written."""
    return str(WHY_TAKEN_BACK.get(reason, reason))
