"""Where the disk is full, or the wrong thing stands in the way, nothing is left that looks made."""

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from undersigned.cli import app
from undersigned.cli.app import undersigned

SOUND = Path(__file__).parents[1] / "vectors" / "refused" / "commands" / "sound"


def run(*words):
    return CliRunner().invoke(undersigned, [str(word) for word in (*words, "--language", "en")])


def read(folder):
    return run(
        *("evidence", "read", SOUND / "list.csv", "--mapping", SOUND / "list.toml"),
        *("--out", folder / "register", "--on", "2026-10-09"),
    )


@pytest.fixture
def full_disk(monkeypatch):
    """A disk that takes a file's name and none of its bytes."""

    def no_room(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize(
    "words",
    [
        ("registrar", "keygen", "a.key", "--name", "a.example/r"),
        ("log", "init", "log", "--origin", "log.example/a", "--key", "a.key"),
        ("evidence", "look", SOUND / "list.csv", "--mapping", "new.toml"),
    ],
    ids=lambda words: " ".join(map(str, words[:2])),
)
def test_a_full_disk_leaves_nothing_half_written(words, tmp_path, monkeypatch):
    """And is told, of the file that there is no room for."""
    monkeypatch.chdir(tmp_path)

    answer = run(*words)

    assert answer.exit_code == 2
    assert "the disk is full" in answer.output
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_found_no_room_is_not_taken_for_a_destroyed_one(tmp_path, monkeypatch):
    """The reading goes well once there is room."""
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        refused = read(tmp_path)

    assert refused.exit_code == 2
    assert "the disk is full" in refused.output
    assert read(tmp_path).exit_code == 0


def test_a_register_without_its_key_gets_no_other(tmp_path):
    """Neither to publish nor to destroy: a new key would fit nothing that was written."""
    read(tmp_path)
    register = tmp_path / "register"
    (tmp_path / "register.keys").rename(tmp_path / "elsewhere")
    before = (register / "claims.public.jsonl").read_bytes()
    lists = ("--sources", SOUND / "sources.toml", "--approved", SOUND / "approved.toml")

    answers = [
        run("evidence", "destroy", register, "--source", "a-list", "--key", "1", "--reason", "asked for"),
        run("evidence", "public", register, *lists, "--out", tmp_path / "public.json"),
    ]

    assert [answer.exit_code for answer in answers] == [2, 2]
    assert all("cli.register.key" in answer.output for answer in answers)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["elsewhere", "register"]
    assert (register / "claims.public.jsonl").read_bytes() == before


def test_a_folder_without_claims_is_no_register(tmp_path):
    """It is neither published nor emptied, and gets no key."""
    (tmp_path / "empty").mkdir()
    lists = ("--sources", SOUND / "sources.toml", "--approved", SOUND / "approved.toml")

    answer = run("evidence", "public", tmp_path / "empty", *lists, "--out", tmp_path / "public.json")

    assert (answer.exit_code, "cli.register.found" in answer.output) == (2, True)
    assert [one.name for one in tmp_path.iterdir()] == ["empty"]


def test_a_faulty_file_of_claims_stops_a_destruction_before_it_begins(tmp_path):
    """The others are not changed, and the key stays."""
    read(tmp_path)
    register = tmp_path / "register"
    (register / "claims.restricted.jsonl").write_text("no claim\n", encoding="utf-8")
    before = (register / "claims.public.jsonl").read_bytes()

    answer = run("evidence", "destroy", register, "--source", "a-list", "--key", "1", "--reason", "asked for")

    assert (answer.exit_code, "claims.restricted.jsonl" in answer.output) == (2, True)
    assert (register / "claims.public.jsonl").read_bytes() == before


def test_public_evidence_is_written_over_itself_and_over_nothing_else(tmp_path):
    """A name that slipped costs no other file."""
    read(tmp_path)
    other = tmp_path / "notes.md"
    other.write_text("mine", encoding="utf-8")
    public = ("evidence", "public", tmp_path / "register", "--sources", SOUND / "sources.toml")
    lists = (*public, "--approved", SOUND / "approved.toml", "--out")

    assert [run(*lists, tmp_path / "p.json").exit_code for _ in range(2)] == [0, 0]
    assert run(*lists, other).exit_code == 2
    assert other.read_text(encoding="utf-8") == "mine"


def test_whatever_breaks_ends_in_a_sentence(monkeypatch, capsys):
    """With the place in the program, and no word of what was read: it may be confidential."""

    def broken(**_):
        raise KeyError("Secretova")

    monkeypatch.setattr(app.undersigned, "main", broken)

    status = app.run()

    said = capsys.readouterr().err
    assert (status, "KeyError, " in said) == (2, True)
    assert "Secretova" not in said
    assert "Traceback" not in said
