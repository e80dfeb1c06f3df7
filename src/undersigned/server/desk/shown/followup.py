"""The follow-up list for a page: what is due, how it stands by day and how old that is; what goes out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.followup.calls import Call
from undersigned.followup.outcomes import OLD_AFTER, Outcome, Standing
from undersigned.followup.replies import Reply
from undersigned.server.actions.followup.followed_things import About, FollowedThing, followed_things
from undersigned.server.actions.followup.followup_going import may_go_out, still_going_out
from undersigned.server.actions.followup.telling import is_news
from undersigned.server.desk.refusals import Said, said
from undersigned.server.desk.shown.cases import name_or_number
from undersigned.server.desk.shown.outgoing import GoingLine, consents_shown, going_shown
from undersigned.server.desk.shown.property_labels import value_said
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.models import Collection, FollowUpList
from undersigned.wording.words import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Somebody or something that is followed: what is known by day, and when to look again."""

    followed: str
    subject: str
    source: str
    is_person: bool
    name: str
    text: str
    latest: str
    now: bool
    again_on: str
    finding: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedText:
    """A text whose signatories follow something; `news` where what went out was not told yet."""

    id: str
    title: str
    followed: int
    told: int
    news: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOut:
    """What of a text goes out, or would: the list that waits, else what could be put on one.

    `new` says whether that is anything else than what is public.
    """

    waiting: FollowUpList | None
    public: FollowUpList | None
    lines: tuple[GoingLine, ...]
    claims: int
    new: bool
    stays_back: tuple[Said, ...]
    consents: tuple[tuple[str, int], ...]


def due_lines(on: date, language: str) -> tuple[DueLine, ...]:
    """Everything that is followed, the most pressing first."""
    return tuple(_line(one, on, language) for one in followed_things(on))


def going_out(collection: Collection, on: date, language: str) -> GoingOut:
    """What would go out of a text's follow-up, claim by claim."""
    lists = collection.followup_lists.select_related("proposed_by", "approved_by")
    waiting = lists.filter(approved_at=None, set_aside_at=None).first()
    going = still_going_out(waiting, on=on) if waiting else may_go_out(collection, on=on)
    public = lists.filter(approved_at__isnull=False).order_by("-approved_at").first()
    return GoingOut(
        waiting=waiting,
        public=public,
        new=public is None or set(going.claims) != set(still_going_out(public, on=on).claims),
        lines=going_shown(going.claims, language),
        claims=len(going.claims),
        stays_back=said(one for one in going.findings if not one.ok),
        consents=consents_shown(going.claims),
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
    """The texts whose people, recommendations or calls are followed."""
    rows = Collection.objects.annotate(
        number=Count("followed", filter=Q(followed__ended_at=None), distinct=True),
        told=Count("notices", distinct=True),
    ).filter(number__gt=0)
    return tuple(
        FollowedText(
            id=row.pk, title=title_in(row.texts), followed=row.number, told=row.told, news=is_news(row)
        )
        for row in rows.order_by("-opened_at")
    )


def _line(one: FollowedThing, on: date, language: str) -> DueLine:
    finding = one.current()
    return DueLine(
        followed=one.followed.pk,
        subject=one.followed.subject_id,
        source=one.followed.subject.source_id,
        is_person=isinstance(one.about, Standing),
        name=_name(one, language),
        text=title_in(one.followed.collection.texts),
        latest=_latest(one.about, language),
        now=one.now,
        again_on=_again(one.age, on, language) if finding else "",
        finding=said([finding])[0] if finding else None,
    )


def _name(one: FollowedThing, language: str) -> str:
    about = one.about
    if isinstance(about, Standing):
        return name_or_number(one.followed.subject)
    if isinstance(about, Call):
        return vocabulary("demand").label(about.demand, language) if about.demand else "–"
    if isinstance(about, Reply):
        return about.by or "–"
    asked = about.recommendation
    return ", ".join(part for part in (asked.text("body"), asked.symbol, asked.paragraph) if part) or "–"


def _latest(about: About, language: str) -> str:
    """What happened last, or when it was answered; where something stands its finding says."""
    if isinstance(about, Standing):
        return outcome_in_words(about.latest, language) if about.latest else ""
    if isinstance(about, Reply):
        return day_in_words(about.on.iso(), language) if about.on else ""
    return ""


def _again(age: int | None, on: date, language: str) -> str:
    day = on if age is None else on + timedelta(days=OLD_AFTER + 1 - age)
    return day_in_words(day.isoformat(), language)
