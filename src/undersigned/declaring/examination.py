"""Examines a declaration: every question in the order in which a reader would ask it.

1. Is it what was published? (`archive/known.py`)
2. Which rules does its day give, and what do they make of words, names and time? (`questions/rules.py`)
3. Does the list agree with itself? (`questions/lists.py`, `legend.py`)
4. Did the groups and delegations exist on that day? (`questions/standing.py`)
5. Are the language versions of a draft one text in other words? (`drafts.py`)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from undersigned.declaring.archive.known import known_findings
from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.drafts import draft_findings, draft_of
from undersigned.declaring.questions.legend import legend_findings
from undersigned.declaring.questions.lists import list_findings
from undersigned.declaring.questions.rules import rule_findings
from undersigned.declaring.questions.standing import standing_findings
from undersigned.declaring.questions.tally import Tally
from undersigned.declaring.rulebooks.rulebook import Rulebook, RuleField, rule_fields
from undersigned.values.findings import Finding, Outcome

_OF_THE_WORDS = "declaring.text."


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A declaration, its names counted, the rulebook of its day if there is one, and every answer."""

    declaration: Declaration
    tally: Tally
    rulebook: Rulebook | None
    findings: tuple[Finding, ...]

    @property
    def fields(self) -> tuple[RuleField, ...]:
        """The rulebook field by field, with status and source."""
        return rule_fields(self.rulebook) if self.rulebook else ()


def examine(declaration: Declaration, *, on: date | None = None, folders: Sequence[Path] = ()) -> Examination:
    """Ask everything of one declaration; `on` is the day for a text that has none, `folders` hold rulebooks.

    Raises `RulebookError` for a faulty rulebook in one of the folders.
    """
    rulebook, tally, of_rules = rule_findings(declaration, on=on, folders=tuple(folders))
    of_list = (
        (*list_findings(declaration), *legend_findings(declaration), *standing_findings(declaration))
        if declaration.has_list
        else ()
    )
    return Examination(
        declaration=declaration,
        tally=tally,
        rulebook=rulebook,
        findings=(*known_findings(declaration), *of_rules, *of_list),
    )


def joined(examinations: Sequence[Examination]) -> tuple[Finding, ...]:
    """The findings of a declaration's language versions, each question asked once.

    The list and the day are the same in all of them, so of every version after the first there remains what
    is said of its words, and what does not hold.
    """
    first, *others = examinations
    kept = (
        finding
        for other in others
        for finding in other.findings
        if finding.code.startswith(_OF_THE_WORDS) or finding.outcome is Outcome.FAILED
    )
    return (
        *first.findings,
        *kept,
        *between_versions([examination.declaration for examination in examinations]),
    )


def between_versions(declarations: Sequence[Declaration]) -> tuple[Finding, ...]:
    """What is asked of the language versions of a draft together; nothing of one alone or of what is printed.

    Two versions in one language are no draft; who publishes them is told so there.
    """
    languages = {declaration.language for declaration in declarations}
    drafted = all(declaration.form is Form.DRAFT for declaration in declarations)
    if not drafted or len(declarations) < 2 or len(languages) < len(declarations):  # noqa: PLR2004 (a pair)
        return ()
    return draft_findings(draft_of(declarations))
