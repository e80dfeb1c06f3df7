"""What others stated: what can be added, what is left out and why; the founding document's figures."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.counting.rows import a_figure

from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.stated import LeftOut, StatedCount, add_up, beside, beside_figure, stated_by
from undersigned.counting.stated_file import StatedCountError, stated_counts
from undersigned.values.findings import Outcome
from undersigned.wording.words import sentence

FOUNDING = Path(__file__).parents[2] / "examples" / "doc-14983" / "counts.toml"
PERIOD = (date(2018, 2, 1), date(2019, 10, 31))


def a_count(id_="one", value=10, day=9, **changes) -> StatedCount:
    """A monitor's count of a day of June 2031."""
    return StatedCount(
        **{
            "id": id_,
            "counts": "people detained at a rally",
            "unit": Unit.PERSONS,
            "qualifier": Qualifier.EXACTLY,
            "value": value,
            "first": date(2031, 6, day),
            "last": date(2031, 6, day),
            "place": "Northland",
            "said_by": "a monitor",
            "published_by": "a paper",
            "url": "https://paper.example/1",
            **changes,
        }
    )


def left_out(summed):
    return {one.id: (why, other) for one, why, other in summed.left_out}


def test_counts_of_different_days_are_added_as_detentions():
    """Whoever was held on both days stands in the sum twice, so it counts detentions."""
    summed = add_up([a_count("a", 10, 9), a_count("b", 5, 10)], Unit.PERSONS)

    assert (summed.total, summed.unit, summed.qualifier) == (15, Unit.DETENTIONS, Qualifier.EXACTLY)
    assert add_up([a_count()], Unit.PERSONS).unit is Unit.PERSONS


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"own": True}, LeftOut.OWN),
        ({"superseded_by": "kept"}, LeftOut.SUPERSEDED),
        ({"unit": Unit.RECOMMENDATIONS}, LeftOut.ANOTHER_UNIT),
        ({"first": date(2031, 1, 1)}, LeftOut.BEYOND),
        ({"within": "kept"}, LeftOut.WITHIN),
        ({}, LeftOut.OVERLAPPING),
    ],
)
def test_each_count_left_out_has_its_reason(changes, why):
    """The one that is kept counts more on the same day."""
    summed = add_up([a_count("kept", 50), a_count("out", 10, **changes)], Unit.PERSONS, date(2031, 6, 1))

    assert [one.id for one in summed.added] == ["kept"]
    assert left_out(summed)["out"][0] is why


def test_a_count_within_one_that_is_left_out_stands_for_itself():
    """The text's own figure is not added; what lies on its ground is."""
    summed = add_up([a_count("own", 65, own=True), a_count("part", 50, within="own")], Unit.PERSONS)

    assert summed.total == 50


def test_of_overlapping_counts_those_that_come_to_most_are_added():
    """Two short counts beat one long one that is smaller than both together."""
    long_ = a_count("long", 12, first=date(2031, 6, 9), last=date(2031, 6, 10))

    summed = add_up([long_, a_count("a", 10, 9), a_count("b", 5, 10)], Unit.PERSONS)

    assert [one.id for one in summed.added] == ["a", "b"]
    assert left_out(summed)["long"] == (LeftOut.OVERLAPPING, "a")


def founding():
    return stated_counts(FOUNDING.read_text(encoding="utf-8"))


def test_beside_more_than_six_thousand_stands_about_five_thousand_four_hundred():
    """About 5 400, about 4 200 of them by the authorities: not established by these alone."""
    summed = add_up(beside("detained", founding()), Unit.PERSONS, *PERIOD)

    assert (summed.total, summed.by_authorities, summed.qualifier) == (5400, 4180, Qualifier.ABOUT)
    assert [one.id for one in summed.added] == [
        "odf-2018",
        "rai-2019-03",
        "gov-2019-05-01",
        "gov-2019-06-18",
        "odf-2019-07-06",
        "groups-2019-09-21",
        "gov-2019-09-23",
    ]
    finding = beside_figure(6001, summed)
    assert finding.outcome is Outcome.UNDETERMINED
    assert "not contradicted" in sentence(finding, "en")
    assert beside_figure(5000, summed).outcome is Outcome.PASSED


def test_what_is_left_out_beside_it_is_said():
    """Each with its reason, and the count that it yields to."""
    summed = add_up(beside("detained", founding()), Unit.PERSONS, *PERIOD)

    assert left_out(summed) == {
        "stated-1": (LeftOut.OWN, None),
        "rfe-2018-06-23": (LeftOut.WITHIN, "odf-2018"),
        "gov-2019-06-11": (LeftOut.SUPERSEDED, "gov-2019-06-18"),
        "odf-2019-06-a": (LeftOut.WITHIN, "gov-2019-06-18"),
        "odf-2019-06-b": (LeftOut.WITHIN, "gov-2019-06-18"),
        "oyan-2019-09-19": (LeftOut.OVERLAPPING, "groups-2019-09-21"),
        "afp-2019-09-21": (LeftOut.WITHIN, "gov-2019-09-21"),
        "gov-2019-09-21": (LeftOut.WITHIN, "gov-2019-09-23"),
        "rfe-2019-09-21": (LeftOut.WITHIN, "gov-2019-09-23"),
    }


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("eve", [("about", 30), ("about", 50), ("at least", 65)]),
        ("rally", [("about", 36), ("exactly", 57), ("about", 100), ("at least", 20), ("more than", 200)]),
        ("recommendations", [("exactly", 19), ("exactly", 23)]),
        ("prisoners", [("exactly", 17), ("exactly", 24), ("exactly", 18), ("at least", 16), ("exactly", 21)]),
    ],
)
def test_each_figure_of_the_founding_text_has_its_neighbours(figure, values):
    """ "More than 200" beside 57 and about 100; 19, then 23; 21 beside 17, 24, 18 and at least 16."""
    assert [(one.qualifier.value, one.value) for one in beside(figure, founding())] == values


def test_forty_three_lie_within_sixty_five():
    """The text's own part is kept with its whole."""
    (eve,) = (one for one in founding() if one.own and "eve" in one.beside)

    assert eve.value == 65
    assert [part.value for part in eve.parts] == [43]


def test_the_facts_are_those_that_were_supplied(shared):
    """Value, qualifier, author and address of every count, the text's own under its official address."""
    lines = (shared / "data" / "doc-14983" / "counts.jsonl").read_text(encoding="utf-8").splitlines()
    supplied = [json.loads(line) for line in lines]

    assert [
        (one["value"], one["qualifier"], one["said_by"], one["counts"], one["place"]) for one in supplied
    ] == [(one.value, one.qualifier.value, one.said_by, one.counts, one.place) for one in founding()]
    assert all(one.url.startswith("http") for one in founding())


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[[counts]]\nid = 'x'",
        "counts = 1",
        "not toml",
    ],
)
def test_a_file_that_makes_no_counts_is_refused(written):
    """With what is missing; never with a traceback."""
    with pytest.raises(StatedCountError):
        stated_counts(written)


def test_a_count_that_names_one_that_is_not_there_is_refused():
    """`within` and `superseded_by` point into the same file."""
    text = FOUNDING.read_text(encoding="utf-8").replace('within = "odf-2018"', 'within = "nobody"')

    with pytest.raises(StatedCountError, match="nobody"):
        stated_counts(text)


@pytest.mark.parametrize("said", ["words_in.fr.colour = 'rouge'", "words_in.fr.parts = ['une']"])
def test_words_of_another_language_fit_the_count(said):
    """Texts that a count has, and as many parts as it has."""
    text = FOUNDING.read_text(encoding="utf-8").replace(
        "words_in.fr.place = ", f"{said}\nwords_in.fr.place = ", 1
    )

    with pytest.raises(StatedCountError, match="fr"):
        stated_counts(text)


def test_a_count_that_runs_from_a_month_to_a_day_keeps_the_month():
    """Nobody said on which of its days it began; whole months and days need no such mark."""
    kept = {one.id: one.first_as for one in founding() if one.first_as}

    assert kept == dict.fromkeys(("stated-2", "oyan-2019-09-19", "groups-2019-09-21"), "2019-09")


def test_the_words_of_a_count_come_in_the_language_that_is_asked_for():
    """Or in English, and then it says so; what the words leave out is the same."""
    minister = next(one for one in founding() if one.id == "gov-2019-09-23")

    assert minister.words("counts", "fr")[1] == "fr"
    assert minister.words("place", "fr") == ("Kazakhstan", "fr")
    assert a_count().words("place", "fr") == ("Northland", "en")
    assert minister.part_words("fr")[1:] == ("arrestation administrative", "amende")
    assert minister.part_words("en")[1:] == ("administrative arrest", "fine")


def test_an_attributed_figure_is_checked_against_what_was_stated():
    """Another source with the same number and qualifier; the text's own statement is none."""
    observers = a_figure(200, Qualifier.MORE_THAN, attributed_to="observers")
    ministry = a_figure(57, Qualifier.EXACTLY, attributed_to="the ministry")

    assert stated_by(observers, founding()).outcome is Outcome.UNDETERMINED
    assert stated_by(ministry, founding()).particulars["said_by"] == "Interior Ministry of Kazakhstan"
