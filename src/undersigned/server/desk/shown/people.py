"""Everybody with an account and every open invitation, as one list for a page."""

from dataclasses import dataclass
from datetime import datetime

from undersigned.server.records.models import Invitation, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A line of the list; `invitation` is set where nobody has come in yet."""

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
            name=one.name,
            email=one.email,
            role=one.get_role_display(),
            active=True,
            since=one.invited_at,
            invitation=one.pk,
            until=one.expires_at,
        )
        for one in Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    )
    return (*accounts, *invitations)
