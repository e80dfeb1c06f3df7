"""Until when names may be added to a text, and whether a name may be withdrawn, by its rulebook.

1. The model of the window is the rulebook's, the days are the calendar's; where either is unknown the answer
   is undetermined.
2. With a day asked for (`on`) the question is whether the list is open then; without one, until when it is.
3. The moments after which a name may not be withdrawn are the rulebook's; those that have passed are given.
"""

from collections.abc import Set as AbstractSet
from datetime import date

from undersigned.declaring.calendars.calendar import (
    Calendar,
    calendar,
    next_part_session,
    session_close,
    sitting_day,
    year_of_inactivity,
)
from undersigned.declaring.calendars.months import months_later
from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.questions.in_force import tabling_day
from undersigned.declaring.questions.text import answered
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Finding, Outcome, Severity

ENDLESS = ("none", "until-published")


def window_open(declaration: Declaration, rulebook: Rulebook, on: date | None = None) -> Finding:
    """Until when names may be added; with a day, whether they may be added then."""
    rule = rulebook.rule("window.model")
    tabled = tabling_day(declaration) or declaration.day
    if declaration.form is Form.DRAFT and tabled is None:
        return answered("declaring.window.open", Outcome.NOT_APPLICABLE, rule, model=rule.value)
    closes = closing(rulebook, tabled, declaration.day)
    outcome = Outcome.PASSED
    if not rule.known or (closes is None and rule.value not in ENDLESS):
        outcome = Outcome.UNDETERMINED
    elif closes and on and on > closes.first:
        outcome = Outcome.FAILED if on > closes.last else Outcome.UNDETERMINED
    notice = Severity.NOTICE if outcome is Outcome.UNDETERMINED and on is None else None
    return answered(
        "declaring.window.open",
        outcome,
        rule,
        severity=notice,
        model=rule.value,
        closes=_period(closes),
        day=on.isoformat() if on else None,
    )


def closing(rulebook: Rulebook, tabled_on: date | None, last_name_on: date | None) -> SourceDate | None:
    """The last day on which a name may be added; `None` where there is none or nobody knows it."""
    if tabled_on is None:
        return None
    days = calendar(rulebook.calendar) if rulebook.calendar else Calendar(assembly=rulebook.assembly)
    length = rulebook.rule("window.length").value or 0
    found: date | None = None
    match rulebook.rule("window.model").value:
        case "next-part-session":
            coming = next_part_session(days, tabled_on)
            return coming.closes.value if coming else None
        case "session":
            return session_close(days, tabled_on).value
        case "until-tabling":
            found = tabled_on
        case "sitting-days":
            found = sitting_day(days, tabled_on, length)
        case "months":
            found = months_later(tabled_on, length)
        case "year-of-inactivity":
            found = year_of_inactivity(last_name_on or tabled_on)
    return SourceDate.of_day(found) if found else None


def withdrawal_allowed(rulebook: Rulebook, over: AbstractSet[str] | None = None) -> Finding:
    """Whether a name may be withdrawn; `over` are the moments that have passed (`tabling`, `closing`, …)."""
    code, rule = "declaring.withdrawal.allowed", rulebook.rule("withdrawal.until")
    if not rule.known:
        severity = Severity.NOTICE if over is None else None
        return answered(code, Outcome.UNDETERMINED, rule, severity=severity, until=None)
    if over is None:
        outcome = Outcome.NOT_APPLICABLE if rule.value == "never" else Outcome.PASSED
    else:
        outcome = Outcome.FAILED if rule.value == "never" or rule.value in over else Outcome.PASSED
    return answered(code, outcome, rule, until=rule.value)


def _period(closes: SourceDate | None) -> str | None:
    if closes is None:
        return None
    first, last = closes.first.isoformat(), closes.last.isoformat()
    return first if first == last else f"{first} – {last}"
