"""How the process ends: a status and a sentence, whatever happens to the reader, the disk or the person."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-square"
DECLARATION = EXAMPLE / "declaration.en.txt"
PROGRAM = (sys.executable, "-m", "undersigned")
FULL = Path("/dev/full")


def started(*arguments: object, **more: object) -> subprocess.Popen[bytes]:
    """The program in a process of its own, its error output at hand."""
    command = [*PROGRAM, *map(str, arguments)]
    ways = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": _can_be_interrupted}
    return subprocess.Popen(command, **{**ways, **more})


def _can_be_interrupted() -> None:
    """A test run in the background ignores interruptions, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    """Status 2 and the reason, in words of ours."""
    with FULL.open("wb") as full:
        process = started("read", DECLARATION, stdout=full, env={**os.environ, "LC_ALL": "C"})
        _, said = process.communicate(timeout=20)

    assert process.returncode == 2
    assert said.decode().splitlines() == ["Error: the answer could not be written: the disk is full."]


def test_a_reader_who_leaves_early_is_not_troubled() -> None:
    """`undersigned read … | head -1` says nothing on the error output."""
    reading, writing = os.pipe()
    os.close(reading)
    process = started("read", *[DECLARATION] * 20, stdout=writing)
    os.close(writing)
    _, said = process.communicate(timeout=20)

    assert said == b""
    assert process.returncode in (1, 2)


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_letters_are_written_whatever_the_environment_says(encoding: str) -> None:
    """UTF-8, with every mark."""
    process = started("check", DECLARATION, env={**os.environ, "PYTHONIOENCODING": encoding})
    answer, said = process.communicate(timeout=20)

    assert process.returncode == 0, said
    assert "✓" in answer.decode("utf-8")


@pytest.mark.parametrize("wait", [0.08, 0.15, 0.2, 0.22, 0.25, 0.3, 0.5])
def test_an_interruption_ends_with_130_at_any_moment(wait: float) -> None:
    """Neither a traceback nor another status, also while the program loads, where one might get lost."""
    process = started("read", "-", stdin=subprocess.PIPE)
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)

    if process.returncode == 130:
        assert b"Traceback" not in said
        return
    # Python itself was starting, and nothing of ours was there to answer.
    assert process.returncode in (1, -signal.SIGINT), said
    assert not said or said.endswith(b"KeyboardInterrupt\n") or b"Fatal Python error: init_" in said, said
    assert b"undersigned/" not in said


def test_a_termination_leaves_nothing_behind(tmp_path: Path) -> None:
    """The half-made site goes, the status tells the signal."""
    process = started("publish", DECLARATION, "--out", tmp_path / "site")
    for _ in range(2000):
        if any(tmp_path.glob(".site.publishing-*")):
            break
        time.sleep(0.005)
    process.terminate()
    process.communicate(timeout=20)

    assert process.returncode == 143
    assert list(tmp_path.iterdir()) == []


def test_the_root_of_the_disk_is_no_place_for_a_site() -> None:
    """Refused in words."""
    process = started("publish", DECLARATION, "--out", "/")
    answer, said = process.communicate(timeout=20)

    assert process.returncode == 2
    assert b"Choose another folder" in answer + said
    assert b"Traceback" not in said
