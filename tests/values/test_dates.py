"""Dates are kept as precise as the source is, and no more."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from undersigned.values.dates import SourceDate


@given(st.dates())
def test_a_day_is_its_own_bounds(day):
    """A date known to the day lies between that day and that day."""
    dated = SourceDate.of_day(day)

    assert (dated.first, dated.last, dated.day) == (day, day, day)
    assert dated.iso() == day.isoformat()


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_lies_between_its_first_and_last_day(year, month):
    """A date known to the month names no day."""
    dated = SourceDate.of_month(year, month, "as written")

    assert dated.day is None
    assert dated.first == date(year, month, 1)
    assert dated.last.month == month
    assert (dated.last - dated.first).days in (27, 28, 29, 30)
    assert dated.iso() == f"{year:04}-{month:02}"
