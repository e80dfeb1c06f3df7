"""The records' one line of history."""

from django.apps import apps
from django.core.management import call_command


def test_models_and_migrations_agree():
    """`makemigrations` would have nothing to do."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_all_models_of_ours_are_records():
    """One app keeps; the others have no tables."""
    assert not list(apps.get_app_config("desk").get_models())
    assert not list(apps.get_app_config("public").get_models())
