"""The documented count, by both linkings, and the same as SQL."""

import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.counting.rows import a_row, different, same, unsure

from undersigned.counting.compiled import COLUMNS, compiled
from undersigned.counting.countable import Decision, Grade, Sameness, joined, standing
from undersigned.counting.documented import CONSERVATIVE, STRICT, count_documented
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question

ALL = Question(unit=Unit.PERSONS)
IDS = [f"p{number}" for number in range(8)]
ROWS = st.lists(
    st.builds(
        a_row,
        st.sampled_from(IDS),
        sources=st.frozensets(st.sampled_from(["a", "b", "c"]), min_size=1),
        first=st.sampled_from([None, date(2031, 6, 1), date(2031, 6, 9)]),
        last=st.sampled_from([None, date(2031, 6, 9), date(2031, 7, 2)]),
        place=st.sampled_from([None, "tilvar", "brenn"]),
        outcome=st.sampled_from([None, "fine", "released"]),
        categories=st.frozensets(st.sampled_from(["minor", "min_r", "%"])),
        grade=st.sampled_from(Grade),
        unit=st.sampled_from([Unit.PERSONS, Unit.DETENTIONS]),
        group=st.sampled_from([None, None, None, (100, 200)]),
    ),
    max_size=12,
)
DECISIONS = st.lists(
    st.builds(
        Decision, one=st.sampled_from(IDS), other=st.sampled_from(IDS), sameness=st.sampled_from(Sameness)
    ).filter(lambda one: one.one != one.other),
    max_size=6,
)
QUESTIONS = st.builds(
    Question,
    unit=st.sampled_from([Unit.PERSONS, Unit.DETENTIONS]),
    from_=st.sampled_from([None, date(2031, 6, 5)]),
    until=st.sampled_from([None, date(2031, 7, 1)]),
    places=st.frozensets(st.sampled_from(["tilvar", "brenn"]), max_size=1),
    outcomes=st.frozensets(st.sampled_from(["fine", "released"]), max_size=2),
    categories=st.frozensets(st.sampled_from(["minor", "min_r", "%"]), max_size=1),
)


def test_one_person_in_two_lists_is_one():
    """Seventy rows of two lists are as many people as were decided to be different."""
    rows = [a_row("a1"), a_row("b1", sources=frozenset({"monitor-b"})), a_row("a2")]

    counted = count_documented(ALL, rows, [same("a1", "b1")])

    assert (counted.least, counted.most) == (2, 2)
    assert counted.by_sources() == ((1, 1), (2, 1), (3, 0))
    assert counted.subjects[0].ids == ("a1", "b1")
    assert counted.sources == 2


def test_a_match_that_nobody_could_settle_is_counted_both_ways():
    """The conservative count holds the two for one, the strict one for two."""
    rows = [a_row("a1"), a_row("b1")]

    counted = count_documented(ALL, rows, [unsure("a1", "b1")])

    assert (counted.least, counted.most, counted.unresolved) == (1, 2, 1)


def test_the_latest_decision_about_two_stands():
    """Whoever was unsure yesterday may be decided today."""
    rows = [a_row("a1"), a_row("b1")]

    counted = count_documented(ALL, rows, [unsure("a1", "b1"), different("b1", "a1")])

    assert (counted.least, counted.most, counted.unresolved) == (2, 2, 0)


def test_a_row_not_yet_accepted_is_in_the_strict_count_only():
    """The documented number never rests on what nobody has reviewed."""
    counted = count_documented(ALL, [a_row("a1"), a_row("a2", grade=Grade.PROVISIONAL)])

    assert (counted.least, counted.most) == (1, 2)


def test_a_group_without_names_adds_nobody():
    """ "About 200 were held" is listed beside the count and never two hundred persons."""
    counted = count_documented(ALL, [a_row("a1"), a_row("g1", group=(150, 200))])

    assert (counted.least, counted.most, counted.groups) == (1, 1, ((150, 200),))


@given(ROWS, DECISIONS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, decisions, shuffled):
    """Nor that of decisions about different pairs."""
    other_rows, other_decisions = list(rows), list({one.pair: one for one in decisions}.values())
    shuffled.shuffle(other_rows)
    shuffled.shuffle(other_decisions)

    assert count_documented(ALL, rows, decisions) == count_documented(ALL, other_rows, other_decisions)


@given(QUESTIONS, ROWS, DECISIONS)
def test_the_conservative_count_is_never_above_the_strict_one(question, rows, decisions):
    """Whatever the rows and the decisions."""
    counted = count_documented(question, rows, decisions)

    assert counted.least <= counted.most


@given(ROWS, DECISIONS, st.sampled_from(IDS), st.sampled_from(IDS))
def test_joining_two_people_never_raises_the_count(rows, decisions, one, other):
    """A decision that two are the same can only lower it, or leave it."""
    if one == other:
        return
    before = count_documented(ALL, rows, decisions)

    after = count_documented(ALL, rows, [*decisions, same(one, other)])

    assert after.least <= before.least
    assert after.most <= before.most


@given(ROWS, DECISIONS, st.sampled_from(IDS))
def test_a_further_row_never_lowers_the_count(rows, decisions, subject):
    """A source that names somebody adds, or leaves the number as it is."""
    before = count_documented(ALL, rows, decisions)

    after = count_documented(ALL, [*rows, a_row(subject, sources=frozenset({"new"}))], decisions)

    assert after.least >= before.least
    assert after.most >= before.most


def kept(rows, decisions) -> sqlite3.Connection:
    """The rows as the table that a compiled question reads."""
    decided = standing(decisions)
    named = {row.subject for row in rows}
    coarse, fine = joined(named, decided, CONSERVATIVE), joined(named, decided, STRICT)
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE countable ({', '.join(COLUMNS)})")
    database.executemany(
        f"INSERT INTO countable VALUES ({', '.join('?' * len(COLUMNS))})",
        [
            (
                row.subject,
                row.unit.value,
                row.first and row.first.isoformat(),
                row.last and row.last.isoformat(),
                row.place,
                row.outcome,
                row.grade.value,
                f" {' '.join(sorted(row.categories))} ",
                row.group and row.group[0],
                coarse[row.subject],
                fine[row.subject],
            )
            for row in rows
        ],
    )
    return database


@given(QUESTIONS, ROWS, DECISIONS)
def test_the_compiled_question_answers_as_the_pure_function(question, rows, decisions):
    """The pure function is the oracle of the SQL."""
    query = compiled(question)
    database = kept(rows, decisions)

    (answer,) = database.execute(query.text, query.parameters).fetchall()
    database.close()

    counted = count_documented(question, rows, decisions)
    assert answer == (counted.least, counted.most)


@pytest.mark.parametrize("value", ["x'; DROP TABLE countable; --", "%", "tilvar"])
def test_what_is_asked_for_is_a_parameter_and_never_sql(value):
    """Places, outcomes and categories go in as parameters."""
    query = compiled(Question(unit=Unit.PERSONS, places=frozenset({value})))

    assert value not in query.text
    assert value in query.parameters
