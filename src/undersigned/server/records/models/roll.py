"""The roll as rows: members, their mandates and groups by period, and the imports they came from.

1. `code` is the id that the assembly's own file gives a member; it is never reused within an assembly.
2. Periods are half-open, as in `declaring/roll/members.py`: `until_on` is the first day that is no longer in.
3. A member who is no longer in an imported file is kept and marked (`gone_at`): what they signed remains.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from undersigned.declaring.roll.members import Role
from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User

_ROLES = [role.value for role in Role]


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name=name)


class RollImport(models.Model):
    """A membership file that was read: looked at, then applied or set aside; its bytes are in the store.

    `difference` and `findings` are what its preview showed (plain data of `RollDifference` and `Finding`).
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    assembly = models.CharField(max_length=60)
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    difference = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-read_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(set_aside_at=None),
                name="roll_import_applied_or_set_aside",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.assembly})"


class RollMember(models.Model):
    """A person on an assembly's roll; `aliases` are `[family, given]`, `position` is the roll's order."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    assembly = models.CharField(max_length=60)
    code = models.CharField(max_length=100)
    family = models.CharField(max_length=200)
    given = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 (None: not printed)
    honorific = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001
    style = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001
    aliases = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    came_with = models.ForeignKey(RollImport, models.PROTECT, null=True, related_name="+")
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["assembly", "position", "code"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["assembly", "code"], name="roll_member_one_code_one_member"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(family=""), name="roll_member_named"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.family, self.given) if part)


class Mandate(models.Model):
    """A seat in a delegation, in a role, for a period; `delegation` is the place's code."""

    member = models.ForeignKey(RollMember, models.CASCADE, related_name="mandates")
    delegation = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=[(role, role) for role in _ROLES])
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    substitute_for = models.ForeignKey(RollMember, models.PROTECT, null=True, related_name="substitutes")

    class Meta:
        ordering: ClassVar[list[str]] = ["from_on", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["member", "delegation", "from_on"], name="mandate_once_a_day"),
            models.CheckConstraint(condition=Q(role__in=_ROLES), name="mandate_role_known"),
            _ends_after_it_begins("mandate_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.delegation} from {self.from_on}"


class GroupMembership(models.Model):
    """Belonging to a political group for a period; `group` is its code in English."""

    member = models.ForeignKey(RollMember, models.CASCADE, related_name="groups")
    group = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["from_on", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["member", "from_on"], name="group_once_a_day"),
            _ends_after_it_begins("group_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.group} from {self.from_on}"
