"""A `Figure`: a number as the text states it, with its bounds, its unit and the place it stands in.

* One vocabulary of qualifiers: exactly (a bare number), at least, more than, about, at most, fewer than, up
  to, between.
* A bound that the words leave open is `None`: "at least 65" has no `high`, "up to 23" no `low`.
* A round word is a figure too, marked by `round`: "dozens" is at least 12, "hundreds" at least 100.
* `doubts` names what could not be settled automatically; a figure with doubts waits for a person.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from undersigned.values.faults import UndersignedError


class Qualifier(StrEnum):
    """How a number is bounded: exactly, from below, from above, or both."""

    EXACTLY = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    ABOUT = "about"
    AT_MOST = "at most"
    FEWER_THAN = "fewer than"
    UP_TO = "up to"
    BETWEEN = "between"


FROM_BELOW = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
FROM_ABOVE = (Qualifier.AT_MOST, Qualifier.FEWER_THAN, Qualifier.UP_TO)

# Other vocabularies' words for the same; `vague` is at least where nothing bounds it from above, else about.
WORDS_OF_OTHERS = {
    "exact": Qualifier.EXACTLY,
    "at_least": Qualifier.AT_LEAST,
    "more_than": Qualifier.MORE_THAN,
    "about": Qualifier.ABOUT,
    "at_most": Qualifier.AT_MOST,
    "fewer_than": Qualifier.FEWER_THAN,
    "up_to": Qualifier.UP_TO,
    "range": Qualifier.BETWEEN,
}


class UnknownQualifierError(UndersignedError):
    """A word that names no qualifier."""


class Unit(StrEnum):
    """What is counted: a person detained twice is one person and two detentions."""

    PERSONS = "persons"
    DETENTIONS = "detentions"
    PROCEEDINGS = "proceedings"
    RECOMMENDATIONS = "recommendations"
    CASES = "cases"
    OPINIONS = "opinions"
    EVENTS = "events"
    SIGNATURES = "signatures"
    PLACES = "places"
    OTHER = "other"  # a noun that is in no list here


class Tie(StrEnum):
    """How a figure relates to another figure of the text."""

    PART = "part"  # "43 of whom"
    DIFFERENCE = "difference"  # "133 more", "from 17 to 21"
    RESPECTIVELY = "respectively"  # one of a row of figures for a row of names


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A figure's relation to another; `to` is the index of the other, `None` where it is not stated."""

    tie: Tie
    to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a text. `start` and `end` are character offsets into the text; `clause` counts from 1."""

    low: int | None
    high: int | None
    qualifier: Qualifier
    written: str
    start: int
    end: int
    clause: int = 1
    round: bool = False
    unit: Unit | None = None
    noun: str | None = None
    relation: Relation | None = None
    attributed_to: str | None = None
    period: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def value(self) -> int:
        """The number as written; the lower number of a range."""
        stated = self.high if self.low is None else self.low
        assert stated is not None
        return stated

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; keys without a value are left out, open bounds stay as `null`."""
        relation = self.relation and {"tie": self.relation.tie.value, "to": self.relation.to}
        data = {
            "round": self.round or None,
            "unit": self.unit and self.unit.value,
            "noun": self.noun,
            "relation": relation,
            "attributed_to": self.attributed_to,
            "period": list(self.period) or None,
            "doubts": list(self.doubts) or None,
        }
        return {
            "low": self.low,
            "high": self.high,
            "qualifier": self.qualifier.value,
            "written": self.written,
            "start": self.start,
            "end": self.end,
            "clause": self.clause,
        } | {key: value for key, value in data.items() if value is not None}


def qualifier_named(word: str, *, bounded_above: bool) -> Qualifier:
    """The qualifier that a word of this or another vocabulary names. Raises `UnknownQualifierError`."""
    if word == "vague":
        return Qualifier.ABOUT if bounded_above else Qualifier.AT_LEAST
    try:
        return WORDS_OF_OTHERS.get(word) or Qualifier(word)
    except ValueError as unknown:
        raise UnknownQualifierError(f"{word!r} is no qualifier of a figure") from unknown


def bounds(value: int, qualifier: Qualifier) -> tuple[int | None, int | None]:
    """The lower and upper bound of a single number under a qualifier; `None` where it is open."""
    if qualifier in FROM_BELOW:
        return value, None
    if qualifier in FROM_ABOVE:
        return None, value
    return value, value
