"""The list of texts that are or were open for signature, in two queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.models import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText:
    """A text in the list; `waiting` is how many names are not confirmed."""

    id: str
    title: str
    state: str
    opened_on: date
    names: int
    waiting: int


def open_texts() -> tuple[OpenText, ...]:
    """Every text that was opened, the latest first."""
    standing = Q(signatures__isnull=False, signatures__withdrawn_at=None)
    rows = Collection.objects.annotate(
        names=Count("signatures", filter=standing),
        waiting=Count("signatures", filter=standing & Q(signatures__confirmed_at=None)),
    )
    return tuple(
        OpenText(
            id=row.pk,
            title=title_in(row.texts),
            state=row.get_state_display(),
            opened_on=row.opened_on,
            names=row.names,
            waiting=row.waiting,
        )
        for row in rows.order_by("-opened_at", "id")
    )
