"""Detentions: who was held, when, where, under what article, and how it ended.

1. A detention is of a person, or of a group with a low and a high number: "about 200" without names is one
   group, never 200 people.
2. A detention is not a detainee: one person may be held several times, so a count names its unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View, of_kind, standing_claims
from undersigned.values.dates import SourceDate


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNumber:
    """How many were held: `high` is `None` where the source gives no upper bound."""

    low: int
    high: int | None


class Detention(View):
    """One holding of a person or of a group."""

    __slots__ = ()

    @property
    def persons(self) -> tuple[Subject, ...]:
        """Whom it names; empty for a group."""
        return self.points_at("person")

    @property
    def is_group(self) -> bool:
        """Whether it is of a number of people without names."""
        return not self.persons

    @property
    def number(self) -> HeldNumber:
        """How many people it is of: one where it names a person; the widest bounds where sources differ."""
        if not self.is_group:
            return HeldNumber(low=1, high=1)
        lows, highs = self._numbers("low"), self._numbers("high")
        return HeldNumber(low=min(lows, default=1), high=max(highs, default=None))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """How it ended, as codes of `detention-outcome`."""
        return self.texts("outcome")

    def may_be_within(self, period: SourceDate) -> bool:
        """Whether it may have begun in the period; so may one whose day nobody knows."""
        start = self.date("start")
        return start is None or (start.first <= period.last and start.last >= period.first)

    def _numbers(self, name: str) -> list[int]:
        return [held.value for held in self.field(name).values if isinstance(held.value, int)]


def detentions(claims: Iterable[Claim]) -> tuple[Detention, ...]:
    """The detentions of these claims, in their order."""
    return tuple(
        Detention(kind="detention", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "detention").items()
    )
