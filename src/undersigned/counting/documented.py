"""The documented count: how many different subjects at least one source names, with the list behind it.

* The conservative count takes only accepted rows that surely answer, and joins subjects that may be the same;
  the strict count takes all rows that may answer, and joins only subjects that people decided to be the same.
  The conservative count is never above the strict one.
* Subjects are also counted by the number of independent sources that name them.
* A group without names is listed beside the count and adds nobody to it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from undersigned.counting.countable import Countable, Decision, Grade, Sameness, joined, standing
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Answer, Question, answers

CONSERVATIVE = frozenset({Sameness.SAME, Sameness.UNSURE})
STRICT = frozenset({Sameness.SAME})
MANY = 3  # three sources or more are one cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One counted subject: the ids that were joined into it, and the sources that name it."""

    ids: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """`least` is the conservative count with the subjects behind it, `most` the strict count."""

    unit: Unit
    least: int
    most: int
    unresolved: int
    subjects: tuple[Subject, ...]
    by_grade: tuple[tuple[str, int], ...]
    sources: int
    groups: tuple[tuple[int, int | None], ...] = ()

    def by_sources(self) -> tuple[tuple[int, int], ...]:
        """Pairs (n, subjects that n sources name), n from 1 to `MANY`; the last counts `MANY` or more."""
        cells = Counter(min(len(subject.sources), MANY) for subject in self.subjects)
        return tuple((number, cells.get(number, 0)) for number in range(1, MANY + 1))

    def by_source(self) -> tuple[int, ...]:
        """How many subjects each source names, in descending order; the sources are not named."""
        named = Counter(source for subject in self.subjects for source in subject.sources)
        return tuple(sorted(named.values(), reverse=True))

    def ids(self) -> frozenset[str]:
        """Every id behind the count."""
        return frozenset(id_ for subject in self.subjects for id_ in subject.ids)

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON, without the list."""
        return {
            "unit": self.unit.value,
            "least": self.least,
            "most": self.most,
            "unresolved": self.unresolved,
            "sources": self.sources,
            "by_sources": [list(cell) for cell in self.by_sources()],
            "by_grade": [list(cell) for cell in self.by_grade],
            "groups": [list(group) for group in self.groups],
        }


def count_documented(
    question: Question, rows: Iterable[Countable], decisions: Iterable[Decision] = ()
) -> Documented:
    """Count the subjects that answer a question; the order of rows and decisions does not matter."""
    told = [(row, answer) for row in rows if (answer := answers(question, row)) is not Answer.NO]
    single = [(row, answer) for row, answer in told if row.group is None]
    sure = [row for row, answer in single if answer is Answer.SURELY and row.grade is Grade.ACCEPTED]
    decided = standing(decisions)
    everyone = {row.subject for row, _ in single}
    coarse = joined(everyone, decided, CONSERVATIVE)
    fine = joined(everyone, decided, STRICT)
    subjects = _subjects(sure, coarse)
    named = {subject.sources for subject in subjects}
    return Documented(
        unit=question.unit,
        least=len(subjects),
        most=len({fine[subject] for subject in everyone}),
        unresolved=sum(
            sameness is Sameness.UNSURE and everyone.issuperset(pair) for pair, sameness in decided.items()
        ),
        subjects=subjects,
        by_grade=tuple(sorted(Counter(row.grade.value for row, _ in single).items())),
        sources=len({source for sources in named for source in sources}),
        groups=tuple(
            sorted(
                (row.group for row, _ in told if row.group),
                key=lambda group: (group[0], group[1] is None, group[1] or 0),
            )
        ),
    )


def _subjects(rows: Sequence[Countable], representative: dict[str, str]) -> tuple[Subject, ...]:
    ids: dict[str, set[str]] = {}
    sources: dict[str, set[str]] = {}
    for row in rows:
        one = representative[row.subject]
        ids.setdefault(one, set()).add(row.subject)
        sources.setdefault(one, set()).update(row.sources)
    return tuple(
        Subject(ids=tuple(sorted(ids[id_])), sources=tuple(sorted(sources[id_]))) for id_ in sorted(ids)
    )
