"""Following up: whom a text's signatories follow, what is due, what became of somebody, and who is told.

1. What became of a person is entered as a claim, with its day, its source and the place in it; how, and under
   which restrictions, where it is a release.
2. What is due is asked of the claims (`followup/`). Who has no name that may be shown stands there by a
   number.
3. A notice says that something is new, and where; it names nobody, and puts nothing down to the text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.properties import property_of
from undersigned.evidence.sources import SourceId
from undersigned.evidence.vocabularies.vocabulary import spoken
from undersigned.evidence.withholding import handle_of
from undersigned.followup.outcomes import RELEASED, Standing, standings
from undersigned.server.actions.claims import keep_entered
from undersigned.server.actions.journal import record
from undersigned.server.actions.letters import send_when_kept
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.actions.view_tables import rebuild, shown_claims
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    CaseRow,
    Collection,
    EvidenceSource,
    EvidenceSubject,
    Followed,
    FollowUpNotice,
    User,
)
from undersigned.values.dates import SourceDate

_PERSON, _OUTCOME = "person", "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedPerson:
    """A person on the list: the subject by which they are followed, how they stand, for which text."""

    followed: Followed
    standing: Standing


@transaction.atomic
def follow(*, collection: Collection, subject: EvidenceSubject, by: User, at: datetime) -> Followed | Refusal:
    """Follow a person for the signatories of a text."""
    if subject.destroyed_at:
        return refuse("desk.decision.here")
    followed, made = Followed.objects.get_or_create(
        collection=collection, subject=subject, ended_at=None, defaults={"at": at, "by": by}
    )
    if made:
        record("person-followed", collection, by=by, at=at, particulars={"followed": followed.pk})
    return followed


@transaction.atomic
def end_following(*, followed: Followed, by: User, at: datetime) -> Followed:
    """Follow a person no longer."""
    if followed.ended_at is None:
        followed.ended_at, followed.ended_by = at, by
        followed.save(update_fields=["ended_at", "ended_by"])
        record("person-followed-no-more", followed.collection, by=by, at=at)
    return followed


@transaction.atomic
def keep_outcome(
    *,
    subject: EvidenceSubject,
    source: EvidenceSource,
    said: Mapping[str, Any],
    place: str,
    level: Level,
    today: date,
    by: User,
    at: datetime,
) -> int | Refusal:
    """Enter what became of a person, as one source tells it; how many claims are new.

    `said` holds `what`, `on` and, of a release, `how` and `restriction` (a list), as codes.
    """
    if said["on"] > today:
        return refuse("desk.outcome.day", "on", day=said["on"].isoformat())
    if said["what"] == RELEASED and not (said.get("how") and said.get("restriction")):
        return refuse("desk.outcome.told", "how")
    ring = DataFolderRing()
    person = person_of(subject, ring)
    if person is None:
        return refuse("desk.decision.here")
    thing = Subject(
        source=SourceId(source.pk),
        kind=_OUTCOME,
        key=f"{handle_of(person, key=ring.register_key())}-{said['on']}",
    )
    strict = strictest((level, Level(source.level), *_levels_of(subject)))
    claims = [_claim(thing, "person", person, place, strict), *_said(thing, said, place, strict)]
    number = len(keep_entered(claims, ring=ring, by=by, at=at))
    rebuild(source)
    record("outcome-kept", subject, by=by, at=at, particulars={"source": source.pk, "claims": number})
    return number


def followed_people(on: date) -> tuple[FollowedPerson, ...]:
    """Everybody who is followed, whoever is due first, first (`followup/due.py`, rule 2)."""
    ring = DataFolderRing()
    rows = list(
        Followed.objects.filter(
            ended_at=None, subject__destroyed_at=None, subject__case__isnull=False
        ).select_related("collection", "subject__case")
    )
    found = []
    for row in rows:
        standing = standing_of(row.subject, on, ring)
        if standing:
            found.append(FollowedPerson(followed=row, standing=standing))
    return tuple(sorted(found, key=lambda one: _pressing(one.standing)))


def standing_of(subject: EvidenceSubject, on: date, ring: DataFolderRing | None = None) -> Standing | None:
    """How things stand with a person, by all that is known of the subjects that are this person."""
    ring = ring or DataFolderRing()
    handles = one_person(subject)
    claims = tuple(shown_claims(_about(handles), ring))
    cluster = tuple(sorted(_persons_in(claims)))
    found = standings(claims, clusters=[cluster] if cluster else (), as_of=on)
    return next(iter(found), None)


def one_person(subject: EvidenceSubject) -> tuple[str, ...]:
    """The handles of the subjects that people decided to be this person."""
    case = CaseRow.objects.filter(pk=subject.pk).first()
    if case is None:
        return (subject.pk,)
    return tuple(CaseRow.objects.filter(person=case.person).values_list("pk", flat=True))


def person_of(subject: EvidenceSubject, ring: DataFolderRing) -> Subject | None:
    """The person that a subject's row speaks of, by source and key."""
    found = _persons_in(shown_claims(_about((subject.pk,)), ring))
    return next((one for one in found if handle_of(one, key=ring.register_key()) == subject.pk), None)


@transaction.atomic
def tell_signatories(
    *, collection: Collection, address: Callable[[str], str], by: User, at: datetime
) -> FollowUpNotice | Refusal:
    """Write to everybody who signed a text and has an account that something new is known."""
    members = collection.signatures.filter(withdrawn_at=None, confirmed_at__isnull=False).values("member")
    readers = list(User.objects.filter(member__in=members, is_active=True).order_by("pk"))
    if not readers:
        return refuse("desk.notice.somebody")
    notice = FollowUpNotice.objects.create(collection=collection, letters=len(readers), at=at, by=by)
    for one in readers:
        title = collection.texts.get(one.language, {}).get("title") or next(
            (text["title"] for text in collection.texts.values() if text.get("title")), collection.pk
        )
        send_when_kept(
            "follow-up",
            to=one.email,
            language=one.language,
            name=one.name,
            title=title,
            address=address(one.language),
        )
    record("signatories-told", collection, by=by, at=at, particulars={"letters": len(readers)})
    return notice


def outcome_said(what: str, language: str) -> str:
    """An outcome in words."""
    said = spoken("what", "outcome", what)
    return str(said.get(f"what.{language}") or said.get("what.en") or what)


def _said(thing: Subject, said: Mapping[str, Any], place: str, level: Level) -> Iterable[Claim]:
    on = said["on"]
    values: list[tuple[str, Any]] = [("what", said["what"]), ("on", SourceDate.of_day(on))]
    if said["what"] == RELEASED:
        values += [("how", said["how"]), *(("restriction", one) for one in said["restriction"])]
    for name, value in values:
        yield _claim(thing, name, value, place, strictest((level, property_of(f"outcome.{name}").least)))


def _claim(thing: Subject, name: str, value: Any, place: str, level: Level) -> Claim:  # noqa: ANN401 (a value)
    return Claim(subject=thing, property=name, value=value, at=place or None, level=level)


def _about(handles: Iterable[str]) -> Any:  # noqa: ANN401 (a query set)
    held = standing_rows()
    return held.filter(subject__in=handles) | held.filter(about__in=handles)


def _levels_of(subject: EvidenceSubject) -> list[Level]:
    """Withheld where anything of the person is."""
    levels = CaseRow.objects.filter(pk__in=one_person(subject)).values_list("level", flat=True)
    return [Level.WITHHELD for one in levels if one == Level.WITHHELD.value]


def _persons_in(claims: Iterable[Claim]) -> set[Subject]:
    """The persons that claims speak of or point at."""
    named = (one for claim in claims for one in (claim.subject, claim.value))
    return {one for one in named if isinstance(one, Subject) and one.kind == _PERSON}


def _pressing(standing: Standing) -> tuple[bool, bool, int]:
    return (standing.current().ok, standing.age is not None, -(standing.age or 0))
