"""A declaration that the register is complete for a question: who made it, when, by which source, and why.

1. A declaration needs a name, a day, a source and a reason.
2. It is made for a number: this many are on record, and there are no others. When the records change, up or
   down, it no longer applies until somebody looks again: a row removed at its person's request must not turn
   a true figure into a contradicted one.
3. A declaration that was ended no longer applies.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from undersigned.values.faults import UndersignedError
from undersigned.values.refusal import GIVEN, refusal
from undersigned.values.tables import Table, TableError

_KEYS = ("by", "on", "source", "url", "why", "counted", "ended_on")


class CompletenessError(UndersignedError):
    """The data are no valid declaration of completeness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """A declaration; `counted` is the highest documented count when it was made, `url` the address of the
    source.

    Raises `CompletenessError` where one of its parts is empty.
    """

    by: str
    on: date
    source: str
    why: str
    counted: int
    url: str | None = None
    ended_on: date | None = None

    def __post_init__(self) -> None:
        empty = [name for name in ("by", "source", "why") if not getattr(self, name).strip()]
        if empty:
            raise CompletenessError(f"a register is not declared complete without {', '.join(empty)}")
        if self.counted < 1:
            raise CompletenessError("a register is declared complete on the number that it holds, 1 or more")
        if self.ended_on and self.ended_on < self.on:
            raise CompletenessError(f"declared complete on {self.on}, it does not end on {self.ended_on}")

    def counts_for(self, most: int) -> bool:
        """Whether it applies while the highest documented count is `most` (rules 2 and 3)."""
        return self.ended_on is None and self.counted == most

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; keys without a value are left out."""
        data = {
            "by": self.by,
            "on": self.on.isoformat(),
            "source": self.source,
            "url": self.url,
            "why": self.why,
            "counted": self.counted,
            "ended_on": self.ended_on and self.ended_on.isoformat(),
        }
        return {key: value for key, value in data.items() if value is not None}


def completeness_from(said: Table) -> Completeness:
    """Read a declaration. Raises `TableError`, also for unknown keys and for a bare `true`."""
    said.only(_KEYS)
    said.need("by", "on", "source", "why", "counted")
    on, counted = said.day("on"), said.whole("counted")
    ended_on = said.day("ended_on") if said.has("ended_on") else None
    if counted < 1:
        raise said.unfit("complete-on-none", "counted")
    if ended_on and ended_on < on:
        raise said.unfit("no-day-between", "ended_on")
    return Completeness(
        by=_words(said, "by"),
        on=on,
        source=_words(said, "source"),
        why=_words(said, "why"),
        counted=counted,
        url=said.text_or_none("url"),
        ended_on=ended_on,
    )


def _words(said: Table, name: str) -> str:
    words = said.text(name).strip()
    if not words:
        raise TableError(refusal(GIVEN, said.path, names=(name,)))
    return words
