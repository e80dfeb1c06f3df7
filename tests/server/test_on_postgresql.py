"""The same tests once more, on a PostgreSQL that they start themselves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.server import postgresql

HERE = Path(__file__).parent
ASKED = os.environ.get("UNDERSIGNED_TEST_DATABASE")
FOLDERS = ("records", "actions", "sequencer", "desk", "public")


@pytest.mark.slow
@pytest.mark.skipif(ASKED == "postgresql", reason="this run is on PostgreSQL already")
@pytest.mark.skipif(
    postgresql.programs() is None, reason="PostgreSQL is not installed (apt-get install postgresql)"
)
def test_records_actions_and_pages_hold_on_postgresql_too():
    """Constraints, guards, actions and pages are tried on both databases."""
    folders = [str(HERE / folder) for folder in FOLDERS if (HERE / folder).is_dir()]
    command = [sys.executable, "-m", "pytest", *folders, "-p", "no:randomly"]
    environment = {**os.environ, "UNDERSIGNED_TEST_DATABASE": "postgresql"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    run = subprocess.run(
        command, cwd=HERE.parents[1], env=environment, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout[-4000:]


def test_the_engine_is_the_one_that_was_asked_for():
    """A run for PostgreSQL is never quietly one on SQLite."""
    from django.db import connection  # noqa: PLC0415

    assert connection.vendor == (ASKED or "sqlite")
