"""Writes down who must leave the public site, in the transaction of the act that requires it.

1. Whether the public may see somebody is asked at the end of the act, under a lock that approving a list and
   switching the public site take too. So either this act sees the list, or the approval sees this act.
2. The row stays until a site is shown whose making began after the act (`publishing/generations.py`). If the
   process dies before that, the row is still there, and tending finds it (`publishing/tending.py`).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q

from undersigned.evidence.confidentiality import Level
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    CaseRow,
    CurrentPublication,
    FollowUpClaim,
    KeptClaim,
    OutgoingClaim,
    SiteDue,
    User,
)


def must_leave(handles: Iterable[str], *, by: User, at: datetime, erases: bool = False) -> None:
    """Have the site made anew if it shows anything of these subjects; the last thing that an act does."""
    own = tuple(handles)
    if not own:
        return
    _in_turn()
    if names_in_public(own):
        SiteDue.objects.create(hides=True, erases=erases, at=at, by=by, tried_at=at)


def must_leave_held_back(handles: Iterable[str], *, by: User, at: datetime) -> None:
    """The same, but only of subjects of whom something is not public, and who therefore may not be shown."""
    own = tuple(handles)
    if is_held_back(own):
        must_leave(own, by=by, at=at)


def must_be_shown(*, by: User, at: datetime) -> None:
    """Have the site made anew for something that it does not show yet."""
    _in_turn()
    SiteDue.objects.create(hides=False, at=at, by=by, tried_at=at)


def somebody_must_leave() -> bool:
    """Whether the site that is shown may name somebody whom it must not."""
    return SiteDue.objects.filter(hides=True, met_at=None).exists()


def names_in_public(handles: Iterable[str]) -> bool:
    """Whether an approved list holds anything about these subjects, or the persons they are about."""
    approved = (
        OutgoingClaim.objects.filter(proposal__approved_at__isnull=False),
        FollowUpClaim.objects.filter(list__approved_at__isnull=False),
    )
    for part in _parts(_persons_of(handles)):
        of_them = Q(claim__subject__in=part) | Q(claim__about__in=part)
        if any(listed.filter(of_them).exists() for listed in approved):
            return True
    return False


def is_held_back(handles: Iterable[str]) -> bool:
    """Whether anything known of these subjects, or the persons they are about, is not public."""
    for part in _parts(_persons_of(handles)):
        held = standing_rows().exclude(level=Level.PUBLIC.value)
        if held.filter(Q(subject__in=part) | Q(about__in=part)).exists():
            return True
    return False


def _in_turn() -> None:
    """Take the lock that approving a list and switching the site take too (rule 1)."""
    assert transaction.get_connection().in_atomic_block
    CurrentPublication.objects.select_for_update().first()


def _persons_of(handles: Iterable[str]) -> set[str]:
    """These subjects, the persons they are about, and those decided to be the same."""
    own = set(handles)
    for part in _parts(tuple(own)):
        about = KeptClaim.objects.filter(subject__in=part, about__isnull=False)
        own |= set(about.values_list("about", flat=True))
    person_of = dict(CaseRow.objects.values_list("pk", "person"))
    persons = {person_of[handle] for handle in own if handle in person_of}
    return own | {handle for handle, person in person_of.items() if person in persons}


def _parts(handles: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Handles in batches that fit the parameter limit of a database query."""
    left = iter(tuple(handles))
    while part := tuple(islice(left, 500)):
        yield part
