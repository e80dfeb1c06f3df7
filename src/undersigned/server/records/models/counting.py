"""Questions, figures bound to them, and the view tables that answer them.

1. `CountableRow` and `CaseRow` are views: made from claims and decisions, made again at will, never the
   truth. Nothing that is withheld stands in them but that a subject is there.
2. A figure of a draft is bound to a question by its mark (value, qualifier, which of several), in every
   language at once.
3. Somebody may declare that the records are complete for a question, on the number that is on record then;
   until it is ended, and while that number stays, it counts.
4. What a text is opened with is kept as bytes: the table of its figures and the public evidence of that day.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from undersigned.server.records.ids import new_id
from undersigned.server.records.models.accounts import User
from undersigned.server.records.models.declaring import Draft
from undersigned.server.records.models.evidence import EvidenceLevel, EvidenceSource, EvidenceSubject
from undersigned.server.records.models.outgoing import EvidenceSnapshot
from undersigned.server.records.models.signing import Collection


class CountableRow(models.Model):
    """A row that can be counted, in the columns that `counting/compiled.py` asks about.

    `subject` is a handle, followed by a kind where it is no person; `holder` is the person of a detention.
    """

    source = models.ForeignKey(EvidenceSource, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=60)
    holder = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=20)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    place = models.CharField(max_length=300, null=True)  # noqa: DJ001 (None: nobody says)
    outcome = models.CharField(max_length=60, null=True)  # noqa: DJ001
    grade = models.CharField(max_length=12)
    categories = models.CharField(max_length=300, blank=True)
    group_low = models.PositiveIntegerField(null=True)
    group_high = models.PositiveIntegerField(null=True)
    conservative = models.CharField(max_length=60)
    strict = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["unit", "first_on", "last_on"], name="countable_unit_days"),
            models.Index(fields=["subject"], name="countable_subject"),
            models.Index(fields=["source"], name="countable_source"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.subject}"


class CaseRow(models.Model):
    """A subject that is a person, as lists show it to staff; `person` is the first handle of its cluster."""

    subject = models.OneToOneField(EvidenceSubject, models.CASCADE, primary_key=True, related_name="case")
    person = models.CharField(max_length=32, db_index=True)
    names = models.CharField(max_length=600, blank=True)
    sought = models.CharField(max_length=600, blank=True)
    level = models.CharField(max_length=12, choices=EvidenceLevel.choices)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["sought"], name="case_sought")]

    def __str__(self) -> str:
        return self.subject_id


class CountQuestion(models.Model):
    """What is counted (`counting/questions.py`), by its digest, with a label in people's own words."""

    digest = models.CharField(primary_key=True, max_length=64)
    data = models.JSONField()
    label = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "digest"]

    def __str__(self) -> str:
        return self.label


class DeclaredComplete(models.Model):
    """That the records are complete for a question, from being declared until being ended.

    `declared_by` is who answers for it outside, `by` the account; `counted` is the most that was documented
    then, and `subjects` the digest of whom that was, by their handles.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    question = models.ForeignKey(CountQuestion, models.PROTECT, related_name="completeness")
    declared_by = models.CharField(max_length=200)
    on = models.DateField()
    source = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)
    why = models.TextField()
    counted = models.PositiveIntegerField()
    subjects = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_why = models.TextField(null=True)  # noqa: DJ001 (None: it stands; the guard lets it be written once)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(ended_at=None), name="declared_complete_once"
            ),
            models.CheckConstraint(
                condition=Q(declared_by__gt="", source__gt="", why__gt="", counted__gte=1),
                name="declared_complete_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_why=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_why__gt=""),
                name="declared_complete_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.counted}"


class FigureBinding(models.Model):
    """A figure of a draft and the question that it answers, from being bound until being loosened."""

    id = models.CharField(primary_key=True, max_length=40, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="bindings")
    mark = models.CharField(max_length=80)
    question = models.ForeignKey(CountQuestion, models.PROTECT, related_name="bindings")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["draft", "mark"], condition=Q(ended_at=None), name="figure_bound_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mark} of {self.draft_id}"


class CollectionFigures(models.Model):
    """What a text was opened with: its figures' table, and what was documented then."""

    collection = models.OneToOneField(Collection, models.PROTECT, primary_key=True, related_name="figures")
    table = models.TextField()
    evidence = models.ForeignKey(EvidenceSnapshot, models.PROTECT, null=True, related_name="+")
    documented = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.collection_id)
