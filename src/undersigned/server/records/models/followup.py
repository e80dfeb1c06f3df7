"""What a text's signatories follow, what of it is published, and the notices sent to them.

1. What became of a person, and where a recommendation or a call stands, are claims like any other; what is
   due is asked of them.
2. What goes out is a list of claims for each text, which one person proposes and another approves; the latest
   approved one is what the public sees.
3. No notice names anybody, and nothing that happened is put down to a text.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.evidence import EvidenceSubject, KeptClaim
from undersigned.server.records.models.signing import Collection


class Followed(models.Model):
    """A person, a recommendation or a call of a text, followed until somebody ends it."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="followed")
    subject = models.ForeignKey(EvidenceSubject, models.PROTECT, related_name="followed")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["collection", "subject"], condition=Q(ended_at=None), name="followed_once"
            )
        ]

    def __str__(self) -> str:
        return self.id


class FollowUpList(models.Model):
    """What became of a text, claim by claim, to go out as known on the day `on`."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="followup_lists")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-proposed_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="followup_two_people"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None, on=None)
                | Q(
                    approved_at__isnull=False, approved_by__isnull=False, on__isnull=False, set_aside_at=None
                ),
                name="followup_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.id


class FollowUpClaim(models.Model):
    """A claim on such a list."""

    list = models.ForeignKey(FollowUpList, models.PROTECT, related_name="claims")
    claim = models.ForeignKey(KeptClaim, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["list", "claim"], name="followup_claim_once")
        ]

    def __str__(self) -> str:
        return str(self.claim_id)[:12]


class FollowUpNotice(models.Model):
    """A notice to the signatories of a text: when, and how many letters."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="notices")
    letters = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.letters} letters about {self.collection_id}"
