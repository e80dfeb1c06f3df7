"""Keys that sign, their enrolment, logged rolls, and the one-time tokens of the signing host.

1. A key is a passkey of one holder: a member of the roll, or a clerk. It signs once its record has an entry.
2. Of a token only the digest is kept; it opens one thing once.
3. What a roll file said when it was logged is kept byte for byte.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.log import SignedRecord
from undersigned.server.records.models.roll import RollMember
from undersigned.server.records.models.signing import Collection

LEVELS = ("A", "B", "C")


class HolderRole(models.TextChoices):
    """For whom a key signs."""

    MEMBER = "member", _("member")
    CLERK = "clerk", _("clerk")


_ONE_HOLDER = Q(role=HolderRole.MEMBER, member__isnull=False, clerk=None) | Q(
    role=HolderRole.CLERK, member=None, clerk__isnull=False
)


class SigningKey(models.Model):
    """A passkey and the record that enrols it; `holder` is the id that stands in the log.

    `attestation` and `client_data` are the registration as it came: it cannot be fetched later.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    assembly = models.CharField(max_length=60)
    role = models.CharField(max_length=10, choices=HolderRole.choices)
    member = models.ForeignKey(RollMember, models.PROTECT, null=True, related_name="keys")
    clerk = models.ForeignKey(User, models.PROTECT, null=True, related_name="keys")
    holder = models.CharField(max_length=100)
    public_key = models.BinaryField()
    thumbprint = models.CharField(max_length=64, unique=True)
    credential = models.BinaryField()
    rp = models.CharField(max_length=255)
    origin = models.CharField(max_length=255)
    level = models.CharField(max_length=1)
    aaguid = models.CharField(max_length=32)
    attestation = models.BinaryField()
    client_data = models.BinaryField()
    record = models.OneToOneField(SignedRecord, models.PROTECT, related_name="enrols")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    revocation = models.ForeignKey(SignedRecord, models.PROTECT, null=True, related_name="revokes")

    class Meta:
        ordering: ClassVar[list[str]] = ["record__prepared_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=_ONE_HOLDER, name="signing_key_one_holder"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="signing_key_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.thumbprint[:12]}…"


class Enrolment(models.Model):
    """An enrolment under way: who is present, how the registrars know them, and the token of the page."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    role = models.CharField(max_length=10, choices=HolderRole.choices)
    member = models.ForeignKey(RollMember, models.PROTECT, null=True, related_name="+")
    clerk = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    identity = models.CharField(max_length=20)
    attested = models.BooleanField(default=False)
    replaces = models.ForeignKey(SigningKey, models.PROTECT, null=True, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    challenge = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    key = models.OneToOneField(SigningKey, models.PROTECT, null=True, related_name="enrolment")
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-begun_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=_ONE_HOLDER, name="enrolment_one_holder")
        ]

    def __str__(self) -> str:
        return self.name


class LoggedRoll(models.Model):
    """A roll file as its record names it, by the SHA-256 of its bytes."""

    digest = models.CharField(primary_key=True, max_length=64)
    assembly = models.CharField(max_length=60)
    content = models.BinaryField()
    record = models.OneToOneField(SignedRecord, models.PROTECT, related_name="roll")

    def __str__(self) -> str:
        return f"{self.assembly} {self.digest[:12]}…"


class SigningInvitation(models.Model):
    """A member is asked to sign one text; its address holds for some days, and signs at most once."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="invitations")
    member = models.ForeignKey(RollMember, models.PROTECT, related_name="invitations")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["collection", "member"],
                condition=Q(used_at=None, withdrawn_at=None),
                name="signing_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.member_id}"


class ClerkTask(models.Model):
    """A clerk is asked to sign one record at the signing host, once and soon."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    record = models.ForeignKey(SignedRecord, models.PROTECT, related_name="tasks")
    clerk = models.ForeignKey(User, models.PROTECT, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.record_id} {self.clerk_id}"
