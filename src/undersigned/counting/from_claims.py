"""Makes countable rows from claims: people, detentions, proceedings, opinions, recommendations and others.

1. A person has a row for each detention that names them, with its days, place and outcome; a detention with
   several outcomes has a row for each. A person without a detention has one row without days.
2. A detention without a person is a group with bounds, and adds nobody to a count.
3. Two detentions of one person whose days overlap may be one detention that two sources report. Until
   somebody decides, the conservative count takes them as one and the strict count as two.
4. Rows hold no names, only the ids that the caller gives.
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
# What rows of people are made from, besides what is not shown outside (place, roles).
COUNTED = frozenset(f"detention.{name}" for name in ("person", "start", "end", "outcome", "low", "high"))
# What else is counted: by unit its kind, and the properties of its day, place and outcome.
OTHERS: Mapping[Unit, tuple[str, str | None, str | None, str | None]] = {
    Unit.PROCEEDINGS: ("proceeding", "verdict-on", None, "verdict"),
    Unit.OPINIONS: ("opinion", "adopted", None, None),
    Unit.RECOMMENDATIONS: ("recommendation", "made", None, "state"),
    Unit.EVENTS: ("event", "start", "place", None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The days of one person's detention, to tell whether it may be the same as another."""

    detention: str
    holder: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountableRows:
    """Countable rows, and whose each detention is."""

    rows: tuple[Countable, ...]
    holdings: tuple[Holding, ...]


def countable_rows(claims: Iterable[Claim], *, named: Callable[[Subject], str]) -> CountableRows:
    """Make the rows of the claims; `named` gives the id under which a subject is counted."""
    standing = standing_claims(claims)
    holdings: list[Holding] = []
    rows = list(_of_detentions(standing, named, holdings))
    rows.extend(_of_others(standing, named))
    return CountableRows(rows=tuple(rows), holdings=tuple(holdings))


def perhaps_one(holdings: Iterable[Holding], person_of: Mapping[str, str]) -> Iterator[Decision]:
    """An unsure decision for each two detentions of a person that may be one (rule 3).

    `person_of` maps each holder to the representative of the person.
    """
    by_person: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_person.setdefault(person_of.get(holding.holder, holding.holder), []).append(holding)
    for own in by_person.values():
        in_order = sorted(own, key=lambda holding: (holding.first or date.min, holding.detention))
        for holding, other in pairwise(in_order):
            touch = holding.last is None or other.first is None or other.first <= holding.last
            if holding.detention != other.detention and touch:
                yield Decision(one=holding.detention, other=other.detention, sameness=Sameness.UNSURE)


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


def _rows_of(
    detention: Detention, unit: Unit, subject: str, categories: frozenset[str]
) -> Iterator[Countable]:
    start, number = detention.date("start"), detention.number
    for outcome in detention.outcomes or (None,):
        yield Countable(
            subject=subject,
            unit=unit,
            sources=frozenset({detention.subjects[0].source}),
            first=start.first if start else None,
            last=start.last if start else None,
            place=detention.text("place"),
            categories=categories,
            outcome=outcome,
            group=(number.low, number.high) if detention.is_group else None,
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
