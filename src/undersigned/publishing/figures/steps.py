"""Checks the step from one public evidence to the next: whom comparing the two could reveal.

1. Rows are compared by unit. Where one or two subjects of a unit came, went or changed, the step tells of
   each of them all that their rows say.
2. Whoever came or went is counted alone, too: a newcomer may change what is shown of others beside.
3. Such a step goes out only where a second person decided it, with a reason; the finding says which it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.counting.countable import Countable
from undersigned.counting.figure import Unit
from undersigned.publishing.figures.evidence import SMALL, PublicEvidence
from undersigned.values.findings import Finding, Place, Severity, failed, passed

ROWS = "desk.outgoing.rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The difference of two evidences in one unit: rows removed and rows added.

    `before` and `after` are how many subjects there are of the unit.
    """

    unit: Unit
    before: int
    after: int
    gone: tuple[Countable, ...]
    new: tuple[Countable, ...]
    came: frozenset[str]
    went: frozenset[str]

    @property
    def changed(self) -> frozenset[str]:
        """The subjects that are in both, with other rows."""
        return frozenset(row.subject for row in (*self.gone, *self.new)) - self.came - self.went

    @property
    def few(self) -> int:
        """How many subjects the step could reveal; 0 where enough differ (rule 2)."""
        came_or_went = len(self.came | self.went)
        numbers = (came_or_went, came_or_went + len(self.changed))
        return min((number for number in numbers if 0 < number < SMALL), default=0)


def steps_between(before: PublicEvidence, after: PublicEvidence) -> tuple[Step, ...]:
    """The units in which two evidences differ by few subjects, the fewest first."""
    steps = (_step(unit, before.rows, after.rows) for unit in Unit)
    return tuple(sorted((step for step in steps if step.few), key=lambda step: step.few))


def step_of_rows(
    before: PublicEvidence,
    after: PublicEvidence,
    *,
    decided: bool = False,
    place: Place | None = None,
    severity: Severity = Severity.REFUSAL,
) -> Finding:
    """Whether so few rows differ that the step reveals somebody; refused if nobody approved it (rule 3)."""
    step = next(iter(steps_between(before, after)), None)
    if step is None:
        return passed(ROWS, number=0, decided=0)
    told = {
        "number": step.few,
        "unit": step.unit.value,
        "came": len(step.came),
        "went": len(step.went),
        "changed": len(step.changed),
        "before": step.before,
        "after": step.after,
        "decided": int(decided),
    }
    return passed(ROWS, **told) if decided else failed(ROWS, place, severity, **told)


def _step(unit: Unit, before: Iterable[Countable], after: Iterable[Countable]) -> Step:
    old, new = ({row for row in rows if row.unit is unit} for rows in (before, after))
    were, are = ({row.subject for row in rows} for rows in (old, new))
    return Step(
        unit=unit,
        before=len(were),
        after=len(are),
        gone=_in_order(old - new),
        new=_in_order(new - old),
        came=frozenset(are - were),
        went=frozenset(were - are),
    )


def _in_order(rows: Iterable[Countable]) -> tuple[Countable, ...]:
    return tuple(sorted(rows, key=lambda row: (row.subject, str(row.first), row.outcome or "")))
