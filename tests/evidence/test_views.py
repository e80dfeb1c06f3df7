"""Claims seen as people and things: nothing chosen, every value pointing at its sources."""

from datetime import date

import pytest
from tests.evidence.builders import KEY, a_claim, a_subject

from undersigned.evidence.claims import Standing, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.detentions import HeldNumber, detentions
from undersigned.evidence.events import events
from undersigned.evidence.fields import standing_claims
from undersigned.evidence.officials import answerabilities, officials
from undersigned.evidence.opinions import opinions, recommendations
from undersigned.evidence.people import people, said_of
from undersigned.evidence.proceedings import proceedings
from undersigned.evidence.properties import PropertyError
from undersigned.evidence.quotations import quotations
from undersigned.evidence.recognitions import recognitions
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Outcome

DAY = SourceDate.of_day(date(2026, 9, 20))


def held(value, name, key="1", **more):
    return a_claim(value, kind="detention", property=name, key=key, **more)


def test_two_sources_that_differ_stand_side_by_side():
    """Neither is chosen, and the field says that they conflict."""
    one, other = held(DAY, "start"), held(SourceDate.of_day(date(2026, 9, 21)), "start")

    (detention,) = detentions([one, other])

    assert detention.field("start").conflicting
    assert detention.date("start") is None
    assert [found.claims for found in detention.field("start").values] == [(one,), (other,)]
    assert [field.name for field in detention.conflicts] == ["start"]


def test_two_sources_that_agree_are_one_value_with_two_citations():
    """However each of them wrote the day."""
    other = SourceDate.of_day(date(2026, 9, 20), "20.09.2026")
    claims = [held(DAY, "start", at="A!C1"), held(other, "start", at="A!C2")]

    (value,) = detentions(claims)[0].field("start").values

    assert [cite.at for cite in value.cites] == ["A!C1", "A!C2"]


def test_several_names_are_no_conflict_and_a_denied_one_is():
    """A person may have many names; that a name is not theirs contradicts whoever gives it."""
    names = [a_claim("Temir"), a_claim("Темір")]

    assert not people(names)[0].field("name").conflicting
    assert people([*names, a_claim("Temir", standing=Standing.DENIED)])[0].field("name").conflicting


def test_not_found_is_an_answer_and_silence_is_none():
    """What was sought says so; what nobody asked is empty."""
    (person,) = people([a_claim(), a_claim(None, property="status", standing=Standing.NOT_FOUND)])

    assert len(person.field("status").not_found) == 1
    assert person.field("sex").claims == ()
    with pytest.raises(PropertyError):
        person.field("height")


def test_what_was_withdrawn_or_superseded_is_not_shown():
    """It remains a claim, and no view shows it."""
    first = a_claim("Temir", level=Level.RESTRICTED)
    second = a_claim("Temyr", supersedes=claim_id(first, key=KEY))

    assert standing_claims([first, second], key=KEY) == (second,)
    assert standing_claims([a_claim(withdrawn="an error")]) == ()


def test_people_are_joined_by_clusters_alone():
    """The same name in two lists is two people until somebody decides."""
    claims = [a_claim(), a_claim(source="list-b")]
    both = (a_subject(), a_subject(source="list-b"))

    assert len(people(claims)) == 2
    assert [person.subjects for person in people(claims, [both])] == [both]


def test_a_group_is_never_so_many_people():
    """ "About 200" is one detention with a low and a high."""
    claims = [held(150, "low"), held(200, "low"), held(250, "high"), held(a_subject(), "person", key="2")]

    group, single = detentions(claims)

    assert group.is_group
    assert group.number == HeldNumber(low=150, high=250)
    assert single.number == HeldNumber(low=1, high=1)


def test_a_detention_without_a_day_may_be_in_any_period():
    """What is not known is not outside."""
    dated, undated = detentions([held(DAY, "start"), held("police bus", "place", key="2")])
    september, october = SourceDate.of_month(2026, 9, "2026-09"), SourceDate.of_month(2026, 10, "2026-10")

    assert dated.may_be_within(september)
    assert not dated.may_be_within(october)
    assert undated.may_be_within(october)


def test_what_is_said_of_a_person_is_found_by_whom_it_points_at():
    """In whichever of their sources."""
    person = people([a_claim(), a_claim(source="list-b")], [(a_subject(), a_subject(source="list-b"))])[0]
    theirs = held(a_subject(source="list-b"), "person", source="list-b", key="7")
    other = held(a_subject("2"), "person", key="8")

    assert [view.subjects[0].key for view in said_of([theirs, other], "detention", person)] == ["7"]


def recognised(**said):
    return [a_claim(value, kind="recognition", property=name) for name, value in said.items()]


def test_a_recognition_says_who_when_and_under_which_criterion():
    """Or that one of them is not known; it is never a field of the person."""
    whole = recognised(**{"by": "An Organisation", "as": "political-prisoner", "on": DAY, "criterion": "own"})

    told, untold = recognitions(whole)[0].attributed(), recognitions(whole[:3])[0].attributed()

    assert told.outcome is Outcome.PASSED
    assert told.particulars["criterion.fr"] == "critère propre à l’organisation"
    assert untold.outcome is Outcome.UNDETERMINED
    assert untold.particulars["missing"] == ("criterion",)


@pytest.mark.parametrize(
    ("day", "stands"), [((2026, 9, 19), False), ((2026, 9, 20), True), ((2027, 1, 1), False)]
)
def test_a_recognition_stands_from_its_day_until_it_is_withdrawn(day, stands):
    """Both are days of the source."""
    claims = recognised(**{"on": DAY, "withdrawn-on": SourceDate.of_day(date(2026, 12, 1))})

    assert recognitions(claims)[0].stands_on(date(*day)) is stands


def test_a_recognition_without_a_day_may_stand():
    """Nobody knows."""
    assert recognitions(recognised(by="An Organisation"))[0].stands_on(date(2026, 9, 20)) is None


def test_an_official_is_shown_only_with_act_responsibility_and_a_reply_sought():
    """What is missing is named."""
    act = a_claim("the raid", kind="answerability", property="act")
    how = a_claim("ordered", kind="answerability", property="responsibility")
    sought = a_claim(None, kind="answerability", property="reply", standing=Standing.NOT_FOUND)

    assert answerabilities([act, how])[0].may_be_shown().particulars["missing"] == ("reply",)
    assert answerabilities([act, how, sought])[0].may_be_shown().outcome is Outcome.PASSED


def test_the_other_views_read_their_own_kind():
    """Each from its claims, and nothing from another's."""
    claims = [
        a_claim("Rally", kind="event"),
        a_claim("convicted", kind="proceeding", property="verdict"),
        a_claim("A/1", kind="opinion", property="symbol"),
        a_claim("B/2", kind="recommendation", property="symbol"),
        a_claim("Mayor", kind="official", property="post"),
        a_claim("The President", kind="quotation", property="speaker"),
    ]

    assert events(claims)[0].names == ("Rally",)
    assert proceedings(claims)[0].verdict == "convicted"
    assert opinions(claims)[0].symbol == "A/1"
    assert recommendations(claims)[0].state(date(2026, 9, 20)) is None
    assert officials(claims)[0].posts == ("Mayor",)
    assert quotations(claims)[0].speaker == "The President"
