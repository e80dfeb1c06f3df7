"""Whether two subjects are one person: decided by a person, with a reason, and undone by another decision.

1. A later decision about the same two subjects supersedes the latest one; nothing is erased.
2. Undoing is a decision that it cannot be told, with a reason.
3. The view tables follow at once, and so does the public site. Whoever turns out to be one person with
   somebody of whom something is held back leaves it; so does whoever stood there only by what is known of
   another.
"""

from datetime import datetime

from django.db import transaction

from undersigned.server.actions.evidence.leaving import must_leave, must_leave_held_back
from undersigned.server.actions.evidence.view_tables import rejoin
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import DecisionReason, EvidenceSubject, LinkDecision, Sameness, User


@transaction.atomic
def decide(
    *, one: EvidenceSubject, other: EvidenceSubject, what: Sameness, why: str, by: User, at: datetime
) -> LinkDecision | Refusal:
    """Say whether two subjects are one person."""
    if not why.strip():
        return refuse("desk.decision.reason", "why")
    if one.pk == other.pk:
        return refuse("desk.decision.two")
    first, second = sorted((one, other), key=lambda subject: subject.pk)
    if first.destroyed_at or second.destroyed_at:
        return refuse("desk.decision.here")
    latest = LinkDecision.objects.filter(one=first, other=second, superseded_by=None).first()
    if latest and latest.what == what:
        return latest
    made = LinkDecision.objects.create(one=first, other=second, what=what, supersedes=latest, at=at, by=by)
    DecisionReason.objects.create(decision=made, why=why.strip())
    record("subjects-decided", made, by=by, at=at, particulars={"what": str(what)})
    rejoin()
    leaving = must_leave if latest and latest.what == Sameness.SAME else must_leave_held_back
    leaving((first.pk, second.pk), by=by, at=at)
    return made


@transaction.atomic
def undo(*, decision: LinkDecision, why: str, by: User, at: datetime) -> LinkDecision | Refusal:
    """Take a decision back: whether the two are one person is then not known."""
    held = LinkDecision.objects.select_related("one", "other").get(pk=decision.pk)
    if LinkDecision.objects.filter(supersedes=held).exists():
        return refuse("desk.decision.latest")
    return decide(one=held.one, other=held.other, what=Sameness.UNSURE, why=why, by=by, at=at)
