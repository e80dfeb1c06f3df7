"""A person's data destroyed because the person asked for it: what remains names nobody.

1. What each of their claims says is erased, its key shredded; a tombstone stands for each, with day and
   reason. So is the reason of each decision about them.
2. The lists that they stand in are destroyed too, with the cells of their refused rows: the bytes of a list
   hold everybody in it. What was read of the others stays.
3. Their name outside (`public_id`) is forgotten: the snapshots that were published still check, and nobody
   can tell any more which row was whose.
4. The database's own journal is emptied behind it. Backups, and copies that others hold, are not reached.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q

from undersigned.evidence.claims import ClaimId
from undersigned.evidence.withholding import Handle, destroy
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.actions.view_tables import rebuild
from undersigned.server.records import store
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import (
    CaseRow,
    ClaimTombstone,
    ClaimValue,
    CustodyEvent,
    DecisionReason,
    EvidenceCapture,
    EvidenceSource,
    EvidenceSubject,
    Followed,
    KeptClaim,
    RefusedListRow,
    User,
)


def subjects_of_person(subject: EvidenceSubject) -> tuple[EvidenceSubject, ...]:
    """Every subject that people decided to be this person, this one among them."""
    case = CaseRow.objects.filter(pk=subject.pk).first()
    handles = CaseRow.objects.filter(person=case.person).values("pk") if case else [subject.pk]
    return tuple(EvidenceSubject.objects.filter(pk__in=handles, destroyed_at=None))


def destroy_person(
    *, subject: EvidenceSubject, reason: str, on: date, by: User, at: datetime
) -> int | Refusal:
    """Destroy everything that is kept of a person; how many claims it was."""
    if not reason.strip():
        return refuse("desk.destruction.reason", "reason")
    with transaction.atomic():
        captures, number = _destroy_rows(subject, reason.strip(), on, by, at)
    ring = DataFolderRing()
    for capture in captures:
        ring.destroy(Handle(capture.pk))
        store.forget(capture.kept)
    _empty_journal()
    return number


def _destroy_rows(
    subject: EvidenceSubject, reason: str, on: date, by: User, at: datetime
) -> tuple[list[EvidenceCapture], int]:
    ring, persons = DataFolderRing(), subjects_of_person(subject)
    claims = KeptClaim.objects.filter(
        Q(subject__in=persons) | Q(about__in=persons), tombstone=None
    ).select_related("subject")
    held = list(claims)
    ids_of: dict[str, list[ClaimId]] = {one.pk: [] for one in persons}
    for claim in held:
        ids_of.setdefault(claim.subject_id, []).append(ClaimId(claim.pk))
    for handle, ids in ids_of.items():
        stones = destroy(Handle(handle), ids, ring=ring, on=on, reason=reason)
        ClaimTombstone.objects.bulk_create(
            ClaimTombstone(claim_id=one.id, destroyed_on=one.destroyed_on, reason=one.reason, by=by)
            for one in stones
        )
    ClaimValue.objects.filter(claim__in=[claim.pk for claim in held]).delete()
    EvidenceSubject.objects.filter(pk__in=ids_of).update(destroyed_at=at, public_id=None)
    DecisionReason.objects.filter(Q(decision__one__in=persons) | Q(decision__other__in=persons)).delete()
    Followed.objects.filter(subject__in=persons, ended_at=None).update(ended_at=at, ended_by=by)
    sources = EvidenceSource.objects.filter(pk__in={claim.source_id for claim in held})
    captures = _destroy_captures(sources, by, at)
    for source in sources:
        rebuild(source)
    for one in persons:
        record("subject-destroyed", one, by=by, at=at)
    return captures, len(held)


def _destroy_captures(sources: Iterable[EvidenceSource], by: User, at: datetime) -> list[EvidenceCapture]:
    captures = list(EvidenceCapture.objects.filter(source__in=sources, destroyed_at=None))
    EvidenceCapture.objects.filter(pk__in=[one.pk for one in captures]).update(destroyed_at=at, name_box=b"")
    RefusedListRow.objects.filter(of__capture__in=captures).delete()
    CustodyEvent.objects.bulk_create(
        CustodyEvent(capture=one, act="destroyed", at=at, by=by) for one in captures
    )
    return captures


def _empty_journal() -> None:
    """What was erased goes out of the write-ahead log, or out of the table's dead rows, as well."""
    if connection.in_atomic_block:  # whoever began the transaction empties it
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in ("claimvalue", "decisionreason", "refusedlistrow", "countablerow", "caserow"):
                cursor.execute(f"VACUUM records_{table}")
