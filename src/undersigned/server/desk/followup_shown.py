"""The follow-up list for a page: who is due, how they stand by day, how old that is."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from undersigned.followup.outcomes import OLD_AFTER, Outcome
from undersigned.server.actions.following import followed_people
from undersigned.server.desk.cases_shown import name_or_number
from undersigned.server.desk.property_labels import value_said
from undersigned.server.desk.refusals import Said, said
from undersigned.server.desk.waiting import title_in
from undersigned.server.records.models import Collection
from undersigned.wording.words import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A person who is followed: what is known by day, and when to look again."""

    followed: str
    subject: str
    name: str
    text: str
    latest: str
    age: int | None
    now: bool
    again_on: str
    finding: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedText:
    """A text whose signatories follow people."""

    id: str
    title: str
    people: int
    told: int


def due_lines(on: date, language: str) -> tuple[DueLine, ...]:
    """Everybody who is followed, the most pressing first."""
    return tuple(
        DueLine(
            followed=one.followed.pk,
            subject=one.followed.subject_id,
            name=name_or_number(one.followed.subject),
            text=title_in(one.followed.collection.texts),
            latest=outcome_in_words(one.standing.latest, language) if one.standing.latest else "",
            age=one.standing.age,
            now=not one.standing.current().ok,
            again_on=_again(one.standing.age, on, language),
            finding=said([one.standing.current()])[0],
        )
        for one in followed_people(on)
    )


def outcome_in_words(one: Outcome, language: str) -> str:
    """What happened, how and under which restrictions, on which day."""
    parts = [
        value_said("outcome", "what", one.what, language) if one.what else "–",
        value_said("outcome", "how", one.how, language) if one.how else "",
        ", ".join(value_said("outcome", "restriction", code, language) for code in one.restrictions),
        value_said("outcome", "on", one.on, language) if one.on else "",
    ]
    return "; ".join(part for part in parts if part)


def collections_followed() -> tuple[FollowedText, ...]:
    """The texts whose people are followed."""
    rows = Collection.objects.annotate(
        people=Count("followed", filter=Q(followed__ended_at=None), distinct=True),
        told=Count("notices", distinct=True),
    ).filter(people__gt=0)
    return tuple(
        FollowedText(id=row.pk, title=title_in(row.texts), people=row.people, told=row.told)
        for row in rows.order_by("-opened_at")
    )


def _again(age: int | None, on: date, language: str) -> str:
    day = on if age is None else on + timedelta(days=OLD_AFTER + 1 - age)
    return day_in_words(day.isoformat(), language)
