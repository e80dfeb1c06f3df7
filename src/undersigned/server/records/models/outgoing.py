"""Lists of claims that one person proposes and another approves for publication, and their snapshots.

A step by which somebody could be told goes out only where whoever approves it has written down why.
A list is what was on it when it was proposed. What was approved is kept as the public snapshot's bytes: ids,
days, places, sources, no name.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.evidence import KeptClaim


class EvidenceSnapshot(models.Model):
    """The public rows as they stood, as JSON by RFC 8785; its key is their SHA-256."""

    digest = models.CharField(primary_key=True, max_length=64)
    content = models.TextField()
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at"]

    def __str__(self) -> str:
        return self.digest[:12]


class OutgoingProposal(models.Model):
    """A list of what would go out; the latest approved one is what is public."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    snapshot = models.ForeignKey(EvidenceSnapshot, models.PROTECT, null=True, related_name="proposals")

    class Meta:
        ordering: ClassVar[list[str]] = ["-proposed_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="outgoing_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None, snapshot=None)
                | Q(
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    snapshot__isnull=False,
                    set_aside_at=None,
                ),
                name="outgoing_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.id


class OutgoingClaim(models.Model):
    """A claim on a list."""

    proposal = models.ForeignKey(OutgoingProposal, models.PROTECT, related_name="claims")
    claim = models.ForeignKey(KeptClaim, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal", "claim"], name="outgoing_claim_once")
        ]

    def __str__(self) -> str:
        return str(self.claim_id)[:12]


class SmallStepApproval(models.Model):
    """Why a list went out although the step to it could tell of somebody, and what it could tell.

    `could_tell` are the findings as the person who approved it was shown them. The database refuses a row of
    whoever proposed the list (`guards.py`).
    """

    proposal = models.OneToOneField(
        OutgoingProposal, models.PROTECT, primary_key=True, related_name="small_step"
    )
    why = models.TextField()
    could_tell = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(why=""), name="small_step_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(self.proposal_id)
