"""A member signs electronically: what is prepared, what is taken, what stands afterwards."""

import pytest
from tests.server.builders import AT, a_collection, a_scan
from tests.server.logged import Desk, begin, done, enrolled, enter, refusals, sequence

from undersigned.server.actions.collecting.entitlement import ground
from undersigned.server.actions.collecting.inviting import invite_to_sign
from undersigned.server.actions.collecting.names import names_under
from undersigned.server.actions.collecting.own_word import state
from undersigned.server.actions.collecting.readiness import is_logged
from undersigned.server.actions.collecting.signing import tick_names
from undersigned.server.actions.collecting.stating import prepare_contest, take_contest, take_statement
from undersigned.server.actions.log.handing_over import RecordState, where_it_stands
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.shown.sheets import sheet_of
from undersigned.server.records.mapping.signing import text_of
from undersigned.signing.passkeys import challenge
from undersigned.signing.records import read_entry

pytestmark = pytest.mark.usefixtures("log_place")


@pytest.fixture
def desk():
    begin()
    return Desk(members=2)


def test_a_member_signs_and_stands_on_the_list_with_her_level(desk):
    """From the invitation to a name on the list, by nothing but actions and the sequencer."""
    member = desk.members[0]
    record = desk.signs(member)
    before = where_it_stands(record).state
    enter()

    names = names_under(desk.collection)
    assert before is RecordState.WAITING
    assert where_it_stands(record).state is RecordState.RECORDED
    assert [(one.member_id, one.level, one.method) for one in names.standing] == [(member.pk, "B", "passkey")]
    assert not names.waiting
    assert sequence()


def test_a_page_is_stated_once_and_in_clear(desk):
    """The operator's word about what is served; the same words again are the same entry."""
    words = {"kind": "page", "version": "2026.1", "digest": "a" * 64}
    first = done(state(**words, by=desk.clerk, at=AT))
    enter()
    again = done(state(**words, by=desk.clerk, at=AT))
    first.refresh_from_db()

    assert first == again
    assert read_entry(bytes(first.entry.content)).kind == "page"


def test_a_statement_is_refused_with_the_code_of_what_is_wrong(desk):
    """Another origin, nobody checked, another key: each its own question; nothing is handed over."""
    member, other = desk.members
    record = done(desk.prepared(member))
    wrong = {
        "signing.assertion.context": desk.asserted(record, member, origin="https://elsewhere.example"),
        "signing.assertion.flags": desk.asserted(record, member, flags=0x01),
        "signing.assertion.signature": take_statement(
            record=record, assertion=desk.passkeys[other.pk].asserts(challenge(text_of(record))), at=AT
        ),
    }

    assert {code: refusals(result) for code, result in wrong.items()} == {code: [code] for code in wrong}
    assert where_it_stands(record).state is RecordState.PREPARED


def test_a_statement_is_taken_once(desk):
    """The second time it is no longer open; nor is its invitation once it is entered."""
    member = desk.members[0]
    invitation = desk.invitation(member)
    record = done(desk.prepared(member, invitation=invitation))
    done(desk.asserted(record, member))
    again = desk.asserted(record, member)
    enter()
    after = desk.prepared(member, invitation=invitation)

    assert refusals(again) == ["signing.record.open"]
    assert refusals(after) == ["signing.invitation.holds"]


def test_who_has_signed_by_passkey_is_neither_ticked_nor_asked_again(desk):
    """Nor is there a line for the member on the signature sheet."""
    member = desk.members[0]
    desk.signs(member)
    enter()
    scan = a_scan(collection=desk.collection, by=desk.clerk)
    key = f"{member.pk}@{member.mandates.get().delegation}"
    ticked = tick_names(
        collection=desk.collection, keys=[key], signed_on=AT.date(), scan=scan, by=desk.clerk, at=AT
    )
    names = [
        line.name.family
        for delegation in sheet_of(desk.collection, AT.date(), "en").delegations
        for line in delegation.lines
    ]

    assert refusals(ticked) == ["declaring.member.already-signed"]
    assert refusals(desk.prepared(member)) == ["declaring.member.already-signed"]
    assert member.family not in names
    assert desk.members[1].family in names


def test_without_a_key_nobody_is_invited(desk):
    """There is nothing to sign with."""
    result = invite_to_sign(
        collection=desk.collection,
        member=desk.a_member(0),
        secret="s",
        address="http://sign.localhost/",
        email=None,
        language="en",
        by=desk.clerk,
        at=AT,
    )

    assert refusals(result) == ["signing.key.enrolled"]


def test_a_signature_is_contested_with_another_key_of_the_member(desk):
    """Not with the one that is contested; the signature stays."""
    member = desk.members[0]
    record = desk.signs(member)
    enter()
    second, passkey = enrolled(member, seed="two")
    enter()
    record.refresh_from_db()
    own = prepare_contest(record=record, reason="I did not sign.", key=desk.keys[member.pk], at=AT)
    contest = done(prepare_contest(record=record, reason="I did not sign.", key=second, at=AT))
    done(take_contest(record=contest, assertion=passkey.asserts(challenge(text_of(contest))), at=AT))
    enter()

    assert refusals(own) == ["signing.contest.key"]
    assert where_it_stands(contest).state is RecordState.RECORDED
    assert [one.member_id for one in names_under(desk.collection).standing] == [member.pk]


def test_a_text_that_was_opened_without_a_log_stays_on_paper(log_place):
    """Nothing is logged of it, and paper works as ever."""
    assert log_place
    collection = a_collection()
    begin()

    assert not is_logged(collection)
    assert isinstance(ground(collection, []), Refusal)
