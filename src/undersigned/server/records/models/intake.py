"""Imported lists: how each is read, its bytes, and what became of its rows.

1. A mapping is kept by source and never changed; a changed one is the next.
2. The bytes of a list lie in the store as ciphertext under a key of their own, whatever their level; so does
   the name of the file, and so do the cells of refused rows.
3. An import goes on from `after`, the last row whose claims are kept.
4. Custody is only ever added to.
5. `turn` counts how often lists of the source had been taken back whole when a list was brought: the same
   bytes are read once in each turn.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.evidence import EvidenceSource


class KeptMapping(models.Model):
    """Which column of a source's lists says what, as TOML (`evidence/intake/mapping.py`)."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    source = models.ForeignKey(EvidenceSource, models.PROTECT, related_name="mappings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["source", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "number"], name="kept_mapping_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} mapping {self.number}"


class EvidenceCapture(models.Model):
    """The bytes of a list: `digest` is theirs, `kept` that of the ciphertext in the store."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    source = models.ForeignKey(EvidenceSource, models.PROTECT, related_name="captures")
    digest = models.CharField(max_length=64)
    kept = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name_box = models.BinaryField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["taken_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["source", "digest"], condition=Q(destroyed_at=None), name="evidence_capture_once"
            )
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class CustodyEvent(models.Model):
    """Who did what with a capture, when (`evidence/captures.py`)."""

    capture = models.ForeignKey(EvidenceCapture, models.PROTECT, related_name="custody")
    act = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.act} {self.capture_id}"


class ImportState(models.TextChoices):
    """Where an import stands."""

    COLUMNS = "columns", _("its columns wait to be named")
    SHOWN = "shown", _("waits for you to take it in")
    READING = "reading", _("is being taken in")
    DONE = "done", _("taken in")
    BROKEN = "broken", _("cannot be read")
    SET_ASIDE = "set-aside", _("set aside")
    TAKEN_BACK = "taken-back", _("taken back")


class EvidenceImport(models.Model):
    """One reading of one capture; `counts` are rows by what became of them, `look` how the table lies."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    source = models.ForeignKey(EvidenceSource, models.PROTECT, related_name="imports")
    capture = models.ForeignKey(EvidenceCapture, models.PROTECT, related_name="imports")
    mapping = models.ForeignKey(KeptMapping, models.PROTECT, null=True, related_name="imports")
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.COLUMNS)
    look = models.JSONField(default=dict)
    after = models.IntegerField(default=-1)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-brought_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["capture", "turn"], name="evidence_import_once_a_turn"),
            models.CheckConstraint(
                condition=Q(state="taken-back", taken_back_at__isnull=False)
                | (~Q(state="taken-back") & Q(taken_back_at=None)),
                name="evidence_import_taken_back_on_a_day",
            ),
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="evidence_import_state"),
        ]

    def __str__(self) -> str:
        return self.id


class RefusedListRow(models.Model):
    """A row that was not taken, with what is wrong; its cells are ciphertext under the capture's key."""

    of = models.ForeignKey(EvidenceImport, models.PROTECT, related_name="refused")
    number = models.PositiveIntegerField()
    findings = models.JSONField()
    cells_box = models.BinaryField()

    class Meta:
        ordering: ClassVar[list[str]] = ["of", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["of", "number"], name="refused_list_row_once")
        ]

    def __str__(self) -> str:
        return f"row {self.number} of {self.of_id}"
