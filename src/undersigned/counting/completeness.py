"""That the register is complete for a question: who declared it, on which day, by which source, and why.

1. Without a name, a day, a source or a reason there is no declaration.
2. It is made on a number: so many may be on record, and there are no others. Where the records move, up or
   down, it counts no more until somebody looks again: a row that goes because its person asked for it must
   not turn a figure that was right into a contradicted one.
3. An ended one counts no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from undersigned.values.faults import UndersignedError

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


def completeness_from(data: object) -> Completeness:
    """The declaration of plain data. Raises `CompletenessError`, for unknown keys and a bare `true` too."""
    if not isinstance(data, Mapping):
        raise CompletenessError("a register is declared complete by somebody, on a day, by a source and why")
    if unknown := sorted(data.keys() - set(_KEYS)):
        raise CompletenessError(f"a declaration that a register is complete has no {', '.join(unknown)}")
    try:
        return Completeness(
            by=_text(data["by"]),
            on=_day(data["on"]),
            source=_text(data["source"]),
            why=_text(data["why"]),
            counted=_number(data["counted"]),
            url=_text(data["url"]) if "url" in data else None,
            ended_on=_day(data["ended_on"]) if "ended_on" in data else None,
        )
    except KeyError as missing:
        raise CompletenessError(f"a register is not declared complete without {missing.args[0]}") from missing
    except (TypeError, ValueError) as fault:
        raise CompletenessError(f"these data declare no register complete: {fault}") from fault


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise TypeError(f"{said!r} is no text")
    return said.strip()


def _day(said: object) -> date:
    return said if type(said) is date else date.fromisoformat(str(said))


def _number(said: object) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise TypeError(f"{said!r} is no number")
    return said
