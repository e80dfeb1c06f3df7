"""Whom a text's signatories follow, and the notices that told them of something new.

What became of a person is a claim like any other; what is due is asked of the claims. No notice names
anybody, and nothing that happened is put down to a text.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.evidence import EvidenceSubject
from undersigned.server.records.models.signing import Collection


class Followed(models.Model):
    """A person whom a text is about, followed until somebody ends it."""

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
