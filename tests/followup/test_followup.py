"""What became of it: each with its day, its age and its source, and no credit to anybody."""

import re
from datetime import date
from pathlib import Path

import pytest
from tests.followup.builders import CASE

import undersigned
from undersigned.evidence.case_files import CaseFileError, read_case_file
from undersigned.followup.calls import calls
from undersigned.followup.due import due
from undersigned.followup.outcomes import Outcome as Became
from undersigned.followup.outcomes import standings
from undersigned.followup.recommendations import followed
from undersigned.followup.replies import replies
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Outcome

TODAY = date(2026, 10, 10)


def standing_of(text=CASE, on=TODAY):
    case = read_case_file(text)
    return standings(case.claims, clusters=case.clusters, as_of=on)


def test_the_latest_that_is_known_has_its_day_its_age_and_its_source():
    """And what was before it stays."""
    temir, _ = standing_of()

    assert [one.what for one in temir.outcomes] == ["sentenced", "released"]
    assert (temir.latest.on.iso(), temir.age, temir.old) == ("2026-09-01", 39, False)
    assert [cite.source for cite in temir.latest.cites] == ["search"]


def test_what_happened_after_the_day_that_is_looked_at_is_not_known_on_it():
    """The page of that day says what it could say."""
    temir, _ = standing_of(on=date(2026, 8, 15))

    assert temir.latest.what == "sentenced"


@pytest.mark.parametrize(("on", "old"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)])
def test_a_status_is_old_after_ninety_days(on, old):
    """Not on the ninetieth."""
    temir, _ = standing_of(on=on)

    assert temir.old is old
    assert temir.current().outcome is (Outcome.UNDETERMINED if old else Outcome.PASSED)


def test_nothing_found_is_said_with_where_it_was_sought():
    """It is no status, and not "no change"."""
    _, aizara = standing_of()

    assert aizara.latest is None
    assert [cite.source for cite in aizara.not_found] == ["search"]
    assert aizara.current().particulars["sought"] is True


def became(**change):
    fields = {
        "what": "released",
        "on": SourceDate.of_day(TODAY),
        "how": "parole",
        "restrictions": ("no-travel",),
        "place": None,
        "length": None,
        "cites": (),
    }
    return Became(**(fields | change))


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, ()),
        ({"how": None}, ("how",)),
        ({"how": "not-stated"}, ("how",)),
        ({"restrictions": ()}, ("restriction",)),
        ({"how": None, "restrictions": ("not-stated",)}, ("how", "restriction")),
        ({"what": "sentenced", "how": None}, ()),
    ],
)
def test_released_always_says_how_and_under_which_restrictions(change, missing):
    """Or that it is not told."""
    assert became(**change).told().particulars.get("missing", ()) == missing


def test_a_call_for_release_is_answered_person_by_person():
    """One is free under a restriction, of the other nothing is known: met in part, and by nobody's merit."""
    case = read_case_file(CASE)

    release, sanctions = calls(case.claims, standing_of(), as_of=TODAY)

    assert release.people == {"partly": 1, "unknown": 1}
    assert release.state == "partly"
    assert sanctions.state == "unknown"


@pytest.mark.parametrize(
    ("restriction", "state"),
    [('["none"]', "met"), ('["not-stated"]', "unknown"), ('["oversight"]', "partly")],
)
def test_free_is_free_without_restrictions_alone(restriction, state):
    """What is not told is not known."""
    text = CASE.replace('["no-travel"]', restriction).replace(
        'demand = "release"', 'demand = "release"\nx = 0'
    )
    one_person = (
        text.replace("\nx = 0", "").partition('[[people]]\nkey = "aizara"')[0]
        + CASE[CASE.index("[[call]]") :]
    )
    case = read_case_file(one_person)

    release, _ = calls(case.claims, standing_of(one_person), as_of=TODAY)

    assert release.state == state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ('what = "sentenced"\nrestriction = "imprisonment"', "not"),
        ('what = "sentenced"\nlength = "P7Y"', "not"),
        ('what = "sentenced"\nrestriction = ["freedom-limitation", "community-work"]', "no-imprisonment"),
        ('what = "sentenced"\nlength = "P7Y"\nrestriction = "no-public-activity"', "unknown"),
        ('what = "released"\nrestriction = "not-stated"', "released"),
        ('what = "remanded"', "not"),
        ('what = "charged"', "unknown"),
        ('what = "acquitted"', "unknown"),
        ('what = "left-country"', "unknown"),
    ],
)
def test_whoever_is_not_said_to_be_held_is_not_counted_as_held(told, state):
    """Nor is anybody free by a charge. A release whose terms are untold, and a sentence to something else
    than imprisonment, are said as they are; they leave open whether what is asked is so.
    """
    text = CASE.replace('what = "released"\nhow = "parole"\nrestriction = ["no-travel"]', told)
    assert text != CASE
    case = read_case_file(text)

    release, _ = calls(case.claims, standing_of(text), as_of=TODAY)

    assert release.people == ({"unknown": 2} if state == "unknown" else {state: 1, "unknown": 1})
    assert release.state == ("not" if set(release.people) == {"not"} else "unknown")


CLAIMED = 'demand = "release"\nstate = "partly"\nstate-on = 2026-10-05'


def test_a_claimed_state_of_a_call_stands_beside_the_tally_of_its_people():
    """With its own day, source and age: that age is the call's, not one that a person lends it."""
    case = read_case_file(CASE.replace('demand = "release"', CLAIMED))

    release, _ = calls(case.claims, standing_of(), as_of=TODAY)

    assert (release.people, release.people_age) == ({"partly": 1, "unknown": 1}, 39)
    assert (release.claimed.state, release.claimed.on.iso()) == ("partly", "2026-10-05")
    assert [one.source for one in release.claimed.cites] == ["paper"]
    assert (release.state, release.age, release.current().particulars["age"]) == ("partly", 5, 5)


@pytest.mark.parametrize(
    ("written", "age"),
    [
        ('demand = "release"', 39),
        ('demand = "release"\nstate = "unknown"\nstate-on = 2026-10-05', 39),
        ('demand = "release"\nstate = "not"', None),
        (CLAIMED, 5),
    ],
)
def test_a_call_is_as_old_as_what_is_claimed_of_it_else_as_its_oldest_person(written, age):
    """A claim without a day has no age; that a source does not know is no claim beside people."""
    found = due(read_case_file(CASE.replace('demand = "release"', written)), on=TODAY)

    assert [one.age for one in found if one.label == "release"] == [age]


def test_how_long_a_restriction_lasts_and_whose_word_it_is_stand_with_it():
    """Where a source tells."""
    text = CASE.replace(
        'restriction = ["no-travel"]',
        'restriction = ["no-travel"]\nrestriction-length = "no-travel P1Y"\ntold-by = "lawyer"',
    )

    temir, _ = standing_of(text)

    assert (temir.latest.lengths, temir.latest.told_by) == ({"no-travel": "P1Y"}, "lawyer")


def test_recommendations_stand_where_a_source_says_they_do():
    """With the age of that; an unknown one is not "ignored"."""
    found = followed(read_case_file(CASE).claims, as_of=TODAY)
    stale = followed(read_case_file(CASE).claims, as_of=date(2027, 1, 1))

    assert [recommendation.state for recommendation in found] == ["partly"]
    assert found[0].current().outcome is Outcome.PASSED
    assert stale[0].current().outcome is Outcome.UNDETERMINED


def test_a_reply_keeps_its_day_and_its_source():
    """It stands beside what it replies to."""
    (reply,) = replies(read_case_file(CASE).claims)

    assert (reply.by, reply.on.iso(), reply.to) == ("The government addressed", "2026-09-30", "A/1")


def test_what_nobody_knows_comes_before_what_is_old():
    """And what is not due says when it will be."""
    found = due(read_case_file(CASE), on=date(2026, 12, 5))

    assert [(one.label, one.now) for one in found] == [
        ("Aizara Munarbelova", True),
        ("sanctions", True),
        ("Temir Altynkolov", True),
        ("release", True),
        ("A/1", False),
    ]
    assert found[-1].again_on(date(2026, 12, 5)) == date(2026, 12, 20)


def test_no_word_gives_credit():
    """Neither the words nor the code of following up say that something came of a text."""
    credit = re.compile(
        r"thanks to|due to\b|as a result|because of the|led to|grâce à|en raison de|a permis", re.IGNORECASE
    )
    folder = Path(undersigned.__file__).parent
    files = [*(folder / "followup").glob("*.py"), *(folder / "wording").glob("*/followup.toml")]

    assert len(files) >= 8
    assert not [file.name for file in files if credit.search(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('what = "sentenced"', 'what = "punished"'),
        ("on = 2026-08-01", 'on = "soon"'),
        ('source = "paper"\non = 2026-08-01', 'source = "nowhere"\non = 2026-08-01'),
        ('title = "A paper"', ""),
        ('why = "one paper names both"', ""),
        ("[[reply]]", "[[answer]]"),
        ('key = "temir"', ""),
        ("clause = 4", 'clause = "four"'),
        ("[[people.outcome]]", "[[people.height]]"),
        ("[[call]]", "[[call"),
        ("status = [", 'health = [{ value = "ill", source = "paper" }]\nstatus = ['),
        ('key = "temir"', 'key = "temir"\nnote = [{ value = "x", source = "paper", level = "withheld" }]'),
        ('status = [{ not_found = true, source = "search" }]', "status = 3"),
    ],
)
def test_a_case_file_with_a_fault_is_refused_in_words(old, new):
    """A term that nobody knows, a source that is not there, no reason for taking sources together."""
    assert old in CASE
    with pytest.raises(CaseFileError):
        read_case_file(CASE.replace(old, new, 1))


def test_nothing_of_a_person_is_public_that_may_not_be():
    """A birth date in a case file is restricted whatever the file says."""
    text = CASE.replace("status = [", 'birth = [{ value = 1990-01-01, source = "paper" }]\nstatus = [')

    (birth,) = (claim for claim in read_case_file(text).claims if claim.property == "birth")

    assert birth.level == "restricted"
