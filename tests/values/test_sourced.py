"""A value cannot be made without what supports it."""

import pytest

from undersigned.values.sourced import Citation, Sourced, Status, UnsourcedError

RULE = Citation(source="ROP56", at="56.1")


def test_a_known_value_needs_a_source():
    """Neither a confirmed nor an observed value stands alone."""
    for status in (Status.CONFIRMED, Status.OBSERVED):
        with pytest.raises(UnsourcedError):
            Sourced(value=20, status=status)


def test_an_unknown_value_has_no_value():
    """The present value is never filled in for an unknown one."""
    with pytest.raises(UnsourcedError):
        Sourced(value=20, status=Status.UNKNOWN, cites=(RULE,))


def test_a_sourced_value_says_whether_it_is_known():
    """One can reckon with a known value."""
    assert Sourced(value=20, status=Status.CONFIRMED, cites=(RULE,)).known
    assert not Sourced(value=None, status=Status.UNKNOWN).known


def test_a_confirmed_value_must_have_a_value():
    """Confirmed emptiness is not a value."""
    with pytest.raises(UnsourcedError):
        Sourced(value=None, status=Status.CONFIRMED, cites=(RULE,))
