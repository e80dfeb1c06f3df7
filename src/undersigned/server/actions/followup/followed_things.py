"""What is followed for a text, with everything that is known of it: people, recommendations, calls, replies.

1. A person is followed with all the rows that people decided to be this person, and with what points at them.
2. Due is what is old, what has no day, and what nobody ever looked for (`followup/due.py`); a reply is never
   due.
3. Of somebody whose claims are withheld nothing is known here but that they are there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.withholding import handle_of
from undersigned.followup.calls import Call, calls
from undersigned.followup.outcomes import Standing, standings
from undersigned.followup.recommendations import Followed as Recommended
from undersigned.followup.recommendations import followed as recommended
from undersigned.followup.replies import Reply, replies
from undersigned.server.actions.evidence.register import Register, one_person, register, rows_of_person
from undersigned.server.records.mapping.evidence import rows_about
from undersigned.server.records.models import CaseRow, Collection, EvidenceSubject, Followed
from undersigned.values.findings import Finding

_PERSON = "person"
About = Standing | Recommended | Call | Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedThing:
    """Something that is followed for a text, and how it stands."""

    followed: Followed
    about: About

    @property
    def age(self) -> int | None:
        """How many days old the latest is."""
        return None if isinstance(self.about, Reply) else self.about.age

    def current(self) -> Finding | None:
        """Is it known how it stands, and of late? `None` of a reply."""
        return None if isinstance(self.about, Reply) else self.about.current()

    @property
    def now(self) -> bool:
        """Whether it is due."""
        found = self.current()
        return found is not None and not found.ok


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedCase:
    """All that is known of what is followed (`subjects`) and of whoever is named beside it."""

    register: Register
    subjects: frozenset[Subject]

    def own_claims(self) -> tuple[Claim, ...]:
        """The claims of what is followed and of what points at it, without the others whom that names."""
        pointing = {claim.subject for claim in self.register.claims if claim.value in self.subjects}
        return tuple(
            claim
            for claim in self.register.claims
            if claim.subject in self.subjects
            or (claim.subject in pointing and (claim.value in self.subjects or not _names_somebody(claim)))
        )


def followed_things(on: date) -> tuple[FollowedThing, ...]:
    """Everything that is followed, in the order in which it is due."""
    rows = _rows().select_related("collection", "subject__case").order_by("collection", "at", "id")
    found = [
        thing
        for collection, own in groupby(rows, key=lambda row: row.collection)
        for thing in _things(case_of(collection).register, tuple(own), on)
    ]
    return tuple(sorted(found, key=lambda thing: (not thing.now, thing.age is not None, -(thing.age or 0))))


def standing_of(subject: EvidenceSubject, on: date) -> Standing | None:
    """How things stand with a person, by all that is known of the subjects that are this person."""
    held = register(rows_about(one_person(subject)))
    return _by_handle(held, on).get(subject.pk)


def case_of(collection: Collection) -> FollowedCase:
    """Everything that is known of what a text's signatories follow."""
    subjects = EvidenceSubject.objects.filter(followed__in=_rows().filter(collection=collection))
    followed = frozenset(handle for subject in subjects for handle in one_person(subject))
    known = register(rows_about(followed))
    others = CaseRow.objects.filter(pk__in=known.person_of.keys() - followed)
    beside = frozenset(handle for case in others for handle in rows_of_person(case.person))
    subject_of = {str(handle_of(claim.subject, key=known.key)): claim.subject for claim in known.claims}
    subject_of.update(known.person_of)
    return FollowedCase(
        register=register(rows_about(followed | beside)) if beside else known,
        subjects=frozenset(subject_of[handle] for handle in followed if handle in subject_of),
    )


def _rows() -> QuerySet[Followed]:
    return Followed.objects.filter(ended_at=None, subject__destroyed_at=None)


def _things(held: Register, rows: Iterable[Followed], on: date) -> Iterator[FollowedThing]:
    everyone = _by_handle(held, on)
    asked: list[tuple[tuple[Subject, ...], About]] = [
        *((about.recommendation.subjects, about) for about in recommended(held.claims, as_of=on)),
        *((about.subjects, about) for about in calls(held.claims, everyone.values(), as_of=on)),
        *((about.subjects, about) for about in replies(held.claims)),
    ]
    things: dict[str, About] = {
        handle_of(subject, key=held.key): about for own, about in asked for subject in own
    }
    for row in rows:
        if about := things.get(row.subject_id) or everyone.get(row.subject_id):
            yield FollowedThing(followed=row, about=about)


def _by_handle(held: Register, on: date) -> dict[str, Standing]:
    """How things stand with each person, by the handles of their rows."""
    found = standings(held.claims, clusters=held.clusters, as_of=on)
    return {
        handle_of(subject, key=held.key): standing
        for standing in found
        for subject in standing.person.subjects
    }


def _names_somebody(claim: Claim) -> bool:
    return isinstance(claim.value, Subject) and claim.value.kind == _PERSON
