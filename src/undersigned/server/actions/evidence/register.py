"""The register as staff see it: its claims, which subjects were decided to be one person, what may go out.

Of what is withheld nothing is known here but that somebody is there, and at whom a claim points. Nothing of a
source that is not public may go out: its title would.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from django.db.models import Q

from undersigned.evidence.approving import Outgoing, OutgoingList
from undersigned.evidence.approving import outgoing as outgoing_of
from undersigned.evidence.claims import Claim, ClaimId, Standing, Subject, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.properties import properties
from undersigned.evidence.withholding import handle_of
from undersigned.linking.clusters import clusters_of
from undersigned.server.actions.evidence.view_tables import shown_claims
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import (
    consents_of,
    decisions_of,
    standing_decisions,
    standing_rows,
    withheld_in,
)
from undersigned.server.records.models import (
    CaseRow,
    ConsentAnswer,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    OutgoingClaim,
)
from undersigned.values.findings import failed

_PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The claims, persons and clusters that are needed to ask what may go out."""

    key: bytes
    claims: tuple[Claim, ...]
    person_of: dict[str, Subject]
    clusters: tuple[tuple[Subject, ...], ...]

    def asked(self, list_: OutgoingList, *, counted: frozenset[str] = frozenset()) -> Outgoing:
        """What of a list may go out; `counted` is what rows without names are made from, if it makes them."""
        closed = self._of_closed_sources() & list_.claims
        lost = (self._of_nobody_now() & list_.claims) - closed
        found = self._asked(replace(list_, claims=list_.claims - closed - lost), counted)
        held = tuple(
            failed("evidence.outgoing.fit", reason=reason, claims=len(claims))
            for reason, claims in (("level", closed), ("consent", lost))
            if claims
        )
        return replace(found, findings=(*found.findings, *held))

    def _of_closed_sources(self) -> frozenset[ClaimId]:
        """The claims of sources that are not public, of whatever level they are themselves."""
        public = EvidenceSource.objects.filter(level=Level.PUBLIC.value)
        open_ = frozenset(public.values_list("pk", flat=True))
        return frozenset(
            claim_id(claim, key=self.key) for claim in self.claims if claim.subject.source not in open_
        )

    def _named_before(self) -> frozenset[Subject]:
        """The persons whose name a list had that was approved, by any of their rows."""
        names = OutgoingClaim.objects.filter(
            proposal__approved_at__isnull=False, claim__value__said__property="name"
        )
        named = {self.person_of.get(handle) for handle in names.values_list("claim__subject", flat=True)}
        together = (cluster for cluster in self.clusters if not named.isdisjoint(cluster))
        return frozenset(chain((person for person in named if person), *together))

    def _of_nobody_now(self) -> frozenset[ClaimId]:
        """The claims of what is about a person whom no claim names any more: nobody can be asked."""
        about = standing_rows().filter(about__isnull=False).values_list("subject", flat=True)
        of_somebody = set(CaseRow.objects.values_list("pk", flat=True)) | set(about)  # a row's handle is one
        pointing = {
            claim.subject
            for claim in self.claims
            if claim.standing is Standing.SAID
            and isinstance(claim.value, Subject)
            and claim.value.kind == _PERSON
        }
        return frozenset(
            claim_id(claim, key=self.key)
            for claim in self.claims
            if f"{claim.subject.kind}.{_PERSON}" in properties()
            and claim.subject not in pointing
            and handle_of(claim.subject, key=self.key) in of_somebody
        )

    def _asked(self, list_: OutgoingList, counted: frozenset[str]) -> Outgoing:
        return outgoing_of(
            self.claims,
            list_,
            consents=consents_of(ConsentAnswer.objects.all(), subjects=self.person_of),
            clusters=self.clusters,
            withheld=tuple(withheld_in(standing_rows())),
            counted=counted,
            named_before=self._named_before() if counted else frozenset(),
            key=self.key,
        )


def register(rows: Iterable[KeptClaim] | None = None) -> Register:
    """The register as it stands, or as much of it as these rows say."""
    ring = DataFolderRing()
    key = ring.register_key()
    claims = tuple(shown_claims(standing_rows() if rows is None else rows, ring))
    person_of: dict[str, Subject] = {}
    for claim in claims:
        for named in (claim.subject, claim.value):
            if isinstance(named, Subject) and named.kind == _PERSON:
                person_of[handle_of(named, key=key)] = named
    found = clusters_of(decisions_of(standing_decisions()))
    clusters = tuple(
        tuple(person_of[subject.key] for subject in cluster if subject.key in person_of)
        for cluster in found.clusters
    )
    return Register(key=key, claims=claims, person_of=person_of, clusters=clusters)


def one_person(subject: EvidenceSubject) -> tuple[str, ...]:
    """The handles of the subjects that people decided to be this person."""
    case = CaseRow.objects.filter(pk=subject.pk).first()
    return (subject.pk,) if case is None else rows_of_person(case.person)


def rows_of_person(person: str) -> tuple[str, ...]:
    """The handles of a person's rows, by the first of them."""
    return tuple(CaseRow.objects.filter(person=person).values_list("pk", flat=True))


def levels_around(handles: Iterable[str], *, but: Iterable[str] = ()) -> list[Level]:
    """Withheld if a standing claim of these rows or about them is, else nothing; `but` do not count."""
    own = list(handles)
    held = standing_rows().filter(Q(subject__in=own) | Q(about__in=own), level=Level.WITHHELD.value)
    return [Level.WITHHELD] if held.exclude(pk__in=list(but)).exists() else []
