"""Asks every question of the rulebook in force about a declaration."""

from datetime import date
from pathlib import Path

from undersigned.declaring.declaration import Declaration
from undersigned.declaring.questions.in_force import rulebook_for, tabling_day
from undersigned.declaring.questions.tally import Tally, tally
from undersigned.declaring.questions.text import text_findings
from undersigned.declaring.questions.threshold import threshold_findings
from undersigned.declaring.questions.window import window_open, withdrawal_allowed
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.values.findings import Finding


def rule_findings(
    declaration: Declaration, *, on: date | None = None, folders: tuple[Path, ...] = ()
) -> tuple[Rulebook | None, Tally, tuple[Finding, ...]]:
    """The rulebook, the tally and all findings; `on` is the day for a text that has none yet.

    Raises `RulebookError` where a folder of one's own holds a faulty rulebook.
    """
    counted = tally(declaration, tabling_day(declaration) or declaration.day or on)
    rulebook, chosen = rulebook_for(declaration, on=on, folders=folders)
    if rulebook is None:
        return None, counted, chosen
    return rulebook, counted, (*chosen, *applied(declaration, rulebook, counted))


def applied(declaration: Declaration, rulebook: Rulebook, counted: Tally) -> tuple[Finding, ...]:
    """All questions of one rulebook."""
    return (
        *text_findings(declaration, rulebook),
        *threshold_findings(declaration, rulebook, counted),
        window_open(declaration, rulebook),
        withdrawal_allowed(rulebook),
    )
