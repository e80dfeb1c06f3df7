"""Planted names: the withheld one in plain nowhere on disk, the restricted one in no public byte.

A whole installation of its own: the list comes by HTTP, through the real settings, and every file that is
written anywhere below its folder is searched, temporary ones, backups and letters included.
"""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.server import postgresql

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
CANARIES = ["Witnessova", "777 4242"]
RESTRICTED = ["Person a", "1991-03-07", "07.03.1991", "7 March 1991"]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An installation of its own, on either engine, with a folder of its own for temporary files."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
    (tmp_path / "temporary").mkdir()
    plain |= {
        "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "UNDERSIGNED_DATA": str(tmp_path / "data"),
        "UNDERSIGNED_SECOND_FACTOR": "0",
        "TMPDIR": str(tmp_path / "temporary"),
    }
    if request.param == "sqlite":
        yield plain
        return
    with postgresql.running() as address:
        yield plain | {"UNDERSIGNED_DATABASE": address}


def run(environment, *arguments):
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def holding(folder, words, encodings=("utf-8", "utf-16-le")):
    """The files below a folder in which any of these words stands in plain."""
    needles = [word.encode(encoding) for word in words for encoding in encodings]
    return sorted(
        {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and any(needle in path.read_bytes() for needle in needles)
        }
    )


def test_what_is_withheld_is_in_plain_nowhere_and_what_is_restricted_in_no_public_byte(place, tmp_path):
    """Database, write-ahead log, store, letters, temporary files, backup, program's journal; the site.

    What is destroyed on request is then in plain nowhere of the database's files either.
    """
    said = run(place, "-m", "tests.server.planting")
    run(place, "-m", "undersigned", "backup", str(tmp_path / "evening.backup"))
    run(place, "-m", "undersigned", "export", str(tmp_path / "site"))

    assert holding(tmp_path, CANARIES) == []
    assert not [word for word in CANARIES if word in said]
    assert (tmp_path / "data" / "keys").stat().st_mode & 0o077 == 0
    assert holding(tmp_path / "site", RESTRICTED) == []
    keys = {path.name.encode() for path in (tmp_path / "data" / "keys").iterdir()}
    assert b"register.key" in keys
    if "UNDERSIGNED_DATABASE" not in place:  # staff see it: it is there in plain, and nowhere but there
        held = holding(tmp_path, ["Person a"])
        assert {name.rpartition("/")[2].partition("-")[0] for name in held} <= {
            "undersigned.sqlite3",
            "evening.backup",
        }

    keys = tmp_path / "keys.backup"
    run(place, "-m", "undersigned", "backup", str(tmp_path / "second.backup"), "--keys", str(keys))
    with tarfile.open(keys) as archive:
        assert "register.key" in archive.getnames()
    with tarfile.open(tmp_path / "second.backup") as archive:
        assert not [name for name in archive.getnames() if "key" in name]

    run(place, "-m", "tests.server.planting", "destroy")
    if "UNDERSIGNED_DATABASE" not in place:
        assert holding(tmp_path / "data", ["Person b"]) == []
        assert holding(tmp_path / "data", ["Person c"]) != []
