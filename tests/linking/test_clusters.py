"""One person each from people's decisions: whatever their order, and nothing repaired in silence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.builders import a_subject

from undersigned.linking.clusters import clusters_of
from undersigned.linking.decision_files import read_decisions, write_decisions
from undersigned.linking.decisions import Decision, DecisionError, Same, standing
from undersigned.values.findings import Outcome

BEGAN = datetime(2026, 10, 1, tzinfo=UTC)


def decided(one, other, what=Same.SAME, *, minute=0, **more):
    fields = {
        "one": a_subject(one),
        "other": a_subject(other),
        "what": what,
        "by": "a reviewer",
        "at": BEGAN + timedelta(minutes=minute),
        "why": "the same name and day",
    }
    return Decision(**(fields | more))


def keys(found):
    return [tuple(subject.key for subject in cluster) for cluster in found.clusters]


def test_what_hangs_together_is_one():
    """And who was only compared stands alone."""
    found = clusters_of([decided("1", "2"), decided("2", "3"), decided("4", "5", Same.UNSURE)])

    assert keys(found) == [("1", "2", "3"), ("4",), ("5",)]
    assert found.findings[0].outcome is Outcome.PASSED


def test_a_contradiction_is_told_and_not_repaired():
    """All of such a cluster stand apart until a person decides; others are untouched."""
    found = clusters_of(
        [decided("1", "2"), decided("2", "3"), decided("1", "3", Same.DIFFERENT), decided("7", "8")]
    )

    assert keys(found) == [("1",), ("2",), ("3",), ("7", "8")]
    assert [len(cluster) for cluster in found.contradicted] == [3]
    assert found.findings[0].outcome is Outcome.FAILED


def test_a_superseded_decision_joins_nothing_and_remains():
    """An undo is another decision, a month later as well as at once."""
    wrong = decided("1", "2")
    undone = decided("1", "2", Same.DIFFERENT, minute=9, supersedes=wrong.id, why="two birth dates")

    assert keys(clusters_of([wrong, undone])) == [("1",), ("2",)]
    assert standing([undone, wrong]) == (undone,)
    assert len(read_decisions(write_decisions((wrong, undone)))) == 2


PAIRS = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from(Same)).filter(
    lambda pair: pair[0] != pair[1]
)


@given(st.lists(PAIRS, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_decisions_changes_nothing(pairs, dice):
    """Nor does which of two is named first."""
    decisions = [decided(one, other, what, minute=nth) for nth, (one, other, what) in enumerate(pairs)]
    turned = [decided(other, one, what, minute=nth) for nth, (one, other, what) in enumerate(pairs)]
    dice.shuffle(turned)

    assert clusters_of(decisions) == clusters_of(turned)


@given(st.lists(PAIRS, max_size=10))
def test_everyone_is_in_one_cluster_and_none_holds_two_who_differ(pairs):
    """Whatever was decided."""
    found = clusters_of(decided(one, other, what) for one, other, what in pairs)
    everyone = [key for cluster in keys(found) for key in cluster]

    assert sorted(everyone) == sorted({key for pair in pairs for key in pair[:2]})
    for one, other, what in pairs:
        if what is Same.DIFFERENT:
            assert not [cluster for cluster in keys(found) if one in cluster and other in cluster]


@given(st.lists(PAIRS, max_size=5))
def test_decisions_survive_being_written_and_read(pairs):
    """Nothing of who, when and why is lost."""
    decisions = tuple(decided(one, other, what) for one, other, what in pairs)

    assert read_decisions(write_decisions(decisions)) == decisions


@pytest.mark.parametrize(("other", "change"), [("2", {"why": " "}), ("2", {"by": ""}), ("1", {})])
def test_a_decision_needs_two_subjects_a_person_and_a_reason(other, change):
    """Without one of them it is none."""
    with pytest.raises(DecisionError):
        decided("1", other, **change)


@pytest.mark.parametrize("line", ["{}", "[]", "no", '{"one": ["a"], "other": ["b", "2"]}'])
def test_a_line_that_is_no_decision_is_named(line):
    """By its number."""
    with pytest.raises(DecisionError) as refused:
        read_decisions("\n" + line)

    assert refused.value.finding.place.line == 2
