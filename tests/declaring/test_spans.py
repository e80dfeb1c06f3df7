"""What is known of a day from the days on which something was seen."""

from datetime import date

import pytest

from undersigned.declaring.assemblies.spans import PartialDateError, Span, partial_date


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2013, 12, 31), False),
        (date(2014, 1, 1), None),
        (date(2014, 9, 30), None),
        (date(2014, 10, 1), True),
        (date(2019, 12, 31), True),
        (date(2020, 1, 1), None),
        (date(2020, 2, 1), False),
    ],
)
def test_a_day_between_two_sights_is_not_filled_in(day, held):
    """Seen, known absent, or nobody knows."""
    span = Span(
        first=partial_date("2014-10"),
        last=partial_date("2019"),
        absent_before=date(2014, 1, 1),
        absent_from=date(2020, 2, 1),
    )

    assert span.held(day) is held
    assert span.as_written() == ("2014-10", "2019")


def test_a_side_without_a_day_is_open():
    """What was never seen to begin or end held on every day asked."""
    assert Span().held(date(1949, 8, 10)) is True


@pytest.mark.parametrize("written", ["2019-13", "yesterday", "19", "2019-10-32", ""])
def test_what_is_no_date_is_refused(written):
    """A fault of ours, not of a library."""
    with pytest.raises(PartialDateError):
        partial_date(written)
