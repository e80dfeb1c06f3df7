"""The people with an account and the open invitations, as one list."""

from dataclasses import dataclass
from datetime import datetime

from undersigned.server.records.models import Invitation, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A line of the list; `invitation` is set where it is not yet accepted."""

    name: str
    email: str
    role: str
    active: bool
    since: datetime
    account: int | None = None
    invitation: str | None = None
    until: datetime | None = None


def everybody(at: datetime) -> tuple[Person, ...]:
    """Accounts by name, then open invitations."""
    accounts = (
        Person(
            name=user.name,
            email=user.email,
            role=user.get_role_display(),
            active=user.is_active,
            since=user.joined_at,
            account=user.pk,
        )
        for user in User.objects.order_by("name", "pk")
    )
    invitations = (
        Person(
            name=invitation.name,
            email=invitation.email,
            role=invitation.get_role_display(),
            active=True,
            since=invitation.invited_at,
            invitation=invitation.pk,
            until=invitation.expires_at,
        )
        for invitation in Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    )
    return (*accounts, *invitations)
