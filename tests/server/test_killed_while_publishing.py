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
    """SIGKILL at eight stages leaves everything as it was; once all is kept it is whole and made once."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
    environment = plain | {
        "UNDERSIGNED_DATA": str(tmp_path),
        "UNDERSIGNED_SECOND_FACTOR": "0",
        "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", "tests.server.killed_while_publishing"]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )

    assert done.returncode == 0, done.stderr
    before, *killed, kept, again = map(json.loads, done.stdout.splitlines())
    assert len(killed) == 8
    assert before["desk"] == ["4 names are added:", "Publish with 26 names"]
    for one in killed:
        assert one == {**before, "stage": one["stage"]}
    assert kept["editions"] == ["2031-10-04", "2031-10-12"]
    assert (kept["state"], kept["acts"]) == ("re-edited", 2)
    assert kept["site"] != before["site"]
    assert "No name came or went since the last edition" in kept["desk"]
    assert again == {**kept, "stage": "again", "refused": ["desk.publish.something-new"]}
