"""The records' one line of history."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from tests.server.builders import AT, a_collection, a_member, a_scan, a_signature, a_user

from undersigned.server.records.guards import guard_names
from undersigned.server.records.models import Signature


def test_models_and_migrations_agree():
    """`makemigrations` would have nothing to do."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_all_models_of_ours_are_records():
    """One app keeps; the others have no tables."""
    assert not list(apps.get_app_config("desk").get_models())
    assert not list(apps.get_app_config("public").get_models())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_name_on_paper_from_before_the_log_stays_as_it_was():
    """Its table has another name afterwards; the row is the same, on paper, and guarded."""
    by, other = a_user(), a_user()
    collection = a_collection()
    scan = a_scan(collection=collection, by=by)
    name = a_signature(
        collection=collection, member=a_member(), by=by, scan=scan, confirmed_at=AT, confirmed_by=other
    )
    before = Signature.objects.values().get(pk=name.pk)

    call_command("migrate", "records", "0002", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT family, signed_on FROM records_papersignature WHERE id = %s", [name.pk])
        ((family, _),) = cursor.fetchall()
    call_command("migrate", "records", verbosity=0)

    assert family == name.family
    assert Signature.objects.values().get(pk=name.pk) == before
    assert before["method"] == "paper"
    assert "records_signature_no_delete" in guard_names(connection)
    assert "records_papersignature_no_delete" not in guard_names(connection)
