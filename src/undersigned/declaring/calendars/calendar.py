"""The part-sessions, sessions and sitting days of an assembly, and when a list closes by them.

1. Every day has a status and a source; an unknown day stays unknown, and so does the window that hangs on it.
2. `sat_on` are days known to lie in a part-session; `follows` names the one before, where that is known.
3. A text tabled in a part-session closes with the next; one tabled between two, with the one that comes.
4. A year, or so many months, end on the same day of the month; where there is none, on the last day before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from undersigned.declaring.calendars.months import months_later
from undersigned.declaring.rulebooks.source import Fault, RuleSource, source_date, toml_table
from undersigned.values.dates import SourceDate
from undersigned.values.faults import UndersignedError
from undersigned.values.sourced import Sourced, Status

_TOP = {"assembly", "fictional", "sources", "part_sessions", "sessions", "sitting_days"}


class CalendarError(UndersignedError):
    """A calendar is refused; `faults` has every one."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{name}.toml: {fault}" for fault in faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A part-session or a session: when it opens and closes, as far as known, and days known to lie in it."""

    name: str
    opens: Sourced[SourceDate]
    closes: Sourced[SourceDate]
    sat_on: tuple[date, ...] = ()
    follows: str | None = None

    def surely_holds(self, day: date) -> bool:
        """Whether a day is known to lie in it."""
        if day in self.sat_on:
            return True
        opens, closes = self.opens.value, self.closes.value
        return opens is not None and closes is not None and opens.last <= day <= closes.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of one assembly, oldest first; `sitting_days` is the whole list between its first and last."""

    assembly: str
    part_sessions: tuple[Sitting, ...] = ()
    sessions: tuple[Sitting, ...] = ()
    sitting_days: tuple[date, ...] = ()


EMPTY = Calendar(assembly="")
_UNKNOWN: Sourced[SourceDate] = Sourced(value=None, status=Status.UNKNOWN)


@cache
def calendar(name: str) -> Calendar:
    """The calendar of a name, an empty one where there is none. Raises `CalendarError`."""
    if not name.replace("-", "").isalnum():  # a name, and not a way out of the folder
        return EMPTY
    file = files("undersigned.declaring") / "calendars" / f"{name}.toml"
    if not file.is_file():
        return EMPTY
    source = RuleSource()
    table = toml_table(file, source)
    read = read_calendar(source, table)
    if source.faults:
        raise CalendarError(name, tuple(source.faults))
    return read


def read_calendar(source: RuleSource, table: Mapping[str, Any]) -> Calendar:
    """A calendar from its table; what is wrong is kept in the source."""
    source.unknown_keys(table, _TOP, "")
    source.read_sources(table.get("sources", {}))
    days = _listed(source, table.get("sitting_days", []), "sitting_days")
    if not all(type(day) is date for day in days) or days != sorted(set(days)):
        source.fault("sitting_days", "must be days in ascending order, each once")
    parts = _sittings(source, table, "part_sessions")
    for sitting in parts:
        if sitting.follows and sitting.follows not in {part.name for part in parts}:
            source.fault(
                f"part_sessions {sitting.name}.follows", f"{sitting.follows!r} is not in the calendar"
            )
    return Calendar(
        assembly=str(table.get("assembly")),
        part_sessions=parts,
        sessions=_sittings(source, table, "sessions"),
        sitting_days=tuple(days),
    )


def next_part_session(days: Calendar, tabled_on: date) -> Sitting | None:
    """The part-session with whose close a text tabled on a day closes; `None` where it is not known."""
    for sitting in days.part_sessions:
        if sitting.surely_holds(tabled_on):
            return next((session for session in days.part_sessions if session.follows == sitting.name), None)
    for before, coming in _followed(days.part_sessions):
        closed, opens = before.closes.value, coming.opens.value
        if closed and opens and closed.last < tabled_on < opens.first:
            return coming
    return None


def session_close(days: Calendar, tabled_on: date) -> Sourced[SourceDate]:
    """The end of the session in which a text was tabled."""
    holding = (session.closes for session in days.sessions if session.surely_holds(tabled_on))
    return next(holding, _UNKNOWN)


def sitting_day(days: Calendar, opened_on: date, number: int) -> date | None:
    """The last of so many sitting days after a day; `None` where the list does not reach so far."""
    if not days.sitting_days or opened_on < days.sitting_days[0]:
        return None
    after = [day for day in days.sitting_days if day > opened_on]
    return after[number - 1] if 0 < number <= len(after) else None


def year_of_inactivity(last_name_on: date) -> date:
    """The day on which a list lapses that had its last new name on a day (Rule 48 of 1970)."""
    return months_later(last_name_on, 12)


def _followed(sittings: tuple[Sitting, ...]) -> list[tuple[Sitting, Sitting]]:
    by_name = {sitting.name: sitting for sitting in sittings}
    return [(by_name[sitting.follows], sitting) for sitting in sittings if sitting.follows]


def _sittings(source: RuleSource, table: Mapping[str, Any], key: str) -> tuple[Sitting, ...]:
    found = []
    for place, entry in enumerate(_listed(source, table.get(key, []), key)):
        name = f"{key}[{place}]"
        read = source.table(entry, name)
        source.unknown_keys(read, {"name", "opens", "closes", "sat_on", "follows", "source"}, name)
        sat_on = read.get("sat_on", [])
        if not isinstance(read.get("name"), str):
            source.fault(f"{name}.name", "is missing")
        if not isinstance(sat_on, list) or not all(type(day) is date for day in sat_on):
            source.fault(f"{name}.sat_on", "must be a list of days")
        if not source.cites(read, name):
            source.fault(f"{name}.source", "must say where the part-session is known from")
        found.append(
            Sitting(
                name=str(read.get("name")),
                opens=_day(source, read, name, "opens"),
                closes=_day(source, read, name, "closes"),
                sat_on=tuple(sat_on),
                follows=read.get("follows"),
            )
        )
    return tuple(found)


def _listed(source: RuleSource, value: object, name: str) -> list[Any]:
    if isinstance(value, list):
        return value
    source.fault(name, "must be a list")
    return []


def _day(source: RuleSource, read: Mapping[str, Any], name: str, key: str) -> Sourced[SourceDate]:
    """A day of a part-session; it has no status of its own where it is left out: nobody knows it."""
    if key not in read:
        return _UNKNOWN
    found = source.sourced(read[key], f"{name}.{key}", source_date)
    return found or _UNKNOWN
