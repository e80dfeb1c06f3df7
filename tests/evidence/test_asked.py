"""Where a recommendation or a call stands: the latest that is claimed, joined by a person's word alone."""

from datetime import date

import pytest
from tests.evidence.builders import a_claim

from undersigned.evidence.asked import asked, state_on
from undersigned.evidence.claims import Subject
from undersigned.values.dates import SourceDate

TODAY = date(2026, 11, 27)


def said(source, *, state=None, on=None, same_as=None, symbol=None):
    """What one source says of a recommendation."""
    values = {
        "symbol": symbol,
        "state": state,
        "state-on": SourceDate.of_day(on) if on else None,
        "same-as": Subject(source=same_as, kind="recommendation", key="1") if same_as else None,
    }
    return [
        a_claim(value, kind="recommendation", property=name, source=source)
        for name, value in values.items()
        if value is not None
    ]


def test_sources_are_joined_where_a_person_says_so_and_nowhere_else():
    """Two of one symbol stay two; a chain ends at its last; a ring has a first."""
    alike = [*said("a", symbol="A/1"), *said("b", symbol="A/1")]
    assert len(asked(alike, "recommendation")) == 2

    chain = [*said("a", symbol="A/1"), *said("b", same_as="a"), *said("c", same_as="b")]
    (one,) = asked(chain, "recommendation")
    assert [subject.source for subject in one.subjects] == ["a", "b", "c"]
    assert one.text("symbol") == "A/1"

    ring = [*said("b", same_as="a"), *said("a", same_as="b")]
    assert [len(found.subjects) for found in asked(ring, "recommendation")] == [2]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 9, 30), "unknown"),
        (date(2026, 10, 1), "not"),
        (date(2026, 10, 31), "not"),
        (date(2026, 11, 1), "partly"),
    ],
)
def test_the_latest_state_by_a_day_counts(day, state):
    """What is claimed for a later day is not known before it; what has no day is older than all."""
    claims = [
        *said("a", state="unknown"),
        *said("b", state="partly", on=date(2026, 11, 1), same_as="a"),
        *said("c", state="not", on=date(2026, 10, 1), same_as="a"),
    ]
    (one,) = asked(claims, "recommendation")

    assert state_on(one, day).state == state


def test_two_that_differ_for_one_day_are_no_state():
    """Neither is chosen; two that agree are one, with both their sources."""
    day = date(2026, 10, 1)
    (differ,) = asked(
        [*said("a", state="not", on=day), *said("b", state="followed", on=day, same_as="a")], "recommendation"
    )
    assert state_on(differ, TODAY) is None

    (agree,) = asked(
        [*said("a", state="not", on=day), *said("b", state="not", on=day, same_as="a")], "recommendation"
    )
    assert [cite.source for cite in state_on(agree, TODAY).cites] == ["a", "b"]
