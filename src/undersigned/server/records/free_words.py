"""Which columns hold words that people wrote freely, and what may become of a person's names in them.

1. A person's names are looked for in every column of every table that can hold words. In a column that is not
   listed here they are shown and stay: so a new column is looked through without anybody thinking of it.
2. `OURS` are words of the desk itself: reasons, notes, names of files. They are erased whole and replaced by
   `ERASED`, the only change to them that the database allows (`guards.py`). Where only a name of a single
   word was found, it may be somebody else's: a person decides (`actions/evidence/naming.py`).
3. `TO_DECIDE` are words about a source, by which it is found again: a person decides each time.
4. `MADE` are tables that are made from others and made anew with them, and the published bytes.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

ERASED = "[…]"
OURS = frozenset(
    {
        *("claimtombstone.reason", "claimwithdrawal.reason", "consentanswer.asked_by", "countquestion.label"),
        *("decisionreason.why", "declaredcomplete.why", "declaredcomplete.ended_why", "draftversion.note"),
        *("rollimport.file_name", "scan.name", "signature.withdrawal_reason", "smallstepapproval.why"),
    }
)
TO_DECIDE = frozenset(
    f"evidencesource.{name}" for name in ("title", "publisher", "author", "url", "archive_url", "right")
)
MADE = frozenset({"caserow", "countablerow", "publishedbody", "publishedfile"})
_WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def columns_of_words() -> Iterator[tuple[type[models.Model], str, str]]:
    """Each column that can hold words: its table, its name, and both as one (`claimwithdrawal.reason`)."""
    for table in apps.get_app_config("records").get_models():
        name = str(table._meta.model_name)  # noqa: SLF001 (Django's own public name)
        for column in table._meta.concrete_fields:  # noqa: SLF001
            if isinstance(column, _WORDS) and name not in MADE:
                yield table, column.name, f"{name}.{column.name}"
