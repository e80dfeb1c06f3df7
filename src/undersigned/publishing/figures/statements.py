"""Public evidence as claims again, so that it can be exchanged: what its rows say, and nothing else.

1. A row of people is a detention of somebody under an opaque id; each different time of one id is a
   detention of its own. Where detentions are counted beside people, their rows say the same holdings again
   and are not told twice.
2. No name is among them, not even of those who agreed: a name in a file that others copied could not be
   taken back, and no file lists people at risk (safety.md 6).
3. Days have the precision of the row: its month or its year where fewer than three have the day.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from undersigned.counting.countable import Countable
from undersigned.counting.figure import Unit
from undersigned.counting.from_claims import OTHERS
from undersigned.evidence.claims import Claim, Subject, Value
from undersigned.evidence.sources import SourceId
from undersigned.publishing.figures.evidence import PublicEvidence
from undersigned.values.dates import SourceDate

Times = Mapping[tuple[str, date | None, date | None], str]
_DETENTION = ("detention", "start", None, "outcome")


def claims_of(rows: Iterable[Countable]) -> tuple[Claim, ...]:
    """What the rows say, each claim once, in their order."""
    given = tuple(rows)
    times = _times(given)
    return tuple(dict.fromkeys(claim for row in given for claim in _of_row(row, times)))


def told_once(evidence: PublicEvidence) -> tuple[Countable, ...]:
    """The rows without those that say again, by another unit, what rows of people say (rule 1)."""
    of_people = any(row.unit is Unit.PERSONS for row in evidence.rows)
    return tuple(row for row in evidence.rows if not (of_people and row.unit is Unit.DETENTIONS))


def _times(rows: Iterable[Countable]) -> Times:
    """For each subject and its days the key of a detention: `<id>/1`, `<id>/2` …"""
    found: dict[tuple[str, date | None, date | None], str] = {}
    number: dict[str, int] = {}
    for row in rows:
        time = (row.subject, row.first, row.last)
        if row.unit is Unit.PERSONS and time not in found:
            number[row.subject] = number.get(row.subject, 0) + 1
            found[time] = f"{row.subject}/{number[row.subject]}"
    return found


def _of_row(row: Countable, times: Times) -> Iterator[Claim]:
    kind, day, _, outcome = OTHERS.get(row.unit, _DETENTION)
    of_person = row.unit is Unit.PERSONS
    key = times[row.subject, row.first, row.last] if of_person else row.subject
    low, high = row.group or (None, None)
    said: dict[str, Value | None] = {"low": low, "high": high}
    if day:
        said[day] = _date(row.first, row.last)
    if outcome:
        said[outcome] = row.outcome
    for source in sorted(row.sources):
        subject = Subject(source=SourceId(source), kind=kind, key=key)
        whom = Subject(source=SourceId(source), kind="person", key=row.subject)
        if of_person and row.group is None and (row.first or row.outcome):
            yield Claim(subject=subject, property="person", value=whom)
        for name, value in said.items():
            if value is not None:
                yield Claim(subject=subject, property=name, value=value)


def _date(first: date | None, last: date | None) -> SourceDate | None:
    """The days of a row as a date: the narrowest of day, month and year that they are, else between."""
    if first is None or last is None:
        return None
    if first == last:
        return SourceDate.of_day(first)
    for span in (
        SourceDate.of_month(first.year, first.month, f"{first:%Y-%m}"),
        SourceDate.of_year(first.year, str(first.year)),
    ):
        if (span.first, span.last) == (first, last):
            return span
    return SourceDate.between(first, last)
