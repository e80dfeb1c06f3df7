"""Removes a person's passkeys and codes when the device and the recovery codes are lost.

1. An administrator does it for another, or whoever stands at the machine itself does.
2. The password stays: with it the person comes in once more and adds a new passkey or app.
3. Every visit of that account ends at once, for the lost device may still be signed in.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction

from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import User


def has_second_factors(user: User) -> bool:
    """Whether there is anything to remove."""
    return bool(Authenticator.objects.filter(user_id=user.pk).exists())


@transaction.atomic
def remove_second_factors(*, user: User, by: User | None, at: datetime) -> User | Refusal:
    """Remove every passkey, app and recovery code of an account, and end its sessions."""
    held = User.objects.select_for_update().get(pk=user.pk)
    if by and by.pk == held.pk:
        return refuse("desk.account.own-factors")
    kinds = sorted(Authenticator.objects.filter(user_id=held.pk).values_list("type", flat=True))
    Authenticator.objects.filter(user_id=held.pk).delete()
    for visit in Session.objects.filter(expire_date__gt=at).iterator():
        if visit.get_decoded().get("_auth_user_id") == str(held.pk):
            visit.delete()
    record("second-factors-removed", held, by=by, at=at, particulars={"kinds": kinds})
    return held
