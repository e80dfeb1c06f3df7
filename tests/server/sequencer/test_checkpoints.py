"""Checkpoints: what is signed, what is not, and who must have seen it."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.server.builders import AT
from tests.server.conftest import lifted
from tests.server.logged import Desk, begin, enter, sequence, signer, soon
from tests.simulators.witness import WitnessServer

from undersigned.log.cosignature import cosignatures
from undersigned.log.directory import LogDirectory
from undersigned.log.rederiving import rederived
from undersigned.server.actions.collecting.stating import newest_seen
from undersigned.server.actions.log.handing_over import RecordState, where_it_stands
from undersigned.server.actions.log.receipts import receipt_of
from undersigned.server.actions.log.trusting import trust
from undersigned.server.records.models import Checkpoint, LogEntry
from undersigned.server.sequencer.entering import enter_waiting
from undersigned.server.sequencer.looking_back import HistoryError

pytestmark = pytest.mark.usefixtures("log_place")


@pytest.fixture
def witness(log_place):
    """A witness that runs."""
    with WitnessServer(log_place / "witness").running() as running:
        yield running


def shown():
    return LogDirectory(Path(settings.LOG_FOLDER)).checkpoint()


def test_a_witnessed_statement_has_a_receipt_that_its_member_can_check(witness):
    """Entry, proof, checkpoint and cosignature, all of it in one file."""
    begin(witness)
    desk = Desk(members=1)
    record = desk.signs(desk.members[0])
    met = sequence()

    receipt = receipt_of(record)
    assert met
    assert where_it_stands(record).state is RecordState.WITNESSED
    assert receipt.entry == bytes(LogEntry.objects.get(pk=receipt.index).content)
    assert f"— {witness.name} " in receipt.proof.note.decode()
    assert newest_seen()[0] == shown().checkpoint.size == LogEntry.objects.count()
    assert not rederived(LogDirectory(Path(settings.LOG_FOLDER))).differences


def test_a_witness_that_goes_down_delays_no_entry(witness):
    """Recorded meanwhile; witnessed once the witness is back."""
    begin(witness)
    desk = Desk(members=2)
    sequence()
    record = desk.signs(desk.members[0])
    with signer() as at_work:
        assert at_work.bring_up()
        witness.stop()
        enter_waiting(lease=at_work._lease, at=AT)
        assert not at_work.bring_up()
        alone = where_it_stands(record).state
        of_log_alone = receipt_of(record)
        witness.start()
        assert at_work.bring_up()

    assert alone is RecordState.RECORDED
    assert witness.name not in of_log_alone.proof.note.decode()
    assert where_it_stands(record).state is RecordState.WITNESSED


def test_nothing_is_signed_before_the_only_witness_was_seen(witness):
    """It might have seen more than there is here; entering goes on all the same."""
    begin(witness)
    desk = Desk(members=1)
    witness.stop()
    record = desk.signs(desk.members[0])

    assert not sequence()
    assert where_it_stands(record).state is RecordState.RECORDED
    assert not Checkpoint.objects.exists()
    assert shown().checkpoint.size == 0
    assert receipt_of(record) is None


def test_two_of_three_witnesses_are_enough_to_go_on(tmp_path):
    """The silent one could not have made up a quorum by itself."""
    names = ("one.example", "two-2.example", "three.example")
    servers = [WitnessServer(tmp_path / name, name) for name in names]
    with ExitStack() as running:
        for one in servers:
            running.enter_context(one.running())
        servers[2].stop()
        begin(*servers, quorum="most", needed=2)
        Desk(members=0)
        met = sequence()

    assert met
    assert len(cosignatures(shown().note, trust().policy.witness_keys)) == 2


def test_a_restored_older_database_signs_nothing(witness):
    """The folder of the log remembers what the database has forgotten."""
    begin(witness)
    desk = Desk(members=1)
    desk.signs(desk.members[0])
    sequence()
    forget(1)

    with pytest.raises(HistoryError) as refused, signer():
        pass
    assert refused.value.finding.code == "signing.log.history"
    assert refused.value.finding.particulars["by"] == "the folder of the log"
    assert refused.value.finding.particulars["fork"] is False


def test_a_restored_database_that_grew_another_way_signs_nothing(witness):
    """As many entries as before, and others."""
    begin(witness)
    desk = Desk(members=2)
    desk.signs(desk.members[0])
    sequence()
    forget(1)
    desk.signs(desk.members[1])
    enter()

    with pytest.raises(HistoryError) as refused, signer():
        pass
    assert refused.value.finding.particulars["fork"] is True


@pytest.mark.parametrize("grown", [False, True], ids=["older", "grown another way"])
def test_the_witness_remembers_where_database_and_folder_were_restored(witness, tmp_path, grown):
    """Both are of one older day; only somebody outside can know."""
    begin(witness)
    desk = Desk(members=2)
    sequence()
    shutil.copytree(settings.LOG_FOLDER, tmp_path / "copy")
    desk.signs(desk.members[0])
    sequence()
    forget(1)
    shutil.rmtree(settings.LOG_FOLDER)
    (tmp_path / "copy").rename(settings.LOG_FOLDER)
    if grown:
        desk.signs(desk.members[1])
        enter()

    before = shown().note.encoded()
    with pytest.raises(HistoryError) as refused, signer() as at_work:
        at_work.bring_up()
    assert refused.value.finding.particulars["by"] == witness.name
    assert refused.value.finding.particulars["fork"] is grown
    assert shown().note.encoded() == before


def test_a_heartbeat_is_the_same_checkpoint_seen_again(witness):
    """Without a new entry nothing is signed anew; the witness's time is newer."""
    begin(witness)
    Desk(members=0)
    sequence()
    first = shown()
    sequence(soon(60 * 24))

    assert shown().checkpoint == first.checkpoint
    assert Checkpoint.objects.count() == 1
    assert Checkpoint.objects.get().signed_at == AT


STEPS = (
    *("rechecked", "inserted", "recorded"),
    *("tiles", "asked", "signed", "kept", "cosigned", "witnessed", "shown"),
)


@pytest.mark.parametrize("step", STEPS)
def test_stopped_at_any_step_it_goes_on_as_if_nothing_had_been(witness, step):
    """Whatever was recorded stays, nothing is entered twice, and the witness sees one history."""
    begin(witness)
    desk = Desk(members=1)
    sequence()
    size = LogEntry.objects.count()
    record = desk.signs(desk.members[0])

    def stopping(now):
        if now == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        enter_and_sign(stopping)
    kept = where_it_stands(record).state
    sequence()

    assert (kept is RecordState.WAITING) is (step in STEPS[:2])
    assert where_it_stands(record).state is RecordState.WITNESSED
    assert LogEntry.objects.count() == size + 1
    assert shown().checkpoint.size == size + 1
    assert not rederived(LogDirectory(Path(settings.LOG_FOLDER))).differences


def enter_and_sign(told):
    enter(told=told)
    with signer(told=told) as at_work:
        at_work.bring_up()


def forget(number):
    """The database as it was so many entries ago."""
    size = LogEntry.objects.count() - number
    with lifted(connection), connection.cursor() as cursor:
        for statement in (
            "DELETE FROM records_signature",
            "DELETE FROM records_signedrecord WHERE entry_id >= %s",
            'DELETE FROM records_logentry WHERE "index" >= %s',
            "DELETE FROM records_checkpoint WHERE size > %s",
        ):
            cursor.execute(statement, [size] if "%s" in statement else [])
