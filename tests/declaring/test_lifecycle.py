"""States and moves: what may be done, and tables that are refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.declaring.lifecycles.lifecycle import LifecycleError, State, lifecycle, move, read_lifecycle
from undersigned.values.findings import Finding

MUSEUM = Path(__file__).parents[1] / "vectors" / "refused" / "lifecycles"
NAMES = ("written-declaration", "motion", "early-day-motion", "joint-statement")


def after(name, *acts):
    """The state after a row of acts from the first one."""
    life = lifecycle(name)
    state = life.states[0]
    for act in acts:
        state = move(life, state.code, act)
        assert isinstance(state, State), act
    return state.code


@pytest.mark.parametrize(
    ("name", "acts", "state"),
    [
        (
            "written-declaration",
            ["open-for-signature", "table", "find-in-order", "number", "publish", "publish-again", "close"],
            "closed",
        ),
        ("written-declaration", ["open-for-signature", "table", "refuse"], "refused"),
        ("written-declaration", ["open-for-signature", "return-to-draft", "withdraw"], "withdrawn"),
        ("motion", ["table-by-committee", "find-in-order", "number", "publish"], "published"),
        ("early-day-motion", ["table", "publish", "print-again", "lapse"], "lapsed"),
        ("early-day-motion", ["table", "publish", "withdraw"], "withdrawn"),
        ("joint-statement", ["open-for-signature", "publish", "publish-again", "close"], "closed"),
    ],
)
def test_a_text_goes_its_way(name, acts, state):
    """From draft to its end."""
    assert after(name, *acts) == state


@pytest.mark.parametrize(
    ("name", "state", "act"),
    [
        ("written-declaration", "published", "withdraw"),
        ("written-declaration", "closed", "publish-again"),
        ("motion", "tabled", "withdraw"),
        ("early-day-motion", "lapsed", "print-again"),
        ("joint-statement", "draft", "applaud"),
        ("joint-statement", "nowhere", "publish"),
    ],
)
def test_a_move_that_is_not_in_the_table_is_a_finding(name, state, act):
    """It says what would be possible."""
    found = move(lifecycle(name), state, act)

    assert isinstance(found, Finding)
    assert found.code == "declaring.lifecycle.act"
    assert found.particulars["allowed"] == (tuple(one.act for one in lifecycle(name).open_to(state)) or None)


@given(st.sampled_from(NAMES), st.lists(st.integers(0, 20), max_size=30))
def test_no_walk_leaves_the_table(name, choices):
    """Whatever is done in whatever order, a text stands in a known state, and a final one is final."""
    life = lifecycle(name)
    state = life.states[0]
    for choice in choices:
        ways = life.open_to(state.code)
        assert bool(ways) != state.final
        if ways:
            state = move(life, state.code, ways[choice % len(ways)].act)
            assert state in life.states


@pytest.mark.parametrize("name", NAMES)
def test_states_and_moves_have_titles_in_both_languages(name):
    """Each is shown to people."""
    life = lifecycle(name)

    assert all({"en", "fr"} == set(one.title) for one in (*life.states, *life.moves))


@pytest.mark.parametrize("path", sorted(MUSEUM.glob("*.toml")), ids=lambda path: path.stem)
def test_a_faulty_table_is_refused_with_its_fault(path):
    """One file for each way of being wrong."""
    text = path.read_text(encoding="utf-8")
    wanted = text.splitlines()[0].removeprefix("# found: ")
    if wanted == "nothing":
        assert read_lifecycle(path.stem, text).states
        return
    with pytest.raises(LifecycleError) as refused:
        read_lifecycle(path.stem, text)

    assert wanted in str(refused.value)


def test_there_is_no_lifecycle_of_an_unknown_name():
    """It is a fault and says so."""
    with pytest.raises(LifecycleError, match="there is no such lifecycle"):
        lifecycle("plebiscite")
