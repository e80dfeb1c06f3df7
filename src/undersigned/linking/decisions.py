"""Decisions about two subjects (same, different, unsure): who decided, when and why.

1. A decision is never erased; a later one that names it supersedes it, and both remain.
2. A decision without a reason is invalid.
3. "Unsure" joins nothing and keeps nothing apart: it says that somebody looked and could not tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from undersigned.evidence.claims import Subject
from undersigned.values.digest import canonical_json, sha256
from undersigned.values.refusal import FITTING, GIVEN, RefusedError, refusal


class DecisionError(RefusedError):
    """A decision has no reason, or is about one subject alone."""


class Same(StrEnum):
    """What was decided."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether two subjects are one person, by whom, when, why; `supersedes` is the id of an earlier one."""

    one: Subject
    other: Subject
    what: Same
    by: str
    at: datetime
    why: str
    supersedes: str | None = None

    def __post_init__(self) -> None:
        if not self.why.strip() or not self.by.strip():
            raise DecisionError(refusal(GIVEN, names=("by", "why")))
        if self.one == self.other:
            raise DecisionError(refusal(FITTING, "other", why="itself"))

    @property
    def id(self) -> str:
        """The digest of everything it says: kept inside, since it tells of the people it is about."""
        pair = sorted(str(subject) for subject in (self.one, self.other))
        said = [*pair, self.what.value, self.by, self.at.isoformat(), self.why, self.supersedes]
        return sha256(canonical_json(said))


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no other one supersedes, in the order of their time."""
    given = sorted(decisions, key=lambda decision: (decision.at, decision.id))
    superseded = {decision.supersedes for decision in given if decision.supersedes}
    return tuple(decision for decision in given if decision.id not in superseded)
