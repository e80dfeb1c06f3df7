"""A binding: which number of a text it is, what it states, and the question that it answers to.

1. A figure is found by its clause and by which number of that clause it is; so a binding holds no word of the
   text. Where a language version has it elsewhere, `places` says where.
2. A figure without a question is not counted here, nor can the records be complete for it; what others
   stated stands beside it all the same.
3. Ids are the last part of an address: letters of ASCII, digits and hyphens.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from undersigned.counting.completeness import Completeness, CompletenessError, completeness_from
from undersigned.counting.figure import Figure, Qualifier, Unit, bounds
from undersigned.counting.questions import Question, QuestionError, question_from
from undersigned.values.faults import UndersignedError

NOT_STATED = "not stated"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_KEYS = {
    *("id", "clause", "nth", "places", "qualifier", "value", "unit", "from", "until", "part_of", "question"),
    *("attributed_to", "complete", "changed_from", "sum"),
}


class BindingError(UndersignedError):
    """Data do not bind a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A figure of a text with what stands behind it.

    `attributed_to` says by language whose number the text says it is. `nth` counts the numbers of a clause
    from 1, years and days included. `part_of` names the figure of which it is a part ("43 of whom"). `days`
    are those that it speaks of, both included; `days_from` is the month where they run from one to a day.
    `complete` is who declared that the records are complete for its question; it is told on the card, where
    it counts. `sum` asks what the counts that others stated for those days come to. `base_not_stated`: the text
    says that the number changed, not from what. `named` is how many of them the text names.
    """

    id: str
    clause: int
    nth: int
    qualifier: Qualifier
    value: int
    unit: Unit
    question: Question | None = None
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    part_of: str | None = None
    attributed_to: Mapping[str, str] = field(default_factory=dict)
    complete: Completeness | None = None
    days: tuple[date, date] | None = None
    days_from: str | None = None
    sum: bool = False
    base_not_stated: bool = False
    named: int = 0

    def place(self, language: str) -> tuple[int, int]:
        """Clause and number in a language version."""
        return self.places.get(language, (self.clause, self.nth))

    def said_by(self, language: str) -> str | None:
        """To whom the text attributes the number, in a language, else in the first there is."""
        return self.attributed_to.get(language) or next(iter(self.attributed_to.values()), None)

    def figure(self) -> Figure:
        """The figure as data, without the words of any text."""
        low, high = bounds(self.value, self.qualifier)
        return Figure(
            low=low,
            high=high,
            qualifier=self.qualifier,
            written=str(self.value),
            start=0,
            end=0,
            clause=self.clause,
            unit=self.unit,
            attributed_to=self.said_by("en"),
        )

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; keys without a value are left out."""
        data = {
            "id": self.id,
            "clause": self.clause,
            "nth": self.nth,
            "qualifier": self.qualifier.value,
            "value": self.value,
            "unit": self.unit.value,
            "part_of": self.part_of,
            "attributed_to": dict(self.attributed_to) or None,
            "days": [day.isoformat() for day in self.days] if self.days else None,
            "sum": self.sum or None,
            "changed_from": NOT_STATED if self.base_not_stated else None,
            "named": self.named or None,
            "question": self.question.as_data() if self.question else None,
        }
        return {key: value for key, value in data.items() if value is not None}


def read_bindings(rows: Iterable[Mapping[str, Any]]) -> tuple[Binding, ...]:
    """The bindings of `[[figures]]` of a file. Raises `BindingError`."""
    found = tuple(_binding(row) for row in rows)
    ids = [one.id for one in found]
    if len(set(ids)) != len(ids):
        raise BindingError("two figures have one id")
    for one in found:
        if one.part_of and one.part_of not in ids:
            raise BindingError(f"{one.id} names {one.part_of}, which is no figure of this file")
        if one.complete and not one.question:
            raise BindingError(f"{one.id}: records are complete for a question, and there is none")
        if one.sum and not one.days:
            raise BindingError(f"{one.id}: without its days there is nothing to add up")
    return found


def _binding(row: Mapping[str, Any]) -> Binding:
    if unknown := sorted(row.keys() - _KEYS):
        raise BindingError(f"{row.get('id')}: a figure has no {', '.join(unknown)}")
    try:
        if not _ID.fullmatch(row["id"]):
            raise BindingError(f"{row['id']!r} is no id of a figure: small letters, digits and hyphens")
        asked = row.get("question")
        if row.get("changed_from", NOT_STATED) != NOT_STATED:
            raise BindingError(f"{row['id']}: `changed_from` can only say that it is {NOT_STATED}")
        return Binding(
            id=row["id"],
            clause=int(row["clause"]),
            nth=int(row["nth"]),
            qualifier=Qualifier(row["qualifier"]),
            value=int(row["value"]),
            unit=Unit(row["unit"]),
            question=question_from({"unit": row["unit"], **asked}) if asked is not None else None,
            places={
                language: (place["clause"], place["nth"]) for language, place in row.get("places", {}).items()
            },
            part_of=row.get("part_of"),
            attributed_to=_by_language(row.get("attributed_to", {})),
            complete=completeness_from(row["complete"]) if "complete" in row else None,
            days=_days(row),
            days_from=_days_from(row),
            sum=bool(row.get("sum", False)),
            base_not_stated="changed_from" in row,
        )
    except CompletenessError as fault:
        raise BindingError(f"{row.get('id')}: {fault}") from fault
    except (KeyError, TypeError, ValueError, IndexError, QuestionError) as fault:
        raise BindingError(f"{row.get('id')}: these data bind no figure: {fault!r}") from fault


def _by_language(said: object) -> Mapping[str, str]:
    if isinstance(said, str):
        return {"en": said}
    if isinstance(said, Mapping):
        return {str(language): str(words) for language, words in said.items()}
    raise TypeError("`attributed_to` is a text, or one for each language")


def _days(row: Mapping[str, Any]) -> tuple[date, date] | None:
    """The days of `from` and `until`; a month stands for all of its days. `None` where either is missing."""
    if "from" not in row or "until" not in row:
        return None
    return _day(row["from"], last=False), _day(row["until"], last=True)


def _days_from(row: Mapping[str, Any]) -> str | None:
    """The month from which the days run to a day: the text does not say on which of its days they begin."""
    first, last = str(row.get("from", "")), str(row.get("until", ""))
    return first if (first.count("-"), last.count("-")) == (1, 2) else None


def _day(written: object, *, last: bool) -> date:
    if isinstance(written, date):
        return written
    year, month, *day = (int(part) for part in str(written).split("-"))
    return date(year, month, day[0] if day else monthrange(year, month)[1] if last else 1)
