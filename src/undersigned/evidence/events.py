"""Events: what happened at a place on a day (a rally, a raid, a trial); detentions refer to them."""

from collections.abc import Iterable

from undersigned.evidence.claims import Claim
from undersigned.evidence.fields import View, of_kind, standing_claims
from undersigned.values.dates import SourceDate


class Event(View):
    """An event under every name that a source gives it."""

    __slots__ = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its names as written."""
        return self.texts("name")

    @property
    def start(self) -> SourceDate | None:
        """When it began; `None` where nobody says or sources differ."""
        return self.date("start")


def events(claims: Iterable[Claim]) -> tuple[Event, ...]:
    """The events of these claims, in their order."""
    return tuple(
        Event(kind="event", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "event").items()
    )
