"""A table of what each declaration of the archive passes, fails or leaves undetermined.

1. Every question is asked of every entry. A list copied in part is left out, or asked only what a part can
   answer: its order, its groups and delegations, never its number.
2. The worst answer to a question stands for it: failed, then undetermined, then passed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from undersigned.declaring.archive.archive import ArchiveEntry, archive
from undersigned.declaring.archive.known_head import series
from undersigned.declaring.declaration import Declaration
from undersigned.declaring.questions.legend import legend_findings
from undersigned.declaring.questions.lists import list_findings
from undersigned.declaring.questions.standing import standing_findings
from undersigned.values.findings import Finding, Outcome

Ask = Callable[[Declaration], Iterable[Finding]]
_WORST_FIRST = (Outcome.FAILED, Outcome.UNDETERMINED, Outcome.PASSED, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    """One entry and the answer to each question asked of it, by code."""

    entry: ArchiveEntry
    answers: Mapping[str, Outcome]


def list_questions(declaration: Declaration) -> tuple[Finding, ...]:
    """The questions about the list, its legend, its day and its numbers; a part of a list can answer them."""
    return (
        *list_findings(declaration),
        *standing_findings(declaration),
        *legend_findings(declaration),
        series(declaration),
    )


def archive_table(ask: Ask = list_questions, *, with_parts: bool = True) -> tuple[ArchiveRow, ...]:
    """The answers of every entry of the archive; `with_parts` must be off for questions that count names."""
    return tuple(
        ArchiveRow(entry=entry, answers=_answers(ask(entry.declaration(with_parts=with_parts))))
        for entry in archive()
    )


def totals(rows: Iterable[ArchiveRow]) -> Mapping[str, Counter[Outcome]]:
    """How often each question got each answer, by code in alphabetical order."""
    counted: dict[str, Counter[Outcome]] = {}
    for row in rows:
        for code, outcome in row.answers.items():
            counted.setdefault(code, Counter())[outcome] += 1
    return dict(sorted(counted.items()))


def _answers(findings: Iterable[Finding]) -> Mapping[str, Outcome]:
    answers: dict[str, Outcome] = {}
    for finding in findings:
        given = answers.get(finding.code, finding.outcome)
        answers[finding.code] = min(given, finding.outcome, key=_WORST_FIRST.index)
    return answers
