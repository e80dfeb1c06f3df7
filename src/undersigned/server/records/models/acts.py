"""The journal of acts: who did what, when, to which record. Rows are added and never changed.

The database refuses UPDATE and DELETE itself (`guards.py`), on SQLite and on PostgreSQL.
"""

from typing import Any, ClassVar

from django.db import models

from undersigned.server.records.models.accounts import User


class Act(models.Model):
    """One act; `by` is empty where the machine itself acted (`createadmin`, a timer)."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="acts")
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    particulars = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["subject_kind", "subject", "id"], name="act_of_a_subject")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.subject_kind} {self.subject}"
