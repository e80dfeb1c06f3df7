"""The format holds the shapes that real procedures take, in rulebooks shipped or written for these tests."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from undersigned.declaring.calendars.calendar import Calendar, sitting_day
from undersigned.declaring.rulebooks.rulebook import instruments, rulebooks
from undersigned.declaring.rulebooks.threshold import Branch, Count, PerGroup, Share, Word, leaves
from undersigned.declaring.rulebooks.verdict import Extent, Facts, evaluate

FOLDERS = (Path(__file__).parents[1] / "vectors" / "rulebooks",)
OTHERS = ("uk-lords", "us-house", "eu", "france")


def the(assembly, instrument):
    return rulebooks(assembly, instrument, folders=FOLDERS)[-1]


def kinds(book):
    return {type(leaf) for stage in book.stages for leaf in leaves(stage.test)}


@pytest.mark.parametrize("place", [p for p in instruments(folders=FOLDERS) if p[0] in OTHERS])
def test_a_rulebook_of_another_assembly_is_read(place):
    """Each was loaded with its vectors asked."""
    assert the(*place).vectors


def test_counts_with_distinct_delegations_and_groups():
    """Twenty names, four delegations, two groups."""
    tests = the("pace", "written-declaration").stages[0].test.tests

    assert [(leaf.name, leaf.distinct) for leaf in tests] == [
        ("signatories", False),
        ("delegations", True),
        ("groups", True),
    ]


def test_shares_of_a_named_whole():
    """A tenth of the deputies, more than half of the House."""
    assert kinds(the("france", "censure-motion")) == kinds(the("us-house", "discharge-petition")) == {Share}


def test_tables_by_country():
    """A minimum for each country, and so many countries."""
    assert PerGroup in kinds(the("eu", "citizens-initiative"))


def test_alternatives_by_body():
    """Twenty names of five delegations, or a committee."""
    motion = the("pace", "motion").stages[0].test

    assert motion.kind == "any"
    assert {type(test) for test in motion.tests} == {Branch, Word}


def test_roles_that_differ():
    """An observer appears and does not count; organisers are not signers."""
    book = the("concord", "written-declaration")

    assert "observer" in book.rule("roll.appears").value
    assert "observer" not in book.rule("roll.counts").value
    assert the("eu", "citizens-initiative").stages[0].test.name == "organisers"


def test_two_stages_and_more():
    """Five supporters first, then ten thousand, then a hundred thousand."""
    stages = the("uk-commons", "petition").stages
    facts = Facts(numbers={"sponsors": Extent.exactly(5), "signatures": Extent.exactly(12_000)})

    assert [stage.code for stage in stages] == ["moderation", "reply", "debate"]
    assert [evaluate(stage.test, facts).outcome.value for stage in stages] == ["passed", "passed", "failed"]


def test_twenty_names_in_twenty_sitting_days():
    """Time goes by sitting days; days without a sitting do not count."""
    book = the("uk-lords", "motion")
    monday = date(2030, 1, 7)
    sitting = tuple(monday + timedelta(days=7 * week + day) for week in range(6) for day in range(4))

    last = sitting_day(
        Calendar(assembly="uk-lords", sitting_days=sitting), monday, book.rule("window.length").value
    )

    assert kinds(book) == {Count}
    assert last == sitting[20]
    assert last - monday == timedelta(days=35)


def test_points_of_no_return_differ_for_adding_and_withdrawing():
    """Until the number is reached, until tabling, never, at any time."""
    until = {place: the(*place).rule("withdrawal.until").value for place in instruments(folders=FOLDERS)}

    assert until["us-house", "discharge-petition"] == "threshold"
    assert until["pace", "motion"] == "tabling"
    assert until["pace", "written-declaration"] == "never"
    assert until["uk-lords", "motion"] == "any-time"


def test_what_a_seat_lost_or_an_amendment_signed_does_to_a_name():
    """Effects across texts and persons are fields too."""
    assert the("us-house", "discharge-petition").rule("roll.on_loss").value == "keep-until-successor-signs"
    book = next(b for b in rulebooks("uk-commons", "early-day-motion"))
    assert [one.code for one in book.rule("cross.effects").value] == ["amendment-signed"]


def test_so_many_texts_for_each_signer():
    """Three motions of censure in a session."""
    book = the("france", "censure-motion")

    assert (book.rule("signing.most_per_signer").value, book.rule("signing.most_per_signer_in").value) == (
        3,
        "session",
    )


def test_who_sees_the_names_when():
    """All names until the number is reached, then the total."""
    assert the("uk-lords", "motion").rule("names.visible").value == "until-threshold"
