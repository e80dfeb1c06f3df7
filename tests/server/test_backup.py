"""A backup is everything: what is restored from it is what was there."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.server import postgresql

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow

# What everything comes to: every row of every table of ours, every byte of the store, every published file.
EVERYTHING = """
import json, django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core import serializers
from pathlib import Path
from undersigned.server.records.guards import guard_names
from undersigned.values.digest import sha256
from django.db import connection
tables = {}
for model in apps.get_app_config("records").get_models():
    rows = serializers.serialize("json", model.objects.order_by("pk"))
    tables[model.__name__] = [model.objects.count(), sha256(rows.encode())]
store = {p.name: sha256(p.read_bytes()) for p in sorted(Path(settings.STORE).glob("??/*"))}
print(json.dumps({"tables": tables, "store": store, "guards": sorted(guard_names(connection))}))
"""
FILLED = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.server.publishing_cases import published
published()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request, tmp_path):
    """Two installations, one full and one empty, on either engine."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
    plain |= {"DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings", "PYTHONPATH": str(ROOT)}
    one = plain | {"UNDERSIGNED_DATA": str(tmp_path / "one")}
    two = plain | {"UNDERSIGNED_DATA": str(tmp_path / "two")}
    if request.param == "sqlite":
        yield one, two
        return
    with postgresql.running() as address:
        yield (
            one | {"UNDERSIGNED_DATABASE": address},
            two | {"UNDERSIGNED_DATABASE": address.replace("/postgres", "/template1")},
        )


def python(environment, program):
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def undersigned(environment, *arguments):
    command = [sys.executable, "-m", "undersigned", *map(str, arguments)]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_what_is_restored_is_what_was_there(places, tmp_path):
    """Rows, store, guards, published bytes; a damaged file and a taken place are refused."""
    one, two = places
    python(one, FILLED)
    file = tmp_path / "evening.backup"

    made = undersigned(one, "backup", file)
    assert made.returncode == 0, made.stderr
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert "exists already" in undersigned(one, "backup", file).stderr

    assert "is damaged" in undersigned(two, "restore", _one_byte_flipped(file)).stderr
    restored = undersigned(two, "restore", file)
    assert restored.returncode == 0, restored.stderr
    assert json.loads(python(two, EVERYTHING)) == json.loads(python(one, EVERYTHING))
    assert "empty place only" in undersigned(two, "restore", file).stderr

    for place, environment in (("a", one), ("b", two)):
        exported = undersigned(environment, "export", tmp_path / place)
        assert exported.returncode == 0, exported.stderr
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")


def _bytes(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _one_byte_flipped(file):
    """The same archive with one byte of a scan changed."""
    with tarfile.open(file) as archive:
        scan = next(member for member in archive.getmembers() if member.name.startswith("files/"))
    content = bytearray(file.read_bytes())
    content[scan.offset_data] ^= 1
    damaged = file.with_name("damaged.backup")
    damaged.write_bytes(content)
    return damaged


def test_a_file_that_is_no_backup_is_refused_in_words(tmp_path):
    """An empty file, a text, a truncated archive: a sentence and no traceback."""
    file = tmp_path / "x.backup"
    environment = {**os.environ, "UNDERSIGNED_DATA": str(tmp_path / "data")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    for content in (b"", b"not an archive"):
        file.write_bytes(content)
        refused = undersigned(environment, "restore", file)
        assert refused.returncode == 2
        assert "not a whole backup" in refused.stderr
        assert "ReadError" not in refused.stderr
        assert "Traceback" not in refused.stderr


def test_an_export_of_nothing_is_refused_in_words(tmp_path):
    """A place where nobody has served yet: a sentence, and no folder."""
    environment = {**os.environ, "UNDERSIGNED_DATA": str(tmp_path / "data")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    refused = undersigned(environment, "export", tmp_path / "site")

    assert refused.returncode == 2
    assert "nothing is kept here yet" in refused.stderr
    assert not (tmp_path / "site").exists()
