"""What was handed over is asked about once more, and entered, or refused with the reason."""

import re

import pytest
from django.db import IntegrityError, transaction
from tests.server.builders import AT, a_signature
from tests.server.logged import (
    Desk,
    begin,
    done,
    enrolled,
    enter,
    log_roll,
    registrars_sign,
    soon,
)

from undersigned.server.actions.collecting.names import names_under
from undersigned.server.actions.log.handing_over import RecordState, where_it_stands
from undersigned.server.actions.log.keeping_keys import prepare_revocation
from undersigned.server.records.models import Collection, GroupMembership, LogEntry, Mandate, Signature
from undersigned.server.sequencer import entering
from undersigned.server.sequencer.entering import enter_waiting
from undersigned.server.sequencer.lease import LeaseLostError, wait_for_lease
from undersigned.signing.records import read_entry

ONCE = re.compile("stands_once|UNIQUE")
pytestmark = pytest.mark.usefixtures("log_place")


@pytest.fixture
def desk():
    begin()
    return Desk(members=3)


def codes(record):
    """Why a record was refused."""
    standing = where_it_stands(record)
    assert standing.state is RecordState.REFUSED, standing
    return [one.code for one in standing.findings]


def test_what_is_entered_before_publication_is_a_commitment(desk):
    """A statement is not to be read in the log; the record behind it is kept."""
    record = desk.signs(desk.members[0])
    enter()
    record.refresh_from_db()

    entry = read_entry(bytes(record.entry.content))
    assert entry.kind == "commitment"
    assert entry.text.word("thread") == desk.collection.thread.pk
    assert len(bytes(record.salt)) == 32


def test_a_key_revoked_after_handing_over_signs_nothing(desk):
    """The revocation comes first in the log, so the statement is refused."""
    member = desk.members[0]
    revocation = done(prepare_revocation(key=desk.keys[member.pk], reason="lost", by=desk.clerk, at=AT))
    registrars_sign(revocation, at=soon(-1))
    record = desk.signs(member)
    enter()

    assert codes(record) == ["signing.key.valid"]
    assert not names_under(desk.collection).standing


def test_a_statement_that_came_before_the_revocation_stands(desk):
    """Order in the log decides, within one batch too."""
    member = desk.members[0]
    record = desk.signs(member, at=soon(-2))
    revocation = done(prepare_revocation(key=desk.keys[member.pk], reason="lost", by=desk.clerk, at=AT))
    registrars_sign(revocation)
    enter()

    assert where_it_stands(record).state is RecordState.RECORDED
    assert [one.member_id for one in names_under(desk.collection).standing] == [member.pk]


def test_a_statement_names_the_newest_roll(desk):
    """A roll that came in between makes the statement one of another day."""
    log_roll(as_of=AT.date().replace(day=1), at=soon(-1))
    record = desk.signs(desk.members[0])
    enter()

    assert codes(record) == ["signing.statement.roll"]


def test_a_seat_that_changed_meanwhile_is_asked_for_again(desk):
    """The desk's roll says something else than the one in the log: nobody signs until it is logged."""
    record = desk.signs(desk.members[0])
    GroupMembership.objects.filter(member=desk.members[0]).update(group="UL")
    enter()

    assert codes(record) == ["signing.roll.member"]


def test_a_member_who_lost_the_seat_meanwhile_does_not_sign(desk):
    """The rulebook is asked about the roll of this moment."""
    record = desk.signs(desk.members[0])
    Mandate.objects.filter(member=desk.members[0]).delete()
    enter()

    assert "declaring.member.on-roll" in codes(record)


def test_a_list_that_closed_meanwhile_takes_no_name(desk):
    """The text's state is that of the moment of entering."""
    record = desk.signs(desk.members[0])
    Collection.objects.filter(pk=desk.collection.pk).update(state="closed")
    enter()

    assert codes(record) == ["signing.list.open"]


def test_a_statement_that_waited_too_long_is_refused(desk):
    """What the member saw ten minutes ago is not signed by surprise later."""
    record = desk.signs(desk.members[0])
    enter(soon(11))

    assert codes(record) == ["signing.statement.time"]


def test_a_name_ticked_from_paper_meanwhile_stands_once(desk):
    """The first that comes stands; the other is told so."""
    member = desk.members[0]
    record = desk.signs(member)
    a_signature(collection=desk.collection, member=member, by=desk.clerk)
    enter()

    assert codes(record) == ["declaring.member.already-signed"]
    assert Signature.objects.filter(member=member).count() == 1


def test_two_statements_of_one_member_in_one_batch_count_once(desk):
    """Both were prepared before either was entered."""
    member = desk.members[0]
    first = done(desk.prepared(member))
    second = done(desk.prepared(member))
    done(desk.asserted(first, member, at=AT))
    done(desk.asserted(second, member, at=soon(1)))
    enter(soon(2))

    assert where_it_stands(first).state is RecordState.RECORDED
    assert codes(second) == ["declaring.member.already-signed"]


def test_the_database_itself_lets_nobody_stand_twice(desk):
    """Paper and passkey share one constraint, whoever writes the rows."""
    member = desk.members[0]
    record = desk.signs(member)
    enter()
    stands = Signature.objects.get(member=member)

    with pytest.raises(IntegrityError, match=ONCE), transaction.atomic():
        a_signature(collection=desk.collection, member=member, by=desk.clerk)
    stands.pk = "another"
    with pytest.raises(IntegrityError, match=ONCE), transaction.atomic():
        stands.save(force_insert=True)
    assert record.signatures.count() == 1


def test_a_batch_that_the_database_refuses_is_entered_one_by_one(desk, monkeypatch):
    """Should a question have been forgotten, the constraint answers, and the others are not held up."""
    first, second = desk.members[:2]
    wrong = desk.signs(first)
    right = desk.signs(second, at=soon(1))
    a_signature(collection=desk.collection, member=first, by=desk.clerk)
    monkeypatch.setattr(entering, "recheck", lambda *_: ())
    enter(soon(2))

    assert codes(wrong) == ["signing.signature.once"]
    assert where_it_stands(right).state is RecordState.RECORDED


@pytest.mark.parametrize("most", [1, 2, 256])
def test_grouped_or_one_by_one_the_log_is_the_same(desk, most):
    """How many share a transaction changes nothing of what is entered, in which order."""
    records = [desk.signs(member, at=soon(minute)) for minute, member in enumerate(desk.members)]
    before = LogEntry.objects.count()
    while enter(soon(5), most=most):
        pass

    indices = [where_it_stands(record).index for record in records]
    assert indices == [before, before + 1, before + 2]
    assert [one.member_id for one in Signature.objects.order_by("record__entry")] == [
        one.pk for one in desk.members
    ]


def test_a_second_sequencer_takes_over_only_from_a_silent_one(desk):
    """Whoever was taken for dead enters nothing any more."""
    record = desk.signs(desk.members[0])
    first = wait_for_lease("first", patience=0, pause=0, ended=lambda: False)
    nobody = wait_for_lease("second", patience=9, pause=0, ended=iter([False, False, True]).__next__)
    second = wait_for_lease("second", patience=0, pause=0, ended=lambda: False)

    with pytest.raises(LeaseLostError):
        enter_waiting(lease=first, at=AT)
    with pytest.raises(LeaseLostError):
        first.beat(AT)
    assert nobody is None
    assert second.term == first.term + 1
    assert where_it_stands(record).state is RecordState.WAITING
    assert enter_waiting(lease=second, at=AT) == 1


def test_a_member_withdraws_with_the_key_and_may_sign_again(desk):
    """Where the rulebook allows it; each is an entry."""
    member = desk.members[0]
    desk.signs(member)
    enter()
    desk.signs(member, act="withdraw")
    enter()
    without = [one.member_id for one in names_under(desk.collection).standing]
    desk.signs(member)
    enter()

    assert without == []
    assert [one.member_id for one in names_under(desk.collection).standing] == [member.pk]
    assert len(names_under(desk.collection).withdrawn) == 1


def test_a_replaced_key_signs_no_more_and_the_new_one_does(desk):
    """Rotation: the old key and one registrar."""
    member = desk.members[0]
    old = desk.keys[member.pk]
    new, passkey = enrolled(
        member, by=desk.clerk, replaces=old, replaced=desk.passkeys[member.pk], seed="two"
    )
    enter()
    by_old = done(desk.prepared(member))

    assert by_old.key_id == new.pk
    desk.passkeys[member.pk] = passkey
    done(desk.asserted(by_old, member))
    enter()
    assert where_it_stands(by_old).state is RecordState.RECORDED
