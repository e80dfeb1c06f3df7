"""The sequencer as a whole, in a thread as in a process: it enters, signs, waits, refuses."""

import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from tests.server.builders import AT
from tests.server.logged import Desk, begin, sequence
from tests.server.sequencer.test_checkpoints import forget
from tests.simulators.witness import WitnessServer

from undersigned.log.directory import LogDirectory
from undersigned.server.actions.log.handing_over import RecordState, await_entry, await_witnesses
from undersigned.server.records.models import SequencerLease
from undersigned.server.sequencer.running import Pace, Sequencer

pytestmark = [
    pytest.mark.usefixtures("log_place"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
]
QUICK = Pace(patience=0.3, beat=0.05, pause=0.005, retry=0.1, witness=1.0)


@contextmanager
def running(holder="one", pace=QUICK):
    """A sequencer at work, ended afterwards."""
    over = threading.Event()

    def work():
        try:
            Sequencer(holder=holder, now=lambda: AT, ended=over.is_set, pace=pace).run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def witness(log_place):
    with WitnessServer(log_place / "witness").running() as server:
        yield server


def test_it_enters_and_has_witnessed_what_is_handed_over_and_leaves_the_lease(witness):
    """A worker waits a little and hears both."""
    begin(witness)
    desk = Desk(members=1)
    with running():
        record = desk.signs(desk.members[0])
        recorded = await_entry(record, seconds=60)
        witnessed = await_witnesses(record, seconds=60)

    assert recorded.state in (RecordState.RECORDED, RecordState.WITNESSED)
    assert witnessed.state is RecordState.WITNESSED
    assert SequencerLease.objects.get().holder == ""


def test_a_second_one_waits_and_takes_over_when_the_first_has_ended(witness):
    """Only one enters at a time; nothing waits longer than the patience."""
    begin(witness)
    desk = Desk(members=1)
    with running("second"):
        with running("first"):
            pass
        record = desk.signs(desk.members[0])
        assert await_entry(record, seconds=60).state is not RecordState.WAITING


def test_a_restored_older_database_enters_nothing_and_says_why(witness, tmp_path):
    """It is not only that nothing is signed: the two histories do not grow apart either."""
    begin(witness)
    desk = Desk(members=2)
    sequence()
    shutil.copytree(settings.LOG_FOLDER, tmp_path / "copy")
    desk.signs(desk.members[0])
    sequence()
    forget(1)
    shutil.rmtree(settings.LOG_FOLDER)
    (tmp_path / "copy").rename(settings.LOG_FOLDER)
    record = desk.signs(desk.members[1])
    with running():
        waiting = await_entry(record, seconds=1)
        findings = SequencerLease.objects.get().findings

    assert waiting.state is RecordState.WAITING
    assert [one["code"] for one in findings] == ["signing.log.history"]


def test_a_silent_witness_keeps_no_signature_out_and_nothing_is_shown(log_place):
    """It is recorded; readers are shown no more than before, until the witness answers again."""
    with WitnessServer(log_place / "witness").running() as server:
        begin(server)
        desk = Desk(members=1)
        sequence()
    before = LogDirectory(Path(settings.LOG_FOLDER)).checkpoint().checkpoint
    record = desk.signs(desk.members[0])

    with running():
        recorded = await_entry(record, seconds=60)
        seen = await_witnesses(record, seconds=1)

    assert (recorded.state, seen.state) == (RecordState.RECORDED, RecordState.RECORDED)
    assert LogDirectory(Path(settings.LOG_FOLDER)).checkpoint().checkpoint == before
