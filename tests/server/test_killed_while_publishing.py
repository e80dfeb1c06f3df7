"""The server dies while it publishes: the old site is whole, nothing is half there, and it goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_killed_at_any_stage_the_old_site_stands_whole(tmp_path):
    """SIGKILL at six stages, each with the same answer; then the edition goes out as if nothing had been."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
    environment = plain | {
        "UNDERSIGNED_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.server.killed_while_publishing"]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )

    assert done.returncode == 0, done.stderr
    before, *killed, whole = map(json.loads, done.stdout.splitlines())
    assert len(killed) == 6
    for one in killed:
        assert one == {**before, "stage": one["stage"]}
    assert whole["editions"] == ["2031-10-04", "2031-10-12"]
    assert (whole["state"], whole["acts"]) == ("re-edited", 2)
    assert whole["site"] != before["site"]
