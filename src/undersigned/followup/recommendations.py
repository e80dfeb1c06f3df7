"""Where each recommendation stands on a day: somebody's claim with its day, or not known.

1. "Not known" is a state; nobody is said to have ignored anything.
2. A state is as old as the day it was claimed for; after 90 days it is looked at again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from undersigned.evidence.asked import StateClaimed
from undersigned.evidence.claims import Claim
from undersigned.evidence.opinions import UNKNOWN, Recommendation, recommendations
from undersigned.evidence.vocabularies.vocabulary import spoken
from undersigned.followup.outcomes import OLD_AFTER
from undersigned.values.findings import Finding, Outcome, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A recommendation with its state on a day and the age of that state."""

    recommendation: Recommendation
    claimed: StateClaimed | None
    as_of: date

    @property
    def state(self) -> str:
        """A code of `recommendation-state`."""
        return self.claimed.state if self.claimed else UNKNOWN

    @property
    def age(self) -> int | None:
        """The age of the state in days; `None` if it has no day."""
        on = self.claimed.on if self.claimed else None
        return on.age_on(self.as_of) if on else None

    def current(self) -> Finding:
        """Is its state known, and recently?"""
        known = self.state != UNKNOWN and self.age is not None and self.age <= OLD_AFTER
        return Finding(
            code="followup.recommendation.current",
            outcome=Outcome.PASSED if known else Outcome.UNDETERMINED,
            severity=Severity.NOTICE if known else Severity.WARNING,
            particulars={
                "symbol": self.recommendation.symbol,
                "paragraph": self.recommendation.paragraph,
                "age": self.age,
                **spoken("state", "recommendation-state", self.state),
            },
            cites=self.recommendation.cites,
        )


def followed(claims: Iterable[Claim], *, as_of: date) -> tuple[Followed, ...]:
    """Every recommendation of these claims with its state on a day."""
    return tuple(
        Followed(recommendation=recommendation, claimed=recommendation.state(as_of), as_of=as_of)
        for recommendation in recommendations(claims)
    )
