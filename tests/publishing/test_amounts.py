"""Days as people say them, no more exact than they are known."""

from datetime import date

import pytest

from undersigned.publishing.amounts import period


@pytest.mark.parametrize(
    ("first", "last", "first_as", "en", "fr"),
    [
        ("2019-09-21", "2019-09-21", None, "21 September 2019", "21 septembre 2019"),
        ("2019-06-09", "2019-06-13", None, "9 to 13 June 2019", "du 9 au 13 juin 2019"),
        ("2019-06-01", "2019-06-13", None, "1 to 13 June 2019", "du 1er au 13 juin 2019"),
        ("2018-03-01", "2018-10-31", None, "March 2018 to October 2018", "mars 2018 à octobre 2018"),
        ("2018-01-01", "2018-12-31", None, "2018", "2018"),
        ("2019-03-01", "2019-03-31", None, "March 2019", "mars 2019"),
        ("2019-05-30", "2019-06-02", None, "30 May 2019 to 2 June 2019", "du 30 mai 2019 au 2 juin 2019"),
        (
            *("2019-09-01", "2019-09-20", "2019-09"),
            *("September 2019, up to 20 September 2019", "septembre 2019, jusqu’au 20 septembre 2019"),
        ),
        ("2018-01-01", "2019-02-03", "2018", "2018, up to 3 February 2019", "2018, jusqu’au 3 février 2019"),
    ],
)
def test_from_one_day_to_another(first, last, first_as, en, fr):
    """A month from which nobody told the day stays a month."""
    days = date.fromisoformat(first), date.fromisoformat(last)

    assert (period(*days, "en", first_as), period(*days, "fr", first_as)) == (en, fr)
