"""Part-sessions, sessions and sitting days, and when a list closes by them."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.declaring.calendars import calendar as calendar_module
from undersigned.declaring.calendars.calendar import (
    EMPTY,
    Calendar,
    CalendarError,
    calendar,
    next_part_session,
    read_calendar,
    session_close,
    sitting_day,
    year_of_inactivity,
)
from undersigned.declaring.calendars.months import months_later
from undersigned.declaring.rulebooks.source import RuleSource

MUSEUM = Path(__file__).parents[1] / "vectors" / "refused" / "calendars"
DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))
A_SESSION = """
assembly = "lakeland"
[sources.rules]
title = "Days of Lakeland (fictional)"
level = "rule"
[[sessions]]
name = "2030"
opens = { value = 2030-01-07, status = "confirmed", source = "rules" }
closes = { value = 2030-11-29, status = "confirmed", source = "rules" }
source = "rules"
"""


def a_calendar(text):
    source = RuleSource()
    read = read_calendar(source, tomllib.loads(text))
    assert not source.faults
    return read


@pytest.mark.parametrize("path", sorted(MUSEUM.glob("*.toml")), ids=lambda path: path.stem)
def test_a_faulty_calendar_is_refused_by_the_field(path):
    """One file for each way of being wrong."""
    text = path.read_text(encoding="utf-8")
    wanted = text.splitlines()[0].removeprefix("# found: ")
    source = RuleSource()
    read_calendar(source, tomllib.loads(text))
    found = [fault.field for fault in source.faults]

    assert (wanted in found) if wanted != "nothing" else found == []


@pytest.mark.parametrize(
    ("tabled", "name"),
    [
        (date(2026, 10, 5), "2027-01"),
        (date(2026, 10, 9), "2027-01"),
        (date(2026, 6, 24), "2026-10"),
        (date(2026, 8, 1), "2026-10"),
        (date(2026, 10, 10), "2027-01"),
        (date(2026, 6, 1), None),
        (date(2027, 3, 1), None),
    ],
)
def test_a_text_closes_with_the_next_part_session(tabled, name):
    """Tabled in one or between two; outside the calendar nobody knows."""
    coming = next_part_session(calendar("concord"), tabled)

    assert (coming.name if coming else None) == name


@pytest.mark.parametrize(
    ("tabled", "name", "between"),
    [
        # the pairs of tabling and last edition that real declarations show
        (date(2019, 1, 24), "2019-04", (date(2019, 4, 1), date(2019, 4, 24))),
        (date(2013, 10, 1), "2014-01", (date(2014, 1, 1), date(2014, 2, 11))),
        (date(2011, 10, 5), "2012-01", (date(2012, 1, 25), date(2012, 2, 9))),
    ],
)
def test_the_windows_that_real_declarations_show(tabled, name, between):
    """The day of closing is known between two days, and not to the day."""
    coming = next_part_session(calendar("pace"), tabled)

    assert coming.name == name
    assert (coming.closes.value.first, coming.closes.value.last) == between


def test_the_founding_documents_window_is_not_known():
    """The days of the autumn of 2019 and of January 2020 were not found."""
    assert next_part_session(calendar("pace"), date(2019, 10, 4)) is None


def test_no_known_close_contradicts_the_next():
    """A part-session closes after the one it follows."""
    for days in (calendar("pace"), calendar("concord")):
        by_name = {one.name: one for one in days.part_sessions}
        for one in days.part_sessions:
            before = by_name.get(one.follows)
            if before and before.closes.value and one.closes.value:
                assert before.closes.value.first <= one.closes.value.last


def test_an_assembly_without_a_calendar_has_an_empty_one():
    """Nothing known is no fault."""
    assert calendar("nowhere") == calendar("../pace") == EMPTY


@pytest.mark.parametrize(
    ("tabled", "closes"), [(date(2030, 5, 1), date(2030, 11, 29)), (date(2029, 5, 1), None)]
)
def test_a_session_closes_what_was_tabled_in_it(tabled, closes):
    """An early day motion lapses with its session."""
    found = session_close(a_calendar(A_SESSION), tabled).value

    assert (found.day if found else None) == closes


@given(st.lists(DAYS, min_size=1, max_size=40, unique=True), st.integers(1, 40))
def test_the_last_of_so_many_sitting_days_is_counted_and_never_guessed(days, number):
    """Past the end of the list nobody knows."""
    listed = tuple(sorted(days))
    found = sitting_day(Calendar(assembly="x", sitting_days=listed), listed[0], number)

    assert found == (listed[number] if number < len(listed) else None)
    assert sitting_day(Calendar(assembly="x", sitting_days=listed), listed[0] - timedelta(days=1), 1) is None


@given(DAYS, st.integers(-400, 400))
def test_months_later_and_back_is_the_same_day_or_the_end_of_a_month(day, months):
    """Only a day that a month lacks is moved, and only to its last."""
    there = months_later(day, months)

    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == day.day or (there + timedelta(days=1)).day == 1


def test_a_year_without_a_new_name_ends_on_the_same_day():
    """The rule of 1970; of a 29 February on the 28th."""
    assert year_of_inactivity(date(1970, 5, 4)) == date(1971, 5, 4)
    assert year_of_inactivity(date(1972, 2, 29)) == date(1973, 2, 28)


def test_a_faulty_calendar_that_is_shipped_would_be_refused(tmp_path, monkeypatch):
    """With its file, and every fault."""
    (tmp_path / "calendars").mkdir()
    text = (MUSEUM / "a-day-without-source.toml").read_text(encoding="utf-8")
    (tmp_path / "calendars" / "lakeland.toml").write_text(text + "colour = 1\n", encoding="utf-8")
    monkeypatch.setattr(calendar_module, "files", lambda _: tmp_path)

    with pytest.raises(CalendarError) as refused:
        calendar("lakeland")

    assert "lakeland.toml: part_sessions[0].closes: has no source" in str(refused.value)
    assert "part_sessions[0].colour" in str(refused.value)
