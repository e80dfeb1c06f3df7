"""People's decisions on whether two subjects are the same person; a later one supersedes, both remain.

The reason lies beside the decision, since it may name somebody: it goes when the data of one of them is
destroyed, and only then.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.evidence import EvidenceSubject


class Sameness(models.TextChoices):
    """What was decided (`linking/decisions.py`)."""

    SAME = "same", _("the same person")
    DIFFERENT = "different", _("different people")
    UNSURE = "unsure", _("cannot be told")


class LinkDecision(models.Model):
    """A decision about two subjects, the one with the smaller handle first."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    one = models.ForeignKey(EvidenceSubject, models.PROTECT, related_name="decisions_as_one")
    other = models.ForeignKey(EvidenceSubject, models.PROTECT, related_name="decisions_as_other")
    what = models.CharField(max_length=12, choices=Sameness.choices)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="link_decision_of_two"),
            models.CheckConstraint(condition=Q(what__in=Sameness.values), name="link_decision_known"),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=Q(supersedes=None),
                name="link_decision_first_once",
            ),
        ]

    def __str__(self) -> str:
        return self.id


class DecisionReason(models.Model):
    """Why it was decided so."""

    decision = models.OneToOneField(LinkDecision, models.PROTECT, primary_key=True, related_name="reason")
    why = models.TextField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(why=""), name="decision_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(self.decision_id)
