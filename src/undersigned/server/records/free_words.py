"""Where words stand in the records that people wrote freely, and what may become of them.

1. A person's names are looked for in every column of every table that can hold words. What is not named here
   is shown and stays: so a new column is looked through without anybody thinking of it.
2. `OURS` are words of the desk itself: reasons, notes, names of files. They are erased whole, once and to one
   mark, which is the only change that the database lets happen to them (`guards.py`); but where no more than
   a name of one word stands in them, a person decides (`actions/evidence/naming.py`).
3. `TO_DECIDE` are words about a source, by which it is found again: a person decides each time.
4. `MADE` are tables that are made from others, and are made anew with them; the published bytes, too.
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
