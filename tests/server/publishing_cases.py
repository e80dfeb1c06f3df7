"""Texts ready to go out, for the tests of numbers, editions and the published site. All fictional."""

from datetime import date, timedelta

from tests.server.builders import AT, a_collection, a_draft, a_member, a_scan, a_signature, a_user, signatures

from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.records.models import Ruling

DAY = date(2031, 10, 4)
LATER = date(2031, 10, 12)


def ruled(collection, *, by, admitted=True, at=AT):
    """The President's ruling."""
    return Ruling.objects.create(
        collection=collection,
        question="declaring.content.admissible",
        admitted=admitted,
        reason="Within the competence of the Concord.",
        decided_by="The President",
        decided_on=DAY,
        at=at,
        by=by,
    )


def ready(number=22, *, by=None, other=None):
    """A text in order with so many confirmed names, not yet numbered."""
    by, other = by or a_user(), other or a_user()
    collection = a_collection(draft=a_draft(), by=by)
    signatures(collection, number, by=by, confirmed_by=other)
    ruled(collection, by=by)
    return collection


def numbered(number=22, **parts):
    """The same with its numbers."""
    collection = ready(number, **parts)
    given = number_declaration(collection=collection, on=DAY, by=collection.opened_by, at=AT)
    assert isinstance(given, tuple), given
    collection.refresh_from_db()
    return collection


def published(number=22, **parts):
    """The same with its first edition."""
    collection = numbered(number, **parts)
    edition = publish_edition(collection=collection, on=DAY, by=collection.opened_by, at=AT)
    assert hasattr(edition, "label"), edition
    collection.refresh_from_db()
    return collection


def more_names(collection, number):
    """So many confirmed names more."""
    by, other = collection.opened_by, a_user()
    scan = a_scan(collection=collection, by=by, content=f"%PDF more {number}".encode())
    return [
        a_signature(
            collection=collection,
            member=a_member(delegation="XF", group="UL"),
            by=by,
            scan=scan,
            ticked_at=AT + timedelta(days=7),
            signed_on=LATER,
            confirmed_at=AT + timedelta(days=7),
            confirmed_by=other,
        )
        for _ in range(number)
    ]
