"""The server dies between a withdrawal and the new site: nobody reads the name, the next start mends it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.server.killed_while_leaving import STAGES

ROOT = Path(__file__).parents[2]


def run(data, what):
    """The program, in an installation of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
    environment = plain | {
        "UNDERSIGNED_DATA": str(data),
        "UNDERSIGNED_SECOND_FACTOR": "0",
        "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", "tests.server.killed_while_leaving", what]
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.slow
def test_killed_at_any_stage_no_public_byte_has_the_name_after_the_next_start(tmp_path):
    """SIGKILL once the answer is kept, and at seven stages of the new site: closed meanwhile, gone then."""
    prepared = run(tmp_path / "prepared", "prepare")
    assert prepared.returncode == 0, prepared.stderr
    for stage in STAGES:
        place = shutil.copytree(tmp_path / "prepared", tmp_path / stage)
        assert run(place, stage).returncode == -signal.SIGKILL, stage

        started = run(place, "start")

        assert started.returncode == 0, started.stderr
        same = {"read": [], "kept": 1, "text": 200}
        found = json.loads(started.stdout)
        assert found["before"] == {**same, "held": True, "due": 1}, stage
        assert found["after"] == {**same, "held": False, "due": 0}, stage
