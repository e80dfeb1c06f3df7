"""Who may do what: every view declares a permission, and a view without one is refused.

1. A permission is a set of roles; `anyone` needs no account, `signed_in` any, `may(…)` one of the roles.
2. Views of libraries cannot say it; they stand in `BORROWED`, by the name of their address.
3. A view whose permission is not stated is an error of this program and never answers
   (`middleware.DenyByDefault`).
4. Administrators, clerks and monitors act only in a visit that is proven by more than a password
   (`proving.py`); what they need to prove it (`towards_proof`) they may use before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import ResolverMatch

from undersigned.server.records.models import User, UserRole

View = TypeVar("View", bound=Callable[..., Any])

ADMINISTRATOR, CLERK, DRAFTER, MONITOR, MEMBER, READER = (
    UserRole.ADMINISTRATOR,
    UserRole.CLERK,
    UserRole.DRAFTER,
    UserRole.MONITOR,
    UserRole.MEMBER,
    UserRole.READER,
)


class UnstatedPermissionError(RuntimeError):
    """A view does not declare who may use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """The roles that may use a view, and whether people without an account may."""

    roles: frozenset[UserRole]
    anonymous: bool = False
    unproven: bool = False

    def given_to(self, user: object) -> bool:
        """Whether a user, signed in or not, has it."""
        if isinstance(user, User) and user.is_active:
            return user.role in self.roles
        return self.anonymous


ANYONE = Permission(roles=frozenset(UserRole), anonymous=True, unproven=True)
SIGNED_IN = Permission(roles=frozenset(UserRole))
OWN_ACCOUNT = Permission(roles=frozenset(UserRole), unproven=True)
NOBODY = Permission(roles=frozenset())

BORROWED: dict[str, Permission] = {
    "account_login": ANYONE,
    "account_logout": OWN_ACCOUNT,
    "account_inactive": ANYONE,
    "account_signup": NOBODY,
    "account_reauthenticate": OWN_ACCOUNT,
    "account_email": NOBODY,
    "account_email_verification_sent": NOBODY,
    "account_confirm_email": NOBODY,
    "account_confirm_login_code": NOBODY,
    "account_change_password": OWN_ACCOUNT,
    "account_set_password": OWN_ACCOUNT,
    "account_reset_password": ANYONE,
    "account_reset_password_done": ANYONE,
    "account_reset_password_from_key": ANYONE,
    "account_reset_password_from_key_done": ANYONE,
    "mfa_authenticate": ANYONE,
    "mfa_index": OWN_ACCOUNT,
    "mfa_reauthenticate": OWN_ACCOUNT,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": OWN_ACCOUNT,
    "mfa_generate_recovery_codes": OWN_ACCOUNT,
    "mfa_view_recovery_codes": OWN_ACCOUNT,
    "mfa_download_recovery_codes": OWN_ACCOUNT,
    "mfa_list_webauthn": OWN_ACCOUNT,
    "mfa_add_webauthn": OWN_ACCOUNT,
    "mfa_edit_webauthn": OWN_ACCOUNT,
    "mfa_remove_webauthn": OWN_ACCOUNT,
    "mfa_reauthenticate_webauthn": OWN_ACCOUNT,
    "mfa_login_webauthn": ANYONE,
}


def may(*roles: UserRole) -> Callable[[View], View]:
    """Let these roles use a view."""
    return _stating(Permission(roles=frozenset(roles)))


def anyone(view: View) -> View:
    """Let everyone use a view, with or without an account."""
    return _stating(ANYONE)(view)


def signed_in(view: View) -> View:
    """Let every account use a view."""
    return _stating(SIGNED_IN)(view)


def towards_proof(view: View) -> View:
    """Let every account use a view, even before it has proven a second factor."""
    return _stating(OWN_ACCOUNT)(view)


def permission_of(match: ResolverMatch) -> Permission:
    """The permission of the view behind an address. Raises `UnstatedPermissionError`."""
    stated = getattr(match.func, "permission", None)
    if isinstance(stated, Permission):
        return stated
    try:
        return BORROWED[match.view_name]
    except KeyError as unstated:
        raise UnstatedPermissionError(f"{match.route!r} does not say who may use it") from unstated


def acting(request: HttpRequest) -> User:
    """The signed-in user; only for views that require an account."""
    if not isinstance(request.user, User):
        raise UnstatedPermissionError("a view for anyone cannot act for somebody")
    return request.user


def _stating(permission: Permission) -> Callable[[View], View]:
    def stating(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]  # a view carries it to the middleware
        return view

    return stating
