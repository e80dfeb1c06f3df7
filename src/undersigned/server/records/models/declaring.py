"""Drafts and their versions.

1. A version is whole (all languages) and is never changed: saving makes the next one, with the number of the
   version that the writer saw (`based_on`). Two savings on one version cannot both take the next number.
2. A draft is its maker's and the office's; whoever else writes on it was added by name (`DraftColleague`).
3. `texts` is `{"en": {"title": …, "opening": …, "clauses": […]}, …}`; `mapping/declaring.py` reads it.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User


class DraftState(models.TextChoices):
    """Where a draft stands; what follows after opening is said by its `Collection`."""

    DRAFT = "draft", _("draft")
    OPENED = "opened", _("opened for signature")
    SET_ASIDE = "set-aside", _("set aside")


class Draft(models.Model):
    """A text being written; `latest` is the number of its newest version, 0 before the first."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    assembly = models.CharField(max_length=60)
    instrument = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=DraftState.choices, default=DraftState.DRAFT)
    latest = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="drafts")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-changed_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_state_known")
        ]

    def __str__(self) -> str:
        return self.id


class DraftVersion(models.Model):
    """One saving of a draft, in all its languages; `autosaved` where nobody pressed a button."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    texts = models.JSONField()
    digest = models.CharField(max_length=64)
    autosaved = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["draft", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_version_number_once"),
            models.CheckConstraint(condition=Q(based_on__lt=F("number")), name="draft_version_goes_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} version {self.number}"


class DraftColleague(models.Model):
    """Somebody who writes on another's draft, from being added until being taken off again."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="colleagues")
    user = models.ForeignKey(User, models.PROTECT, related_name="shared_drafts")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["draft", "user"], condition=Q(ended_at=None), name="draft_colleague_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="draft_colleague_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.draft_id}"
