"""Collecting: opened texts, scans, names on paper and by passkey, rulings.

1. What is opened is frozen: texts, digests and rulebook cannot change, in the database itself.
2. A name is ticked by one clerk and confirmed by another; a name stands once on a list unless withdrawn.
3. The facts of the seat (delegation, group, role) are those of the day of signing, kept with the name.
4. A name on paper is confirmed only with a scan; a scan, once attached, stays. A name by passkey comes with
   its record in the log and needs no clerk.
5. One row a name, however it was signed: so the database itself holds that nobody stands twice.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from undersigned.declaring.roll.members import Role
from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.declaring import Draft, DraftVersion
from undersigned.server.records.models.roll import RollMember

_ROLES = [role.value for role in Role]


class CollectionState(models.TextChoices):
    """The codes of `declaring/lifecycles/*.toml` from opening on."""

    OPEN = "open", _("open for signature")
    TABLED = "tabled", _("tabled")
    IN_ORDER = "in-order", _("in order")
    NUMBERED = "numbered", _("numbered")
    PUBLISHED = "published", _("published")
    RE_EDITED = "re-edited", _("published again with added names")
    CLOSED = "closed", _("closed")
    LAPSED = "lapsed", _("lapsed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("not admissible")
    RETURNED = "draft", _("taken back into draft")


class Collection(models.Model):
    """A text opened for signatures; its id is the declaration's own, and its slug until it has a number."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="collections")
    version = models.ForeignKey(DraftVersion, models.PROTECT, related_name="+")
    assembly = models.CharField(max_length=60)
    instrument = models.CharField(max_length=60)
    texts = models.JSONField()
    text_digests = models.JSONField()
    draft_digest = models.CharField(max_length=64)
    rulebook = models.CharField(max_length=120)
    rulebook_digest = models.CharField(max_length=64)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=CollectionState.choices, default=CollectionState.OPEN, db_index=True
    )
    first_signer = models.ForeignKey(RollMember, models.PROTECT, null=True, related_name="+")
    tabled_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["draft"], condition=~Q(state="draft"), name="collection_one_a_draft"
            ),
            models.CheckConstraint(condition=Q(state__in=CollectionState.values), name="collection_state"),
        ]

    def __str__(self) -> str:
        return self.id


class Scan(models.Model):
    """A returned sheet as it was scanned; the bytes lie in the store, by their digest."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="scans")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["uploaded_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["collection", "digest"], name="scan_once_a_collection"),
            models.CheckConstraint(condition=Q(size__gt=0), name="scan_has_bytes"),
        ]

    def __str__(self) -> str:
        return self.name


class SigningMethod(models.TextChoices):
    """How a name came on the list."""

    PAPER = "paper", _("on paper")
    PASSKEY = "passkey", _("by passkey")


class Signature(models.Model):
    """A name on the list, with what the member was on the day of signing.

    `ticked_at` is when it came on the list. `record` is what put it there in the log, if the text is logged,
    and `withdrawal` what took it off; `level` says what is known of the signature.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="signatures")
    member = models.ForeignKey(RollMember, models.PROTECT, related_name="signatures")
    method = models.CharField(max_length=10, choices=SigningMethod.choices, default=SigningMethod.PAPER)
    level = models.CharField(max_length=1, default="P")
    family = models.CharField(max_length=200)
    given = models.CharField(max_length=200, null=True)  # noqa: DJ001 (None: not printed)
    honorific = models.CharField(max_length=60, null=True)  # noqa: DJ001
    style = models.CharField(max_length=200, null=True)  # noqa: DJ001
    delegation = models.CharField(max_length=60)
    group = models.CharField(max_length=60, null=True)  # noqa: DJ001 (None: the roll has none)
    role = models.CharField(max_length=20, choices=[(role, role) for role in _ROLES])
    signed_on = models.DateField()
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, related_name="signatures")
    record = models.ForeignKey("SignedRecord", models.PROTECT, null=True, related_name="signatures")
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    withdrawal = models.ForeignKey("SignedRecord", models.PROTECT, null=True, related_name="withdrawals")

    class Meta:
        ordering: ClassVar[list[str]] = ["ticked_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["collection", "member"],
                condition=Q(withdrawn_at=None),
                name="signature_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(method=SigningMethod.PAPER, level="P", ticked_by__isnull=False)
                | Q(method=SigningMethod.PASSKEY, level__in=("A", "B", "C"), record__isnull=False),
                name="signature_by_its_method",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("ticked_by")),
                name="signature_two_clerks",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, method=SigningMethod.PAPER)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, scan__isnull=False)
                | Q(confirmed_at__isnull=False, confirmed_by=None, method=SigningMethod.PASSKEY),
                name="signature_confirmed_upon_a_scan",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal=None)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason=""))
                | Q(withdrawn_at__isnull=False, withdrawn_by=None, withdrawal__isnull=False),
                name="signature_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(role__in=_ROLES), name="signature_role_known"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.family, self.given) if part)


class Ruling(models.Model):
    """What a President or a chair decided of a text, with the reason; recorded by a clerk, never changed.

    `question` is the code of the finding that was ruled on, or `declaring.content.admissible`.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="rulings")
    question = models.CharField(max_length=100)
    admitted = models.BooleanField()
    reason = models.TextField()
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(decided_by=""), name="ruling_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {'admitted' if self.admitted else 'refused'}"
