"""Evidence: sources, the subjects of their rows, claims with their values apart, consents.

1. A claim's row never changes and names nobody: its id, its source, its subject's handle (a keyed digest),
   its level. What it says lies in `ClaimValue`, which can be erased; a withheld claim lies there as
   ciphertext.
2. A value is erased only where a tombstone stands for its claim.
3. A subject is one row of one source. `public_id` is how it is called outside: random, told to nobody with
   its name, and gone once the subject's data was destroyed.
4. Consent is asked for each person and source; each answer is kept, the latest counts.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User


class EvidenceLevel(models.TextChoices):
    """Who may see a claim (`evidence/confidentiality.py`)."""

    PUBLIC = "public", _("public")
    RESTRICTED = "restricted", _("restricted")
    WITHHELD = "withheld", _("withheld")


class EvidenceSource(models.Model):
    """Where claims come from; days as ISO writes as much of them as is known."""

    id = models.CharField(primary_key=True, max_length=120)
    kind = models.CharField(max_length=60, default="list")
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, blank=True)
    published = models.CharField(max_length=30, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    archive_url = models.CharField(max_length=2000, blank=True)
    right = models.CharField(max_length=300, blank=True)
    read_on = models.CharField(max_length=30, blank=True)
    connection = models.CharField(max_length=60, blank=True)
    reliability = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=12, choices=EvidenceLevel.choices, default=EvidenceLevel.PUBLIC)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(title="") | ~Q(url=""), name="evidence_source_can_be_looked_up"
            ),
            models.CheckConstraint(condition=Q(level__in=EvidenceLevel.values), name="evidence_source_level"),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class WithheldReader(models.Model):
    """Somebody who may read what is withheld in a source, from being named until being taken off."""

    source = models.ForeignKey(EvidenceSource, models.PROTECT, related_name="readers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["source", "user"], condition=Q(ended_at=None), name="withheld_reader_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.source_id}"


class EvidenceSubject(models.Model):
    """What one row of one source speaks of, by its handle (`evidence/withholding.py`)."""

    handle = models.CharField(primary_key=True, max_length=32)
    source = models.ForeignKey(EvidenceSource, models.PROTECT, related_name="subjects")
    public_id = models.CharField(max_length=40, unique=True, null=True, default=new_id)  # noqa: DJ001 (None: gone)
    seen_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(destroyed_at=None, public_id__isnull=False)
                | Q(destroyed_at__isnull=False, public_id=None),
                name="evidence_subject_has_no_name_once_destroyed",
            )
        ]

    def __str__(self) -> str:
        return self.handle


class KeptClaim(models.Model):
    """A claim without what it says; `about` is the person that a detention or an outcome is of."""

    id = models.CharField(primary_key=True, max_length=64)
    source = models.ForeignKey(EvidenceSource, models.PROTECT, related_name="claims")
    subject = models.ForeignKey(EvidenceSubject, models.PROTECT, related_name="claims")
    about = models.ForeignKey(EvidenceSubject, models.PROTECT, null=True, related_name="claims_about")
    level = models.CharField(max_length=12, choices=EvidenceLevel.choices)
    batch = models.ForeignKey("EvidenceImport", models.PROTECT, null=True, related_name="claims")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(level__in=EvidenceLevel.values), name="kept_claim_level"),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")), name="kept_claim_not_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.id[:12]


class ClaimValue(models.Model):
    """What a claim says: `said` in plain, or for a withheld one `box`, to which only its key is the way."""

    claim = models.OneToOneField(KeptClaim, models.PROTECT, primary_key=True, related_name="value")
    said = models.JSONField(null=True)
    box = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(said=None, box__isnull=False) | Q(said__isnull=False, box=None),
                name="claim_value_plain_or_box",
            )
        ]

    def __str__(self) -> str:
        return str(self.claim_id)[:12]


class ClaimTombstone(models.Model):
    """What remains of a claim that was destroyed: that it was, on which day, why."""

    claim = models.OneToOneField(KeptClaim, models.PROTECT, primary_key=True, related_name="tombstone")
    destroyed_on = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="claim_tombstone_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(self.claim_id)[:12]


class ClaimWithdrawal(models.Model):
    """That somebody took a claim back; it is not shown any more and is not gone."""

    claim = models.OneToOneField(KeptClaim, models.PROTECT, primary_key=True, related_name="withdrawal")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="claim_withdrawal_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(self.claim_id)[:12]


class ConsentAnswer(models.Model):
    """A person's answer, through one source, on a day; `scope` are properties, empty for all."""

    subject = models.ForeignKey(EvidenceSubject, models.PROTECT, related_name="consents")
    to = models.CharField(
        max_length=10,
        choices=[("record", _("be recorded")), ("share", _("be shared")), ("publish", _("be published"))],
    )
    given = models.BooleanField()
    on = models.DateField()
    asked_by = models.CharField(max_length=200)
    scope = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(asked_by=""), name="consent_asked_by_somebody"),
            models.CheckConstraint(
                condition=Q(to__in=["record", "share", "publish"]), name="consent_to_something_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.given}"
