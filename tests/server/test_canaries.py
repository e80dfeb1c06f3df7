"""Planted names: the withheld one in plain nowhere on disk, the restricted one in no public byte.

A whole installation of its own: the lists come by HTTP, through the real settings, and every file that is
written anywhere below its folder is searched, temporary ones, backups and letters included; of PostgreSQL its
whole folder. Pages, cookies and downloads are looked at where they are made (`planting.py`).
"""

import os
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from tests.server import postgresql
from tests.server.planting_words import WITHHELD

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
RESTRICTED = ["Person a", "1991-03-07", "07.03.1991", "7 March 1991"]
GONE = ["Person b", "1971-11-11", "11.11.1971"]
THERE = ["Person c"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An installation: its environment, its folder, and on PostgreSQL the address and folder of that."""

    environment: dict[str, str]
    folder: Path
    database: str = ""
    database_folder: Path | None = None

    def run(self, *arguments, status=0):
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def undersigned(self, *arguments, status=0):
        return self.run("-m", "undersigned", *arguments, status=status)


@contextmanager
def installed(folder, engine):
    """An installation of its own, with a folder of its own for temporary files."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
    (folder / "temporary").mkdir()
    plain |= {
        "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "UNDERSIGNED_DATA": str(folder / "data"),
        "UNDERSIGNED_SECOND_FACTOR": "0",
        "TMPDIR": str(folder / "temporary"),
    }
    if engine == "sqlite":
        yield Place(environment=plain, folder=folder)
        return
    as_advised = () if engine == "postgresql of others" else ("wal_recycle=off",)
    with postgresql.running_in_sight(*as_advised) as (address, whole):
        own = _of_others(address) if engine == "postgresql of others" else address
        plain["UNDERSIGNED_DATABASE"] = own
        yield Place(environment=plain, folder=folder, database=own, database_folder=whole)


def _of_others(address):
    """A database whose owner may nothing beyond it."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE ROLE desk LOGIN")
        connection.execute("CREATE DATABASE desk OWNER desk TEMPLATE template0 ENCODING 'UTF8'")
    return address.replace("//undersigned@", "//desk@").replace("/postgres", "/desk")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An installation on either engine."""
    with installed(tmp_path, request.param) as found:
        yield found


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


def on_the_disk(place, *more):
    """Where the database keeps what somebody asked to be destroyed: on SQLite the data folder."""
    return holding(place.database_folder or place.folder / "data", [*GONE, *more])


def written_down(place):
    """PostgreSQL made to write everything, samples of the values included, so that a search can find it."""
    if place.database:
        admin = place.database.replace("//desk@", "//undersigned@")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("ANALYZE")
            connection.execute("CHECKPOINT")


def test_what_is_withheld_is_in_plain_nowhere_and_what_is_restricted_in_no_public_byte(place, tmp_path):
    """Database, write-ahead log, store, letters, temporary files, backup, program's journal; the site.

    What is destroyed on request is then in plain nowhere of the database's files either.
    """
    said = place.run("-m", "tests.server.planting")
    place.undersigned("backup", tmp_path / "evening.backup")
    place.undersigned("export", tmp_path / "site")
    written_down(place)

    assert "Internal Server Error" in said
    assert not [word for word in (*WITHHELD, *RESTRICTED) if word in said]
    assert holding(tmp_path, WITHHELD) == []
    if place.database_folder:
        assert holding(place.database_folder, WITHHELD) == []
    assert (tmp_path / "data" / "keys").stat().st_mode & 0o077 == 0
    assert holding(tmp_path / "site", RESTRICTED) == []
    assert (tmp_path / "data" / "keys" / "register.key").stat().st_mode & 0o077 == 0
    if not place.database:  # staff see it: it is there in plain, and nowhere but there
        held = holding(tmp_path, ["Person a"])
        assert {name.rpartition("/")[2].partition("-")[0] for name in held} <= {
            "undersigned.sqlite3",
            "evening.backup",
        }
    outside = said.split("called outside ")[1].split()[0]
    assert on_the_disk(place)

    said = place.run("-m", "tests.server.planting", "destroy")

    assert "Destroyed." in said
    assert "Not finished" not in said
    assert on_the_disk(place, outside) == []
    assert holding(place.database_folder or tmp_path / "data", THERE)
    assert "Nothing was left" in place.undersigned("desk", "finishdestructions")


def test_on_the_postgresql_of_others_the_desk_does_what_it_may_and_says_the_rest(tmp_path):
    """Tables, indexes and statistics hold nothing more; older write-ahead files do, and that is said."""
    with installed(tmp_path, "postgresql of others") as place:
        place.run("-m", "tests.server.planting")
        written_down(place)
        before = on_the_disk(place)
        assert [name for name in before if name.startswith("data/base/")]

        said = place.run("-m", "tests.server.planting", "destroy")

        assert "this account may not end them" in said
        assert "did not write" not in said
        written_down(place)
        left = on_the_disk(place)
        assert left
        assert {name.rpartition("/")[0] for name in left} == {"data/pg_wal"}
        assert "may not end them" in place.undersigned("desk", "finishdestructions", status=1)


def test_who_reads_the_tables_as_they_were_holds_their_old_rows_and_that_is_said(tmp_path):
    """A backup that runs meanwhile, say. Done again afterwards, nothing is left."""
    with installed(tmp_path, "postgresql") as place:
        place.run("-m", "tests.server.planting")
        with psycopg.connect(place.database) as reading:
            reading.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            reading.execute("SELECT count(*) FROM records_caserow")

            assert "did not write" in place.run("-m", "tests.server.planting", "destroy")
            assert on_the_disk(place)

        assert "What was left is destroyed" in place.undersigned("desk", "finishdestructions")
        assert on_the_disk(place) == []


def test_the_keys_go_into_a_file_of_their_own(tmp_path):
    """Which is no part of the backup, and holds nothing but keys."""
    with installed(tmp_path, "sqlite") as place:
        place.run("-m", "tests.server.planting")
        place.undersigned("backup", tmp_path / "second.backup", "--keys", tmp_path / "keys.backup")

    with tarfile.open(tmp_path / "keys.backup") as archive:
        assert "register.key" in archive.getnames()
    with tarfile.open(tmp_path / "second.backup") as archive:
        assert not [name for name in archive.getnames() if "key" in name]
