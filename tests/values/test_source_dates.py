"""A date as a source gives it: a day, a month, a year, between two days; and cells that no program runs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.values.dates import SourceDate
from undersigned.values.spreadsheets import as_meant, harmless

DAY = date(2026, 9, 20)


@pytest.mark.parametrize("written", ["2026-09-20", "2026-09", "2026", "2026-09-20/2026-09-22"])
def test_what_is_written_is_read_again(written):
    """As much as is known, and no more."""
    assert SourceDate.of_iso(written).iso() == written


@pytest.mark.parametrize(
    "written", ["", "soon", "2026-9", "2026-02-30", "2026-13", "0000", "2026-09-22/2026-09-20", "2026/"]
)
def test_what_is_no_date_is_none(written):
    """A day that no calendar has, two days turned round."""
    assert SourceDate.of_iso(written) is None


def test_a_span_has_no_day_and_lies_between_two():
    """It is never moved to one of them."""
    span = SourceDate.between(DAY, date(2026, 9, 22))

    assert span.day is None
    assert (span.first, span.last) == (DAY, date(2026, 9, 22))


def test_an_age_is_the_least_that_it_can_be():
    """From the last day that the date may be; what is to come is not old."""
    assert SourceDate.of_month(2026, 9, "2026-09").age_on(date(2026, 10, 10)) == 10
    assert SourceDate.of_day(DAY).age_on(DAY) == 0
    assert SourceDate.of_year(2026, "2026").age_on(DAY) == 0


@given(st.text())
def test_a_cell_comes_back_as_it_was_meant(cell):
    """Whatever stands in it; and what would be run begins with an apostrophe."""
    assert as_meant(harmless(cell)) == cell
    assert harmless(cell)[:1] not in set("=+-@＝＋－＠")
