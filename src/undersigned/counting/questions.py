"""A `Question`: what a figure counts, as data, and which rows answer it.

* A question has a unit, and optionally days (`from_` is included, `until` is not), places, categories,
  outcomes.
* A row answers surely when all its days lie within those of the question, and perhaps when some of them may.
  A row that does not state what is asked answers perhaps, never surely.
* The canonical form is JSON by RFC 8785; its digest identifies the question.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NewType

import rfc8785

from undersigned.counting.countable import Countable
from undersigned.counting.figure import Unit
from undersigned.values.digest import sha256
from undersigned.values.faults import UndersignedError

QuestionDigest = NewType("QuestionDigest", str)
KEYS = ("unit", "from", "until", "places", "categories", "outcomes")


class QuestionError(UndersignedError):
    """The data are no valid question."""


class Answer(StrEnum):
    """How a row answers a question."""

    SURELY = "surely"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A unit and its conditions: all of `categories`, one of `places`, one of `outcomes`; empty means any."""

    unit: Unit
    from_: date | None = None
    until: date | None = None
    places: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.from_ and self.until and self.until <= self.from_:
            raise QuestionError(f"no day lies between {self.from_} and {self.until}")

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; empty conditions are left out."""
        data = {
            "unit": self.unit.value,
            "from": self.from_ and self.from_.isoformat(),
            "until": self.until and self.until.isoformat(),
            "places": sorted(self.places) or None,
            "categories": sorted(self.categories) or None,
            "outcomes": sorted(self.outcomes) or None,
        }
        return {key: value for key, value in data.items() if value is not None}

    def canonical(self) -> bytes:
        """The question as JSON by RFC 8785."""
        return rfc8785.dumps(self.as_data())

    def digest(self) -> QuestionDigest:
        """SHA-256 of the canonical form."""
        return QuestionDigest(sha256(self.canonical()))


def question_from(data: dict[str, Any]) -> Question:
    """Read a question from plain data. Raises `QuestionError`, also for unknown keys."""
    unknown = sorted(data.keys() - set(KEYS))
    if unknown:
        raise QuestionError(f"a question has no {', '.join(unknown)}")
    try:
        return Question(
            unit=Unit(data["unit"]),
            from_=_day(data.get("from")),
            until=_day(data.get("until")),
            places=frozenset(data.get("places", ())),
            categories=frozenset(data.get("categories", ())),
            outcomes=frozenset(data.get("outcomes", ())),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise QuestionError(f"these data make no question: {fault}") from fault


def _day(written: object) -> date | None:
    return None if written is None else date.fromisoformat(str(written))


def answers(question: Question, row: Countable) -> Answer:
    """How a row answers a question."""
    if row.unit is not question.unit:
        return Answer.NO
    told = (
        _among(row.place, question.places),
        _among(row.outcome, question.outcomes),
        Answer.SURELY if question.categories <= row.categories else Answer.NO,
        _within(row, question),
    )
    if Answer.NO in told:
        return Answer.NO
    return Answer.PERHAPS if Answer.PERHAPS in told else Answer.SURELY


def _among(said: str | None, wanted: frozenset[str]) -> Answer:
    if not wanted or said in wanted:
        return Answer.SURELY
    return Answer.PERHAPS if said is None else Answer.NO


def _within(row: Countable, question: Question) -> Answer:
    if question.from_ is None and question.until is None:
        return Answer.SURELY
    first, last = row.first or date.min, row.last or date.max
    begins = question.from_ or date.min
    ends = question.until - timedelta(days=1) if question.until else date.max
    if last < begins or ends < first:
        return Answer.NO
    after = question.from_ is None or (row.first is not None and row.first >= begins)
    before = question.until is None or (row.last is not None and row.last <= ends)
    return Answer.SURELY if after and before else Answer.PERHAPS
