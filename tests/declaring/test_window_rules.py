"""Until when names may be added, and whether one may be withdrawn."""

from dataclasses import replace
from datetime import date

import pytest
from tests.declaring.declarations import DAY, a_declaration

from undersigned.declaring.calendars.calendar import Calendar, Sitting
from undersigned.declaring.declaration import Edition, Form
from undersigned.declaring.questions import window as window_rules
from undersigned.declaring.questions.window import window_open, withdrawal_allowed
from undersigned.declaring.rulebooks.rulebook import rulebook_on
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Outcome, Severity
from undersigned.values.sourced import Citation, Sourced, Status

PASSED, FAILED, UNDETERMINED, NOT_APPLICABLE = Outcome
CONCORD = rulebook_on("concord", "written-declaration", DAY)
PACE = rulebook_on("pace", "written-declaration", date(2019, 1, 24))
PACE_2023 = rulebook_on("pace", "written-declaration", date(2023, 6, 1))
PACE_1970 = rulebook_on("pace", "written-declaration", date(1971, 1, 1))
MOTION = rulebook_on("pace", "motion", date(2024, 1, 22))
COALITION = rulebook_on("coalition", "joint-statement", date(2026, 3, 1))
COMMONS = rulebook_on("uk-commons", "early-day-motion", date(2026, 1, 5))


def on_day(day, **overrides):
    return a_declaration(dated=SourceDate.of_day(day), **overrides)


def test_the_close_of_the_next_part_session_is_told_before_it_comes():
    """A declaration of 9 October 2026 is open until 29 January 2027."""
    found = window_open(a_declaration(), CONCORD)

    assert (found.outcome, found.particulars["closes"]) == (PASSED, "2027-01-29")


@pytest.mark.parametrize(
    ("asked", "outcome"), [(date(2027, 1, 29), PASSED), (date(2027, 1, 30), FAILED), (DAY, PASSED)]
)
def test_a_name_may_be_added_until_the_last_day_and_not_after(asked, outcome):
    """The day asked for decides."""
    assert window_open(a_declaration(), CONCORD, asked).outcome is outcome


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [(date(2019, 4, 1), PASSED), (date(2019, 4, 10), UNDETERMINED), (date(2019, 4, 25), FAILED)],
)
def test_a_close_known_between_two_days_decides_only_outside_them(asked, outcome):
    """No. 670 of 24 January 2019."""
    assert window_open(on_day(date(2019, 1, 24)), PACE, asked).outcome is outcome


def test_a_later_edition_closes_by_the_day_of_tabling():
    """The printed day is that of the edition; the window hangs on tabling."""
    later = on_day(date(2019, 4, 24), edition=Edition(number=2, tabled_on=date(2019, 1, 24)))

    assert window_open(later, PACE).particulars["closes"] == "2019-04-01 – 2019-04-24"


def test_an_unknown_calendar_leaves_the_window_open_as_a_question():
    """The founding document's day of closing was not found: a notice, and no day."""
    found = window_open(on_day(date(2019, 10, 4)), PACE)

    assert (found.outcome, found.severity, found.particulars["closes"]) == (
        UNDETERMINED,
        Severity.NOTICE,
        None,
    )
    assert window_open(on_day(date(2019, 10, 4)), PACE, date(2019, 12, 1)).severity is Severity.WARNING


@pytest.mark.parametrize(
    ("book", "text", "outcome", "closes"),
    [
        (PACE_1970, on_day(date(1971, 5, 4)), PASSED, "1972-05-04"),
        (MOTION, on_day(date(2024, 1, 22)), PASSED, "2024-01-22"),
        (COALITION, on_day(date(2026, 3, 1)), PASSED, None),
        (COMMONS, on_day(date(2026, 1, 5)), UNDETERMINED, None),
        (CONCORD, a_declaration(form=Form.DRAFT, dated=None), NOT_APPLICABLE, None),
        (CONCORD, a_declaration(dated=None), UNDETERMINED, None),
    ],
)
def test_each_model_of_a_window_has_its_own_end(book, text, outcome, closes):
    """A year of inactivity, tabling, no end at all, a session nobody listed."""
    found = window_open(text, book)

    assert (found.outcome, found.particulars.get("closes")) == (outcome, closes)


@pytest.mark.parametrize(
    ("book", "over", "outcome"),
    [
        (PACE_2023, None, NOT_APPLICABLE),
        (PACE_2023, frozenset(), FAILED),
        (PACE, None, UNDETERMINED),
        (CONCORD, None, PASSED),
        (CONCORD, {"tabling", "publication"}, PASSED),
        (CONCORD, {"tabling", "publication", "closing"}, FAILED),
        (MOTION, frozenset(), PASSED),
        (MOTION, {"tabling"}, FAILED),
        (COMMONS, {"tabling", "publication", "closing"}, PASSED),
    ],
)
def test_a_name_may_be_withdrawn_as_long_as_the_rule_says(book, over, outcome):
    """Never, until tabling, until the list closes, at any time, nobody knows."""
    assert withdrawal_allowed(book, over).outcome is outcome


def with_window(model, length):
    cites = (Citation(source="rules"),)
    fields = {
        "window.model": Sourced(value=model, status=Status.CONFIRMED, cites=cites),
        "window.length": Sourced(value=length, status=Status.CONFIRMED, cites=cites),
    }
    return replace(CONCORD, fields={**CONCORD.fields, **fields}, calendar=None)


@pytest.mark.parametrize(
    ("model", "length", "closes"),
    [("months", 6, "2027-04-09"), ("sitting-days", 20, None), ("none", 0, None)],
)
def test_a_window_of_months_and_one_of_sitting_days(model, length, closes):
    """Six months are reckoned; sitting days nobody listed are not."""
    assert window_open(a_declaration(), with_window(model, length)).particulars["closes"] == closes


def test_a_window_that_hangs_on_a_session_closes_with_it(monkeypatch):
    """The last day is the session's."""
    day = Sourced(value=SourceDate.of_day(DAY), status=Status.CONFIRMED, cites=(Citation(source="rules"),))
    session = Sitting(name="2026", opens=day, closes=day)
    monkeypatch.setattr(window_rules, "calendar", lambda name: Calendar(assembly=name, sessions=(session,)))
    book = replace(with_window("session", 0), calendar="lakeland")

    assert window_open(a_declaration(), book).particulars["closes"] == DAY.isoformat()
