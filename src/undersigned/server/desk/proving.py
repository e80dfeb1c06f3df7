"""Whether a visit used a second factor, which administrators, clerks and monitors need to act.

1. A passkey proves a visit; so does a code besides the password, or a recovery code in its place.
2. Adding a passkey or an app for codes proves the visit in which it is done: from then on the way in asks
   for it.
3. The one-time address of a demonstration proves a visit on this machine, and nowhere else.
4. `UNDERSIGNED_SECOND_FACTOR=0` asks nobody.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest

from undersigned.server.records.models import User, UserRole

_DECIDING = (UserRole.ADMINISTRATOR, UserRole.CLERK, UserRole.MONITOR)
_ADDED = "second-factor-added"
ONE_TIME_ADDRESS = "one-time-address"


def is_proven(request: HttpRequest) -> bool:
    """Whether this session has proven what the role of its account needs."""
    user = request.user
    if not settings.SECOND_FACTOR or not isinstance(user, User) or user.role not in _DECIDING:
        return True
    proofs = {"mfa", _ADDED, *((ONE_TIME_ADDRESS,) if settings.ADDRESS_PROVES else ())}
    return any(record["method"] in proofs for record in get_authentication_records(request, user))


def remember_added(*, request: HttpRequest, user: User, **_: Any) -> None:  # noqa: ANN401 (a signal's)
    """Apply rule 2; the library calls this when a passkey or an app was added."""
    if request is not None:
        record_authentication(request, user, method=_ADDED)
