"""What the database itself refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.server.builders import AT, a_collection, a_draft, a_member, a_scan, a_signature, a_user

from undersigned.server.actions.journal import record
from undersigned.server.records.guards import GUARDS, guard_names, set_guards
from undersigned.server.records.models import Act, DraftVersion, Signature


def refused(statement, *arguments):
    with (
        pytest.raises(DatabaseError, match=r"never changed|nothing is removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, arguments)


def test_every_guard_is_set_and_can_be_set_again():
    """After the migrations the database has a trigger for every guard; setting them twice is harmless."""
    set_guards()

    expected = {f"{guard.table}_no_{event}" for guard in GUARDS for event in ("update", "delete")}
    assert expected <= guard_names(connection)


def test_an_act_can_be_neither_changed_nor_removed_even_by_sql():
    """The journal of acts only grows."""
    act = record("draft-made", a_draft(), by=a_user(), at=AT)

    refused("UPDATE records_act SET kind = 'other' WHERE id = %s", act.pk)
    refused("UPDATE records_act SET id = id")
    refused("DELETE FROM records_act")
    assert Act.objects.get(pk=act.pk).kind == "draft-made"


def test_a_version_of_a_draft_stays():
    """What was saved once is never overwritten."""
    draft = a_draft()

    with pytest.raises(DatabaseError), transaction.atomic():
        draft.versions.update(note="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        DraftVersion.objects.filter(draft=draft).delete()


@pytest.mark.parametrize("column", ["texts", "draft_digest", "rulebook_digest", "opened_on"])
def test_a_text_opened_for_signature_is_frozen(column):
    """The text, its digest and its rulebook cannot change under the signatures."""
    collection = a_collection()
    value = "2031-09-23" if column == "opened_on" else '"x"'

    refused(f"UPDATE records_collection SET {column} = %s WHERE id = %s", value, collection.pk)


def test_a_state_moves_and_a_text_does_not():
    """The guard lets a collection move on."""
    collection = a_collection()
    collection.state = "tabled"
    collection.save()

    collection.refresh_from_db()
    assert collection.state == "tabled"


def test_the_facts_of_a_seat_and_a_confirmation_stay():
    """Group of the day and confirmation, once written, are kept."""
    by, other, third = a_user(), a_user(), a_user()
    collection = a_collection()
    scan = a_scan(collection=collection, by=by)
    name = a_signature(collection=collection, member=a_member(), by=by, scan=scan)
    Signature.objects.filter(pk=name.pk).update(confirmed_at=AT, confirmed_by=other)

    refused("""UPDATE records_signature SET "group" = 'UL' WHERE id = %s""", name.pk)
    refused("UPDATE records_signature SET confirmed_by_id = %s WHERE id = %s", third.pk, name.pk)
    refused("DELETE FROM records_signature WHERE id = %s", name.pk)


@pytest.mark.parametrize(
    ("parts", "constraint"),
    [
        (lambda by, _scan: {"confirmed_by": by, "confirmed_at": AT}, "two_clerks|upon_a_scan"),
        (lambda _by, _scan: {"confirmed_by": a_user(), "confirmed_at": AT}, "upon_a_scan"),
        (lambda _by, scan: {"confirmed_at": AT, "scan": scan}, "upon_a_scan"),
        (lambda by, _scan: {"withdrawn_at": AT, "withdrawn_by": by}, "with_a_reason"),
        (lambda _by, _scan: {"role": "guest"}, "role_known"),
    ],
    ids=["confirming-oneself", "without-a-scan", "by-nobody", "without-a-reason", "unknown-role"],
)
def test_a_wrong_signature_is_not_kept(parts, constraint):
    """Constraints refuse what must never be."""
    by = a_user()
    collection = a_collection()
    scan = a_scan(collection=collection, by=by)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_signature(collection=collection, member=a_member(), by=by, **parts(by, scan))


def test_a_name_stands_once_and_may_come_back_after_a_withdrawal():
    """Two active signatures of one member on one text cannot be."""
    by = a_user()
    collection, member = a_collection(), a_member()
    first = a_signature(collection=collection, member=member, by=by)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_signature(collection=collection, member=member, by=by)

    Signature.objects.filter(pk=first.pk).update(
        withdrawn_at=AT, withdrawn_by=by, withdrawal_reason="At her own request."
    )
    assert a_signature(collection=collection, member=member, by=by).pk != first.pk
