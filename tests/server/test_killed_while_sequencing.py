"""The sequencer dies, or its disk is full: nothing acknowledged is lost, and there is one history.

A small sample; `make soak` kills at every step, 500 times on each database.
"""

import json

import pytest
from tests.soak.kills import run


@pytest.mark.slow
def test_killed_at_some_steps_nothing_that_was_acknowledged_is_lost():
    """SIGKILL, a new sequencer, and the same again."""
    report = json.loads(run("sqlite", "12"))

    assert report["kills"] == 12
    assert (report["lost"], report["forks"]) == (0, 0)
    assert report["acknowledged"] >= 12


@pytest.mark.slow
def test_a_full_disk_a_wrong_clock_and_a_witness_ahead_make_no_second_history():
    """Each ends with all entered, or with nothing entered and the reason."""
    report = json.loads(run("sqlite", "1", "tests.soak.faulting"))

    assert report["disk full"].endswith("all afterwards")
    assert report["clock back"] == "entered and witnessed"
    assert report["witness ahead"].startswith("nothing entered, nothing signed")
