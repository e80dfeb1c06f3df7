"""Each call of a text (for a release, for sanctions, for an inquiry), and whether what it asks is so today.

1. A call for the release of people is answered person by person by what became of them, never typed.
2. Any other call has a state that somebody claims on a day, or none: then it is not known.
3. "Is so today" is a fact of that day. It says nothing of why, and gives a text no credit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from undersigned.evidence.asked import StateClaimed, asked, state_on
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View
from undersigned.evidence.vocabularies.vocabulary import spoken
from undersigned.followup.outcomes import OLD_AFTER, RELEASED, Standing
from undersigned.followup.outcomes import Outcome as Happened
from undersigned.values.findings import Finding, Outcome, Severity
from undersigned.values.sourced import Citation

# After which somebody is held, unless only restricted.
_HELD = frozenset({"sentenced", "remanded", "release-refused", "house-arrest", "transferred"})
FOR_RELEASE, UNKNOWN, MET, PARTLY, NOT = "release", "unknown", "met", "partly", "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call, and how it stands on a day; `people` are those of a call for release, by state.

    `cites` says who claims the state, where somebody does.
    """

    subjects: tuple[Subject, ...]
    demand: str | None
    clause: int | None
    state: str
    age: int | None
    people: Mapping[str, int]
    cites: tuple[Citation, ...] = ()

    def current(self) -> Finding:
        """Is it known whether what is asked is so, and of late?"""
        known = self.state != UNKNOWN and self.age is not None and self.age <= OLD_AFTER
        return Finding(
            code="followup.call.current",
            outcome=Outcome.PASSED if known else Outcome.UNDETERMINED,
            severity=Severity.NOTICE if known else Severity.WARNING,
            particulars={
                "clause": self.clause,
                "age": self.age,
                **spoken("demand", "demand", self.demand),
                **spoken("state", "call-state", self.state),
            },
        )


def calls(claims: Iterable[Claim], everyone: Iterable[Standing], *, as_of: date) -> tuple[Call, ...]:
    """Every call of these claims as it stands on a day."""
    standings = tuple(everyone)
    return tuple(_call(view, standings, as_of) for view in asked(claims, "call"))


def _call(view: View, everyone: tuple[Standing, ...], as_of: date) -> Call:
    clause = view.field("clause").only
    named = set(view.points_at("person"))
    of_it = [one for one in everyone if not named or named.intersection(one.person.subjects)]
    demand = view.text("demand")
    claimed = state_on(view, as_of)
    of_release = demand == FOR_RELEASE and of_it
    people = _by_state(of_it) if of_release else {}
    ages = [one.age for one in of_it if one.age is not None] if of_release else []
    return Call(
        subjects=view.subjects,
        demand=demand,
        clause=clause if isinstance(clause, int) else None,
        state=_together(people) if people else claimed.state if claimed else UNKNOWN,
        age=max(ages, default=None) if people else _age(claimed, as_of),
        people=people,
        cites=() if people or not claimed else claimed.cites,
    )


def _age(claimed: StateClaimed | None, as_of: date) -> int | None:
    return claimed.on.age_on(as_of) if claimed and claimed.on else None


def _by_state(everyone: Iterable[Standing]) -> dict[str, int]:
    """How many are free without restrictions, free under some, not free, or not known of."""
    counts = {MET: 0, PARTLY: 0, NOT: 0, UNKNOWN: 0}
    for one in everyone:
        counts[_of_person(one)] += 1
    return {state: number for state, number in counts.items() if number}


def _of_person(standing: Standing) -> str:
    latest = standing.latest
    if latest is None or latest.what is None:
        return UNKNOWN
    if latest.what != RELEASED:
        return NOT if latest.what in _HELD and not _only_restricted(latest) else UNKNOWN
    if latest.restrictions == ("none",):
        return MET
    return PARTLY if latest.restrictions_told else UNKNOWN


def _only_restricted(latest: Happened) -> bool:
    """A sentence whose terms are told and hold no imprisonment: that leaves open whether somebody is free."""
    return latest.restrictions_told and "imprisonment" not in latest.restrictions


def _together(people: Mapping[str, int]) -> str:
    """The state of a call for all of them: met only where it is for each."""
    if set(people) == {MET}:
        return MET
    if UNKNOWN in people and not {MET, PARTLY} & set(people):
        return UNKNOWN
    return PARTLY if {MET, PARTLY} & set(people) else NOT
