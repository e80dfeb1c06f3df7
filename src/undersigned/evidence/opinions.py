"""Opinions and recommendations of international bodies, by body, symbol and paragraph.

1. The words of a body are its own: what is kept is where to find them, whom they name, and what was answered.
2. A recommendation's state is a claim of somebody on a day; without one it is not known, never "ignored".
"""

from collections.abc import Iterable
from datetime import date

from undersigned.evidence.asked import StateClaimed, asked, state_on
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View, of_kind, standing_claims

UNKNOWN = "unknown"


class Opinion(View):
    """What a body concluded about people."""

    __slots__ = ()

    @property
    def symbol(self) -> str | None:
        """The body's own number for it."""
        return self.text("symbol")

    @property
    def body(self) -> str | None:
        """Which body."""
        return self.text("body")

    @property
    def persons(self) -> tuple[Subject, ...]:
        """Whom it concerns."""
        return self.points_at("person")


class Recommendation(View):
    """What a body asked somebody to do."""

    __slots__ = ()

    @property
    def symbol(self) -> str | None:
        """The body's own number for the paper it stands in."""
        return self.text("symbol")

    @property
    def paragraph(self) -> str | None:
        """Where in the paper."""
        return self.text("paragraph")

    def state(self, on: date) -> StateClaimed | None:
        """What is claimed of it by a day (`asked.py`); its code is one of `recommendation-state`."""
        return state_on(self, on)


def opinions(claims: Iterable[Claim]) -> tuple[Opinion, ...]:
    """The opinions of these claims, in their order."""
    return tuple(
        Opinion(kind="opinion", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "opinion").items()
    )


def recommendations(claims: Iterable[Claim]) -> tuple[Recommendation, ...]:
    """The recommendations of these claims, in their order."""
    return tuple(
        Recommendation(kind=view.kind, subjects=view.subjects, claims=view.claims)
        for view in asked(claims, "recommendation")
    )
