"""Accounts: invite, accept, withdraw; change a role; sign in once in a demonstration; choose a language.

1. An invitation is for one address and one role, holds for fourteen days and is accepted once.
2. Only the digest of a secret is kept; the secret itself is in the letter, or shown once to who invites.
3. The last administrator stays one.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from undersigned.server.actions.journal import record
from undersigned.server.actions.letters import send_when_kept
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import Invitation, SignInAddress, User, UserRole
from undersigned.values.digest import sha256

INVITATION_HOLDS = timedelta(days=14)
ADDRESS_HOLDS = timedelta(minutes=30)


@transaction.atomic
def invite_person(
    *,
    email: str,
    name: str,
    role: UserRole,
    language: str,
    secret: str,
    address: str,
    by: User | None,
    at: datetime,
) -> Invitation | Refusal:
    """Invite somebody; `address` is the link in the letter, and contains the secret."""
    if User.objects.filter(email__iexact=email).exists():
        return refuse("desk.invitation.account", "email", email=email)
    _withdraw_expired(email, at)
    if _open_invitations(at).filter(email__iexact=email).exists():
        return refuse("desk.invitation.open", "email", email=email)

    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        language=language,
        secret_digest=sha256(secret.encode()),
        invited_at=at,
        invited_by=by,
        expires_at=at + INVITATION_HOLDS,
    )
    record("person-invited", invitation, by=by, at=at, particulars={"role": role})

    send_when_kept(
        "invitation",
        to=email,
        language=language,
        name=name,
        by=by,
        address=address,
        until=invitation.expires_at,
    )
    return invitation


def invitation_of(secret: str, *, at: datetime) -> Invitation | None:
    """The invitation that a secret opens, if it is still open."""
    return _open_invitations(at).filter(secret_digest=sha256(secret.encode())).first()


@transaction.atomic
def accept_invitation(*, secret: str, password: str | None, at: datetime) -> User | Refusal:
    """Create the account of an invitation; without a password only a passkey opens it."""
    held = _open_invitations(at).select_for_update().filter(secret_digest=sha256(secret.encode())).first()
    if held is None:
        return refuse("desk.invitation.holds")

    user = User(email=held.email, name=held.name, role=held.role, language=held.language, joined_at=at)
    user.set_password(password)
    user.save()
    held.accepted_at, held.accepted_as = at, user
    held.save()
    record("invitation-accepted", held, by=user, at=at, particulars={"role": user.role})
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation | Refusal:
    """Withdraw an invitation that nobody has accepted."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.accepted_at or held.withdrawn_at:
        return refuse("desk.invitation.holds")
    held.withdrawn_at = at
    held.save()
    record("invitation-withdrawn", held, by=by, at=at)
    return held


@transaction.atomic
def change_role(*, user: User, role: UserRole, active: bool, by: User, at: datetime) -> User | Refusal:
    """Give an account another role, or close or reopen it."""
    administrators = User.objects.select_for_update().filter(role=UserRole.ADMINISTRATOR, is_active=True)
    others = [person for person in administrators if person.pk != user.pk]
    if not others and (role != UserRole.ADMINISTRATOR or not active):
        return refuse("desk.account.last-administrator")
    held = User.objects.select_for_update().get(pk=user.pk)
    before = {"role": held.role, "active": held.is_active}
    held.role, held.is_active = role, active
    held.save()
    record(
        "role-changed",
        held,
        by=by,
        at=at,
        particulars={"before": before, "after": {"role": role, "active": active}},
    )
    return held


@transaction.atomic
def make_account(*, email: str, name: str, role: UserRole, language: str, at: datetime) -> User:
    """Create an account at the machine itself, without a password."""
    user = User(email=email, name=name, role=role, language=language, joined_at=at)
    user.set_unusable_password()
    user.save()
    record("account-made", user, by=None, at=at, particulars={"role": role})
    return user


@transaction.atomic
def make_sign_in_address(*, user: User, secret: str, at: datetime) -> SignInAddress:
    """Create an address that signs a user in once, for half an hour; only local commands call this."""
    address = SignInAddress.objects.create(
        user=user, secret_digest=sha256(secret.encode()), made_at=at, expires_at=at + ADDRESS_HOLDS
    )
    record("sign-in-address-made", user, by=None, at=at)
    return address


@transaction.atomic
def use_sign_in_address(*, secret: str, at: datetime) -> User | Refusal:
    """The user whom an address signs in; a second use is refused."""
    held = SignInAddress.objects.filter(
        secret_digest=sha256(secret.encode()), used_at=None, expires_at__gt=at, user__is_active=True
    )
    found = held.select_related("user").first()
    # The update decides, so that of two uses at once only one finds the address unused.
    if found is None or not held.update(used_at=at):
        return refuse("desk.sign-in.address")
    record("signed-in-by-address", found.user, by=found.user, at=at)
    return found.user


@transaction.atomic
def choose_language(*, language: str, by: User, at: datetime) -> User:
    """Keep the language in which a user reads the desk."""
    before, by.language = by.language, language
    by.save(update_fields=["language"])
    record("language-chosen", by, by=by, at=at, particulars={"before": before, "after": language})
    return by


def _open_invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def _withdraw_expired(email: str, at: datetime) -> None:
    Invitation.objects.filter(
        email__iexact=email, accepted_at=None, withdrawn_at=None, expires_at__lte=at
    ).update(withdrawn_at=at)
