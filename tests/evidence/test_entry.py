"""What a person types of one thing: values, or the fault that says why not; what an entry must say."""

from datetime import date

import pytest

from undersigned.evidence.claims import Standing
from undersigned.evidence.entry import Saying, faults_of, sayings_of
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.properties import properties, property_of

DAY = date(2026, 11, 27)


def typed(path, words, standing=Standing.SAID):
    return sayings_of(property_of(path), words, standing)


def values(path, words, **more):
    return [one.value for one in typed(path, words, **more)]


def test_each_line_of_what_can_be_many_is_a_value():
    """White space at its ends is no part of it; a line twice is once."""
    assert values("person.name", " Nadia  Holt\r\n\nNadja Holt\nNadia Holt") == ["Nadia Holt", "Nadja Holt"]
    assert values("proceeding.sentence", "fine\nsuspended") == ["fine", "suspended"]
    assert values("quotation.words", "We are\nopen") == ["We are open"]
    assert values("detention.low", "65") == [65]
    assert typed("person.name", " \n ") == ()


@pytest.mark.parametrize("written", ["2019", "2019-02", "2019-02-01", "2019-02-01/2019-02-05"])
def test_a_date_is_as_much_as_is_known(written):
    """And no more."""
    assert [value.iso() for value in values("detention.start", written)] == [written]


def test_denied_has_a_value_and_not_found_has_none():
    """Three things, none of them silence."""
    (denied,) = typed("detention.place", "Quay", Standing.DENIED)
    (sought,) = typed("detention.place", "", Standing.NOT_FOUND)

    assert (denied.value, denied.standing) == ("Quay", Standing.DENIED)
    assert (sought.value, sought.standing) == (None, Standing.NOT_FOUND)


@pytest.mark.parametrize(
    ("path", "words", "standing", "code"),
    [
        ("detention.start", "1 Feb 2019", "said", "date"),
        ("detention.start", "2019-02-31", "said", "date"),
        ("detention.start", "2019\n2020", "said", "one"),
        ("detention.low", "about 60", "said", "number"),
        ("person.name", "Person 7", "said", "name"),
        ("person.name", "Nadia Holt, Temir Okan", "said", "name"),
        ("proceeding.verdict", "guilty", "said", "term"),
        ("proceeding.court", "Harbour\x07court", "said", "text"),
        ("proceeding.court", "x" * 20_001, "said", "text"),
        ("proceeding.court", "", "denied", "value"),
        ("proceeding.court", "Harbour court", "sought-not-found", "no-value"),
    ],
)
def test_what_is_no_value_is_a_fault_that_repeats_nothing(path, words, standing, code):
    """What was typed may name somebody; the page still shows it in its box."""
    found = typed(path, words, Standing(standing))

    assert found == Fault(code=f"evidence.entry.{code}")


def faults(kind, *, new=True, before=(), **said):
    says = [one for name, words in said.items() for one in typed(f"{kind}.{name}", words)]
    return [
        (name, fault.code.rpartition(".")[2])
        for name, fault in faults_of(kind, says, on=DAY, new=new, before=before)
    ]


def test_an_entry_says_something_and_enough_to_be_recognised():
    """Of a new thing; what is added to one that is there need not say it again."""
    assert faults("event") == [(None, "something")]
    assert faults("recognition", by="Harbour Watch") == [("as", "recognised")]
    assert faults("recognition", new=False, ground="words") == []
    assert faults("proceeding", court="Harbour court") == []


def test_a_release_says_how_and_no_outcome_is_of_a_day_to_come():
    """Also where the day is known to the month, or something was said of it before."""
    assert faults("outcome", what="released") == [
        ("on", "recognised"),
        ("how", "told"),
        ("restriction", "told"),
    ]
    told = {"what": "released", "on": "2026-11", "how": "parole", "restriction": "none"}
    assert faults("outcome", **told) == []
    assert faults("outcome", new=False, before=("on", "how", "restriction"), what="released") == []
    assert faults("outcome", what="charged", on="2026-12") == [("on", "day")]


def test_whoever_is_not_found_to_be_released_needs_no_day():
    """Nothing was found: a claim of its own."""
    sought = Saying(property=property_of("outcome.what"), value=None, standing=Standing.NOT_FOUND)
    assert list(faults_of("outcome", [sought], on=DAY, new=True)) == []


def test_a_kind_asks_only_for_properties_that_it_has():
    """A property that is renamed leaves no question behind."""
    from undersigned.evidence import entry  # noqa: PLC0415

    asked = {f"{kind}.{name}" for kind, names in entry._RECOGNISED_BY.items() for name in names}
    assert asked <= set(properties())
