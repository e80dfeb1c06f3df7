"""What must be looked at again, and since when: a person's status, a recommendation, a call.

1. Due is what is old (more than 90 days), what has no day, and what nobody ever looked for.
2. What was never found comes first, then the oldest; of equal age in the order of the file.
3. What is not due says on which day it will be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from undersigned.evidence.case_files import CaseFile
from undersigned.followup.calls import calls
from undersigned.followup.outcomes import OLD_AFTER, standings
from undersigned.followup.recommendations import followed
from undersigned.values.findings import Finding

Kind = Literal["person", "recommendation", "call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something to look at again; `age` is in days, `None` where nothing is known by day."""

    kind: Kind
    label: str
    age: int | None
    finding: Finding

    def again_on(self, today: date) -> date:
        """The day on which it is or was due."""
        return today if self.age is None else today + timedelta(days=OLD_AFTER + 1 - self.age)

    @property
    def now(self) -> bool:
        """Whether it is due today."""
        return not self.finding.ok


def due(case: CaseFile, *, on: date) -> tuple[Due, ...]:
    """Everything that a case follows, the most urgent first."""
    people = standings(case.claims, clusters=case.clusters, as_of=on)
    found = [
        *(
            Due(kind="person", label=standing.person.names[0], age=standing.age, finding=standing.current())
            for standing in people
            if standing.person.names
        ),
        *(
            Due(
                kind="recommendation",
                label=_label(recommended.recommendation.symbol),
                age=recommended.age,
                finding=recommended.current(),
            )
            for recommended in followed(case.claims, as_of=on)
        ),
        *(
            Due(kind="call", label=_label(call.demand), age=call.age, finding=call.current())
            for call in calls(case.claims, people, as_of=on)
        ),
    ]
    return _pressing(found)


def _label(said: str | None) -> str:
    return said or "–"


def _pressing(found: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(found, key=lambda item: (not item.now, item.age is not None, -(item.age or 0))))
