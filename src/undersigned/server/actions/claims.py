"""Claims: kept once each, under the handle of what they are about; taken back with a reason; read again.

1. A claim that is there changes nothing. Nothing is kept of a row whose data was destroyed.
2. A withheld claim is ciphertext before it reaches the database.
3. What a claim is about beside its own row (the person of an outcome) is kept with it, so that all of a
   person's data can be found and destroyed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from undersigned.evidence.claims import Claim, ClaimId, Subject
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.interchange import claim_as_data
from undersigned.evidence.withholding import Handle, handle_of, withhold
from undersigned.server.actions.journal import record
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import (
    ClaimValue,
    ClaimWithdrawal,
    EvidenceImport,
    EvidenceSubject,
    KeptClaim,
    User,
)

_PERSON = "person"
Pair = tuple[ClaimId, Claim]


def keep_claims(
    new: Iterable[Pair], *, ring: DataFolderRing, batch: EvidenceImport | None, by: User, at: datetime
) -> int:
    """Keep claims that are not there yet; how many were kept. Within a transaction of the caller's."""
    key = ring.register_key()
    pairs = list(new)
    persons = _persons(pairs, key)
    handles = {id_: handle_of(claim.subject, key=key) for id_, claim in pairs}
    sources: dict[str, str] = {handles[id_]: claim.subject.source for id_, claim in pairs}
    sources.update(dict(persons.values()))
    gone = _make_subjects(sources, at)
    kept = [
        (id_, claim)
        for id_, claim in pairs
        if handles[id_] not in gone and (id_ not in persons or persons[id_][0] not in gone)
    ]
    KeptClaim.objects.bulk_create(
        KeptClaim(
            id=id_,
            source_id=claim.subject.source,
            subject_id=handles[id_],
            about_id=persons[id_][0] if id_ in persons else None,
            level=claim.level.value,
            batch=batch,
            supersedes_id=claim.supersedes,
            at=at,
            by=by,
        )
        for id_, claim in kept
    )
    ring.make_keys(handles[id_] for id_, claim in kept if claim.level is Level.WITHHELD)
    ClaimValue.objects.bulk_create(_value(id_, claim, ring, key) for id_, claim in kept)
    return len(kept)


@transaction.atomic
def withdraw_claim(*, claim: KeptClaim, reason: str, by: User, at: datetime) -> KeptClaim:
    """Take a claim back: it is not shown any more, and is not gone."""
    ClaimWithdrawal.objects.get_or_create(claim=claim, defaults={"reason": reason, "at": at, "by": by})
    record("claim-withdrawn", claim, by=by, at=at)
    return claim


def _persons(pairs: Iterable[Pair], key: bytes) -> Mapping[ClaimId, tuple[str, str]]:
    """For claims of a subject that points at one person elsewhere: that person's handle, and its source."""
    pointed: dict[Subject, set[Subject]] = {}
    given = list(pairs)
    for _, claim in given:
        if isinstance(claim.value, Subject) and claim.value.kind == _PERSON:
            pointed.setdefault(claim.subject, set()).add(claim.value)
    found = {}
    for id_, claim in given:
        for person in pointed.get(claim.subject, ()):
            handle = handle_of(person, key=key)
            if handle != handle_of(claim.subject, key=key):
                found[id_] = (str(handle), str(person.source))
    return found


def _make_subjects(sources: Mapping[str, str], at: datetime) -> frozenset[str]:
    """Rows for handles that have none; which of them were destroyed before."""
    known = dict(EvidenceSubject.objects.filter(pk__in=sources).values_list("pk", "destroyed_at").iterator())
    EvidenceSubject.objects.bulk_create(
        EvidenceSubject(handle=handle, source_id=source, seen_at=at)
        for handle, source in sources.items()
        if handle not in known
    )
    return frozenset(handle for handle, destroyed in known.items() if destroyed)


def _value(id_: ClaimId, claim: Claim, ring: DataFolderRing, key: bytes) -> ClaimValue:
    if claim.level is Level.WITHHELD:
        return ClaimValue(claim_id=id_, box=withhold(claim, ring=ring, key=key).box)
    return ClaimValue(claim_id=id_, said=claim_as_data(claim))


def handle_in(subject: Subject, ring: DataFolderRing) -> Handle:
    """The handle of a subject in this register."""
    return handle_of(subject, key=ring.register_key())
