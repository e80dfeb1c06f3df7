"""Recommendations and calls, and what sources say about where each stands, by day.

1. Sources that speak of one recommendation, or of one call, are joined where a person says `same-as`; never
   by likeness of words.
2. A state belongs to the source that claims it and to its day. On a day the latest counts; two that differ
   for one day are no state.
3. A state without a day is older than every other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View, of_kind, standing_claims, together
from undersigned.values.dates import SourceDate
from undersigned.values.sourced import Citation

SAME_AS = "same-as"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateClaimed:
    """The state that one source claims, as a code, and the day of which it says so."""

    state: str
    on: SourceDate | None
    cites: tuple[Citation, ...]


def asked(claims: Iterable[Claim], kind: str) -> tuple[View, ...]:
    """Every recommendation, or every call, with all that is said of it in whatever source."""
    by_subject = of_kind(standing_claims(claims), kind)
    groups: dict[Subject, list[Subject]] = {}
    for subject in by_subject:
        groups.setdefault(_first(subject, by_subject), []).append(subject)
    return tuple(
        View(
            kind=kind,
            subjects=(first, *(one for one in own if one != first)),
            claims=_said(by_subject, own, first),
        )
        for first, own in groups.items()
    )


def state_on(view: View, day: date) -> StateClaimed | None:
    """The latest state that is claimed for a day or before; `None` where there is none, or two differ."""
    known = [claimed for claimed in _states(view) if claimed.on is None or claimed.on.first <= day]
    for _, same_day in groupby(sorted(known, key=_day, reverse=True), key=_day):
        last = tuple(same_day)
        if len({claimed.state for claimed in last}) > 1:
            return None
        cites = dict.fromkeys(cite for claimed in last for cite in claimed.cites)
        return StateClaimed(state=last[0].state, on=last[0].on, cites=tuple(cites))
    return None


def _said(
    by_subject: Mapping[Subject, tuple[Claim, ...]], own: Iterable[Subject], first: Subject
) -> tuple[Claim, ...]:
    in_order = dict.fromkeys((first, *own))
    said = together(by_subject, in_order)
    return tuple(claim for claim in said if claim.property != SAME_AS)


def _first(subject: Subject, by_subject: Mapping[Subject, tuple[Claim, ...]]) -> Subject:
    """The subject at which a chain of `same-as` ends; where it runs in a circle, the smallest in it."""
    way = [subject]
    while True:
        ahead = [
            claim.value
            for claim in by_subject.get(way[-1], ())
            if claim.property == SAME_AS and isinstance(claim.value, Subject)
        ]
        if not ahead:
            return way[-1]
        if ahead[0] in way:
            return min(way[way.index(ahead[0]) :])
        way.append(ahead[0])


def _states(view: View) -> Iterable[StateClaimed]:
    """What each subject's source says: one state with one day."""
    for subject in view.subjects:
        own = View(kind=view.kind, subjects=(subject,), claims=_claims_of(view, subject))
        state = own.text("state")
        if state:
            cites = tuple(dict.fromkeys(claim.citation() for claim in own.field("state").claims))
            yield StateClaimed(state=state, on=own.date("state-on"), cites=cites)


def _claims_of(view: View, subject: Subject) -> tuple[Claim, ...]:
    return tuple(claim for claim in view.claims if claim.subject == subject)


def _day(claimed: StateClaimed) -> date:
    return claimed.on.last if claimed.on else date.min
