"""Telling the signatories of a text that something new is known, and where.

1. The public page comes first: they are told of what went out since they were told last, never of what only
   the desk knows.
2. The letter names nobody, and puts nothing that happened down to the text.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from undersigned.server.actions.journal import record
from undersigned.server.actions.letters import send_when_kept
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import Collection, FollowUpNotice, User


@transaction.atomic
def tell_signatories(
    *, collection: Collection, address: Callable[[str], str], by: User, at: datetime
) -> FollowUpNotice | Refusal:
    """Write to everybody who signed a text and has an account that something new is known."""
    Collection.objects.select_for_update().get(pk=collection.pk)  # one letter each, whoever presses twice
    members = collection.signatures.filter(withdrawn_at=None, confirmed_at__isnull=False).values("member")
    readers = list(User.objects.filter(member__in=members, is_active=True).order_by("pk"))
    if not is_news(collection):
        return refuse("desk.notice.news")
    if not readers:
        return refuse("desk.notice.somebody")
    notice = FollowUpNotice.objects.create(collection=collection, letters=len(readers), at=at, by=by)
    for reader in readers:
        title = collection.texts.get(reader.language, {}).get("title") or next(
            (text["title"] for text in collection.texts.values() if text.get("title")), collection.pk
        )
        send_when_kept(
            "follow-up",
            to=reader.email,
            language=reader.language,
            name=reader.name,
            title=title,
            address=address(reader.language),
        )
    record("signatories-told", collection, by=by, at=at, particulars={"letters": len(readers)})
    return notice


def is_news(collection: Collection) -> bool:
    """Whether anything of a published text went out since its signatories were told last (rule 1)."""
    went_out = collection.followup_lists.filter(approved_at__isnull=False)
    told = collection.notices.order_by("-at").first()
    if told:
        went_out = went_out.filter(approved_at__gt=told.at)
    return went_out.exists() and collection.editions.exists()
