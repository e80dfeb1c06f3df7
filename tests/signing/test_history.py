"""What stands along the log: signed once, withdrawn, doubled, contested; by which roll."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.builders import CLERKS, Acts, a_contest, a_roll, a_statement, hashed
from tests.simulators.passkey import SoftwarePasskey
from tests.simulators.registrars import KNOWN, by_registrars

from undersigned.log.notes import SignatureLine
from undersigned.signing.history import Act, acts_of, contests_of, newest_roll, rolls_of, standing
from undersigned.signing.records import Record

ONE, TWO = SoftwarePasskey(holder="m-1"), SoftwarePasskey(holder="m-2")
NEW = SoftwarePasskey(holder="m-1", seed="new")


def a_log() -> Acts:
    """Clerks and two members are enrolled: entries 0 to 3."""
    acts = Acts()
    for key in (*CLERKS, ONE, TWO):
        acts.enrol(key)
    return acts


def stands(acts: Acts, below: int | None = None):
    return standing(acts_of(acts.shown(), "d-1", acts.keys()), below)


def contests(acts: Acts):
    return contests_of(acts.shown(), "d-1", acts.keys(), KNOWN)


def test_who_signs_stands_and_who_withdraws_does_not():
    """In the order of the log; below an index, what was then."""
    acts = a_log()
    acts.sign(ONE)
    acts.sign(TWO)
    index = acts.sign(ONE, act="withdraw")

    assert list(stands(acts, index).names) == ["m-1", "m-2"]
    assert list(stands(acts).names) == ["m-2"]
    assert list(stands(acts).withdrawn) == ["m-1"]


def test_who_comes_back_stands_and_has_not_withdrawn():
    """The last act counts."""
    acts = a_log()
    for act in ("sign", "withdraw", "sign"):
        acts.sign(ONE, act=act)

    assert (list(stands(acts).names), dict(stands(acts).withdrawn)) == (["m-1"], {})


def test_a_name_stands_once_by_whatever_method():
    """By key and on paper, the second is told and not counted."""
    acts = a_log()
    acts.sign(ONE)
    acts.enter("m-1", "m-3")
    acts.sign(ONE)
    result = stands(acts)

    assert [(member, act.level) for member, act in result.names.items()] == [("m-1", "B"), ("m-3", "P")]
    assert [(act.index, act.on_paper) for act in result.doubled] == [(5, True), (6, False)]


def test_nobody_withdraws_what_does_not_stand():
    """It changes nothing, and is told."""
    acts = a_log()
    acts.sign(ONE, act="withdraw")
    acts.sign(TWO)

    assert [act.member for act in stands(acts).groundless] == ["m-1"]
    assert (list(stands(acts).names), dict(stands(acts).withdrawn)) == (["m-2"], {})


def test_other_declarations_are_others():
    """Acts are told by the declaration that they are about."""
    acts = a_log()
    acts.sign(ONE, declaration="d-2")

    assert stands(acts).names == {}


def test_a_statement_under_an_unknown_key_has_no_level():
    """Nothing is known of it."""
    acts = a_log()
    acts.sign(NEW)
    (act,) = acts_of(acts.shown(), "d-1", acts.keys())

    assert (act.key, act.level, act.day) == (None, None, a_statement().values["day"])


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["m-1", "m-2", "m-3"]), st.booleans())))
def test_every_act_has_one_consequence(drawn):
    """Names that stand, withdrawals, doubles and groundless ones are all acts there are."""
    acts = [
        Act(index=index, record=Record(text=a_statement()), member=member, name="A", signs=signs)
        for index, (member, signs) in enumerate(drawn)
    ]
    result = standing(acts)
    last = dict(drawn)
    counted = [act for act in acts if act not in (*result.doubled, *result.groundless)]

    assert not result.names.keys() & result.withdrawn.keys()
    assert all(last[member] for member in result.names)
    for member in last:
        turns = [act.signs for act in counted if act.member == member]
        assert turns == [place % 2 == 0 for place in range(len(turns))]


# ---- contests ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contest", "signed"),
    [
        (by_registrars(a_contest()), True),
        (by_registrars(a_contest(), 1), False),
        (NEW.sign(Record(text=a_contest())), True),
        (ONE.sign(Record(text=a_contest())), False),
        (TWO.sign(Record(text=a_contest())), False),
        (NEW.sign(Record(text=a_contest()), flags=0), False),
        (NEW.sign(Record(text=a_contest(entry=77))), True),
    ],
    ids=["registrars", "one-registrar", "new-key", "same-key", "stranger", "wrong", "no-such-entry"],
)
def test_a_member_contests_with_another_key(contest, signed):
    """Or two registrars do; the name stands all the same."""
    acts = a_log()
    acts.enrol(NEW)
    acts.sign(ONE)
    acts.log(contest)
    (found,) = contests(acts)

    assert (found.signed, found.member, found.index) == (signed, "m-1", 6)
    assert found.reason == "The device was not with me that day"
    assert list(stands(acts).names) == ["m-1"]


def test_what_a_suspect_key_signed_is_contested():
    """From the index that the revocation names on, and only its own entries."""
    acts = a_log()
    acts.sign(TWO)
    index = acts.sign(ONE)
    acts.revoke(ONE, reason="compromised", suspect_from=index)
    acts.revoke(TWO, reason="lost")

    assert [(one.entry, one.member, one.reason) for one in contests(acts)] == [(index, "m-1", "compromised")]


# ---- rolls ---------------------------------------------------------------------------------------


def test_the_newest_signed_roll_of_the_assembly_is_the_roll():
    """Below an index; one of another assembly, by one registrar, or with a wrong line, is none."""
    acts = Acts()
    acts.log(by_registrars(a_roll(roll=hashed("one"))))
    acts.log(by_registrars(a_roll(roll=hashed("two")), 2, 3))
    acts.log(by_registrars(a_roll(roll=hashed("three")), 1))
    acts.log(by_registrars(a_roll(roll=hashed("four"), assembly="coalition")))
    wrong = SignatureLine(name=KNOWN[2].name, key_id=KNOWN[2].key_id, signature=bytes(64))
    acts.log(by_registrars(a_roll(roll=hashed("five"))).signed(wrong))
    rolls = rolls_of(acts.shown(), KNOWN)

    assert [roll.signed for roll in rolls] == [True, True, False, True, False]
    assert newest_roll(rolls, "concord", 0) is None
    assert newest_roll(rolls, "concord", 1).digest == hashed("one")
    assert newest_roll(rolls, "concord", 9).digest == hashed("two")
