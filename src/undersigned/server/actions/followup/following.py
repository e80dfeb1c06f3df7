"""Following: what a text's signatories follow, and what became of a person, entered with its source.

1. A person is followed, or a recommendation or a call, until somebody ends it.
2. What became of a person is entered as a claim, with its day, its source and the place in it; how, and under
   which restrictions, where it is a release.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.properties import property_of
from undersigned.evidence.sources import SourceId
from undersigned.evidence.withholding import handle_of
from undersigned.followup.outcomes import RELEASED
from undersigned.server.actions.evidence.claims import keep_entered
from undersigned.server.actions.evidence.leaving import must_leave_held_back
from undersigned.server.actions.evidence.lists import make_source
from undersigned.server.actions.evidence.register import levels_around, one_person
from undersigned.server.actions.evidence.view_tables import rebuild, shown_claims
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import rows_about
from undersigned.server.records.models import (
    CaseRow,
    Collection,
    EvidenceSource,
    EvidenceSubject,
    Followed,
    User,
)
from undersigned.values.dates import SourceDate

_PERSON, _OUTCOME = "person", "outcome"


@transaction.atomic
def follow(*, collection: Collection, subject: EvidenceSubject, by: User, at: datetime) -> Followed | Refusal:
    """Follow a person, a recommendation or a call for the signatories of a text."""
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
    """End following somebody or something."""
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
    must_leave_held_back([subject.pk], by=by, at=at)
    return number


@transaction.atomic
def keep_outcome_in_new_source(
    *,
    title: str,
    url: str,
    by: User,
    at: datetime,
    **outcome: Any,  # noqa: ANN401 (those of `keep_outcome`)
) -> int | Refusal:
    """The same for a new source; if the outcome is refused, the source is not kept either."""
    source = make_source(title=title or url, publisher="", kind="official", right="", url=url, by=by, at=at)
    done = keep_outcome(source=source, by=by, at=at, **outcome)
    if isinstance(done, Refusal):
        transaction.set_rollback(True)
    return done


def person_of(subject: EvidenceSubject, ring: DataFolderRing) -> Subject | None:
    """The person that a subject's row speaks of, by source and key."""
    found = _persons_in(shown_claims(rows_about((subject.pk,)), ring))
    return next(
        (person for person in found if handle_of(person, key=ring.register_key()) == subject.pk), None
    )


def _said(thing: Subject, said: Mapping[str, Any], place: str, level: Level) -> Iterable[Claim]:
    on = said["on"]
    values: list[tuple[str, Any]] = [("what", said["what"]), ("on", SourceDate.of_day(on))]
    if said["what"] == RELEASED:
        values += [
            ("how", said["how"]),
            *(("restriction", restriction) for restriction in said["restriction"]),
        ]
    for name, value in values:
        yield _claim(thing, name, value, place, strictest((level, property_of(f"outcome.{name}").least)))


def _claim(thing: Subject, name: str, value: Any, place: str, level: Level) -> Claim:  # noqa: ANN401 (a value)
    return Claim(subject=thing, property=name, value=value, at=place or None, level=level)


def _levels_of(subject: EvidenceSubject) -> list[Level]:
    """Withheld where anything of the person is, or was before all of it was taken back."""
    own = one_person(subject)
    if CaseRow.objects.filter(pk__in=own, level=Level.WITHHELD.value).exists():
        return [Level.WITHHELD]
    return levels_around(own)


def _persons_in(claims: Iterable[Claim]) -> set[Subject]:
    """The persons that claims speak of or point at."""
    named = (subject for claim in claims for subject in (claim.subject, claim.value))
    return {subject for subject in named if isinstance(subject, Subject) and subject.kind == _PERSON}
