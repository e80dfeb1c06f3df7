"""Tends the public site: does what is due, and tries again until it is done.

1. An act that changes what the public may see leaves a row (`evidence/leaving.py`). Whoever acted tries at
   once; a start of the server and whoever tends it try again, one at a time.
2. What goes wrong here stops no act. The program's journal has only the kind of fault: its words may quote a
   name.
3. The bytes of a site that named somebody who was destroyed lie in the database too: once they are gone from
   the tables it is emptied behind them, and that is due as well until it was done.
"""

import logging
from datetime import date, datetime, timedelta

from django.db.models import Q

from undersigned.server.actions.evidence.shredding import shred
from undersigned.server.actions.publishing.generations import current
from undersigned.server.actions.publishing.site import make_anew
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.emptying import LATER
from undersigned.server.records.models import Publication, SiteDue, User
from undersigned.values.findings import Finding

journal = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(minutes=1)
_OPEN, _TO_EMPTY = Q(met_at=None), Q(erases=True, met_at__isnull=False, emptied_at=None)


def bring_up(*, on: date, by: User | None, at: datetime) -> Publication | Refusal | None:
    """Make the site anew now, whatever may go wrong; `None` where nothing is published."""
    try:
        SiteDue.objects.filter(_OPEN).update(tried_at=at)
        shown = make_anew(on=on, by=by, at=at)
    except Exception as fault:  # noqa: BLE001 (rule 2: a full disk, a broken connection, a mistake of ours)
        journal.error("the public site was not made anew: %s", type(fault).__name__)
        return refuse("desk.site.made", fault=f"{type(fault).__name__}.")
    if isinstance(shown, Refusal):
        journal.error("the public site was not made anew: %s", ", ".join(one.code for one in shown.findings))
    return shown


def empty_behind(*, by: User | None, at: datetime) -> tuple[Finding, ...]:
    """Take off the disk what the site before held of somebody who was destroyed; what could not go."""
    left = shred(by=by, at=at)
    if not [one for one in left if one.code not in LATER]:
        SiteDue.objects.filter(_TO_EMPTY).update(emptied_at=at)
    return left


def must_be_emptied() -> bool:
    """Whether the site that is gone named somebody who was destroyed, and the disk holds it still."""
    return SiteDue.objects.filter(_TO_EMPTY).exists()


def try_again(*, on: date, at: datetime, after: timedelta = AGAIN_AFTER) -> tuple[Finding, ...]:
    """Do what has been due for so long since it was last tried; what stood in the way."""
    not_now = Q(tried_at__gt=at - after, tried_at__lte=at)  # a clock that was set back holds nothing up
    due = SiteDue.objects.filter(_OPEN | _TO_EMPTY).exclude(not_now)
    if current() is None or not due.update(tried_at=at):  # whoever changes the row is the one who tries
        return ()
    shown = bring_up(on=on, by=None, at=at) if SiteDue.objects.filter(_OPEN).exists() else None
    if isinstance(shown, Refusal):
        return shown.findings
    if shown:
        journal.warning("the public site was made anew, as was due")
    return empty_behind(by=None, at=at) if must_be_emptied() else ()


def due_since() -> tuple[datetime, datetime] | None:
    """Since when the site that is shown is not as it must be, and when that was last tried."""
    open_ = SiteDue.objects.filter(_OPEN)
    first, last = open_.order_by("at").first(), open_.order_by("-tried_at").first()
    return (first.at, last.tried_at) if first and last and current() else None
