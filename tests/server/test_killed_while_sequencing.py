"""The sequencer dies at steps of its write order: nothing acknowledged is lost, and there is one history.

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
