"""The figure check: every cell of the table, its order, and what is true where a figure is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.counting.rows import a_figure, documented

from undersigned.counting.figure import Qualifier, Unit, bounds
from undersigned.counting.support import (
    HOLDS,
    State,
    Wording,
    _borne_by,
    _contradicted,
    _span,
    check_difference,
    check_figure,
    check_including,
    check_languages,
    check_subset,
    state_of,
    true_wordings,
)
from undersigned.values.findings import Outcome
from undersigned.wording.words import sentence

ONE = [one for one in Qualifier if one is not Qualifier.BETWEEN]


def between(low, high):
    return a_figure(low=low, high=high, qualifier=Qualifier.BETWEEN)


@pytest.mark.parametrize(
    ("figure", "least", "most", "complete", "state"),
    [
        (a_figure(65), 71, 73, False, State.DOCUMENTED),
        (a_figure(72), 71, 73, False, State.DOCUMENTED_STRICTLY),
        (a_figure(74), 71, 73, False, State.NOT_ESTABLISHED),
        (a_figure(74), 71, 73, True, State.CONTRADICTED),
        (a_figure(71, Qualifier.MORE_THAN), 71, 71, False, State.NOT_ESTABLISHED),
        (a_figure(70, Qualifier.MORE_THAN), 71, 71, False, State.DOCUMENTED),
        (a_figure(71, Qualifier.MORE_THAN), 71, 71, True, State.CONTRADICTED),
        (a_figure(72, Qualifier.EXACTLY), 71, 73, False, State.DOCUMENTED),
        (a_figure(65, Qualifier.EXACTLY), 71, 73, False, State.CONTRADICTED),
        (a_figure(80, Qualifier.EXACTLY), 71, 73, False, State.NOT_ESTABLISHED),
        (a_figure(80, Qualifier.EXACTLY), 71, 73, True, State.CONTRADICTED),
        (a_figure(65, Qualifier.ABOUT), 71, 73, False, State.DOCUMENTED),
        (a_figure(60, Qualifier.ABOUT), 71, 73, False, State.CONTRADICTED),
        (a_figure(100, Qualifier.ABOUT), 71, 73, False, State.NOT_ESTABLISHED),
        (a_figure(80, Qualifier.UP_TO), 71, 73, False, State.NOT_ESTABLISHED),
        (a_figure(80, Qualifier.UP_TO), 71, 73, True, State.DOCUMENTED),
        (a_figure(70, Qualifier.UP_TO), 71, 73, False, State.CONTRADICTED),
        (a_figure(71, Qualifier.AT_MOST), 71, 71, True, State.DOCUMENTED),
        (a_figure(71, Qualifier.FEWER_THAN), 71, 71, True, State.CONTRADICTED),
        (between(70, 75), 71, 73, False, State.DOCUMENTED),
        (between(50, 60), 71, 73, False, State.CONTRADICTED),
        (between(80, 90), 71, 73, False, State.NOT_ESTABLISHED),
        (between(72, 75), 71, 73, True, State.NOT_ESTABLISHED),
    ],
)
def test_a_cell_of_the_table(figure, least, most, complete, state):
    """Qualifier by qualifier, with and without a register that somebody declared complete."""
    check = check_figure(figure, documented(least, most), complete=complete)

    assert check.state is state


def test_more_than_six_thousand_is_not_contradicted_by_seventy_one():
    """A register smaller than a figure fails to establish it, no more."""
    check = check_figure(a_figure(6000, Qualifier.MORE_THAN), documented(71))

    assert check.state is State.NOT_ESTABLISHED
    assert check.finding().outcome is Outcome.UNDETERMINED
    assert check.true_wordings == (
        Wording(qualifier=Qualifier.AT_LEAST, value=71),
        Wording(qualifier=Qualifier.MORE_THAN, value=70),
    )


def test_an_understated_bare_number_is_contradicted():
    """Sixty-five, where seventy-one are documented; "at least 65" would hold."""
    assert check_figure(a_figure(65, Qualifier.EXACTLY), documented(71)).state is State.CONTRADICTED
    assert check_figure(a_figure(65), documented(71)).state is State.DOCUMENTED


def test_an_attributed_figure_is_left_to_its_author():
    """It is neither held nor contradicted by the records."""
    figure = a_figure(200, Qualifier.MORE_THAN, attributed_to="observers")

    check = check_figure(figure, documented(71), complete=True)

    assert check.state is State.ATTRIBUTED
    assert check.finding().outcome is Outcome.NOT_APPLICABLE
    assert "observers" in sentence(check.finding(), "en")


@pytest.mark.parametrize(
    "changes", [{"unit": None}, {"unit": Unit.OTHER}, {"unit": Unit.DETENTIONS}, {"doubts": ("year",)}]
)
def test_what_counts_nothing_or_is_in_doubt_is_not_checkable(changes):
    """Detentions are not held against persons, and nothing before a person has said what the number is."""
    assert check_figure(a_figure(**changes), documented(71)).state is State.NOT_CHECKABLE


@pytest.mark.parametrize(("then", "now"), [(71, 60), (60, 71)])
def test_a_figure_is_outdated_when_its_day_said_otherwise(then, now):
    """Documented then and not now, or the reverse."""
    check = check_figure(a_figure(65), documented(now), then=documented(then))

    assert check.state is State.OUTDATED


def test_estimate_only_needs_an_estimate():
    """Without one its least is the documented count, so the state cannot come up."""
    assert check_figure(a_figure(80), documented(71), estimate=84).state is State.ESTIMATE_ONLY
    assert check_figure(a_figure(80), documented(71)).state is State.NOT_ESTABLISHED


@given(
    st.sampled_from(ONE),
    st.integers(min_value=1, max_value=200),
    st.integers(min_value=0, max_value=200),
    st.integers(min_value=0, max_value=20),
    st.booleans(),
)
def test_a_wording_that_is_proposed_is_documented(qualifier, value, least, wider, complete):
    """For whatever figure fails, each proposal holds for the same count."""
    del qualifier, value
    counted = documented(least, least + wider)

    for wording in true_wordings(counted, complete=complete):
        low, high = bounds(wording.value, wording.qualifier)
        figure = a_figure(wording.value, wording.qualifier, low=low, high=high)
        assert check_figure(figure, counted, complete=complete).state in HOLDS


@given(
    st.integers(min_value=2, max_value=200),
    st.integers(min_value=0, max_value=200),
    st.integers(min_value=0, max_value=20),
    st.booleans(),
)
def test_at_least_one_fewer_is_documented_too(value, least, wider, complete):
    """What is documented as "at least x" is documented as "at least x - 1", declared complete or not."""
    more = state_of(a_figure(value), least, least + wider, least, complete=complete)
    fewer = state_of(a_figure(value - 1), least, least + wider, least, complete=complete)

    assert more is not State.DOCUMENTED or fewer is State.DOCUMENTED
    assert fewer is not State.CONTRADICTED or more is State.CONTRADICTED


ANY_FIGURE = st.one_of(
    st.builds(a_figure, st.integers(1, 100), st.sampled_from(ONE)),
    st.tuples(st.integers(1, 100), st.integers(0, 20)).map(lambda ends: between(ends[0], sum(ends))),
)


@given(ANY_FIGURE, st.integers(0, 120), st.integers(0, 20), st.booleans())
def test_nothing_is_both_documented_and_contradicted(figure, least, wider, complete):
    """Whichever of the two is asked first, and whether or not the register was declared complete."""
    most = least + wider
    low, high = _span(figure)
    contradicted = _contradicted(low, high, least, most, complete=complete)
    borne = _borne_by(figure, low, high, least, most, complete=complete)

    assert not (contradicted and borne)


@given(ANY_FIGURE, st.integers(0, 120), st.integers(0, 20))
def test_a_declaration_of_completeness_turns_nothing_into_its_opposite(figure, least, wider):
    """It settles what was not established; of what held only a range beyond what is there."""
    most = least + wider
    without, declared = (
        state_of(figure, least, most, least, complete=complete) for complete in (False, True)
    )

    assert not ({without, declared} & HOLDS and State.CONTRADICTED in (without, declared))
    if without is not declared:
        settled = without is State.NOT_ESTABLISHED and declared in (State.CONTRADICTED, State.DOCUMENTED)
        narrower = (without, declared) == (State.DOCUMENTED, State.NOT_ESTABLISHED)
        assert settled or (narrower and figure.qualifier is Qualifier.BETWEEN)


@given(ANY_FIGURE, st.integers(0, 120))
def test_a_complete_register_settles_whatever_it_holds_one_number_of(figure, least):
    """With one linking there is nothing left to establish: a figure is documented or contradicted."""
    state = state_of(figure, least, least, least, complete=True)

    assert state in (State.DOCUMENTED, State.CONTRADICTED)


def test_a_declaration_counts_for_the_number_of_each_day():
    """For what was documented on the text's day apart from what is now."""
    figure = a_figure(80, Qualifier.UP_TO)

    told = [
        check_figure(figure, documented(71), complete=now, then=documented(71), complete_then=then).state
        for now, then in ((True, True), (True, False), (False, True), (False, False))
    ]

    assert told == [State.DOCUMENTED, State.OUTDATED, State.OUTDATED, State.NOT_ESTABLISHED]


@given(
    st.sampled_from(ONE),
    st.integers(min_value=1, max_value=100),
    st.integers(min_value=0, max_value=100),
    st.integers(min_value=0, max_value=20),
)
def test_more_evidence_never_establishes_the_opposite(qualifier, value, least, wider):
    """An open register contradicts only what is bounded from above."""
    figure = a_figure(value, qualifier)

    state = state_of(figure, least, least + wider, least, complete=False)

    assert state is not State.CONTRADICTED or figure.high is not None


def test_a_part_outside_its_whole_is_found():
    """ "43 of whom" are among the same 65, or the check says how many are not."""
    assert check_subset(documented(43), documented(65)).outcome is Outcome.PASSED
    assert check_subset(documented(66), documented(65)).particulars["outside"] == 1


def test_each_one_named_must_be_counted():
    """ "21, including A and B": a name outside the set is told."""
    assert check_including(["p1", "p2"], documented(21)).outcome is Outcome.PASSED
    assert check_including(["p1", "zoe"], documented(21)).particulars["missing"] == ("zoe",)


def test_a_difference_needs_both_numbers():
    """ "133 more, now 145" is checked only where both ends are stated."""
    stated = a_figure(12, Qualifier.EXACTLY)

    assert check_difference(stated, 133, 145).outcome is Outcome.PASSED
    assert check_difference(stated, 130, 145).outcome is Outcome.FAILED
    assert check_difference(stated, None, 145).outcome is Outcome.UNDETERMINED


def test_language_versions_state_the_same_figures():
    """The first figure that differs is named."""
    english = [a_figure(65), a_figure(43, Qualifier.EXACTLY)]
    french = [a_figure(65), a_figure(34, Qualifier.EXACTLY)]

    (agreed,) = check_languages([("en", english), ("fr", english)])
    (differs,) = check_languages([("en", english), ("fr", french)])

    assert agreed.outcome is Outcome.PASSED
    assert (differs.outcome, differs.particulars["figures"]) == (Outcome.FAILED, 2)
    assert check_languages([("en", english), ("fr", english[:1])])[0].particulars["figures"] == 2
