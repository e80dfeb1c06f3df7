"""The server dies while it destroys: nothing is half there, and the next start, or a command, finishes it."""

import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import replace

import pytest
from tests.server.killed_while_destroying import STAGES
from tests.server.test_canaries import GONE, THERE, holding, installed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """An installation with two lists, made once and copied for each stage."""
    folder = tmp_path_factory.mktemp("planted")
    with installed(folder, "sqlite") as place:
        place.run("-m", "tests.server.planting")
        yield place


@pytest.fixture
def killed(planted, tmp_path):
    """A copy of it in which a destruction was killed at a stage."""

    def at(stage):
        shutil.copytree(planted.folder, tmp_path, dirs_exist_ok=True)
        moved = {
            name: value.replace(str(planted.folder), str(tmp_path))
            for name, value in planted.environment.items()
        }
        place = replace(planted, environment=moved, folder=tmp_path)
        place.run("-m", "tests.server.killed_while_destroying", stage, status=-signal.SIGKILL)
        return place

    return at


def data(place, words):
    """The files of the installation that hold any of these words."""
    return holding(place.folder / "data", words)


def keys(place):
    """How many keys there are that are not destroyed."""
    return sum(bool(one.stat().st_size) for one in (place.folder / "data" / "keys").iterdir())


def test_killed_within_the_tables_nothing_is_destroyed(killed):
    """And the keys are all there: everything is still read."""
    place = killed("tables")
    before = keys(place)

    assert "Nothing was left" in place.undersigned("desk", "finishdestructions")

    assert data(place, GONE)
    assert keys(place) == before > 5


@pytest.mark.parametrize("stage", STAGES[1:])
def test_killed_after_the_tables_a_command_finishes_it(killed, stage):
    """From whatever stage: keys, files and the database's own journal; the others' data stay."""
    place = killed(stage)
    if stage in ("kept", "key", "keys", "files"):
        assert data(place, GONE)

    assert "What was left is destroyed" in place.undersigned("desk", "finishdestructions")

    assert data(place, GONE) == []
    assert data(place, THERE)
    destroyed = [one for one in (place.folder / "data" / "keys").iterdir() if not one.stat().st_size]
    assert len(destroyed) == 2  # the person's and the list's
    assert len(list((place.folder / "data" / "files").glob("??/*"))) == kept_files(place)
    assert "Nothing was left" in place.undersigned("desk", "finishdestructions")


def kept_files(place):
    """How many files the store should have: the captures that are not destroyed, and the scan."""
    program = (
        "import django; django.setup()\n"
        "from undersigned.server.records.models import EvidenceCapture, Scan\n"
        "print(EvidenceCapture.objects.filter(destroyed_at=None).count()"
        " + Scan.objects.values('digest').distinct().count())"
    )
    return int(place.run("-c", program))


@pytest.mark.parametrize("stage", ["kept", "keys"])
def test_killed_after_the_tables_the_next_start_of_the_server_finishes_it(killed, stage):
    """Before it answers anybody."""
    place = killed(stage)
    assert data(place, GONE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "undersigned", "serve", "--port", str(port), "--workers", "1"]
    environment = {**place.environment, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert any(line.startswith("The desk:") for line in serving.stdout)
            assert data(place, GONE) == []
        finally:
            serving.kill()  # its worker ends with it
    assert data(place, THERE)
    assert "Nothing was left" in place.undersigned("desk", "finishdestructions")


def test_a_copy_that_a_killed_backup_left_goes_with_the_next_destruction(killed):
    """It holds everybody's rows in plain."""
    place = killed("kept")
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left = place.folder / "data" / f"backup-{int(ended.stdout)}-x1"
    left.mkdir()
    (left / "database.sqlite").write_bytes(" ".join(GONE).encode())

    place.undersigned("desk", "finishdestructions")

    assert not left.exists()
    assert data(place, GONE) == []
