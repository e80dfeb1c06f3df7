"""Records what the President or a chair ruled about a text, with the reason; a ruling is never changed.

1. A ruling is recorded while the text is open or tabled, and has a reason, a person and a day.
2. A text found not in order leaves the list where its lifecycle says so; one found in order goes on when it
   is numbered (`lifecycle.acts_until`).
3. A ruling is not corrected: a later one stands beside it, and the latest counts.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from undersigned.server.actions.collecting.lifecycle import acts_until, has_act, make_moves
from undersigned.server.actions.collecting.readiness import ADMISSIBLE, rulebook_of
from undersigned.server.actions.collecting.signing import held
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refused_by
from undersigned.server.records.models import Collection, CollectionState, Ruling, User
from undersigned.values.findings import Finding, Place, failed

RULED_IN = (CollectionState.OPEN, CollectionState.TABLED)


@transaction.atomic
def record_ruling(
    *,
    collection: Collection,
    admitted: bool,
    reason: str,
    decided_by: str,
    decided_on: date,
    by: User,
    at: datetime,
) -> Ruling | Refusal:
    """Record whether a text was found in order, by whom, when and why."""
    text = held(collection)
    refused = refused_by(_why_not(text, reason, decided_by, decided_on, at))
    if refused:
        return refused

    ruling = Ruling.objects.create(
        collection=text,
        question=ADMISSIBLE,
        admitted=admitted,
        reason=reason.strip(),
        decided_by=decided_by.strip(),
        decided_on=decided_on,
        at=at,
        by=by,
    )
    record("ruling-recorded", ruling, by=by, at=at, particulars={"admitted": admitted, "collection": text.pk})
    if not admitted:
        _refuse(text, by=by, at=at)
    return ruling


def _why_not(
    text: Collection, reason: str, decided_by: str, decided_on: date, at: datetime
) -> Iterator[Finding]:
    if text.state not in RULED_IN:
        yield failed("signing.ruling.when")
    if not reason.strip():
        yield failed("signing.ruling.reason", Place(field="reason"))
    if not decided_by.strip():
        yield failed("signing.ruling.person", Place(field="decided_by"))
    if not text.opened_on <= decided_on <= timezone.localtime(at).date():
        yield failed("signing.ruling.day", Place(field="decided_on"), day=decided_on.isoformat())


def _refuse(text: Collection, *, by: User, at: datetime) -> None:
    """Move the text to the state for texts that are not in order, if its lifecycle has one."""
    rulebook = rulebook_of(text)
    if rulebook is None or not has_act(rulebook, "refuse"):
        return
    acts = acts_until(rulebook, text.state, "refuse")
    if not isinstance(acts, Finding):
        make_moves(text, rulebook, acts, by=by, at=at)
        text.save(update_fields=["state"])
