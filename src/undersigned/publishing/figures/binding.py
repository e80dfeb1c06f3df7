"""A binding: which number of a text it is, what that number states, and the question that answers it.

1. A figure is found by its clause and by which number of that clause it is; so a binding holds no word of the
   text. Where a language version has it elsewhere, `places` says where.
2. A figure without a question is not counted here; what others stated stands beside it all the same.
3. Ids are the last part of an address: letters of ASCII, digits and hyphens.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from undersigned.counting.completeness import Completeness, completeness_from
from undersigned.counting.figure import Figure, Qualifier, Unit, bounds
from undersigned.counting.questions import KEYS, Question, QuestionError
from undersigned.values.refusal import RefusedError
from undersigned.values.tables import Table, no_two_alike

NOT_STATED = "not stated"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_KEYS = {
    *("id", "clause", "nth", "places", "qualifier", "value", "unit", "from", "until", "part_of", "question"),
    *("attributed_to", "complete", "changed_from", "sum"),
}


class BindingError(RefusedError):
    """The data are no valid binding of a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A figure of a text with what stands behind it.

    `attributed_to` says by language whose number the text says it is. `nth` counts the numbers of a clause
    from 1, years and days included. `part_of` names the figure of which it is a part ("43 of whom"). `days`
    are those that it speaks of, both included; `days_from` is the month where they run from one to a day.
    `complete` is who declared that the records are complete for its question; it is told on the card, where
    it counts. `sum` asks what the counts that others stated for those days come to. `base_not_stated`: the
    text says that the number changed, not from what. `named` is how many of them the text names.
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
        """Clause and number of the figure in a language version."""
        return self.places.get(language, (self.clause, self.nth))

    def said_by(self, language: str) -> str | None:
        """To whom the text attributes the number, in a language, else in the first one there is."""
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
    tables = tuple(Table(row, f"figures[{at}]") for at, row in enumerate(rows))
    try:
        found = tuple(_binding(table) for table in tables)
        ids = [binding.id for binding in found]
        no_two_alike(ids, "figures")
        for binding, table in zip(found, tables, strict=True):
            if binding.part_of:
                table.id_of("part_of", ids, "figures")
            if binding.complete and not binding.question:
                raise table.unfit("complete-without-question", "complete")
            if binding.sum and not binding.days:
                raise table.unfit("sum-without-days", "sum")
    except RefusedError as fault:
        raise BindingError(fault.finding) from fault
    return found


def _binding(row: Table) -> Binding:
    row.only(_KEYS)
    if not _ID.fullmatch(row.text("id")):
        raise row.unfit("id-of-figure", "id", value=row.text("id"))
    if row.has("changed_from") and row.text("changed_from") != NOT_STATED:
        raise row.no_term("changed_from", row.text("changed_from"), (NOT_STATED,))
    unit = Unit(row.term("unit", tuple(Unit)))
    places = row.table("places")
    return Binding(
        id=row.text("id"),
        clause=row.whole("clause"),
        nth=row.whole("nth"),
        qualifier=Qualifier(row.term("qualifier", tuple(Qualifier))),
        value=row.whole("value"),
        unit=unit,
        question=_question(row.table("question"), unit) if row.has("question") else None,
        places={language: _place(places.table(language)) for language in places.names()},
        part_of=row.text_or_none("part_of"),
        attributed_to=_by_language(row),
        complete=completeness_from(row.table("complete")) if row.has("complete") else None,
        days=_days(row),
        days_from=_days_from(row),
        sum=row.yes("sum"),
        base_not_stated=row.has("changed_from"),
    )


def _question(said: Table, unit: Unit) -> Question:
    """The question; without a unit of its own it takes that of the figure."""
    said.only(KEYS)
    try:
        return Question(
            unit=Unit(said.term("unit", tuple(Unit))) if said.has("unit") else unit,
            from_=said.day("from") if said.has("from") else None,
            until=said.day("until") if said.has("until") else None,
            places=frozenset(said.texts("places")),
            categories=frozenset(said.texts("categories")),
            outcomes=frozenset(said.texts("outcomes")),
        )
    except QuestionError as fault:
        raise said.unfit("no-day-between", "until") from fault


def _place(said: Table) -> tuple[int, int]:
    said.only(("clause", "nth"))
    return said.whole("clause"), said.whole("nth")


def _by_language(row: Table) -> Mapping[str, str]:
    said = row.said.get("attributed_to", {})
    if isinstance(said, str):
        return {"en": said}
    if isinstance(said, Mapping):
        return {language: row.table("attributed_to").text(language) for language in said}
    raise row.of_another_kind("attributed_to", "text-or-texts")


def _days(row: Table) -> tuple[date, date] | None:
    """The days of `from` and `until`, a month standing for all of its days; `None` if either is missing."""
    if not (row.has("from") and row.has("until")):
        return None
    first, last = row.source_date("from").first, row.source_date("until").last
    if last < first:
        raise row.unfit("no-day-between", "until")
    return first, last


def _days_from(row: Table) -> str | None:
    """The month from which the days run to a day, where the text does not say on which day they begin."""
    first, last = str(row.said.get("from", "")), str(row.said.get("until", ""))
    return first if (first.count("-"), last.count("-")) == (1, 2) else None
