"""Many answers with one cause are one answer with its number and lines."""

import pytest

from undersigned.declaring.alike import alike_as_one
from undersigned.declaring.declaration import Signatory
from undersigned.declaring.examination import examine
from undersigned.declaring.questions.lists import distinct
from undersigned.values.findings import Place, failed, passed, undetermined
from undersigned.values.names import PersonalName
from undersigned.wording.words import sentence

from .declarations import a_declaration


def doubts(number, answer=undetermined):
    return [answer("declaring.name.given", Place(line=10 + at), name=f"NAME{at}") for at in range(number)]


@pytest.mark.parametrize(("answer", "most"), [(undetermined, 3), (failed, 10)])
def test_a_few_are_said_one_by_one_and_many_as_one(answer, most):
    """Each failure names something to mend, so more of them stay apart."""
    assert alike_as_one(doubts(most, answer)) == tuple(doubts(most, answer))
    (one,) = alike_as_one(doubts(most + 1, answer))
    assert one.particulars["alike"] == most + 1
    assert one.particulars["lines"] == tuple(str(10 + at) for at in range(most + 1))


def test_the_sentence_says_how_many_and_where_the_next_ones_are():
    """The first stands with its own words."""
    (one,) = alike_as_one(doubts(25))

    assert sentence(one, "en").endswith("25 such cases in all, among them on lines 11, 12.")
    assert "NAME0" in sentence(one, "fr")


def test_other_questions_and_answers_stay_apart():
    """Only answers of one kind are one."""
    assert len(alike_as_one([*doubts(4), passed("declaring.name.given"), *doubts(2, failed)])) == 4


def test_a_lost_date_is_not_said_of_each_delegation():
    """Without a day each of the four would be a doubt of its own."""
    found = [one.code for one in examine(a_declaration(dated=None)).findings if not one.ok]

    assert found.count("declaring.delegation.on-day") == 1


def test_thousands_of_namesakes_are_not_compared_each_with_each():
    """Eight thousand names of one surname and one country are answered at once, and it is said."""
    rows = tuple(
        Signatory(order=at, name=PersonalName(family="NAME", given=f"Ada{at}"), country="Northland")
        for at in range(1, 8001)
    )
    twice = (*rows, rows[17])

    codes = [(one.code, one.outcome.value) for one in distinct(a_declaration(signatories=twice))]

    assert codes == [("declaring.list.distinct", "failed"), ("declaring.list.namesakes", "undetermined")]
