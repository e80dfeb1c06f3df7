"""Chooses the rulebook by which a text is judged: that of the day of tabling, not of today.

1. A document prints the day of its last edition; tabling is known only where a later edition names it, or a
   note under the list says when it was first published.
2. Where only the printed day is known, it is used and said; it matters only if the rules changed within the
   year before it.
3. A rulebook whose first day is known only roughly is undetermined for the days on which it may not yet have
   begun.
"""

from datetime import date
from pathlib import Path

from undersigned.declaring.calendars.months import months_later
from undersigned.declaring.declaration import Declaration
from undersigned.declaring.rulebooks.rulebook import Rulebook, rulebook_on
from undersigned.values.findings import (
    Finding,
    Outcome,
    Particular,
    Place,
    Severity,
    passed,
    undetermined,
)
from undersigned.values.sourced import Status

IN_FORCE = "declaring.rulebook.in-force"
DAY = "declaring.rulebook.day"


def rulebook_for(
    declaration: Declaration, *, on: date | None = None, folders: tuple[Path, ...] = ()
) -> tuple[Rulebook | None, tuple[Finding, ...]]:
    """The rulebook of a declaration and why it is that one; `on` is the day of a text that has none yet."""
    if declaration.assembly is None or declaration.instrument is None:
        return None, (_nothing_named(declaration),)
    day = tabling_day(declaration) or declaration.day or on
    if day is None:
        return _by_period(declaration, folders)
    book = rulebook_on(declaration.assembly, declaration.instrument, day, folders=folders)
    if book is None:
        return None, (_no_rulebook(declaration, day),)
    return book, (in_force(book, day), _day_finding(declaration, day, book, folders))


def tabling_day(declaration: Declaration) -> date | None:
    """The day of tabling, or of the first publication, where the document names one."""
    edition = declaration.edition
    return (edition.tabled_on or edition.first_published_on) if edition else None


def in_force(book: Rulebook, day: date) -> Finding:
    """Which rulebook it is, and how well its fields are known."""
    statuses = book.statuses()
    particulars: dict[str, Particular] = {
        "rulebook": book.code,
        "period": book.period(),
        "day": day.isoformat(),
        "confirmed": statuses.get(Status.CONFIRMED, 0),
        "observed": statuses.get(Status.OBSERVED, 0),
        "unknown": statuses.get(Status.UNKNOWN, 0),
        "begins": book.first.as_written,
    }
    sure = book.surely_in_force(day)
    return Finding(
        code=IN_FORCE,
        outcome=Outcome.PASSED if sure else Outcome.UNDETERMINED,
        severity=Severity.NOTICE if sure else Severity.WARNING,
        particulars=particulars,
        place=None if sure else Place(field="dated"),
        cites=book.cites,
    )


def _day_finding(declaration: Declaration, day: date, book: Rulebook, folders: tuple[Path, ...]) -> Finding:
    if tabling_day(declaration) or (declaration.day is None and day):
        return passed(DAY, day=day.isoformat())
    before = rulebook_on(book.assembly, book.instrument, months_later(day, -12), folders=folders)
    outcome = Outcome.NOT_APPLICABLE if before == book else Outcome.UNDETERMINED
    return Finding(code=DAY, outcome=outcome, severity=Severity.NOTICE, particulars={"day": day.isoformat()})


def _by_period(
    declaration: Declaration, folders: tuple[Path, ...]
) -> tuple[Rulebook | None, tuple[Finding, ...]]:
    """The rulebook of a month or a year that lies wholly within its period."""
    assert declaration.assembly
    assert declaration.instrument
    if declaration.dated is None:
        return None, (_no_rulebook(declaration, None),)
    days = (declaration.dated.first, declaration.dated.last)
    first, last = (
        rulebook_on(declaration.assembly, declaration.instrument, day, folders=folders) for day in days
    )
    if first is None or first != last:
        return None, (_no_rulebook(declaration, None),)
    return first, (in_force(first, days[0]), undetermined(DAY, severity=Severity.NOTICE, day=None))


def _nothing_named(declaration: Declaration) -> Finding:
    """Nothing says to which assembly or kind of text it belongs, as of most drafts."""
    no_assembly, no_kind = declaration.assembly is None, declaration.instrument is None
    return undetermined(
        IN_FORCE,
        Place(field="assembly" if no_assembly else "instrument"),
        rulebook=None,
        day=declaration.day.isoformat() if declaration.day else None,
        begins=None,
        no_assembly=no_assembly or None,
        no_kind=no_kind or None,
    )


def _no_rulebook(declaration: Declaration, day: date | None) -> Finding:
    return undetermined(
        IN_FORCE,
        Place(line=declaration.lines.get("dated"), field="dated"),
        rulebook=None,
        day=day.isoformat() if day else None,
        begins=None,
    )
