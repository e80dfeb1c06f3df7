"""How far an outgoing list reaches: of how many people, and what it would remove from the public record.

A list takes the place of the one before: a source that is not on it is not public any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.counting.figure import Unit
from undersigned.evidence.claims import Claim, Subject
from undersigned.publishing.figures.evidence import PublicEvidence, read_public_evidence
from undersigned.server.records.models import (
    CaseRow,
    EvidenceSnapshot,
    EvidenceSource,
    OutgoingClaim,
    OutgoingProposal,
)

_PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many people the sources of a list have, how many of them go out, how many are public now and
    then.
    """

    people: int
    going: int
    public_now: int
    public_then: int
    left_out: tuple[str, ...]

    @property
    def back(self) -> int:
        """How many people stay back."""
        return max(0, self.people - self.going)

    @property
    def fewer(self) -> bool:
        """Whether fewer people would be public than now."""
        return self.public_then < self.public_now


def reach_of(
    held: OutgoingProposal,
    going: Iterable[Claim],
    latest: EvidenceSnapshot | None,
    then: PublicEvidence,
) -> Reach:
    """How far a list reaches, beside what is public now."""
    sources = set(held.claims.values_list("claim__source", flat=True))
    now = read_public_evidence(latest.content.encode()) if latest else None
    public = set(sources_public_now())
    titles = EvidenceSource.objects.filter(pk__in=public - sources) if not held.approved_at else ()
    return Reach(
        people=CaseRow.objects.filter(subject__source__in=sources).count(),
        going=len(_people_in(going)),
        public_now=_people(now) if now else 0,
        public_then=_people(then),
        left_out=tuple(str(source) for source in titles),
    )


def sources_public_now() -> list[str]:
    """The sources of the list from which evidence is public today."""
    newest = OutgoingProposal.objects.filter(approved_at__isnull=False).order_by("-approved_at").first()
    of_it = OutgoingClaim.objects.filter(proposal=newest) if newest else OutgoingClaim.objects.none()
    return sorted(set(of_it.values_list("claim__source", flat=True)))


def _people_in(claims: Iterable[Claim]) -> set[Subject]:
    named = (value for claim in claims for value in (claim.subject, claim.value))
    return {subject for subject in named if isinstance(subject, Subject) and subject.kind == _PERSON}


def _people(evidence: PublicEvidence) -> int:
    return len({row.subject for row in evidence.rows if row.unit is Unit.PERSONS and row.group is None})
