"""Enters by hand what one source says about one subject: any property, said, denied or not found.

1. An entry is kept whole or refused, each fault beside its property. The same entry again changes nothing.
2. A new thing's key is a digest of what is said of it, under the register's own key, so that it reveals
   nothing (of an outcome: its person and day). Another entry may add to a thing that is there.
3. No claim is milder than the least level of its property, the level of its source, or what is known of
   whatever it points at: one withheld claim there withholds the whole entry.
4. What another source says of a person is a row of its own; that it speaks of this person is decided by
   whoever enters it, with a reason, and can be undone like any decision.
5. A call or a recommendation that is entered for a text is followed for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.entry import Saying, faults_of
from undersigned.evidence.properties import properties
from undersigned.evidence.withholding import handle_of
from undersigned.server.actions.entering.entry_claims import (
    PERSON,
    Cited,
    claims_of,
    levels_of,
    new_thing,
    said_milder,
    unsaid,
)
from undersigned.server.actions.evidence.claims import keep_entered
from undersigned.server.actions.evidence.deciding import decide
from undersigned.server.actions.evidence.leaving import must_leave_held_back
from undersigned.server.actions.evidence.lists import make_source
from undersigned.server.actions.evidence.register import one_person
from undersigned.server.actions.evidence.view_tables import rebuild_things
from undersigned.server.actions.followup.following import follow, person_of
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, opened_in, standing_rows
from undersigned.server.records.models import (
    Collection,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    Sameness,
    User,
)
from undersigned.values.findings import Place, Severity, failed

FOLLOWED_KINDS = ("call", "recommendation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of an entry: its thing's handle, how many claims are new, whether it had to be withheld."""

    thing: str
    new: int
    withheld: bool


def of_people(kind: str) -> bool:
    """Whether things of this kind are about a person."""
    return f"{kind}.{PERSON}" in properties()


@transaction.atomic
def say(
    *,
    source: EvidenceSource,
    kind: str,
    says: Sequence[Saying],
    cited: Cited,
    level: Level,
    persons: Sequence[EvidenceSubject] = (),
    thing: Subject | None = None,
    why: str = "",
    collection: Collection | None = None,
    today: date,
    by: User,
    at: datetime,
) -> Entered | Refusal:
    """Enter what one source says of a new thing, or of one that is there (`thing`)."""
    EvidenceSource.objects.select_for_update().get(pk=source.pk)  # two entries that are the same come in turn
    ring = DataFolderRing()
    known = [subject for subject in (person_of(person, ring) for person in persons) if subject]
    if len(known) < len(persons) or any(person.destroyed_at for person in persons):
        return refuse("desk.decision.here")
    there = thing or (_row_of(source, persons[0], ring) if kind == PERSON and persons else None)
    before = _said_of(there, ring) if there else ()
    refused = _refused(kind, says, today, new=there is None, before=before)
    if there is None and kind == PERSON:
        refused = refused or _refused_row(says, persons, why)
    if refused:
        return refused

    key = ring.register_key()
    of = there or new_thing(source, kind, persons, says, key)
    strict = strictest((level, Level(source.level), *levels_of(of, known, says, persons, key)))
    claims, before = claims_of(of, known, says, cited, strict), before or _said_of(of, ring)
    if said_milder(claims, before):
        return refuse("desk.entry.stricter", "level")
    kept = keep_entered(unsaid(claims, before), ring=ring, by=by, at=at, beside=before)
    handle = str(handle_of(of, key=key))
    rebuild_things(source, [handle])
    entered = EvidenceSubject.objects.get(pk=handle)
    if kind == PERSON and persons and there is None and kept:
        decide(one=persons[0], other=entered, what=Sameness.SAME, why=why, by=by, at=at)
    if collection and kind in FOLLOWED_KINDS:
        follow(collection=collection, subject=entered, by=by, at=at)
    if kept:
        told = {"source": source.pk, "kind": kind, "claims": len(kept)}
        record("claims-entered", entered, by=by, at=at, particulars=told)
        must_leave_held_back([handle, *(person.pk for person in persons)], by=by, at=at)
    pulled_up = strict is Level.WITHHELD and level is not Level.WITHHELD
    return Entered(thing=handle, new=len(kept), withheld=pulled_up)


@transaction.atomic
def say_in_new_source(*, title: str, url: str, by: User, at: datetime, **entry: Any) -> Entered | Refusal:  # noqa: ANN401
    """Enter what a new source says; if the entry is refused, the source is not kept either."""
    source = make_source(title=title or url, publisher="", kind="unknown", right="", url=url, by=by, at=at)
    done = say(source=source, by=by, at=at, **entry)
    if isinstance(done, Refusal):
        transaction.set_rollback(True)
    return done


def things_of(handles: Iterable[str], ring: DataFolderRing) -> tuple[Subject, ...]:
    """The subjects that stand under handles, withheld ones too; for whoever may know that they are there."""
    rows = list(standing_rows().filter(subject__in=list(handles)).order_by("at", "id"))
    return tuple(dict.fromkeys(claim.subject for claim in _readable(rows, ring)))


def _said_of(thing: Subject, ring: DataFolderRing) -> tuple[Claim, ...]:
    """What stands of a thing already, withheld or not."""
    rows = list(standing_rows().filter(subject=handle_of(thing, key=ring.register_key())))
    return tuple(claim for claim in _readable(rows, ring) if claim.subject == thing)


def _readable(rows: Sequence[KeptClaim], ring: DataFolderRing) -> tuple[Claim, ...]:
    """The claims of rows, open ones first, then the withheld ones whose key is there."""
    return (*claims_in(rows), *opened_in(rows, ring))


def _refused(
    kind: str, says: Sequence[Saying], today: date, *, new: bool, before: Sequence[Claim]
) -> Refusal | None:
    """Every fault of an entry, each beside its property; `before` is what stands of its thing already."""
    there = [claim.property for claim in before]
    found = tuple(
        failed(fault.code, Place(field=name) if name else None, Severity.ERROR, **fault.particulars)
        for name, fault in faults_of(kind, says, on=today, new=new, before=there)
    )
    return Refusal(findings=found) if found else None


def _refused_row(says: Sequence[Saying], persons: Sequence[EvidenceSubject], why: str) -> Refusal | None:
    """A source's first row of a person needs a name, or the reason why it speaks of somebody on record."""
    if not persons and "name" not in {saying.property.name for saying in says}:
        return refuse("evidence.entry.recognised", "name")
    if persons and not why.strip():
        return refuse("desk.entry.reason", "why")
    return None


def _row_of(source: EvidenceSource, person: EvidenceSubject, ring: DataFolderRing) -> Subject | None:
    """The row of a source that people decided to speak of this person; `None` where there is none yet."""
    rows = EvidenceSubject.objects.filter(pk__in=one_person(person), source=source, destroyed_at=None)
    row = rows.order_by("pk").first()
    return person_of(row, ring) if row else None
