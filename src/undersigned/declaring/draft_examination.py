"""Examines a draft under the rules of a day: its language versions together, then the words of each.

1. A rulebook may require language versions (`text.versions`); one that is missing, or has no clause yet, is
   named.
2. Who signs, how many and until when is not asked: nobody has signed a draft.
3. Who decides whether a text is admissible, and on which grounds, is the same for every language: said once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from undersigned.declaring.declaration import Clause, Declaration, Form
from undersigned.declaring.drafts import Draft, LanguageVersion, draft_findings
from undersigned.declaring.questions.in_force import rulebook_for
from undersigned.declaring.questions.text import answered, text_findings
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.values.findings import Finding, Outcome, Place

VERSIONS = "declaring.draft.versions"
_ADMISSIBLE = "declaring.content.admissible"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftExamination:
    """The rulebook of the day, what is asked of the draft as a whole, and of each language by its code."""

    rulebook: Rulebook | None
    together: tuple[Finding, ...]
    by_language: Mapping[str, tuple[Finding, ...]]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every answer."""
        return (*self.together, *(finding for found in self.by_language.values() for finding in found))


def examine_draft(
    draft: Draft, *, assembly: str, instrument: str, on: date, folders: Sequence[Path] = ()
) -> DraftExamination:
    """Ask everything of a draft that can be asked before anybody signs; `folders` hold rulebooks.

    Raises `RulebookError` for a faulty rulebook in one of the folders.
    """
    texts = {version.language: _declaration(version, assembly, instrument) for version in draft.versions}
    first = next(iter(texts.values()))
    rulebook, chosen = rulebook_for(first, on=on, folders=tuple(folders))
    of_texts = {
        language: text_findings(text, rulebook) if rulebook else () for language, text in texts.items()
    }
    return DraftExamination(
        rulebook=rulebook,
        together=(
            *chosen,
            *((_versions(draft, rulebook),) if rulebook else ()),
            *draft_findings(draft),
            *_said_once(of_texts.values()),
        ),
        by_language={
            language: tuple(finding for finding in found if finding.code != _ADMISSIBLE)
            for language, found in of_texts.items()
        },
    )


def _declaration(version: LanguageVersion, assembly: str, instrument: str) -> Declaration:
    return Declaration(
        form=Form.DRAFT,
        language=version.language,
        assembly=assembly,
        instrument=instrument,
        title=version.title,
        opening=version.opening,
        clauses=tuple(Clause(text=clause) for clause in version.clauses),
    )


def _versions(draft: Draft, rulebook: Rulebook) -> Finding:
    """Rule 1; a rulebook that names no version requires none."""
    rule = rulebook.rule("text.versions")
    written = {version.language for version in draft.versions if version.clauses}
    if not (rule.known and rule.value):
        return answered(VERSIONS, Outcome.NOT_APPLICABLE, rule)
    missing = tuple(language for language in rule.value if language not in written)
    outcome = Outcome.FAILED if missing else Outcome.PASSED
    return answered(
        VERSIONS, outcome, rule, Place(field="clauses"), required=tuple(rule.value), missing=missing or None
    )


def _said_once(found: Iterable[tuple[Finding, ...]]) -> Iterator[Finding]:
    first: tuple[Finding, ...] = next(iter(found), ())
    return (finding for finding in first if finding.code == _ADMISSIBLE)
