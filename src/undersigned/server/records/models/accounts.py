"""Accounts: who may sign in, and in which role.

1. Nobody signs up: an account begins with an invitation, or with `createadmin` at the machine itself.
2. A role is a set of permissions (`desk/permissions.py`); a political group is something else.
3. Of an invitation and of a one-time address only the digest of its secret is kept.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.ids import new_id


class UserRole(models.TextChoices):
    """What an account may do."""

    ADMINISTRATOR = "administrator", _("administrator")
    CLERK = "clerk", _("clerk")
    DRAFTER = "drafter", _("drafter")
    MONITOR = "monitor", _("monitor")
    MEMBER = "member", _("member")
    READER = "reader", _("reader")


class Users(BaseUserManager["User"]):
    """How Django finds an account by its address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an address, whatever the case of its letters."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account; `member` is the seat holder it may act for, if any."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=UserRole.choices, default=UserRole.READER)
    language = models.CharField(max_length=8, default="en")
    member = models.ForeignKey("RollMember", models.PROTECT, null=True, blank=True, related_name="accounts")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(Lower("email"), name="user_one_address_one_account"),
            models.CheckConstraint(condition=Q(role__in=UserRole.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """As people write it."""
        return self.name


class Invitation(models.Model):
    """An invitation by e-mail: one address, one role, used once."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=UserRole.choices)
    language = models.CharField(max_length=8, default="en")
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations_sent")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_as = models.OneToOneField(User, models.PROTECT, null=True, related_name="invitation")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-invited_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open_an_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_as=None)
                | Q(accepted_at__isnull=False, accepted_as__isnull=False),
                name="invitation_accepted_as_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"


class SignInAddress(models.Model):
    """An address that signs one user in once, for a demonstration on one's own machine."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_addresses")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} until {self.expires_at:%H:%M}"
