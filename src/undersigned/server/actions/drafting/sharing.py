"""Who may see and write a draft: its author, the office, and colleagues added by address.

1. A drafter sees the drafts that they made and those shared with them; the office sees all; nobody else any.
2. The maker or the office adds a colleague and takes one off; a colleague adds nobody.
3. A colleague is named by e-mail address, so that nobody is offered a list of everybody who drafts.
4. Who is taken off sees the draft no more; what they wrote stays in its history under their name.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import Draft, DraftColleague, User, UserRole

_OFFICE = (UserRole.CLERK, UserRole.ADMINISTRATOR)


def drafts_open_to(user: User, assembly: str) -> QuerySet[Draft]:
    """The drafts that somebody may see (rule 1)."""
    drafts = Draft.objects.filter(assembly=assembly)
    if user.role in _OFFICE:
        return drafts
    if user.role != UserRole.DRAFTER:
        return drafts.none()
    shared = DraftColleague.objects.filter(user=user, ended_at=None).values("draft")
    return drafts.filter(Q(made_by=user) | Q(pk__in=shared))


def may_share(draft: Draft, user: User) -> bool:
    """Whether a user decides about a draft: who else writes it, whether it is set aside (rule 2)."""
    return user.role in _OFFICE or draft.made_by_id == user.pk


@transaction.atomic
def share_draft(*, draft: Draft, email: str, by: User, at: datetime) -> DraftColleague | Refusal:
    """Let a colleague see and write a draft."""
    if not may_share(draft, by):
        return refuse("desk.sharing.owner")
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    user = User.objects.filter(email__iexact=email, role=UserRole.DRAFTER, is_active=True).first()
    if user is None:
        return refuse("desk.sharing.account", "email", email=email)
    if user.pk == held.made_by_id or held.colleagues.filter(user=user, ended_at=None).exists():
        return refuse("desk.sharing.once", "email", name=user.name)
    colleague = DraftColleague.objects.create(draft=held, user=user, added_at=at, added_by=by)
    record("draft-shared", held, by=by, at=at, particulars={"with": user.pk})
    return colleague


@transaction.atomic
def end_sharing(*, colleague: DraftColleague, by: User, at: datetime) -> DraftColleague | Refusal:
    """Remove a colleague from a draft."""
    held = DraftColleague.objects.select_for_update().select_related("draft").get(pk=colleague.pk)
    if not may_share(held.draft, by):
        return refuse("desk.sharing.owner")
    if held.ended_at is None:
        held.ended_at, held.ended_by = at, by
        held.save(update_fields=["ended_at", "ended_by"])
        record("draft-sharing-ended", held.draft, by=by, at=at, particulars={"with": held.user_id})
    return held
