"""Writes an act to the journal. Every action calls `record` last, within its own transaction."""

from datetime import datetime
from typing import Any

from django.db import models

from undersigned.server.records.models import Act, User


def record(
    kind: str,
    subject: models.Model,
    *,
    by: User | None,
    at: datetime,
    particulars: dict[str, Any] | None = None,
) -> Act:
    """Keep who did what, when, to which record; `kind` is kebab-case, in the past: `draft-opened`."""
    return Act.objects.create(
        at=at,
        by=by,
        kind=kind,
        subject_kind=str(subject._meta.model_name),  # noqa: SLF001 (Django's own public name)
        subject=str(subject.pk),
        particulars=particulars or {},
    )
