"""A backup is everything: what is restored from it is what was there."""

import io
import json
import os
import re
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
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    plain |= {"DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings", "PYTHONPATH": path}
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


# What monitors are shown of the planted person 1: every page of theirs, and what a named reader reads.
SHOWN = """
import django
django.setup()
from django.test import Client
from undersigned.server.records.models import CaseRow, EvidenceImport, EvidenceSubject, User
client = Client(SERVER_NAME="localhost")
client.force_login(User.objects.get(email="mona@x.example"))
case = CaseRow.objects.get(names="Person a")
of = EvidenceImport.objects.get(source="watch")
places = [f"/desk/evidence/cases/{case.pk}/", "/desk/evidence/cases/", "/desk/evidence/", "/desk/counts/",
    f"/desk/evidence/lists/{of.pk}/", f"/desk/evidence/lists/{of.pk}/refused/", "/desk/evidence/outgoing/",
    "/desk/evidence/bring/", "/desk/evidence/sources/watch/", "/desk/followup/", "/desk/"]
for place in places:
    answer = client.get(place)
    print(answer.status_code, place.rstrip("/").rpartition("/")[2])
    print(answer.content.decode(errors="replace"))
answer = client.post(places[0] + "withheld/")
print(answer.status_code, "withheld", answer.content.decode())
"""

# What monitors try to do: bring a list, approve what goes out.
ACTED = """
import io, django
django.setup()
from django.test import Client
from undersigned.server.records.models import User
client = Client(SERVER_NAME="localhost")
client.force_login(User.objects.get(email="mona@x.example"))
file = io.BytesIO(b"No,Name\\n1,Person z\\n")
file.name = "z.csv"
print(client.post("/desk/evidence/bring/", {"file": file, "source": "watch"}).status_code)
print(client.post("/desk/evidence/outgoing/", {"sources": ["watch"]}).status_code)
"""


@pytest.fixture
def planted(places, tmp_path):
    """The full installation with two lists in it, its backup with a file of keys, and the empty one."""
    one, two = (place | {"UNDERSIGNED_SECOND_FACTOR": "0"} for place in places)
    done = subprocess.run(
        [sys.executable, "-m", "tests.server.planting"], env=one, cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    file, keys = tmp_path / "evening.backup", tmp_path / "evening.keys"
    made = undersigned(one, "backup", file, "--keys", keys)
    assert made.returncode == 0, made.stderr
    return one, two, file, keys


def test_with_the_file_of_keys_everything_is_read_again(planted, tmp_path):
    """Owner's alone, nothing but keys; what is restored is shown as it was; keys that are here stay."""
    one, two, file, keys = planted
    assert oct(keys.stat().st_mode)[-3:] == "600"
    with tarfile.open(keys) as archive:
        assert {member.size for member in archive} == {64}

    restored = undersigned(two, "restore", file, "--keys", keys)

    assert restored.returncode == 0, restored.stderr
    assert "ciphertext" not in restored.stderr
    assert _keys(tmp_path / "two") == _keys(tmp_path / "one")
    assert oct((tmp_path / "two" / "keys").stat().st_mode)[-3:] == "700"
    assert {oct(path.stat().st_mode)[-3:] for path in (tmp_path / "two" / "keys").iterdir()} == {"600"}
    said = python(two, SHOWN)
    assert "Kanarienka Witnessova" in said
    assert _without_marks(said) == _without_marks(python(one, SHOWN))
    assert "0 keys were taken in" in undersigned(two, "desk", "restorekeys", keys).stdout


def test_without_the_keys_what_is_withheld_is_unreadable_and_said_to_be_so(planted):
    """On every page a sentence, never a fault; nothing is begun anew; brought later, the keys open it."""
    one, two, file, keys = planted

    restored = undersigned(two, "restore", file)

    assert restored.returncode == 0, restored.stderr
    assert "are ciphertext, and their keys are not here" in restored.stderr
    said = python(two, SHOWN)
    assert "Witnessova" not in said.replace("Kanarienka Witnessova.csv", "")
    assert "500 " not in said
    assert "6 claims cannot be read: their key is not here." in said
    assert "2 refused rows cannot be shown: their key is not here." in said
    assert "200 cases" in said
    assert "Person b" in said
    assert re.search(r"^(?:200|503) followup$", said, re.MULTILINE)
    assert python(two, ACTED).split() == ["503", "503"]
    assert not _keys_of(two)

    brought = undersigned(two, "desk", "restorekeys", keys)
    assert brought.returncode == 0, brought.stderr
    assert _without_marks(python(two, SHOWN)) == _without_marks(python(one, SHOWN))


def test_a_key_that_comes_back_of_somebody_who_is_destroyed_is_destroyed_again(planted, tmp_path):
    """An older file of keys opens nothing that was destroyed here meanwhile."""
    one, _two, _file, keys = planted
    python(one, "from tests.server import planting; planting.destroy()")
    destroyed = {name for name, key in _keys(tmp_path / "one").items() if not key}
    assert len(destroyed) == 2
    for name in destroyed:
        (tmp_path / "one" / "keys" / name).unlink()

    brought = undersigned(one, "desk", "restorekeys", keys)

    assert "2 keys were taken in" in brought.stdout, brought.stderr
    assert {name for name, key in _keys(tmp_path / "one").items() if not key} == destroyed


def test_a_file_of_keys_has_its_own_place_and_nothing_else_in_it(tmp_path):
    """Refused: within what a backup is made of, as the backup, over another; a file with more in it."""
    one = {**os.environ, "UNDERSIGNED_DATA": str(tmp_path / "one")}
    one.pop("DJANGO_SETTINGS_MODULE", None)
    file, store = tmp_path / "x.backup", tmp_path / "one" / "files"
    store.mkdir(parents=True)
    (tmp_path / "there").write_bytes(b"")
    for keys, why in (
        (file, "another file than the backup"),
        (store / "ab" / "keys", "may not lie in"),
        (tmp_path / "one" / "keys" / "own", "may not lie in"),
        (tmp_path / "there", "exists already"),
    ):
        refused = undersigned(one, "backup", file, "--keys", keys)
        assert (refused.returncode, why in refused.stderr) == (2, True), refused.stderr
        assert not file.exists()

    undersigned(one, "desk", "migrate")
    assert undersigned(one, "backup", file).returncode == 0
    for name, content in (("register.key", b"short"), ("../out", bytes(64)), ("a.txt", bytes(64))):
        with tarfile.open(tmp_path / "odd", "w") as archive:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        two = one | {"UNDERSIGNED_DATA": str(tmp_path / "two")}
        refused = undersigned(two, "restore", file, "--keys", tmp_path / "odd")
        assert (refused.returncode, "is no file of keys" in refused.stderr) == (2, True), refused.stderr
        assert not (tmp_path / "two" / "undersigned.sqlite3").exists()
        assert not (tmp_path / "out").exists()


def _keys(folder):
    return {path.name: path.read_bytes() for path in (folder / "keys").iterdir()}


def _keys_of(environment):
    folder = Path(environment["UNDERSIGNED_DATA"]) / "keys"
    return list(folder.iterdir()) if folder.exists() else []


def _without_marks(said):
    """Pages without what differs from one to the next: the mark of a form, the sign-in's digest."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", said)


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
