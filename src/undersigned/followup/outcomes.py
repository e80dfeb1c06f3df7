"""What became of each person: what happened, when, how, under which restrictions, and who says so.

1. Every status shows its day and its age; after 90 days it is marked as old (safety.md 8).
2. "Released" always says how and under which restrictions; where a source does not tell, that is what is
   said.
3. That nothing was found is an answer of its own, with the day on which it was sought; never "no change".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View
from undersigned.evidence.people import Person, by_person
from undersigned.evidence.people import people as people_of
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Finding, Severity, passed, undetermined
from undersigned.values.sourced import Citation

OLD_AFTER = 90
RELEASED, NOT_STATED = "released", "not-stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Something that happened to a person, by one or more sources, with codes of their vocabularies.

    `length` and `lengths` (by restriction) are durations of ISO 8601 (`P1Y`, `PT100H`), or as a source has
    them. `told_by` says whose word it is, where the source only passes it on.
    """

    what: str | None
    on: SourceDate | None
    how: str | None
    restrictions: tuple[str, ...]
    place: str | None
    length: str | None
    cites: tuple[Citation, ...]
    lengths: Mapping[str, str] = field(default_factory=dict)
    told_by: str | None = None

    def told(self) -> Finding:
        """For a release: is it known how, and under which restrictions?"""
        code = "followup.outcome.told"
        missing = tuple(
            name
            for name, there in (
                ("how", self.how not in (None, NOT_STATED)),
                ("restriction", self.restrictions_told),
            )
            if self.what == RELEASED and not there
        )
        return undetermined(code, missing=missing) if missing else passed(code)

    @property
    def restrictions_told(self) -> bool:
        """Whether a source says which restrictions there are, or that there are none."""
        return bool(self.restrictions) and self.restrictions != (NOT_STATED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The status of a person on a day."""

    person: Person
    outcomes: tuple[Outcome, ...]  # the latest last; those without a day before all others
    as_of: date
    not_found: tuple[Citation, ...]

    @property
    def latest(self) -> Outcome | None:
        """The latest outcome with a day; `None` if there is none."""
        dated = [outcome for outcome in self.outcomes if outcome.on]
        return dated[-1] if dated else None

    @property
    def age(self) -> int | None:
        """The age of the latest outcome in days."""
        latest = self.latest
        return latest.on.age_on(self.as_of) if latest and latest.on else None

    @property
    def old(self) -> bool:
        """Whether it must be marked as old."""
        return self.age is not None and self.age > OLD_AFTER

    def current(self) -> Finding:
        """Is the status of the person known, and recently?"""
        code, latest = "followup.outcome.current", self.latest
        if latest is None or latest.on is None:
            return undetermined(
                code, severity=Severity.WARNING, on=None, age=None, sought=bool(self.not_found)
            )
        said = undetermined if self.old else passed
        return said(code, on=latest.on.iso(), age=self.age, sought=bool(self.not_found))


def standings(
    claims: Iterable[Claim], *, clusters: Iterable[tuple[Subject, ...]] = (), as_of: date
) -> tuple[Standing, ...]:
    """The status of every person of these claims on a day, by what was known then."""
    everything = tuple(claims)
    everyone = people_of(everything, clusters)
    outcomes_of = by_person(everything, "outcome", everyone)
    return tuple(_standing(person, outcomes_of.get(person, ()), as_of) for person in everyone)


def _standing(person: Person, views: Iterable[View], as_of: date) -> Standing:
    outcomes = [outcome for outcome in map(outcome_of, views) if not outcome.on or outcome.on.first <= as_of]
    in_order = sorted(
        outcomes,
        key=lambda outcome: (outcome.on.last, outcome.on.first) if outcome.on else (date.min, date.min),
    )
    sought = person.field("status").not_found
    return Standing(
        person=person,
        outcomes=tuple(in_order),
        as_of=as_of,
        not_found=tuple(dict.fromkeys(claim.citation() for claim in sought)),
    )


def outcome_of(view: View) -> Outcome:
    """The outcome that one source describes."""
    return Outcome(
        what=view.text("what"),
        on=view.date("on"),
        how=view.text("how"),
        restrictions=view.texts("restriction"),
        place=view.text("place"),
        length=view.text("length"),
        cites=view.cites,
        lengths=dict(_length_of(text) for text in view.texts("restriction-length")),
        told_by=view.text("told-by"),
    )


def _length_of(written: str) -> tuple[str, str]:
    """Split `no-travel P1Y` into a restriction and its duration."""
    code, _, length = written.partition(" ")
    return code, length
