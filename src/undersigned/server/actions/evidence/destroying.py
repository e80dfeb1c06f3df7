"""Destroys a person's data because the person asked for it; what remains names nobody.

1. The value of each of their claims is erased and its key shredded; a tombstone with day and reason takes its
   place. The reasons of the decisions about them are erased too.
2. Their names are looked for in all other words on record (`naming.py`). Words of the desk itself are erased;
   in words that a person must decide about, a name is struck out if they so decide; what stays is reported.
3. The lists that they stand in are destroyed too, with the cells of refused rows: the bytes of a list hold
   everybody in it. What was read of other people stays; a list that still waits is set aside.
4. Their public id (`public_id`) is forgotten: the digests of published snapshots still hold, and nobody can
   tell any more which row was whose.
5. Once the tables say so, keys and files go, and remains in the database's own files are emptied
   (`shredding.py`). Doing it again, even for somebody already destroyed, finishes what was left.
6. Backups, and copies that others hold, are not reached.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from undersigned.server.actions.evidence.leaving import must_leave
from undersigned.server.actions.evidence.naming import (
    Found,
    Names,
    erase,
    names_of,
    own_claims,
    places_of,
    staying,
)
from undersigned.server.actions.evidence.shredding import Told, nobody, shred
from undersigned.server.actions.evidence.view_tables import rebuild
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import (
    CaseRow,
    ClaimTombstone,
    ClaimValue,
    CustodyEvent,
    DecisionReason,
    EvidenceCapture,
    EvidenceImport,
    EvidenceSource,
    EvidenceSubject,
    Followed,
    ImportState,
    KeptClaim,
    RefusedListRow,
    User,
)
from undersigned.values.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """How many claims were destroyed, and what could not be taken off the disk yet.

    `erased` is in how many rows of which column their names were erased; `stays` where they stand still.
    """

    claims: int
    erased: Mapping[str, int] = field(default_factory=dict)
    stays: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()


def subjects_of_person(subject: EvidenceSubject) -> tuple[EvidenceSubject, ...]:
    """Every subject that people decided to be this person, this one among them."""
    case = CaseRow.objects.filter(pk=subject.pk).first()
    handles = CaseRow.objects.filter(person=case.person).values("pk") if case else [subject.pk]
    return tuple(EvidenceSubject.objects.filter(pk__in=handles, destroyed_at=None))


def names_elsewhere(subject: EvidenceSubject) -> tuple[Names, tuple[Found, ...]]:
    """A person's names, and where they stand besides what is destroyed with their data."""
    persons = subjects_of_person(subject)
    names = names_of(persons)
    return names, places_of(names, but=own_claims(persons))


def destroy_person(
    *,
    subject: EvidenceSubject,
    reason: str,
    on: date,
    by: User,
    at: datetime,
    struck: Collection[str] = (),
    told: Told = nobody,
) -> Destruction | Refusal:
    """Destroy everything that is kept of a person, and finish whatever was left of earlier destructions.

    `struck` are the columns out of which somebody decided to have the names struck (`Found.may_be_erased`).
    """
    if not reason.strip():
        return refuse("desk.destruction.reason", "reason")
    with transaction.atomic():
        persons = _held(subjects_of_person(subject))
        names = names_of(persons)
        if names.in_words(reason):
            return refuse("desk.destruction.unnamed", "reason")
        places = places_of(names, but=own_claims(persons))
        number = _destroy_rows(persons, reason.strip(), on, by, at)
        erased = erase(places, names, struck=struck)
        stays = _told(persons, staying(places, struck), erased, by, at)
        told("tables")
    return Destruction(claims=number, erased=erased, stays=stays, left=shred(by=by, at=at, told=told))


def _told(
    persons: Iterable[EvidenceSubject],
    stays: tuple[Finding, ...],
    erased: Mapping[str, int],
    by: User,
    at: datetime,
) -> tuple[Finding, ...]:
    """Return what stays, and write to the journal by table and column what was erased and what stays."""
    left = {str(finding.particulars["column"]): finding.particulars["number"] for finding in stays}
    for person in persons:
        if erased or left:
            record(
                "words-looked-through", person, by=by, at=at, particulars={"erased": erased, "stays": left}
            )
    return stays


def _destroy_rows(persons: tuple[EvidenceSubject, ...], reason: str, on: date, by: User, at: datetime) -> int:
    claims = KeptClaim.objects.filter(
        Q(subject__in=persons) | Q(about__in=persons), tombstone=None
    ).select_related("subject")
    held = list(claims)
    handles = {person.pk for person in persons} | _gone_whole(held)
    ClaimTombstone.objects.bulk_create(
        ClaimTombstone(claim_id=claim.pk, destroyed_on=on, reason=reason, by=by) for claim in held
    )
    ClaimValue.objects.filter(claim__in=[claim.pk for claim in held]).delete()
    EvidenceSubject.objects.filter(pk__in=handles).update(destroyed_at=at, public_id=None)
    DecisionReason.objects.filter(Q(decision__one__in=persons) | Q(decision__other__in=persons)).delete()
    Followed.objects.filter(subject__in=persons, ended_at=None).update(ended_at=at, ended_by=by)
    sources = EvidenceSource.objects.filter(pk__in={claim.source_id for claim in held})
    _destroy_captures(sources, by, at)
    for source in sources:
        rebuild(source)
    for person in persons:
        record("subject-destroyed", person, by=by, at=at)
    must_leave(handles, by=by, at=at, erases=True)
    return len(held)


def _held(persons: tuple[EvidenceSubject, ...]) -> tuple[EvidenceSubject, ...]:
    """These subjects, locked once nobody is keeping anything more of them: so that goes too.

    Lists, then sources, then subjects are locked, in the order in which taking in a list and correcting a
    claim lock them; in another order the acts could wait for each other for ever.
    """
    own, sources = [person.pk for person in persons], {person.source_id for person in persons}
    for rows in (
        EvidenceImport.objects.filter(source__in=sources),
        EvidenceSource.objects.filter(pk__in=sources),
    ):
        list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    return tuple(EvidenceSubject.objects.select_for_update().filter(pk__in=own).order_by("pk"))


def _gone_whole(held: Iterable[KeptClaim]) -> set[str]:
    """The subjects of these claims of which no other claim is kept."""
    claims = {claim.pk: claim.subject_id for claim in held}
    things = set(claims.values())
    beside = KeptClaim.objects.filter(subject__in=things, tombstone=None).values_list("pk", "subject_id")
    return things - {subject for pk, subject in beside.iterator() if pk not in claims}


def _destroy_captures(sources: Iterable[EvidenceSource], by: User, at: datetime) -> None:
    captures = list(EvidenceCapture.objects.filter(source__in=sources, destroyed_at=None))
    EvidenceCapture.objects.filter(pk__in=[capture.pk for capture in captures]).update(
        destroyed_at=at, name_box=b""
    )
    RefusedListRow.objects.filter(of__capture__in=captures).delete()
    waiting = (ImportState.COLUMNS, ImportState.SHOWN, ImportState.READING)
    EvidenceImport.objects.filter(capture__in=captures, state__in=waiting).update(state=ImportState.SET_ASIDE)
    CustodyEvent.objects.bulk_create(
        CustodyEvent(capture=capture, act="destroyed", at=at, by=by) for capture in captures
    )
