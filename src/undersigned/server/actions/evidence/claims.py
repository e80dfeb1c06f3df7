"""Keeps claims: each once, under the handle of the subject that it is about.

1. A claim that is there already is not kept again, and no claim of a row whose data was destroyed is kept. A
   claim that was taken back or corrected can be said again: it is a new claim then, with a new id.
2. A withheld claim is ciphertext before it reaches the database.
3. A claim of a thing that is about a person (of an outcome, say) is kept with that person's handle, so that
   all of a person's data can be found and destroyed. A thing that points at several people has no single
   person: of its claims, only those that point at a person carry a handle, that person's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from undersigned.evidence.claims import Claim, ClaimId, Subject, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.interchange import claim_as_data
from undersigned.evidence.withholding import Handle, handle_of, withhold
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    ClaimValue,
    EvidenceImport,
    EvidenceSubject,
    KeptClaim,
    User,
)

_PERSON = "person"
Pair = tuple[ClaimId, Claim]


def keep_claims(
    new: Iterable[Pair],
    *,
    ring: DataFolderRing,
    batch: EvidenceImport | None,
    by: User,
    at: datetime,
    beside: Iterable[Claim] = (),
) -> int:
    """Keep claims that are not there yet, within the caller's transaction; return how many were kept.

    `beside` are claims that are there already and say whom the new ones are about.
    """
    key = ring.register_key()
    pairs = list(new)
    persons = {**_persons_replaced(pairs), **_persons(pairs, beside, key)}
    handles = {id_: handle_of(claim.subject, key=key) for id_, claim in pairs}
    sources: dict[str, str] = {handles[id_]: claim.subject.source for id_, claim in pairs}
    sources.update(dict(persons.values()))
    gone = _make_subjects(sources, at)
    kept = [
        (id_, claim)
        for id_, claim in pairs
        if handles[id_] not in gone and (id_ not in persons or persons[id_][0] not in gone)
    ]
    rows = [
        _row(id_, claim, handles[id_], persons[id_][0] if id_ in persons else None) for id_, claim in kept
    ]
    for row in rows:
        row.batch, row.at, row.by = batch, at, by
    KeptClaim.objects.bulk_create(rows)
    ring.make_keys(handles[id_] for id_, claim in kept if claim.level is Level.WITHHELD)
    ClaimValue.objects.bulk_create(_value(id_, claim, ring, key) for id_, claim in kept)
    return len(kept)


def keep_entered(
    claims: Iterable[Claim], *, ring: DataFolderRing, by: User, at: datetime, beside: Iterable[Claim] = ()
) -> tuple[Pair, ...]:
    """Keep the claims that do not stand yet, within the caller's transaction; return those."""
    given = tuple(dict.fromkeys(claims))
    pairs = tuple(pair for claim in given for pair in _not_standing(claim, ring.register_key()))
    number = keep_claims(pairs, ring=ring, batch=None, by=by, at=at, beside=(*beside, *given))
    return pairs if number else ()


def _not_standing(claim: Claim, key: bytes) -> Iterator[Pair]:
    """The claim under the first id that was never used; nothing if it stands under one that was."""
    while True:
        id_ = claim_id(claim, key=key)
        if not KeptClaim.objects.filter(pk=id_).exists():
            yield id_, claim
            return
        if id_ != claim.supersedes and standing_rows().filter(pk=id_).exists():
            return
        claim = replace(claim, again=claim.again + 1)


def _persons(pairs: Iterable[Pair], beside: Iterable[Claim], key: bytes) -> dict[ClaimId, tuple[str, str]]:
    """For claims that are about a person of another row (rule 3): that person's handle and source."""
    pointed: dict[Subject, set[Subject]] = {}
    given = list(pairs)
    for claim in (*beside, *(claim for _, claim in given)):
        if person := _person_in(claim):
            pointed.setdefault(claim.subject, set()).add(person)
    found = {}
    for id_, claim in given:
        among = pointed.get(claim.subject, set())
        person = _person_in(claim) or (next(iter(among)) if len(among) == 1 else None)
        if person and handle_of(person, key=key) != handle_of(claim.subject, key=key):
            found[id_] = (str(handle_of(person, key=key)), str(person.source))
    return found


def _person_in(claim: Claim) -> Subject | None:
    """The person at whom a claim's value points."""
    value = claim.value
    return value if isinstance(value, Subject) and value.kind == _PERSON else None


def _persons_replaced(pairs: Iterable[Pair]) -> dict[ClaimId, tuple[str, str]]:
    """For claims that correct another: the person whom the corrected one is about, and their source."""
    replaced = {claim.supersedes: id_ for id_, claim in pairs if claim.supersedes}
    if not replaced:
        return {}
    rows = KeptClaim.objects.filter(pk__in=replaced, about__isnull=False)
    return {
        replaced[ClaimId(pk)]: (about, source)
        for pk, about, source in rows.values_list("pk", "about", "about__source")
    }


def _make_subjects(sources: Mapping[str, str], at: datetime) -> frozenset[str]:
    """Make rows for handles that have none; return those of the handles whose data was destroyed before."""
    held = EvidenceSubject.objects.select_for_update().filter(pk__in=sources).order_by("pk")
    known = dict(held.values_list("pk", "destroyed_at"))  # until this is kept, nobody of them is destroyed
    EvidenceSubject.objects.bulk_create(
        EvidenceSubject(handle=handle, source_id=source, seen_at=at)
        for handle, source in sources.items()
        if handle not in known
    )
    return frozenset(handle for handle, destroyed in known.items() if destroyed)


def _row(id_: ClaimId, claim: Claim, subject: Handle, about: str | None) -> KeptClaim:
    return KeptClaim(
        id=id_,
        source_id=claim.subject.source,
        subject_id=subject,
        about_id=about,
        level=claim.level.value,
        supersedes_id=claim.supersedes,
    )


def _value(id_: ClaimId, claim: Claim, ring: DataFolderRing, key: bytes) -> ClaimValue:
    if claim.level is Level.WITHHELD:
        return ClaimValue(claim_id=id_, box=withhold(claim, ring=ring, key=key).box)
    return ClaimValue(claim_id=id_, said=claim_as_data(claim))


def handle_in(subject: Subject, ring: DataFolderRing) -> Handle:
    """The handle of a subject in this register."""
    return handle_of(subject, key=ring.register_key())
