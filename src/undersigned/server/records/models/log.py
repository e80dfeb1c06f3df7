"""The log as rows: its beginning, entries, the records behind them, checkpoints, and the writer's lease.

1. Entries are numbered from 0 without a gap, are added and never changed: the database itself holds that.
2. A record is what people sign about a text. Its row begins when its text is fixed, gathers signature lines,
   is handed over, and then is entered or refused. Nothing is promised before it has an entry.
3. What an entry only commits to (salt and record) is kept here alone until it is opened, and never changes.
4. One process writes entries and signs checkpoints: whoever holds the lease.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.roll import RollMember
from undersigned.server.records.models.signing import Collection


class Log(models.Model):
    """The one log of this installation; without the row, nothing is logged and the desk works on paper."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    origin = models.CharField(max_length=255)
    key = models.TextField()
    begun_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(id=1), name="log_is_one"),
            models.CheckConstraint(condition=~Q(origin="") & ~Q(key=""), name="log_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.origin


class LogEntry(models.Model):
    """An entry at its index: its bytes, their leaf hash, and when they were entered."""

    index = models.PositiveBigIntegerField(primary_key=True)
    content = models.BinaryField()
    leaf = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["index"]

    def __str__(self) -> str:
        return str(self.index)


class Thread(models.Model):
    """What the entries of one declaration, or of one holder of keys, share: 32 random bytes in hex."""

    id = models.CharField(primary_key=True, max_length=64, editable=False)
    collection = models.OneToOneField(Collection, models.PROTECT, null=True, related_name="thread")
    member = models.OneToOneField(RollMember, models.PROTECT, null=True, related_name="thread")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(collection=None, member__isnull=False) | Q(collection__isnull=False, member=None),
                name="thread_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id[:12]}…"


class SignedRecord(models.Model):
    """A record (`docs/protocol/v1/records.md`) from its text to its entry.

    `text` is what is signed and `lines` the signature lines gathered; `member` is whom it is about, `key` the
    one that signs a statement or that a revocation ends; `nonce` and `expires_at` are a statement's. Handed
    over, it is whole (`content`). Its entry is `content` itself where there is no `salt`, else the commitment
    to both, until `opening` discloses them. A record that was refused keeps the reasons (`findings`). `facts`
    is what its kind needs to know when it is entered.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, related_name="records")
    collection = models.ForeignKey(Collection, models.PROTECT, null=True, related_name="records")
    member = models.ForeignKey(RollMember, models.PROTECT, null=True, related_name="records")
    key = models.ForeignKey("SigningKey", models.PROTECT, null=True, related_name="records")
    text = models.TextField()
    nonce = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (None: has none)
    facts = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)
    salt = models.BinaryField(null=True, max_length=32)
    entry = models.OneToOneField(LogEntry, models.PROTECT, null=True, related_name="record")
    opening = models.OneToOneField(LogEntry, models.PROTECT, null=True, related_name="opened")
    refused_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["prepared_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(handed_over_at=None, content=None, entry=None)
                | Q(handed_over_at__isnull=False, content__isnull=False),
                name="signed_record_handed_over_whole",
            ),
            models.CheckConstraint(
                condition=Q(entry=None) | Q(refused_at=None), name="signed_record_entered_or_refused"
            ),
            models.CheckConstraint(
                condition=Q(opening=None)
                | Q(entry__isnull=False, salt__isnull=False, opening__gt=F("entry")),
                name="signed_record_opened_after_its_entry",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["handed_over_at", "id"],
                condition=Q(handed_over_at__isnull=False, entry=None, refused_at=None),
                name="signed_record_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Checkpoint(models.Model):
    """A checkpoint that the log's key has signed; `note` gains the witnesses' lines, the rest stays."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.BinaryField()
    signed_at = models.DateTimeField()
    witnessed_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["size"]

    def __str__(self) -> str:
        return str(self.size)


class SequencerLease(models.Model):
    """The one row that says who writes to the log.

    `beat` grows while the holder lives; `term` grows with each new holder, so that one who was taken for dead
    finds out. No clock is compared. `findings` say why the holder signs nothing, if so.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    holder = models.CharField(max_length=64, blank=True)
    term = models.PositiveBigIntegerField(default=0)
    beat = models.PositiveBigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(id=1), name="sequencer_lease_is_one")
        ]

    def __str__(self) -> str:
        return self.holder or "nobody"
