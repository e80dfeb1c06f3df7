"""What a new roll would change."""

import json
from datetime import date

from hypothesis import given, settings
from tests.declaring.roll.rolls import a_group, a_mandate, a_member, a_name, a_roll, days, rolls

from undersigned.declaring.roll.difference import difference
from undersigned.declaring.roll.members import Role

DAY = date(2026, 10, 9)


def changes(before, after):
    found = difference(a_roll(before), a_roll(after), DAY)
    assert not found.new
    assert not found.gone
    return [(change.what, change.before, change.after) for change in found.changed]


def test_a_new_member_and_a_gone_one_are_told_apart():
    """A new id is a new member even under the same name: nobody is recognised by a machine."""
    found = difference(a_roll(a_member("m1")), a_roll(a_member("m2")), DAY)

    assert [seat.member for seat in found.new] == ["m2"]
    assert [seat.member for seat in found.gone] == ["m1"]


def test_what_reads_otherwise_is_named():
    """Group, role and name, each with before and after."""
    before = a_member()

    assert changes(before, a_member(groups=(a_group("UL"),))) == [("group", "LIB", "UL")]
    assert changes(before, a_member(groups=())) == [("group", "LIB", None)]
    assert changes(before, a_member(mandates=(a_mandate(role=Role.SUBSTITUTE),))) == [
        ("role", "representative", "substitute")
    ]
    assert changes(before, a_member(name=a_name("ÅKESDAHL"))) == [
        ("name", "ÅKESDAL Ingrid", "ÅKESDAHL Ingrid")
    ]


def test_a_difference_on_another_day_is_not_lost():
    """A past mandate that is corrected shows, though the day's seats agree."""
    after = a_member(mandates=(a_mandate(from_=date(2020, 1, 1)),))
    found = difference(a_roll(), a_roll(after), DAY)

    assert not [*found.new, *found.gone, *found.changed]
    assert [member.id for member in found.other_days] == ["m1"]
    assert not found.nothing


def test_a_difference_is_plain_data():
    """What the screen and a script are given: JSON and back is the same."""
    found = difference(a_roll(a_member("m1")), a_roll(a_member("m1", groups=(a_group("UL"),))), DAY).as_data()

    assert json.loads(json.dumps(found)) == found
    assert found["changed"] == [
        {"member": "m1", "delegation": "XA", "what": "group", "before": "LIB", "after": "UL"}
    ]


@settings(max_examples=25)
@given(rolls(), days)
def test_a_roll_does_not_differ_from_itself(roll, day):
    """Nothing is new, gone or changed."""
    assert difference(roll, roll, day).nothing


@settings(max_examples=25)
@given(rolls(), rolls(), days)
def test_there_and_back_swap_new_and_gone(one, other, day):
    """The same difference seen from the other side."""
    there, back = difference(one, other, day), difference(other, one, day)

    assert set(there.new) == set(back.gone)
    assert {(c.member, c.what, c.before, c.after) for c in there.changed} == {
        (c.member, c.what, c.after, c.before) for c in back.changed
    }
