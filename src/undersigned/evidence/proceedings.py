"""Charges, hearings, verdicts, sentences.

A person may have many proceedings and a proceeding many persons: a count of one is no count of the other.
"""

from collections.abc import Iterable

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View, of_kind, standing_claims


class Proceeding(View):
    """One case before one instance."""

    __slots__ = ()

    @property
    def persons(self) -> tuple[Subject, ...]:
        """Who stands before the court in it."""
        return self.points_at("person")

    @property
    def verdict(self) -> str | None:
        """A code of `verdict`; `None` where nobody says or sources differ."""
        return self.text("verdict")

    @property
    def sentences(self) -> tuple[str, ...]:
        """Codes of `sentence`."""
        return self.texts("sentence")


def proceedings(claims: Iterable[Claim]) -> tuple[Proceeding, ...]:
    """The proceedings of these claims, in their order."""
    return tuple(
        Proceeding(kind="proceeding", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "proceeding").items()
    )
