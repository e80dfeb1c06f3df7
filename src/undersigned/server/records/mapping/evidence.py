"""Rows of sources, claims, consents and decisions ↔ the dataclasses of `evidence` and `linking`.

Claims are read with their values; of a withheld one the row alone is read, unless somebody brings the ring.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from undersigned.evidence.claims import Claim, ClaimId, Subject
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.consent import Consent, ConsentTo
from undersigned.evidence.interchange import claim_of_data
from undersigned.evidence.sources import TEXT_FIELDS, Source, SourceId
from undersigned.evidence.withholding import Handle, KeyRing, Withheld, disclose
from undersigned.linking.decisions import Decision, Same
from undersigned.server.records.models import ConsentAnswer, EvidenceSource, KeptClaim, LinkDecision
from undersigned.values.dates import SourceDate

_PERSON = "person"
_KEPT = "kept beside the decision"
_SAID = tuple(name for name in TEXT_FIELDS if name not in ("kind", "capture"))


def source_of_row(row: EvidenceSource) -> Source:
    """A source; what is not said is `None`."""
    return Source(
        id=SourceId(row.pk),
        kind=row.kind,
        level=Level(row.level),
        published=SourceDate.of_iso(row.published),
        read_on=SourceDate.of_iso(row.read_on),
        **{name: getattr(row, name) or None for name in _SAID},
    )


def standing_rows() -> QuerySet[KeptClaim]:
    """The claims that hold: not destroyed, not taken back, superseded by no other; with their values."""
    held = KeptClaim.objects.filter(tombstone=None, withdrawal=None, superseded_by=None)
    return held.select_related("value")


def rows_about(handles: Iterable[str]) -> QuerySet[KeptClaim]:
    """The claims that hold about subjects and about whatever points at them."""
    own = list(handles)
    pointing = KeptClaim.objects.filter(about__in=own).values("subject")
    return standing_rows().filter(Q(subject__in=own) | Q(about__in=own) | Q(subject__in=pointing))


def claims_in(rows: Iterable[KeptClaim]) -> Iterator[Claim]:
    """Those of the rows that are kept in plain."""
    for row in rows:
        if row.value.said is not None:
            yield claim_of_data(row.value.said)


def withheld_in(rows: Iterable[KeptClaim]) -> Iterator[Withheld]:
    """Those of the rows that are ciphertext."""
    for row in rows:
        if row.value.box is not None:
            yield Withheld(id=ClaimId(row.pk), handle=Handle(row.subject_id), box=bytes(row.value.box))


def opened_in(rows: Iterable[KeptClaim], ring: KeyRing) -> Iterator[Claim]:
    """What the withheld ones of the rows say, as far as their keys are still there."""
    for withheld in withheld_in(rows):
        claim = disclose(withheld, ring=ring)
        if isinstance(claim, Claim):
            yield claim


def standing_decisions() -> QuerySet[LinkDecision]:
    """The decisions that no other supersedes, about subjects whose data are still here."""
    here = LinkDecision.objects.filter(superseded_by=None, one__destroyed_at=None, other__destroyed_at=None)
    return here.select_related("one", "other")


def decisions_of(rows: Iterable[LinkDecision]) -> tuple[Decision, ...]:
    """Decisions about handles: enough to say who is one person, and nothing of who it is."""
    return tuple(
        Decision(
            one=_by_handle(row.one.source_id, row.one_id),
            other=_by_handle(row.other.source_id, row.other_id),
            what=Same(row.what),
            by=str(row.by_id),
            at=row.at,
            why=_KEPT,
        )
        for row in rows
    )


def consents_of(rows: Iterable[ConsentAnswer], *, subjects: dict[str, Subject]) -> tuple[Consent, ...]:
    """The answers of those subjects that are known by name of source and key, by their handles."""
    return tuple(
        Consent(
            person=subjects[row.subject_id],
            to=ConsentTo(row.to),
            given=row.given,
            on=row.on,
            asked_by=row.asked_by,
            scope=frozenset(row.scope) if row.scope else None,
        )
        for row in rows
        if row.subject_id in subjects
    )


def _by_handle(source: str, handle: str) -> Subject:
    return Subject(source=SourceId(source), kind=_PERSON, key=handle)
