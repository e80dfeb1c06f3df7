"""Rows that can be counted, out of claims: people, detentions, proceedings, opinions, recommendations …

1. A person is a row for each detention that names them, with its days, place and outcome; a person without a
   detention is a row without days. Whoever has several outcomes has a row for each.
2. A detention without a person is a group with its bounds, and nobody is counted from it.
3. Two detentions of one person whose days touch may be one detention that two sources tell: unless a person
   decides, they are held for one in the conservative count and for two in the strict one.
4. A row says nothing of names: who is meant is said by ids that the caller gives.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from undersigned.counting.countable import Countable, Decision, Sameness
from undersigned.counting.figure import Unit
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.detentions import Detention, detentions
from undersigned.evidence.fields import View, of_kind, standing_claims
from undersigned.evidence.people import views

_PERSON = "person"
# What else is counted: by unit its kind, and the properties of its day, place and outcome.
OTHERS: Mapping[Unit, tuple[str, str | None, str | None, str | None]] = {
    Unit.PROCEEDINGS: ("proceeding", "verdict-on", None, "verdict"),
    Unit.OPINIONS: ("opinion", "adopted", None, None),
    Unit.RECOMMENDATIONS: ("recommendation", "made", None, "state"),
    Unit.EVENTS: ("event", "start", "place", None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A detention of a person, as far as it matters for whether it is one with another."""

    detention: str
    holder: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableRows:
    """The rows, and which detentions are whose."""

    rows: tuple[Countable, ...]
    holdings: tuple[Holding, ...]


def countable_rows(claims: Iterable[Claim], *, named: Callable[[Subject], str]) -> CountableRows:
    """The rows of claims; `named` gives a subject the id under which it is counted."""
    standing = standing_claims(claims)
    holdings: list[Holding] = []
    rows = list(_of_detentions(standing, named, holdings))
    rows.extend(_of_others(standing, named))
    return CountableRows(rows=tuple(rows), holdings=tuple(holdings))


def perhaps_one(holdings: Iterable[Holding], person_of: Mapping[str, str]) -> Iterator[Decision]:
    """Which detentions of one person may be one (rule 3); `person_of` is each holder's representative."""
    by_person: dict[str, list[Holding]] = {}
    for one in holdings:
        by_person.setdefault(person_of.get(one.holder, one.holder), []).append(one)
    for own in by_person.values():
        in_order = sorted(own, key=lambda one: (one.first or date.min, one.detention))
        for one, other in pairwise(in_order):
            touch = one.last is None or other.first is None or other.first <= one.last
            if one.detention != other.detention and touch:
                yield Decision(one=one.detention, other=other.detention, sameness=Sameness.UNSURE)


def _of_detentions(
    claims: tuple[Claim, ...], named: Callable[[Subject], str], holdings: list[Holding]
) -> Iterator[Countable]:
    people = of_kind(claims, _PERSON)
    roles = {subject: _roles(own) for subject, own in people.items()}
    held: set[Subject] = set()
    for one in detentions(claims):
        detention, persons = _called(one.subjects[0], named), one.persons
        held.update(persons)
        for row in _rows_of(one, Unit.DETENTIONS, detention, frozenset()):
            if persons:
                yield row
                holdings.extend(
                    Holding(detention=detention, holder=_called(who, named), first=row.first, last=row.last)
                    for who in persons
                )
        for who in persons:
            yield from _rows_of(one, Unit.PERSONS, _called(who, named), roles.get(who, frozenset()))
        if not persons:
            yield from _rows_of(one, Unit.PERSONS, detention, frozenset())
    for subject in people:
        if subject not in held:
            yield Countable(
                subject=_called(subject, named),
                unit=Unit.PERSONS,
                sources=frozenset({subject.source}),
                categories=roles[subject],
            )


def _rows_of(one: Detention, unit: Unit, subject: str, categories: frozenset[str]) -> Iterator[Countable]:
    start, number = one.date("start"), one.number
    for outcome in one.outcomes or (None,):
        yield Countable(
            subject=subject,
            unit=unit,
            sources=frozenset({one.subjects[0].source}),
            first=start.first if start else None,
            last=start.last if start else None,
            place=one.text("place"),
            categories=categories,
            outcome=outcome,
            group=(number.low, number.high) if one.is_group else None,
        )


def _of_others(claims: tuple[Claim, ...], named: Callable[[Subject], str]) -> Iterator[Countable]:
    for unit, (kind, day, place, outcome) in OTHERS.items():
        for view in views(claims, kind):
            on = view.date(day) if day else None
            yield Countable(
                subject=_called(view.subjects[0], named),
                unit=unit,
                sources=frozenset({view.subjects[0].source}),
                first=on.first if on else None,
                last=on.last if on else None,
                place=view.text(place) if place else None,
                outcome=view.text(outcome) if outcome else None,
            )


def _roles(claims: tuple[Claim, ...]) -> frozenset[str]:
    subject = claims[0].subject
    return frozenset(View(kind=_PERSON, subjects=(subject,), claims=claims).texts("role"))


def _called(subject: Subject, named: Callable[[Subject], str]) -> str:
    return named(subject) if subject.kind == _PERSON else f"{named(subject)}/{subject.kind}"
