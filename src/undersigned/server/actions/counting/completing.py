"""A monitor declares that the records are complete for a question, or ends such a declaration.

1. It is made on what is documented on its day, and nothing is declared complete that is empty: a question
   that finds nobody is more often a question put wrongly.
2. One stands for a question at a time. Nothing of it is changed; it is ended, with a reason.
3. It counts while the number that it was made on is the most that is documented, and of the same subjects:
   whoever goes is not made up for by somebody else who comes. An ended one counts no more.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from undersigned.counting.completeness import Completeness
from undersigned.server.actions.counting.answering import count, question_of, subjects_of
from undersigned.server.actions.evidence.leaving import must_be_shown
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import CountQuestion, DeclaredComplete, Edition, FigureBinding, User
from undersigned.values.digest import sha256


@transaction.atomic
def declare_complete(
    *,
    question: CountQuestion,
    declared_by: str,
    source: str,
    url: str,
    why: str,
    on: date,
    today: date,
    by: User,
    at: datetime,
) -> DeclaredComplete | Refusal:
    """Declare the records complete for a question, for the number that is documented now."""
    said = {"declared_by": declared_by.strip(), "source": source.strip(), "why": why.strip()}
    if empty := next((name for name, words in said.items() if not words), None):
        return refuse("desk.complete.said", empty)
    if on > today:
        return refuse("desk.complete.day", "on", day=on.isoformat())
    held = CountQuestion.objects.select_for_update().get(pk=question.pk)
    if held.completeness.filter(ended_at=None).exists():
        return refuse("desk.complete.once")
    _least, most = count(question_of(held))
    if not most:
        return refuse("desk.complete.something")
    made = DeclaredComplete.objects.create(
        question=held, **said, url=url.strip(), on=on, counted=most, subjects=_subjects(held), at=at, by=by
    )
    record("declared-complete", made, by=by, at=at, particulars={"question": held.pk, "counted": most})
    if counts_in_public(held):
        must_be_shown(by=by, at=at)
    return made


@transaction.atomic
def end_completeness(
    *, declared: DeclaredComplete, why: str, by: User, at: datetime
) -> DeclaredComplete | Refusal:
    """End a declaration; it no longer applies from now on."""
    if not why.strip():
        return refuse("desk.complete.ended-why", "why")
    held = DeclaredComplete.objects.select_for_update().get(pk=declared.pk)
    if held.ended_at is not None:
        return refuse("desk.complete.stands")
    held.ended_at, held.ended_by, held.ended_why = at, by, why.strip()
    held.save(update_fields=["ended_at", "ended_by", "ended_why"])
    record("completeness-ended", held, by=by, at=at, particulars={"question": held.question_id})
    if counts_in_public(held.question):
        must_be_shown(by=by, at=at)
    return held


def counts_in_public(question: CountQuestion) -> bool:
    """Whether a figure of a published text is bound to a question."""
    bound = FigureBinding.objects.filter(question=question, ended_at=None).values("draft")
    return Edition.objects.filter(collection__draft__in=bound).exists()


def standing(questions: Iterable[CountQuestion]) -> Mapping[str, Completeness]:
    """The declarations that were not ended and whose subjects are unchanged, by question."""
    rows = DeclaredComplete.objects.filter(
        question__in={question.pk for question in questions}, ended_at=None
    )
    unmoved = (row for row in rows.select_related("question") if is_of_the_same(row))
    return {row.question_id: completeness_of(row) for row in unmoved}


def counting_now(questions: Iterable[CountQuestion]) -> Mapping[str, Completeness]:
    """Those standing declarations that apply to the number documented now, by question."""
    by_key = {question.pk: question for question in questions}
    return {
        key: declared
        for key, declared in standing(by_key.values()).items()
        if declared.counts_for(count(question_of(by_key[key]))[1])
    }


def is_of_the_same(row: DeclaredComplete) -> bool:
    """Whether a declaration was made for the subjects that answer its question now."""
    return row.subjects == _subjects(row.question)


def _subjects(question: CountQuestion) -> str:
    return sha256(" ".join(sorted(subjects_of(question_of(question)))).encode())


def completeness_of(row: DeclaredComplete) -> Completeness:
    """The declaration that a row holds."""
    return Completeness(
        by=row.declared_by,
        on=row.on,
        source=row.source,
        url=row.url or None,
        why=row.why,
        counted=row.counted,
        ended_on=row.ended_at.date() if row.ended_at else None,
    )
