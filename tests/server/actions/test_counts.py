"""Counts at the desk: the compiled question against the pure function, decisions, views made anew."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.server.builders import AT
from tests.server.evidence import TODAY, a_table, four_lists, people_rows, subject, taken_in

from undersigned.counting.countable import Countable, Grade
from undersigned.counting.documented import count_documented
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.server.actions.counting import answering
from undersigned.server.actions.entering.correcting import withdraw_claims
from undersigned.server.actions.evidence import deciding, view_tables
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import (
    CaseRow,
    CountableRow,
    DecisionReason,
    KeptClaim,
    LinkDecision,
    Sameness,
)

EVE = Question(unit=Unit.PERSONS, from_=date(2026, 9, 20), until=date(2026, 9, 21))
PUNISHED = replace(EVE, outcomes=frozenset({"fine", "administrative-arrest"}))


def both(question):
    """What the database counts, and what the pure function does; they agree."""
    found = answering.documented(question)
    assert answering.count(question) == (found.least, found.most)
    return found.least, found.most


@pytest.mark.slow
def test_seventy_one_from_four_sources(monitor):
    """The truth of Harbour Square is known: 71 on the eve, 43 of them punished, 228 people, 3 held twice."""
    four_lists(monitor)

    assert both(EVE) == (71, 71)
    assert both(PUNISHED) == (43, 43)
    assert both(Question(unit=Unit.PERSONS)) == (228, 228)
    assert both(Question(unit=Unit.DETENTIONS))[0] == 231
    assert answering.documented(EVE).sources == 4
    before = list(CountableRow.objects.order_by("pk").values_list("subject", "conservative", "strict"))
    view_tables.rebuild()
    after = CountableRow.objects.order_by("pk").values_list("subject", "conservative", "strict")
    assert sorted(after) == sorted(before)


def test_a_row_taken_away_moves_the_count(monitor):
    """The card moves by one."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    assert both(EVE) == (4, 4)

    claims = KeptClaim.objects.filter(subject=subject("watch", 2))
    withdraw_claims(claims=claims, reason="source", by=monitor, at=AT)

    assert both(EVE) == (3, 3)


def test_who_is_one_with_whom_moves_the_count_and_can_be_undone(monitor):
    """Same joins, unsure joins only the conservative count, different keeps apart; undoing is a decision."""
    taken_in(a_table(*people_rows(3)), by=monitor)
    one, other = subject("watch", 1), subject("watch", 2)

    def counted(what):
        deciding.decide(one=one, other=other, what=what, why="compared", by=monitor, at=AT)
        return both(EVE)

    assert counted(Sameness.SAME) == (2, 2)
    assert len(set(CaseRow.objects.values_list("person", flat=True))) == 2
    standing = LinkDecision.objects.get(superseded_by=None)
    deciding.undo(decision=standing, why="wrong row", by=monitor, at=AT)
    assert both(EVE) == (2, 3)
    assert counted(Sameness.DIFFERENT) == (3, 3)
    assert LinkDecision.objects.count() == 3
    assert DecisionReason.objects.count() == 3
    assert isinstance(deciding.undo(decision=standing, why="again", by=monitor, at=AT), Refusal)


def test_decisions_that_contradict_each_other_join_nobody(monitor):
    """One in the conservative count, three in the strict one, until somebody decides."""
    taken_in(a_table(*people_rows(3)), by=monitor)
    rows = [subject("watch", at) for at in (1, 2, 3)]
    for one, other, what in ((0, 1, "same"), (1, 2, "same"), (0, 2, "different")):
        deciding.decide(one=rows[one], other=rows[other], what=Sameness(what), why="w", by=monitor, at=AT)

    assert both(EVE) == (1, 3)
    assert len(set(CaseRow.objects.values_list("person", flat=True))) == 3


def test_a_decision_without_a_reason_or_about_one_row_is_none(monitor):
    """Refused in words."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    one, other = subject("watch", 1), subject("watch", 2)

    without = deciding.decide(one=one, other=other, what=Sameness.SAME, why=" ", by=monitor, at=AT)
    alone = deciding.decide(one=one, other=one, what=Sameness.SAME, why="w", by=monitor, at=AT)

    assert (without.findings[0].code, alone.findings[0].code) == (
        "desk.decision.reason",
        "desk.decision.two",
    )


def test_a_group_without_names_adds_nobody(monitor):
    """“About 200 were held” is listed beside the count."""
    columns = {
        "level": "public",
        "key": ["No"],
        "dates": "day-first",
        "columns": {
            "No": {"ignore": "only the key"},
            "Number": {"property": "detention.low"},
            "Day": {"property": "detention.start"},
        },
    }
    taken_in(b"No,Number,Day\n1,200,20.09.2026\n", by=monitor, columns=columns)

    assert both(EVE) == (0, 0)
    assert answering.documented(EVE).groups == ((200, None),)


def test_a_question_asked_again_is_the_same_row(monitor):
    """By its digest; its first label stays."""
    one = answering.keep_question(question=EVE, label="On the eve", by=monitor, at=AT)
    other = answering.keep_question(question=EVE, label="Other words", by=monitor, at=AT)

    assert one == other
    assert other.label == "On the eve"
    assert answering.days_of(answering.question_of(one)) == (date(2026, 9, 20), date(2026, 9, 20))


DAYS = st.none() | st.dates(date(2026, 9, 1), date(2026, 9, 6))
ROWS = st.builds(
    lambda subject, unit, first, more, place, outcome, grade, categories: Countable(
        subject=subject,
        unit=unit,
        sources=frozenset({"watch"}),
        first=first,
        last=date.fromordinal(first.toordinal() + more) if first else None,
        place=place,
        outcome=outcome,
        grade=grade,
        categories=categories,
    ),
    st.sampled_from("abcdefgh"),
    st.sampled_from([Unit.PERSONS, Unit.EVENTS]),
    DAYS,
    st.integers(0, 3),
    st.none() | st.sampled_from(["quay", "square"]),
    st.none() | st.sampled_from(["fine", "released"]),
    st.sampled_from(Grade),
    st.frozensets(st.sampled_from(["journalist", "lawyer"])),
)
QUESTIONS = st.builds(
    lambda unit, first, days, places, outcomes, categories: Question(
        unit=unit,
        from_=first,
        until=date.fromordinal(first.toordinal() + days) if first and days else None,
        places=places,
        outcomes=outcomes,
        categories=categories,
    ),
    st.sampled_from([Unit.PERSONS, Unit.EVENTS]),
    DAYS,
    st.integers(0, 4),
    st.frozensets(st.sampled_from(["quay", "square"]), max_size=1),
    st.frozensets(st.sampled_from(["fine", "released"])),
    st.frozensets(st.sampled_from(["journalist", "lawyer"])),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, max_size=12), question=QUESTIONS)
def test_the_database_counts_what_the_pure_function_counts(evidence_source, rows, question):
    """Any rows, any question, on either engine."""
    CountableRow.objects.all().delete()
    CountableRow.objects.bulk_create(view_tables._row(evidence_source, row, "") for row in rows)

    found = count_documented(question, rows)

    assert answering.count(question) == (found.least, found.most)
    assert answering.documented(question).ids() == found.ids()


@pytest.fixture
def evidence_source(monitor):
    """A source of rows."""
    from tests.server.evidence import a_source  # noqa: PLC0415

    return a_source(by=monitor)


def test_the_view_tables_hold_nothing_after_their_claims(monitor):
    """They follow the claims, and are made anew from nothing."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    CountableRow.objects.all().delete()
    CaseRow.objects.all().delete()

    view_tables.rebuild()

    assert CountableRow.objects.filter(unit="persons").count() == 2
    assert CaseRow.objects.count() == 2
    assert EVE.from_ < TODAY
