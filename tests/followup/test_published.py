"""What of a case may stand on a page: people whom the text names, nothing that is not public, no place."""

from dataclasses import fields
from datetime import date

import pytest

from undersigned.evidence.case_files import read_case_file
from undersigned.followup.published import published
from undersigned.publishing.followed import Happened, NamedPerson

ON = date(2026, 11, 27)
CASE = """\
[decided]
by = "x"
on = 2026-11-27
why = "y"

[sources.text]
kind = "official"
title = "The text"

[sources.press]
kind = "press"
publisher = "Gazette"
url = "https://gazette.example/1"

[sources.hidden]
kind = "press"
title = "A source that nobody may know"
level = "restricted"

[[people]]
key = "a"
name = [{ value = "Aizara Printed", source = "text" }, { value = "Ayzara Printed", source = "press" }]

[[people.outcome]]
source = "press"
on = 2026-05-01
what = "released"
how = "parole"
restriction = "no-travel"
place = "CANARY-PLACE"

[[people]]
key = "b"
name = [{ value = "Temir Unprinted", source = "press" }]

[[people]]
key = "c"
name = [{ value = "Serik Printed", source = "text" }]
birth = [{ value = "1980-02-03", source = "press", level = "restricted" }]

[[people]]
key = "d"
name = [{ value = "Dauren Printed", source = "text" }, { value = "CANARY-SPELLING", source = "hidden" }]

[[call]]
source = "text"
clause = 4
demand = "release"
"""
PRINTED = ("Aizara Printed", "Serik Printed", "Dauren Printed")


@pytest.fixture(scope="module")
def shown():
    return published(read_case_file(CASE), names=PRINTED, as_of=ON)


def test_only_people_whom_the_text_names_are_shown(shown):
    """Under the name that it prints, with other spellings beside it."""
    assert [one.name for one in shown.people] == ["Aizara Printed"]
    assert [one.name for one in shown.people[0].spellings] == ["Ayzara Printed"]


def test_one_claim_that_is_not_public_pulls_up_its_person(shown):
    """A restricted day of birth, or a source that must not be known: nothing of that person goes out."""
    said = str(shown)

    for canary in ("Serik", "Dauren", "CANARY-SPELLING", "1980", "nobody may know"):
        assert canary not in said


def test_there_is_no_room_for_a_place_a_birth_or_a_relative(shown):
    """Whatever a source says of them."""
    names = {field.name for kind in (NamedPerson, Happened) for field in fields(kind)}

    assert "CANARY-PLACE" not in str(shown)
    assert not names & {"place", "birth", "birth_date", "relatives", "health", "address", "contact"}


def test_age_and_state_are_those_of_the_day(shown):
    """Released under restrictions is met in part, and 210 days are old."""
    (person,), (call,) = shown.people, shown.calls

    assert (person.age, person.old) == (210, True)
    assert (call.state, call.people) == ("partly", {"partly": 1})
    assert not shown.indexable


def test_a_reply_has_its_place_and_the_latest_state_its_source():
    """The government's answer with its day; a state that another source claimed later; nothing from after."""
    case = read_case_file(
        CASE
        + """
[[reply]]
source = "press"
by = "The government addressed"
on = 2026-10-01
to = "the declaration"
substance = "The cases are before the courts."

[[reply]]
source = "press"
by = "The government addressed"
on = 2026-12-24

[[recommendation]]
key = "1"
source = "text"
symbol = "A/1"

[[recommendation]]
key = "2"
source = "press"
state = "partly"
state-on = 2026-11-01
same-as = { source = "text", key = "1" }
"""
    )

    found = published(case, names=("Aizara Printed",), as_of=ON, called=lambda _: "p1")

    assert [(one.by, one.on, one.said[0].by) for one in found.replies] == [
        ("The government addressed", "2026-10-01", "Gazette")
    ]
    (asked,) = found.recommendations
    assert (asked.label, asked.state, asked.age) == ("A/1", "partly", 26)
    assert [one.by for one in asked.said] == ["The text", "Gazette"]
    assert [one.key for one in found.people] == ["p1"]


def test_a_recommendation_has_its_own_day_and_names_a_source_once():
    """Two places of one source are one source to read at."""
    case = read_case_file(
        CASE
        + """
[[recommendation]]
key = "1"
source = "press"
at = "page 3"
symbol = "A/1"
made = 2026-02-03

[[recommendation]]
key = "2"
source = "press"
at = "page 9"
state = "partly"
state-on = 2026-11-01
same-as = { source = "press", key = "1" }
"""
    )

    (asked,) = published(case, names=("Aizara Printed",), as_of=ON).recommendations

    assert (asked.made, asked.on, [one.by for one in asked.said]) == ("2026-02-03", "2026-11-01", ["Gazette"])


def test_a_claimed_state_of_a_call_for_release_goes_out_beside_its_people():
    """Each with its own age; the source is that of the claim."""
    text = CASE + 'state = "partly"\nstate-on = 2026-11-20\n'

    (call,) = published(read_case_file(text), names=("Aizara Printed",), as_of=ON).calls

    assert (call.people, call.people_age, call.people_old) == ({"partly": 1}, 210, True)
    assert (call.claimed, call.state, call.on, call.age, call.old) == (True, "partly", "2026-11-20", 7, False)
    assert [one.by for one in call.said] == ["The text"]
