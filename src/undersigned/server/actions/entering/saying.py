"""Enters by hand what one source says about one subject: any property, said, denied or not found.

1. An entry is kept whole or refused, each fault beside its property. The same entry again changes nothing.
2. A new thing's key is made from what is said of it (of an outcome: from its person and day), keyed by the
   register's own, so that it tells nobody anything; another entry may add to a thing that is there.
3. No claim is milder than its property's least, its source, or what is known of anybody and anything that it
   points at: one withheld claim of theirs pulls up all of the entry.
4. What another source says of a person is a row of its own; that it speaks of this person is decided by
   whoever enters it, with a reason, and can be undone like any decision.
5. A call or a recommendation that is entered for a text is followed for it.
"""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from undersigned.evidence.claims import Claim, Subject, value_as_data
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.entry import Saying, faults_of
from undersigned.evidence.properties import properties
from undersigned.evidence.sources import SourceId
from undersigned.evidence.withholding import disclose, handle_of
from undersigned.server.actions.evidence.claims import keep_entered
from undersigned.server.actions.evidence.deciding import decide
from undersigned.server.actions.evidence.leaving import must_leave_held_back
from undersigned.server.actions.evidence.lists import make_source
from undersigned.server.actions.evidence.register import levels_around, one_person
from undersigned.server.actions.evidence.view_tables import rebuild_things
from undersigned.server.actions.followup.following import follow, person_of
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, standing_rows, withheld_in
from undersigned.server.records.models import (
    CaseRow,
    Collection,
    EvidenceSource,
    EvidenceSubject,
    Sameness,
    User,
)
from undersigned.values.dates import SourceDate
from undersigned.values.digest import canonical_json
from undersigned.values.findings import Place, Severity, failed

PERSON, _OUTCOME = "person", "outcome"
FOLLOWED_KINDS = ("call", "recommendation")
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Where in its source something stands, in which words and language."""

    place: str = ""
    quotation: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of an entry: its thing's handle, how many claims are new, whether they were pulled up."""

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
    people = [person_of(subject, ring) for subject in persons]
    if not all(people) or any(subject.destroyed_at for subject in persons):
        return refuse("desk.decision.here")
    known = [subject for subject in people if subject]
    own = thing or (_row_of(source, persons[0], ring) if kind == PERSON and persons else None)
    before = _said_of(own, ring) if own else ()
    if refused := _refused(kind, says, today, new=own is None, before=before):
        return refused
    if (
        kind == PERSON
        and not persons
        and own is None
        and "name" not in {saying.property.name for saying in says}
    ):
        return refuse("evidence.entry.recognised", "name")
    if kind == PERSON and persons and own is None and not why.strip():
        return refuse("desk.entry.reason", "why")
    of = own or _new_thing(source, kind, persons, says, ring.register_key())
    strict = strictest((level, Level(source.level), *_levels(of, known, says, persons, ring.register_key())))
    claims = [
        *(_pointing(of, subject, cited, strict) for subject in known if kind != PERSON),
        *(_claim(of, saying, cited, strict) for saying in says),
    ]
    before = before or _said_of(of, ring)
    if _milder(claims, before):
        return refuse("desk.entry.stricter", "level")
    known_already = {_content(claim) for claim in before}
    fresh = [claim for claim in claims if _content(claim) not in known_already]
    kept = keep_entered(fresh, ring=ring, by=by, at=at, beside=before)
    handle = str(handle_of(of, key=ring.register_key()))
    rebuild_things(source, [handle])
    entered = EvidenceSubject.objects.get(pk=handle)
    if kind == PERSON and persons and own is None and kept:
        decide(one=persons[0], other=entered, what=Sameness.SAME, why=why, by=by, at=at)
    if collection and kind in FOLLOWED_KINDS:
        follow(collection=collection, subject=entered, by=by, at=at)
    if kept:
        told = {"source": source.pk, "kind": kind, "claims": len(kept)}
        record("claims-entered", entered, by=by, at=at, particulars=told)
        must_leave_held_back([handle, *(one.pk for one in persons)], by=by, at=at)
    pulled = strict is Level.WITHHELD and level is not Level.WITHHELD
    return Entered(thing=handle, new=len(kept), withheld=pulled)


@transaction.atomic
def say_in_new_source(*, title: str, url: str, by: User, at: datetime, **entry: Any) -> Entered | Refusal:  # noqa: ANN401
    """Enter what a source says that is not known yet; of an entry that is refused no source is left."""
    source = make_source(title=title or url, publisher="", kind="unknown", right="", url=url, by=by, at=at)
    done = say(source=source, by=by, at=at, **entry)
    if isinstance(done, Refusal):
        transaction.set_rollback(True)
    return done


def things_of(handles: Iterable[str], ring: DataFolderRing) -> tuple[Subject, ...]:
    """The subjects that stand under handles, withheld ones too; for whoever may know that they are there."""
    rows = list(standing_rows().filter(subject__in=list(handles)).order_by("at", "id"))
    opened = (disclose(withheld, ring=ring) for withheld in withheld_in(rows))
    claims = (*claims_in(rows), *(one for one in opened if isinstance(one, Claim)))
    return tuple(dict.fromkeys(claim.subject for claim in claims))


def _said_of(thing: Subject, ring: DataFolderRing) -> tuple[Claim, ...]:
    """What stands of a thing already, withheld or not."""
    rows = list(standing_rows().filter(subject=handle_of(thing, key=ring.register_key())))
    opened = (disclose(withheld, ring=ring) for withheld in withheld_in(rows))
    claims = (*claims_in(rows), *(one for one in opened if isinstance(one, Claim)))
    return tuple(claim for claim in claims if claim.subject == thing)


def _content(claim: Claim) -> bytes:
    """What makes two claims of one thing the same, whatever their level and place."""
    return canonical_json([claim.property, claim.standing.value, value_as_data(claim.value)])


def _milder(claims: Iterable[Claim], before: Iterable[Claim]) -> bool:
    """Whether something of this is on record at a milder level, where an entry would leave it."""
    levels = {_content(claim): claim.level for claim in before if claim.property != PERSON}
    return any(
        claim.level.strictness > levels[_content(claim)].strictness
        for claim in claims
        if _content(claim) in levels
    )


def _refused(
    kind: str, says: Sequence[Saying], today: date, *, new: bool, before: Sequence[Claim]
) -> Refusal | None:
    there = [claim.property for claim in before]
    found = tuple(
        failed(fault.code, Place(field=name) if name else None, Severity.ERROR, **fault.particulars)
        for name, fault in faults_of(kind, says, on=today, new=new, before=there)
    )
    return Refusal(findings=found) if found else None


def _row_of(source: EvidenceSource, person: EvidenceSubject, ring: DataFolderRing) -> Subject | None:
    """The row of a source that people decided to speak of this person; `None` where there is none yet."""
    rows = EvidenceSubject.objects.filter(pk__in=one_person(person), source=source, destroyed_at=None)
    row = rows.order_by("pk").first()
    return person_of(row, ring) if row else None


def _new_thing(
    source: EvidenceSource, kind: str, persons: Sequence[EvidenceSubject], says: Sequence[Saying], key: bytes
) -> Subject:
    whose = persons[0].pk if persons else ""
    day = _day_of(says) if kind == _OUTCOME else ""
    said = sorted(
        canonical_json([saying.property.name, saying.standing.value, value_as_data(saying.value)]).decode()
        for saying in says
    )
    data = canonical_json(
        ["undersigned/v1 by hand", source.pk, kind, [subject.pk for subject in persons], said]
    )
    ending = day if day and whose else hmac.digest(key, data, "sha256").hex()[:_DIGITS]
    return Subject(source=SourceId(source.pk), kind=kind, key="-".join(one for one in (whose, ending) if one))


def _day_of(says: Iterable[Saying]) -> str:
    """The day that an entry gives, to the day; else nothing."""
    on = (saying.value for saying in says if saying.property.name == "on")
    return next((day.iso() for day in on if isinstance(day, SourceDate) and day.precision == "day"), "")


def _levels(
    of: Subject,
    people: Sequence[Subject],
    says: Sequence[Saying],
    persons: Sequence[EvidenceSubject],
    key: bytes,
) -> Iterator[Level]:
    """What pulls the entry up: its persons, whatever it points at, and what is said of the thing already."""
    cases = [handle for subject in persons for handle in one_person(subject)]
    if CaseRow.objects.filter(pk__in=cases, level=Level.WITHHELD.value).exists():
        yield Level.WITHHELD
    pointed = [saying.value for saying in says if isinstance(saying.value, Subject)]
    yield from levels_around(str(handle_of(subject, key=key)) for subject in (of, *people, *pointed))


def _pointing(of: Subject, person: Subject, cited: Cited, level: Level) -> Claim:
    return _claim(of, Saying(property=properties()[f"{of.kind}.{PERSON}"], value=person), cited, level)


def _claim(of: Subject, saying: Saying, cited: Cited, level: Level) -> Claim:
    return Claim(
        subject=of,
        property=saying.property.name,
        value=saying.value,
        standing=saying.standing,
        at=cited.place or None,
        quotation=cited.quotation or None,
        language=cited.language or None,
        level=strictest((level, saying.property.least)),
    )
