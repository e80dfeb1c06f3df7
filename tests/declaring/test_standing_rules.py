"""Groups and delegations on the days of a list."""

from datetime import date

import pytest

from undersigned.declaring.declaration import Declaration, Edition, Form, Signatory
from undersigned.declaring.questions.standing import standing_findings
from undersigned.values.dates import SourceDate
from undersigned.values.names import PersonalName


def answers(day, country="France", group="SOC", tabled_on=None):
    """Outcomes by code for a list of one row."""
    row = Signatory(order=1, name=PersonalName(family="NAME", given="A"), country=country, group=group)
    declaration = Declaration(
        form=Form.PRINTED,
        language="en",
        assembly="pace",
        instrument="written-declaration",
        title="A title",
        clauses=(),
        dated=SourceDate.of_day(day) if day else None,
        edition=Edition(tabled_on=tabled_on) if tabled_on else None,
        signatories=(row,),
        has_list=True,
    )
    return {one.code.removeprefix("declaring."): one.outcome.value for one in standing_findings(declaration)}


@pytest.mark.parametrize(
    ("group", "day", "tabled_on", "outcome"),
    [
        ("SOC", date(2019, 10, 4), None, "passed"),
        ("FDG", date(2019, 10, 4), None, "failed"),
        ("EC/DA", date(2019, 10, 4), None, "failed"),
        ("FDG", date(2017, 6, 30), None, "failed"),
        ("EC", date(2020, 2, 14), None, "undetermined"),  # perhaps a later edition of a text of 2019
        ("EC", date(2020, 2, 14), date(2019, 10, 3), "passed"),
        ("EC", date(2021, 2, 14), None, "failed"),
        ("XYZ", date(2019, 10, 4), None, "undetermined"),
        ("SOC", None, None, "undetermined"),
    ],
)
def test_a_group_is_asked_on_the_days_of_the_list(group, day, tabled_on, outcome):
    """A later edition keeps the group under which a name was signed."""
    assert answers(day, group=group, tabled_on=tabled_on)["group.on-day"] == outcome


@pytest.mark.parametrize(
    ("country", "day", "seat", "label"),
    [
        ("France", date(2019, 10, 4), "passed", "passed"),
        ("Canada", date(2019, 10, 4), "passed", "passed"),
        ("Russian Federation", date(2023, 1, 27), "failed", "passed"),
        ("Russian Federation", date(2022, 5, 12), "undetermined", "passed"),
        ("Kyrgyzstan", date(2012, 1, 27), "failed", "passed"),
        ("Moldova", date(2019, 10, 4), "passed", "undetermined"),
        ("Czechia", date(2019, 10, 4), "passed", "undetermined"),
        ("North Macedonia", date(2018, 4, 27), "passed", "undetermined"),
        ("Atlantis", date(2019, 10, 4), "undetermined", "passed"),
    ],
)
def test_a_place_has_a_seat_and_a_label_of_its_day(country, day, seat, label):
    """A seat that did not exist is wrong; a label of another time is only said."""
    found = answers(day, country=country)

    assert (found["delegation.on-day"], found["delegation.label"]) == (seat, label)


def test_a_blank_group_and_a_blank_country_are_no_question():
    """The source printed nothing, so nothing is asked."""
    found = answers(date(2019, 10, 4), country=None, group=None)

    assert {found["group.on-day"], found["delegation.on-day"], found["delegation.label"]} == {
        "not-applicable"
    }
