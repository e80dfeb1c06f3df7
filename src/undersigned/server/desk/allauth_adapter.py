"""Adapts allauth to the desk: no sign-up, the desk's domain for passkeys, names for authenticators."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from undersigned.server.records.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts begin with an invitation and in no other way."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (the library's signature)
        """Never."""
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Passkeys for signing in have a domain of their own, apart from those that sign texts."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party, from `UNDERSIGNED_RP_ID`."""
        return {"id": settings.RP_ID, "name": "Undersigned"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """How an authenticator shows the account, and the id by which the library finds it again.

        The id must be written as the library reads it: digits alone led from the tenth account on to another.
        """
        return {"id": user_pk_to_url_str(user).encode(), "display_name": user.name, "name": user.email}

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002, ARG002 (the library's)
        """The default name of a device."""
        return _("This device")


def display(user: User) -> str:
    """The name of a user in messages of the library."""
    return user.name
