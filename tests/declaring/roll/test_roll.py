"""The roll by day, and who a printed name may be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from tests.declaring.roll.rolls import a_group, a_mandate, a_member, a_name, a_roll, days, periods

from undersigned.declaring.roll.members import PeriodError, Role
from undersigned.declaring.roll.roll import RollError

DAY = date(2026, 10, 9)
BEFORE = date(2024, 1, 21)


def test_a_period_holds_its_first_day_and_not_its_last():
    """Half-open: who leaves on a day no longer sits on it."""
    mandate = a_mandate(from_=date(2024, 1, 22), until=DAY)
    roll = a_roll(a_member(mandates=(mandate,)))

    assert not roll.on(BEFORE)
    assert roll.on(date(2024, 1, 22))
    assert roll.on(DAY - timedelta(days=1))
    assert not roll.on(DAY)


@given(periods(), days)
def test_no_day_lies_in_two_periods_that_do_not_meet(spans, day):
    """What `meets` says of two periods is what their days say."""
    holding = [span for span in spans if span.holds(day)]

    assert all(one.meets(other) for one in holding for other in holding)
    assert len(holding) <= 1


def test_a_period_without_a_day_cannot_be_made():
    """Until the first day is never a period."""
    with pytest.raises(PeriodError):
        a_mandate(from_=DAY, until=DAY)


def test_a_group_changes_while_the_mandate_goes_on():
    """The group is that of the day, never of the person."""
    groups = (a_group("LIB", until=DAY), a_group("UL", from_=DAY))
    roll = a_roll(a_member(groups=groups))

    assert [seat.group for seat in roll.on(DAY - timedelta(days=1))] == ["LIB"]
    assert [seat.group for seat in roll.on(DAY)] == ["UL"]


def test_a_gap_is_a_day_without_a_seat():
    """Between two mandates nobody sits, and a group missing on a day is nothing and not a guess."""
    seats = (a_mandate(until=date(2025, 1, 1)), a_mandate(from_=date(2026, 1, 1)))
    roll = a_roll(a_member(mandates=seats, groups=()))

    assert not roll.on(date(2025, 6, 1))
    assert [seat.group for seat in roll.on(DAY)] == [None]


@pytest.mark.parametrize(
    "member",
    [
        a_member(mandates=(a_mandate(), a_mandate(from_=DAY, role=Role.SUBSTITUTE))),
        a_member(groups=(a_group("LIB"), a_group("UL", from_=DAY))),
        a_member(mandates=(), groups=()),
        a_member(mandates=(a_mandate(substitute_for="m1"),)),
        a_member(mandates=(a_mandate(substitute_for="nobody"),)),
        a_member(name=a_name(family="AKES\nDAL")),
        a_member(name=a_name(family=" ÅKESDAL")),
        a_member(name=a_name(given="")),
        a_member(aliases=(a_name(family="ÅKES, DAL"),)),
        a_member(aliases=(a_name(honorific="Ms"),)),
        a_member(mandates=(a_mandate(from_=DAY), a_mandate(until=DAY))),
    ],
)
def test_a_roll_that_breaks_a_rule_cannot_be_made(member):
    """Overlaps, members without a day, stand-ins for nobody, names that no row could carry."""
    with pytest.raises(RollError):
        a_roll(member)


def test_one_id_is_one_member():
    """A second member with the same id is a fault."""
    with pytest.raises(RollError):
        a_roll(a_member("m1"), a_member("m1"))


def test_two_mandates_in_two_delegations_are_two_seats():
    """Only within one delegation do mandates exclude each other."""
    roll = a_roll(a_member(mandates=(a_mandate("XA"), a_mandate("XB"))))

    assert [seat.delegation for seat in roll.on(DAY)] == ["XA", "XB"]


# ---- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed", [a_name("ÅKESDAL"), a_name("Åkesdal"), a_name("A\u030aKESDAL"), a_name("ÅKESDAL", "Ingrid ")]
)
def test_a_name_with_the_same_letters_is_the_member(printed):
    """Case, the way a letter is composed and odd spaces make no other name."""
    assert a_roll().find(printed, "XA", DAY).only.member == "m1"


def test_an_alias_is_as_good_as_the_name():
    """The spelling that lists print finds the member."""
    roll = a_roll(a_member(aliases=(a_name("AAKESDAL"),)))

    assert roll.find(a_name("AAKESDAL"), "XA", DAY).only.member == "m1"


def test_homonyms_are_both_given():
    """Two members of one name in one delegation: nobody chooses between them."""
    found = a_roll(a_member("m1"), a_member("m2")).find(a_name(), "XA", DAY)

    assert [seat.member for seat in found.matches] == ["m1", "m2"]
    assert found.only is None


@pytest.mark.parametrize(
    ("printed", "country", "day"),
    [
        (a_name("AKESDAL"), "XA", DAY),
        (a_name("Åkesdahl"), "XA", DAY),
        (a_name("ÅKESDAL", "Ida"), "XA", DAY),
        (a_name("ÅKESDAL", None), "XA", DAY),
        (a_name("ÅKESDAL HOLM"), "XA", DAY),
        (a_name(), "XB", DAY),
        (a_name(), None, DAY),
        (a_name(), "XA", BEFORE),
    ],
)
def test_a_name_that_is_merely_close_is_a_candidate(printed, country, day):
    """Without marks, misspelt, another given or second name, elsewhere, too early: a person must look."""
    found = a_roll().find(printed, country, day)

    assert not found.matches
    assert [one.member.id for one in found.candidates] == ["m1"]


def test_a_stranger_is_nobody():
    """A name that is not close to any has neither match nor candidate."""
    found = a_roll().find(a_name("MERRIDEW", "Ottilie"), "XA", DAY)

    assert not found.matches
    assert not found.candidates


def test_a_homonym_in_another_delegation_stays_a_candidate():
    """The match of one delegation hides nobody of the same name in another."""
    roll = a_roll(a_member("m1"), a_member("m2", mandates=(a_mandate("XB"),)))
    found = roll.find(a_name(), "XA", DAY)

    assert found.only.member == "m1"
    assert [one.member.id for one in found.candidates] == ["m2"]
