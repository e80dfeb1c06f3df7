"""Answers questions from the view tables: the count by one SQL statement, and the list behind it.

The statement is the compiled question (`counting/compiled.py`); the list is made by the pure function, which
is also what the statement is tested against.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from undersigned.counting.compiled import compiled
from undersigned.counting.countable import Countable, Decision, Grade, joined, standing
from undersigned.counting.documented import STRICT, Documented, count_documented
from undersigned.counting.figure import Unit
from undersigned.counting.from_claims import Holding, perhaps_one
from undersigned.counting.questions import Answer, Question, answers, question_from
from undersigned.server.actions.evidence.view_tables import counted_decisions
from undersigned.server.actions.journal import record
from undersigned.server.records.models import CountableRow, CountQuestion, User

_TABLE = CountableRow._meta.db_table  # noqa: SLF001 (Django's own public name)


@transaction.atomic
def keep_question(*, question: Question, label: str, by: User, at: datetime) -> CountQuestion:
    """Keep a question under its digest; a question that is already kept keeps its first label."""
    kept, made = CountQuestion.objects.get_or_create(
        pk=question.digest(), defaults={"data": question.as_data(), "label": label, "at": at, "by": by}
    )
    if made:
        record("question-kept", kept, by=by, at=at)
    return kept


def question_of(row: CountQuestion) -> Question:
    """The question that a row holds."""
    return question_from(row.data)


def count(question: Question) -> tuple[int, int]:
    """The conservative and the strict count, computed by the database."""
    query = compiled(question, table=_TABLE)
    with connection.cursor() as cursor:
        cursor.execute(query.text.replace("?", "%s"), query.parameters)
        least, most = cursor.fetchone()
    return int(least), int(most)


def documented(question: Question) -> Documented:
    """The documented count with the list behind it."""
    rows = tuple(countable_of(row) for row in _that_may_answer(question))
    return count_documented(question, rows, decisions_for(question.unit))


def subjects_of(question: Question) -> frozenset[str]:
    """Every subject that answers the question or may answer it, before any are joined."""
    rows = (countable_of(row) for row in _that_may_answer(question))
    return frozenset(
        row.subject for row in rows if row.group is None and answers(question, row) is not Answer.NO
    )


def decisions_for(unit: Unit) -> tuple[Decision, ...]:
    """People's decisions for a unit; for detentions also which may be the same."""
    decided = counted_decisions()
    if unit is not Unit.DETENTIONS:
        return decided
    held = CountableRow.objects.filter(unit=unit.value).exclude(holder="")
    holdings = [
        Holding(detention=row.subject, holder=row.holder, first=row.first_on, last=row.last_on)
        for row in held
    ]
    persons = joined({holding.holder for holding in holdings}, standing(decided), STRICT)
    return (*decided, *perhaps_one(holdings, persons))


def countable_of(row: CountableRow) -> Countable:
    """A row of the view table as `counting` takes it."""
    return Countable(
        subject=row.subject,
        unit=Unit(row.unit),
        sources=frozenset({row.source_id}),
        first=row.first_on,
        last=row.last_on,
        place=row.place,
        categories=frozenset(row.categories.split()),
        outcome=row.outcome,
        grade=Grade(row.grade),
        group=None if row.group_low is None else (row.group_low, row.group_high),
    )


def _that_may_answer(question: Question) -> Any:  # noqa: ANN401 (a query set of rows)
    rows = CountableRow.objects.filter(unit=question.unit.value)
    if question.from_:
        rows = rows.filter(Q(last_on=None) | Q(last_on__gte=question.from_))
    if question.until:
        rows = rows.filter(Q(first_on=None) | Q(first_on__lte=question.until - timedelta(days=1)))
    return rows


def days_of(question: Question) -> tuple[date | None, date | None]:
    """The first and the last day of a question, both included."""
    return question.from_, question.until - timedelta(days=1) if question.until else None
