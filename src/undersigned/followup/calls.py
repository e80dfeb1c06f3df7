"""The calls of a text (for a release, sanctions, an inquiry), and whether what each asks for is so today.

1. A call for the release of people is answered person by person by what became of them. What a source
   claims of the whole call stands beside it with its own day; neither takes the other's place.
2. A call's state is the claimed one with its day and age; without one, that of its people, else not known.
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

SENTENCED = "sentenced"
# After which somebody is held, unless only restricted.
_HELD = frozenset({SENTENCED, "remanded", "release-refused", "house-arrest", "transferred"})
# What a sentence is instead of imprisonment; other restrictions may be added to one.
_INSTEAD = frozenset({"freedom-limitation", "community-work"})
FOR_RELEASE, UNKNOWN, MET, PARTLY, NOT = "release", "unknown", "met", "partly", "not"
# Told of a person, and leaves open whether what is asked is so.
UNTOLD, NO_IMPRISONMENT = "released", "no-imprisonment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call, and its state on a day; `people` are those of a call for release, counted by state.

    `claimed` is what a source says of the whole call; `people_age` that of the oldest person's latest.
    """

    subjects: tuple[Subject, ...]
    demand: str | None
    clause: int | None
    people: Mapping[str, int]
    people_age: int | None
    claimed: StateClaimed | None
    as_of: date

    @property
    def state(self) -> str:
        """A code of `call-state`: the claimed one, else derived from the people together."""
        return self.claimed.state if self.claimed else _together(self.people)

    @property
    def age(self) -> int | None:
        """The age of the state in days; `None` if it has no day."""
        if self.claimed is None:
            return self.people_age
        return self.claimed.on.age_on(self.as_of) if self.claimed.on else None

    def current(self) -> Finding:
        """Is it known, and recently, whether what is asked is so?"""
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
    """Every call of these claims with its state on a day."""
    standings = tuple(everyone)
    return tuple(_call(view, standings, as_of) for view in asked(claims, "call"))


def _call(view: View, everyone: tuple[Standing, ...], as_of: date) -> Call:
    clause = view.field("clause").only
    named = set(view.points_at("person"))
    of_it = [standing for standing in everyone if not named or named.intersection(standing.person.subjects)]
    demand = view.text("demand")
    claimed = state_on(view, as_of)
    by_person = of_it if demand == FOR_RELEASE else []
    if by_person and claimed and claimed.state == UNKNOWN:
        claimed = None  # nothing beside which a tally of people could stand
    return Call(
        subjects=view.subjects,
        demand=demand,
        clause=clause if isinstance(clause, int) else None,
        people=_by_state(by_person),
        people_age=max((standing.age for standing in by_person if standing.age is not None), default=None),
        claimed=claimed,
        as_of=as_of,
    )


def _by_state(everyone: Iterable[Standing]) -> dict[str, int]:
    """How many are free without restrictions, under some, under untold ones, sentenced to something else
    than imprisonment, not free, or not known of.
    """
    counts = {MET: 0, PARTLY: 0, UNTOLD: 0, NO_IMPRISONMENT: 0, NOT: 0, UNKNOWN: 0}
    for standing in everyone:
        counts[_of_person(standing)] += 1
    return {state: number for state, number in counts.items() if number}


def _of_person(standing: Standing) -> str:
    latest = standing.latest
    if latest is None or latest.what is None:
        return UNKNOWN
    if latest.what == SENTENCED and _only_restricted(latest) and _INSTEAD.intersection(latest.restrictions):
        return NO_IMPRISONMENT
    if latest.what != RELEASED:
        return NOT if latest.what in _HELD and not _only_restricted(latest) else UNKNOWN
    if latest.restrictions == ("none",):
        return MET
    return PARTLY if latest.restrictions_told else UNTOLD


def _only_restricted(latest: Happened) -> bool:
    """Whether it is a sentence with known terms and no imprisonment: whether they are free stays open."""
    return latest.restrictions_told and "imprisonment" not in latest.restrictions


def _together(people: Mapping[str, int]) -> str:
    """The state of a call for several people: met only if it is met for each of them."""
    found = set(people)
    if found == {MET}:
        return MET
    if found & {MET, PARTLY}:
        return PARTLY
    return NOT if found == {NOT} else UNKNOWN
