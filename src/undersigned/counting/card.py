"""The count card: the documented count of a question, how well it is documented, and its day and sources.

A card says, in this order: the documented count with its unit (both counts where conservative and strict
linking differ); how many sources name each subject; who declared the register complete, if somebody did and
the records have not changed since; why no estimate is made; the day, the digests of question and snapshot,
the version. A test over its words makes sure that a card never gives an upper bound or claims to know more
than the records.

For the public, cells of one or two subjects are merged with their neighbour, and a count below three is not
given as a number. A change of one or two between two published cards may reveal a person, so it is reported.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785

from undersigned.counting.completeness import Completeness
from undersigned.counting.countable import Grade
from undersigned.counting.documented import Documented, count_documented
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question, QuestionDigest
from undersigned.counting.snapshots import Snapshot, SnapshotDigest
from undersigned.values.digest import sha256
from undersigned.values.findings import Finding, Severity, failed, not_applicable, passed

SMALL = 3  # a cell below this may name somebody
LEAST_SOURCES = 3  # fewer cannot show whether they copy or avoid each other
METHOD = "documented/1"
KIND = "undersigned/v1 count-card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many subjects stand on `least` to `most` sources; `most` is `None` (open) in the last cell."""

    least: int
    most: int | None
    subjects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that a card shows, as data.

    `by_source` is how many subjects each source names, the sources unnamed; those that name fewer than three
    are counted in `sources_of_few`. `waiting` records are not yet accepted. `complete` is a declaration that
    counts for these rows.
    """

    unit: Unit
    least: int | None
    most: int | None
    unresolved: int
    sources: int
    cells: tuple[Cell, ...]
    by_source: tuple[int, ...]
    sources_of_few: int
    waiting: int
    groups: tuple[tuple[int, int | None], ...]
    no_estimate: Finding
    as_of: date
    question: QuestionDigest
    snapshot: SnapshotDigest
    method: str = METHOD
    complete: Completeness | None = None

    @property
    def hidden(self) -> bool:
        """Whether the count is too small to be given."""
        return self.least is None

    def as_data(self) -> dict[str, Any]:
        """Plain data; `complete` only where somebody declared it."""
        declared = {"complete": self.complete.as_data()} if self.complete else {}
        return {
            "kind": KIND,
            "unit": self.unit.value,
            "documented": {"least": self.least, "most": self.most, "unresolved": self.unresolved},
            "sources": self.sources,
            "by_sources": [
                {"least": cell.least, "most": cell.most, "subjects": cell.subjects} for cell in self.cells
            ],
            "by_source": list(self.by_source),
            "sources_of_few": self.sources_of_few,
            "waiting": self.waiting,
            "groups": [list(group) for group in self.groups],
            "estimate": None,
            "no_estimate": self.no_estimate.as_data(),
            "as_of": self.as_of.isoformat(),
            "question": self.question,
            "snapshot": self.snapshot,
            "method": self.method,
            **declared,
        }

    def canonical(self) -> bytes:
        """The card as JSON by RFC 8785: the same snapshot, question and day give the same bytes."""
        return rfc8785.dumps(self.as_data())

    def digest(self) -> str:
        """SHA-256 of the card's bytes."""
        return sha256(self.canonical())


def card_of(
    question: Question,
    snapshot: Snapshot,
    as_of: date,
    *,
    public: bool = True,
    complete: Completeness | None = None,
) -> Card:
    """Make the card of a question from a snapshot; `complete` stands on it where it counts for these rows."""
    counted = count_documented(question, snapshot.rows, snapshot.decisions)
    hidden = public and 0 < counted.least < SMALL
    shown = None if hidden else counted.least
    most = None if hidden else counted.most
    cells = _cells(counted)
    least_shown = SMALL if public else 1
    waiting = dict(counted.by_grade).get(Grade.PROVISIONAL.value, 0)
    return Card(
        unit=question.unit,
        least=shown,
        most=most,
        unresolved=counted.unresolved,
        sources=counted.sources,
        cells=() if hidden else _merged(cells) if public else cells,
        by_source=() if hidden else tuple(one for one in counted.by_source() if one >= least_shown),
        sources_of_few=sum(one < least_shown for one in counted.by_source()),
        waiting=waiting if waiting >= least_shown else 0,
        groups=counted.groups,
        no_estimate=_no_estimate(counted),
        as_of=as_of,
        question=question.digest(),
        snapshot=snapshot.digest(),
        complete=complete if complete and not hidden and complete.counts_for(counted.most) else None,
    )


def _cells(counted: Documented) -> tuple[Cell, ...]:
    last = counted.by_sources()[-1][0]
    return tuple(
        Cell(least=number, most=None if number == last else number, subjects=subjects)
        for number, subjects in counted.by_sources()
    )


def _merged(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Join small cells with a neighbour until none is left, or only one cell is."""
    merged = list(cells)
    while len(merged) > 1:
        small = next((at for at, cell in enumerate(merged) if 0 < cell.subjects < SMALL), None)
        if small is None:
            break
        at = max(0, small - 1) if small else 0
        one, other = merged[at], merged[at + 1]
        merged[at : at + 2] = [Cell(least=one.least, most=other.most, subjects=one.subjects + other.subjects)]
    return tuple(merged)


def _no_estimate(counted: Documented) -> Finding:
    """Why the card has no estimate: too few sources, or none is made here."""
    if counted.sources < LEAST_SOURCES:
        return not_applicable("counting.estimate.enough-sources", sources=counted.sources)
    return not_applicable("counting.estimate.made")


def step_between(before: Card, after: Card) -> Finding:
    """Whether what changed from one published card to the next could tell who was added or taken away."""
    shown = {(cell.least, cell.most): cell.subjects for cell in before.cells}
    steps = [abs(cell.subjects - shown.get((cell.least, cell.most), cell.subjects)) for cell in after.cells]
    steps.append(abs((after.least or 0) - (before.least or 0)))
    told: dict[str, Any] = {"before": before.least, "after": after.least}
    if any(0 < step < SMALL for step in steps):
        return failed("counting.card.step", severity=Severity.WARNING, **told)
    return passed("counting.card.step", **told)
