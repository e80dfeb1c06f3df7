"""Counts and thresholds, from a rulebook's data alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.declaring.rulebooks.rulebook import instruments, rulebooks
from undersigned.signing.count import Name, count, read_rules
from undersigned.signing.faults import SigningError
from undersigned.values.findings import Outcome

CONCORD = rulebooks("concord", "written-declaration")[0]
DAY, LATER = date(2031, 10, 4), date(2031, 11, 1)


def rules(test=None, **fields):
    known = {"roll.appears": ["representative", "observer"], "roll.counts": ["representative"]} | {
        name.replace("_", ".", 1): value for name, value in fields.items()
    }
    stages = [] if test is None else [{"code": "tabling", "test": test}]
    return read_rules(
        {
            "code": "x",
            "fields": [{"name": name, "value": value} for name, value in known.items()],
            "stages": stages,
        }
    )


def a_name(**other):
    return Name(
        **{"role": "representative", "delegation": "XA", "group": "LIB", "group_counts": True, **other}
    )


def threshold(test, *names, **fields):
    return count(names, rules(test, **fields), withdrawn=0).threshold


def test_who_appears_is_named_and_who_counts_is_counted():
    """An observer is on the list and counts for nothing; nor does a group that is none."""
    names = [
        a_name(),
        a_name(delegation="XB", group="PP"),
        a_name(group="NR", group_counts=False),
        a_name(role="observer", delegation="XQ", group=None),
    ]
    found = count(names, rules(), withdrawn=2)

    assert (found.names, found.counting, found.delegations, found.groups, found.withdrawn) == (4, 3, 2, 2, 2)


def test_no_group_is_a_group_where_the_rulebook_says_so():
    """Then its members are one group."""
    names = [a_name(), a_name(group="NR", group_counts=False)]

    assert count(names, rules(roll_no_group_is_group=True), withdrawn=0).groups == 2
    assert count(names, rules(roll_no_group_is_group=None), withdrawn=0).groups == 1


TWO = {"count": "signatories", "at_least": 2}
PLACES = {"distinct": "delegations", "at_least": 2}
UNKNOWN = {"count": "signatories", "at_least": None}
BODY = {"body": "committee", "suffices": True}


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        (TWO, "met"),
        ({"count": "signatories", "at_least": 3}, "not-met"),
        (PLACES, "not-met"),
        ({"distinct": "groups", "at_least": 1}, "met"),
        (UNKNOWN, "undetermined"),
        (BODY, "undetermined"),
        ({"count": "peers", "at_least": 1}, "undetermined"),
        ({"count": "delegations", "at_least": 1}, "undetermined"),
        ({"count": "signatories", "at_least": True}, "undetermined"),
        ({"count": "signatories", "at_least": 2, "also": 1}, "undetermined"),
        ({"all": [TWO], "any": [TWO]}, "undetermined"),
        ({"all": {}}, "undetermined"),
        ({}, "undetermined"),
        ({"all": [TWO, PLACES]}, "not-met"),
        ({"all": [TWO, UNKNOWN]}, "undetermined"),
        ({"all": [UNKNOWN, PLACES]}, "not-met"),
        ({"all": []}, "met"),
        ({"any": [UNKNOWN, TWO]}, "met"),
        ({"any": [PLACES, BODY]}, "undetermined"),
        ({"any": [PLACES]}, "not-met"),
        ({"any": []}, "not-met"),
        ({"all": [TWO, {"any": [PLACES, TWO]}, "words"]}, "undetermined"),
    ],
    ids=str,
)
def test_the_tree_is_answered(test, answer):
    """All fails if one fails, any is met if one is; else the unknown decides."""
    assert threshold(test, a_name(), a_name()) == answer


def test_what_nobody_knows_stays_undetermined():
    """No stage at all, or no word on who counts: then every name is counted and nothing concluded."""
    assert threshold(None, a_name()) == "undetermined"
    found = count([a_name(role="observer")], rules(TWO, roll_counts=None), withdrawn=0)

    assert (found.counting, found.threshold) == (1, "undetermined")


@pytest.mark.parametrize(
    ("role", "outcome"), [("representative", Outcome.PASSED), ("partner", Outcome.FAILED)]
)
def test_the_rulebook_says_who_may_appear(role, outcome):
    """Where it does not, the question stays open."""
    assert rules().entitled(role) is outcome
    assert rules(roll_appears=None).entitled(role) is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("until", "day", "closes", "published", "outcome"),
    [
        ("any-time", LATER, DAY, True, Outcome.PASSED),
        ("never", DAY, LATER, False, Outcome.FAILED),
        ("closing", DAY, DAY, True, Outcome.PASSED),
        ("closing", LATER, DAY, True, Outcome.FAILED),
        ("closing", DAY, None, True, Outcome.UNDETERMINED),
        ("publication", DAY, None, False, Outcome.PASSED),
        ("publication", DAY, None, True, Outcome.FAILED),
        ("tabling", DAY, None, False, Outcome.UNDETERMINED),
        (None, DAY, LATER, False, Outcome.UNDETERMINED),
    ],
)
def test_a_name_can_be_withdrawn_until_the_rules_say(until, day, closes, published, outcome):
    """By a day or an edition that the log shows; else nobody can tell."""
    found = rules(withdrawal_until=until).withdrawal(day=day, closes=closes, published=published)

    assert found is outcome


@pytest.mark.parametrize(("assembly", "instrument"), instruments())
def test_every_rulebook_can_be_counted_by(assembly, instrument):
    """Those that are shipped are read from their own data."""
    books = rulebooks(assembly, instrument)
    assert books
    for book in books:
        found = count([], read_rules(book.as_data()), withdrawn=0)

        assert found.threshold in {"met", "not-met", "undetermined"}


def test_the_example_needs_twenty_names_four_delegations_and_two_groups():
    """The tree in the data is the tree of the rulebook."""
    concord = read_rules(CONCORD.as_data())
    names = [a_name(delegation=f"X{number % 4}", group=f"G{number % 2}") for number in range(20)]

    assert count(names, concord, withdrawn=0).threshold == "met"
    assert count(names[:-1], concord, withdrawn=0).threshold == "not-met"
    assert concord.code == "concord/written-declaration/2024-01-01"


@pytest.mark.parametrize(
    "data", [None, [], {}, {"fields": [], "stages": []}, {"code": "x", "fields": [1], "stages": []}]
)
def test_other_data_are_no_rulebook(data):
    """Refused, never guessed."""
    with pytest.raises(SigningError):
        read_rules(data)


def test_a_tree_as_deep_as_a_well_is_refused():
    """So that no reader falls."""
    test = TWO
    for _ in range(60):
        test = {"all": [test]}

    with pytest.raises(SigningError, match="deep"):
        rules(test)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["all", "any", "count", "distinct", "at_least"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_tree_is_answered(test):
    """Whatever form it has."""
    try:
        answer = threshold(test, a_name())
    except SigningError:
        return
    assert answer in {"met", "not-met", "undetermined"}
