"""Questions as data, and how a row answers them."""

from datetime import date

import pytest
from tests.counting.rows import a_row

from undersigned.counting.countable import Countable, CountableRowError
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Answer, Question, QuestionError, answers, question_from

JUNE = Question(unit=Unit.PERSONS, from_=date(2031, 6, 1), until=date(2031, 7, 1))


def test_a_question_is_read_back_from_its_data():
    """What is written down is what was asked, and has the same digest."""
    asked = Question(
        unit=Unit.DETENTIONS,
        from_=date(2031, 6, 9),
        until=date(2031, 6, 14),
        places=frozenset({"tilvar", "brenn"}),
        categories=frozenset({"journalist"}),
        outcomes=frozenset({"fine", "administrative-arrest"}),
    )

    again = question_from(asked.as_data())

    assert again == asked
    assert again.digest() == asked.digest()
    assert asked.canonical() == (
        b'{"categories":["journalist"],"from":"2031-06-09","outcomes":["administrative-arrest","fine"],'
        b'"places":["brenn","tilvar"],"unit":"detentions","until":"2031-06-14"}'
    )


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"unit": "souls"},
        {"unit": "persons", "who": "everyone"},
        {"unit": "persons", "from": "June"},
        {"unit": "persons", "from": "2031-06-02", "until": "2031-06-02"},
    ],
)
def test_what_makes_no_question_is_refused(data):
    """Unknown keys, units and days, and periods without a day."""
    with pytest.raises(QuestionError):
        question_from(data)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, Answer.SURELY),
        ({"first": date(2031, 7, 1), "last": date(2031, 7, 1)}, Answer.NO),
        ({"first": date(2031, 6, 1), "last": date(2031, 6, 30)}, Answer.SURELY),
        ({"first": date(2031, 5, 1), "last": date(2031, 6, 30)}, Answer.PERHAPS),
        ({"first": None, "last": None}, Answer.PERHAPS),
        ({"first": date(2031, 6, 9), "last": None}, Answer.PERHAPS),
        ({"unit": Unit.DETENTIONS}, Answer.NO),
    ],
)
def test_days_answer_surely_perhaps_or_not(changes, answer):
    """The last day of a question is not in it; what is not known to lie within answers perhaps."""
    assert answers(JUNE, a_row(**changes)) is answer


def test_what_a_row_does_not_say_it_does_not_answer_surely():
    """A missing place may be the one; another place is not; a missing category is no category."""
    asked = Question(unit=Unit.PERSONS, places=frozenset({"tilvar"}), categories=frozenset({"minor"}))

    assert answers(asked, a_row(categories=frozenset({"minor", "student"}))) is Answer.SURELY
    assert answers(asked, a_row(categories=frozenset({"minor"}), place=None)) is Answer.PERHAPS
    assert answers(asked, a_row(categories=frozenset({"minor"}), place="brenn")) is Answer.NO
    assert answers(asked, a_row()) is Answer.NO


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": frozenset()},
        {"first": date(2031, 6, 10), "last": date(2031, 6, 9)},
        {"group": (200, 100)},
    ],
)
def test_a_row_that_cannot_be_counted_is_refused(changes):
    """No source, days or bounds the wrong way round."""
    whole = {name: getattr(a_row(), name) for name in Countable.__slots__}

    with pytest.raises(CountableRowError):
        Countable(**{**whole, **changes})
