"""Withdraws a claim with a reason, or corrects it by another; the old claim remains on record.

1. Only a claim that stands can be taken back or put right; whoever may not read it can do neither.
2. A correction is of the same thing and property. It may change the place or the words alone.
3. The reason why a withheld claim was taken back is chosen from a few that name nobody.
4. A correction may withhold what lay in plain: its value and its former values are then erased, and a
   tombstone stands for each. A whole thing can be withheld so, with what was taken back of it.
5. The view tables follow at once, and the public site after them (`evidence/leaving.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from undersigned.evidence.claims import Claim, ClaimId, value_as_data
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.entry import Saying, faults_of
from undersigned.evidence.properties import Property, property_of
from undersigned.server.actions.entering.entry_claims import Cited
from undersigned.server.actions.evidence.claims import keep_entered
from undersigned.server.actions.evidence.consenting import reads_withheld
from undersigned.server.actions.evidence.leaving import must_leave
from undersigned.server.actions.evidence.register import levels_around, one_person
from undersigned.server.actions.evidence.shredding import shred
from undersigned.server.actions.evidence.view_tables import rebuild_things
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, opened_in, standing_rows
from undersigned.server.records.models import (
    ClaimTombstone,
    ClaimValue,
    ClaimWithdrawal,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    User,
)
from undersigned.values.findings import Finding, Place, Severity, failed

MISTAKE, SOURCE, OTHER_PERSON, TWICE = "mistake", "source", "somebody-else", "twice"
REASONS = (MISTAKE, SOURCE, OTHER_PERSON, TWICE)


def standing_claim(row: KeptClaim) -> Claim | None:
    """What a claim says, if it stands and can still be read; for whoever may read it."""
    held = list(standing_rows().filter(pk=row.pk))
    return next(iter((*claims_in(held), *opened_in(held, DataFolderRing()))), None)


def may_read(row: KeptClaim, user: User) -> bool:
    """Whether somebody may see what a claim says."""
    return row.level != Level.WITHHELD.value or reads_withheld(row.source, user)


def why_not(rows: Iterable[KeptClaim], reason: str, by: User) -> Refusal | None:
    """Why somebody may not take these claims back for this reason, by rules 1 and 3; `None` if they may."""
    withheld = {row.source_id for row in rows if row.level == Level.WITHHELD.value}
    if not reason.strip():
        return refuse("desk.claim.reason", "reason")
    if not all(reads_withheld(source, by) for source in EvidenceSource.objects.filter(pk__in=withheld)):
        return refuse("desk.claim.readable")
    if withheld and reason not in REASONS:
        return refuse("desk.claim.no-words", "words")
    return None


@transaction.atomic
def withdraw_claims(
    *, claims: Iterable[KeptClaim], reason: str, by: User, at: datetime
) -> tuple[KeptClaim, ...] | Refusal:
    """Take claims back for one reason: they are shown no longer, but stay on record."""
    rows = list(claims)
    if refused := why_not(rows, reason, by):
        return refused
    for source in EvidenceSource.objects.select_for_update().filter(pk__in={row.source_id for row in rows}):
        standing = standing_rows().filter(pk__in=[row.pk for row in rows], source=source)
        for row in standing:
            ClaimWithdrawal.objects.create(claim=row, reason=reason.strip(), at=at, by=by)
            record("claim-withdrawn", row, by=by, at=at)
        rebuild_things(source, {row.subject_id for row in rows if row.source_id == source.pk})
    must_leave([row.subject_id for row in rows], by=by, at=at)
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The claim that stands now, and what could not be taken off the disk of the one before."""

    claim: KeptClaim
    left: tuple[Finding, ...] = ()


def correct_claim(
    *,
    claim: KeptClaim,
    said: Saying,
    cited: Cited,
    level: Level,
    today: date,
    by: User,
    at: datetime,
) -> Corrected | Refusal:
    """Put a claim right: another takes its place, and what it said before stays on record (but rule 4)."""
    with transaction.atomic():
        done = _correct(claim, said, cited, level, today, by, at)
        if isinstance(done, Refusal):
            return done
        erased = done.level == Level.WITHHELD.value != claim.level
        if erased:
            _erase(_in_plain_before(done, said.property), today, by)
        must_leave([claim.subject_id], by=by, at=at, erases=erased)
    return Corrected(claim=done, left=shred(by=by, at=at) if erased else ())


def withhold_thing(
    *, thing: EvidenceSubject, kind: str, today: date, by: User, at: datetime
) -> tuple[Finding, ...] | Refusal:
    """Withhold all that a source says of a thing, from now on; what could not be taken off the disk."""
    with transaction.atomic():
        own = KeptClaim.objects.filter(subject=thing, value__said__kind=kind).select_related("value")
        for row in list(standing_rows().filter(pk__in=own.values("pk")).select_related("subject", "about")):
            (old,) = claims_in((row,))
            known = property_of(f"{kind}.{old.property}")
            said = Saying(property=known, value=old.value, standing=old.standing)
            cited = Cited(place=old.at or "", quotation=old.quotation or "", language=old.language or "")
            done = _correct(row, said, cited, Level.WITHHELD, today, by, at)
            if isinstance(done, Refusal):
                transaction.set_rollback(True)
                return done
        _erase(list(own.filter(tombstone=None)), today, by)
        must_leave([thing.pk], by=by, at=at, erases=True)
    return shred(by=by, at=at)


def _in_plain_before(row: KeptClaim, of: Property) -> list[KeptClaim]:
    """Former claims of the same property that lie in plain: corrected, or taken back."""
    own = KeptClaim.objects.filter(
        subject=row.subject_id, value__said__kind=of.kind, value__said__property=of.name, tombstone=None
    )
    return list(own.exclude(level=Level.WITHHELD.value).exclude(pk__in=standing_rows().values("pk")))


def _erase(rows: list[KeptClaim], today: date, by: User) -> None:
    ClaimTombstone.objects.bulk_create(
        ClaimTombstone(claim=row, destroyed_on=today, reason=_WITHHELD_SINCE, by=by) for row in rows
    )
    ClaimValue.objects.filter(claim__in=[row.pk for row in rows]).delete()


def _correct(
    claim: KeptClaim, said: Saying, cited: Cited, level: Level, today: date, by: User, at: datetime
) -> KeptClaim | Refusal:
    source = EvidenceSource.objects.select_for_update().get(pk=claim.source_id)
    if not may_read(claim, by):
        return refuse("desk.claim.readable")
    old = standing_claim(claim)
    if old is None:
        return refuse("desk.claim.standing")
    for name, fault in faults_of(old.subject.kind, (said,), on=today, new=False, before=_ALL):
        place = Place(field=name) if name else None
        return Refusal(findings=(failed(fault.code, place, Severity.ERROR, **fault.particulars),))
    new = _put_right(old, said, cited, ClaimId(claim.pk))
    least = property_of(f"{old.subject.kind}.{old.property}").least
    about = [subject for subject in (claim.subject, claim.about) if subject]
    pulled = levels_around((handle for subject in about for handle in one_person(subject)), but=[claim.pk])
    new = replace(new, level=strictest((level, least, Level(source.level), *pulled)))
    if replace(new, supersedes=old.supersedes, again=old.again, entry=old.entry) == old:
        return claim
    kept = keep_entered((new,), ring=DataFolderRing(), by=by, at=at)
    if not kept:
        return refuse("desk.claim.said-already")
    rebuild_things(source, [claim.subject_id])
    row = KeptClaim.objects.get(pk=kept[0][0])
    record("claim-corrected", row, by=by, at=at, particulars={"before": claim.pk})
    return row


_WITHHELD_SINCE = "withheld"
_ALL = ("what", "on", "how", "restriction")  # what an outcome is asked for when it is new, and not here


def _put_right(old: Claim, said: Saying, cited: Cited, before: ClaimId) -> Claim:
    same = value_as_data(said.value) == value_as_data(old.value)
    return replace(
        old,
        value=old.value if same else said.value,
        standing=said.standing,
        as_written=old.as_written if same else None,
        at=cited.place or None,
        quotation=cited.quotation or None,
        language=cited.language or None,
        supersedes=before,
        again=0,
        entry=None,
    )
