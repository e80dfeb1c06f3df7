"""The first page of the desk, by role: what waits for the reader, and what happened lately.

A line leads somewhere only where that place exists; titles are the drafts' own, in the reader's language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from undersigned.server.actions.drafting.sharing import drafts_open_to
from undersigned.server.actions.evidence.leaving import somebody_must_leave
from undersigned.server.actions.log.clerks import awaiting_clerk
from undersigned.server.actions.publishing.tending import due_since
from undersigned.server.desk.refusals import reader_language
from undersigned.server.desk.shown.electronic import task_said
from undersigned.server.records.models import (
    Collection,
    CollectionState,
    DraftState,
    DraftVersion,
    Edition,
    EvidenceImport,
    ImportState,
    Invitation,
    Log,
    OutgoingProposal,
    RollMember,
    User,
    UserRole,
)
from undersigned.wording.words import day_in_words

_MOST = 20
_COLLECTING = (
    CollectionState.OPEN,
    CollectionState.TABLED,
    CollectionState.IN_ORDER,
    CollectionState.NUMBERED,
)
_PUBLISHED = (CollectionState.PUBLISHED, CollectionState.RE_EDITED)
_OFFICE = (UserRole.CLERK, UserRole.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something that waits, or that happened."""

    title: str
    says: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """What is shown where nothing waits, and what can be done about it."""

    says: str
    address: str | None = None
    does: str = ""


def waiting_for(user: User) -> tuple[Line, ...]:
    """What waits for a user to act."""
    return tuple(_waiting(user))


def recent() -> tuple[Line, ...]:
    """The latest editions."""
    editions = Edition.objects.select_related("collection").order_by("-at")[:5]
    return tuple(
        Line(
            title=title_in(edition.collection.texts),
            says=_("edition of %(edition)s") % {"edition": day_in_words(edition.label, reader_language())},
            address=address_of("desk:publication", edition.collection_id),
        )
        for edition in editions
    )


def nothing_for(user: User) -> Nothing:
    """What can be done at an empty desk."""
    if user.role in _OFFICE and not RollMember.objects.exists():
        return Nothing(
            says=_("Nothing yet. Begin with the roll: who sits, for which delegation, in which group."),
            address=address_of("desk:roll-import"),
            does=_("Import the roll"),
        )
    if user.role in (*_OFFICE, UserRole.DRAFTER):
        return Nothing(
            says=_("Nothing waits for you. A new text begins as a draft."),
            address=address_of("desk:draft-new"),
            does=_("Begin a draft"),
        )
    if user.role == UserRole.MONITOR:
        return Nothing(
            says=_("Nothing waits for you. Bring a list, or look at who is due."),
            address=address_of("desk:list-bring"),
            does=_("Bring a list"),
        )
    return Nothing(says=_("Nothing waits for you."))


def title_in(texts: Mapping[str, Mapping[str, Any]]) -> str:
    """The title in the reader's language, else in another, else words for a missing title."""
    own = texts.get(reader_language(), {}).get("title")
    return own or next((text["title"] for text in texts.values() if text.get("title")), None) or _("Untitled")


def address_of(name: str, *parts: object) -> str | None:
    """The address of a place; `None` where it has none."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return None


def _waiting(user: User) -> Iterator[Line]:
    if user.role == UserRole.CLERK:
        yield from _to_sign(user)
    if user.role in (*_OFFICE, UserRole.MONITOR):
        yield from _site()
    if user.role in _OFFICE:
        yield from _collecting(user)
    if user.role in (*_OFFICE, UserRole.DRAFTER):
        yield from _drafts(user)
    if user.role == UserRole.ADMINISTRATOR:
        yield from _invitations()
    if user.role == UserRole.MONITOR:
        yield from _evidence(user)


def _site() -> Iterator[Line]:
    """That the public site is not as it must be: since when, and what that means."""
    since = due_since()
    if since is None:
        return
    first, last = (date_format(localtime(moment), "DATETIME_FORMAT") for moment in since)
    says = _("must be made anew since %(first)s; last tried %(last)s, again every minute.")
    if somebody_must_leave():
        says += " " + _("Pages that may name somebody who must leave are closed meanwhile.")
    yield Line(title=_("The public site"), says=says % {"first": first, "last": last})


def _to_sign(user: User) -> Iterator[Line]:
    """Records that wait for the clerk's own key."""
    for record in awaiting_clerk(user)[:_MOST] if Log.objects.exists() else ():
        if record.collection is None:
            continue
        place = "desk:publication" if record.kind == "edition" else "desk:collection"
        yield Line(
            title=title_in(record.collection.texts),
            says=_("waits for your key: %(what)s") % {"what": task_said(record)},
            address=address_of(place, record.collection_id),
        )


def _collecting(user: User) -> Iterator[Line]:
    standing = Q(signatures__isnull=False, signatures__withdrawn_at=None)
    on_a_scan = standing & Q(signatures__confirmed_at=None, signatures__scan__isnull=False)
    newest = Subquery(Edition.objects.filter(collection=OuterRef("pk")).order_by("-at").values("at")[:1])
    rows = Collection.objects.annotate(
        names=Count("signatures", filter=standing),
        mine=Count("signatures", filter=on_a_scan & ~Q(signatures__ticked_by=user)),
        later=Count("signatures", filter=standing & Q(signatures__confirmed_at__gt=newest)),
    )
    # What is published waits again once names for its next edition do.
    waiting = Q(state__in=_COLLECTING) | Q(state__in=_PUBLISHED) & (Q(mine__gt=0) | Q(later__gt=0))
    for row in rows.filter(waiting).order_by(F("mine").desc(), "-opened_at")[:_MOST]:
        names = ngettext("%(number)s name", "%(number)s names", row.names) % {"number": row.names}
        parts = [names]
        if row.mine:
            confirm = ngettext(
                "%(number)s waits for you to confirm", "%(number)s wait for you to confirm", row.mine
            )
            parts.append(confirm % {"number": row.mine})
        if row.later and row.state in _PUBLISHED:
            later = ngettext(
                "%(number)s name for the next edition", "%(number)s names for the next edition", row.later
            )
            parts.append(later % {"number": row.later})
        yield Line(
            title=title_in(row.texts), says=", ".join(parts), address=address_of("desk:collection", row.pk)
        )


def _drafts(user: User) -> Iterator[Line]:
    drafts = drafts_open_to(user, settings.ASSEMBLY).filter(state=DraftState.DRAFT)
    newest = DraftVersion.objects.filter(draft__in=drafts, number=F("draft__latest")).select_related("by")
    for version in newest.order_by("-at")[:_MOST]:
        yield Line(
            title=title_in(version.texts),
            says=_("draft, version %(number)s by %(by)s") % {"number": version.number, "by": version.by},
            address=address_of("desk:draft", version.draft_id),
        )


def _evidence(user: User) -> Iterator[Line]:
    """Lists to be taken in, and lists proposed by others for publication."""
    open_ = (ImportState.COLUMNS, ImportState.SHOWN, ImportState.READING)
    for held in EvidenceImport.objects.filter(state__in=open_).select_related("source")[:_MOST]:
        yield Line(
            title=str(held.source), says=held.get_state_display(), address=address_of("desk:list", held.pk)
        )
    waiting = OutgoingProposal.objects.filter(approved_at=None, set_aside_at=None).exclude(proposed_by=user)
    for proposal in waiting.select_related("proposed_by")[:_MOST]:
        yield Line(
            title=_("What goes out"),
            says=_("proposed by %(by)s; waits for a second person") % {"by": proposal.proposed_by},
            address=address_of("desk:outgoing-list", proposal.pk),
        )


def _invitations() -> Iterator[Line]:
    number = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).count()
    if number:
        yield Line(
            title=_("People"),
            says=ngettext("%(number)s open invitation", "%(number)s open invitations", number)
            % {"number": number},
            address=address_of("desk:people"),
        )
