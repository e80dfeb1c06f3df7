"""That the register is complete for a question: who declared it, on which day, by which source, and why.

1. Without a name, a day, a source or a reason there is no declaration.
2. It is made on a number: so many may be on record, and there are no others. Where the records move, up or
   down, it counts no more until somebody looks again: a row that goes because its person asked for it must
   not turn a figure that was right into a contradicted one.
3. An ended one counts no more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from undersigned.values.faults import UndersignedError
from undersigned.values.refusal import GIVEN, refusal
from undersigned.values.tables import Table, TableError

_KEYS = ("by", "on", "source", "url", "why", "counted", "ended_on")


class CompletenessError(UndersignedError):
    """Data do not declare that a register is complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """A declaration; `counted` is the most that was documented when it was made, `url` where the source is.

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
        """Whether it counts where so many are documented at most (rules 2 and 3)."""
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
    """The declaration of a table. Raises `TableError`, for unknown keys and a bare `true` too."""
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
