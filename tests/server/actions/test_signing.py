"""Collecting on paper: every way in which a name comes on to the list, or does not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from tests.server.builders import AT, DAY, a_collection, a_member, a_scan, a_signature, a_user

from undersigned.server.actions.collecting.names import names_under
from undersigned.server.actions.collecting.signing import (
    confirm_names,
    name_first_signer,
    take_back_tick,
    tick_names,
    withdraw_name,
)
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import Act, GroupMembership, Mandate, Signature

LATER = AT + timedelta(days=3)


def key(member, delegation="XA"):
    return f"{member.pk}@{delegation}"


def tick(collection, *members, by, scan=None, on=DAY, at=AT):
    keys = [member if isinstance(member, str) else key(member) for member in members]
    return tick_names(collection=collection, keys=keys, signed_on=on, scan=scan, by=by, at=at)


def confirm(collection, *names, by):
    return confirm_names(collection=collection, names=[one.pk for one in names], by=by, at=AT)


def codes(refusal):
    assert isinstance(refusal, Refusal)
    return [one.code for one in refusal.findings]


def test_a_tick_keeps_the_seat_and_the_group_of_the_day(clerk):
    """Name, delegation, role and group are those of the day of signing, whatever the roll says later."""
    collection, member = a_collection(), a_member(family="ÅBERG", given="Ada", group="PP")

    (row,) = tick(collection, member, by=clerk)

    member.groups.update(group="SOC")
    row.refresh_from_db()
    assert (row.family, row.given, row.delegation, row.group, row.role) == (
        *("ÅBERG", "Ada", "XA", "PP", "representative"),
    )
    act = Act.objects.get(kind="names-ticked")
    assert (act.by, act.at, act.particulars["names"]) == (clerk, AT, [row.pk])


def test_a_member_whose_group_changed_between_two_signatures_keeps_each_days_group(clerk):
    """Two texts signed on two days show two groups."""
    member = a_member(group=None)
    GroupMembership.objects.create(member=member, group="LIB", from_on=date(2030, 1, 1), until_on=DAY)
    GroupMembership.objects.create(member=member, group="UL", from_on=DAY)
    before = a_collection(opened_on=DAY - timedelta(days=5))

    (earlier,) = tick(before, member, by=clerk, on=DAY - timedelta(days=1))
    (later,) = tick(a_collection(), member, by=clerk)

    assert (earlier.group, later.group) == ("LIB", "UL")


def test_a_name_ticked_twice_is_refused_by_name(clerk, second_clerk):
    """The second tick says who is on the list already; the first stays."""
    collection, member = a_collection(), a_member(family="MARSK", given="Olav")
    tick(collection, member, by=clerk)

    refused = tick(collection, member, by=second_clerk)

    assert codes(refused) == ["declaring.member.already-signed"]
    assert refused.findings[0].particulars["by"] == ("MARSK Olav",)
    assert collection.signatures.count() == 1


def test_a_name_twice_in_one_act_is_refused_and_nothing_is_kept(clerk):
    """All names of an act are ticked, or none."""
    collection, member, other = a_collection(), a_member(), a_member()

    assert codes(tick(collection, other, member, member, by=clerk)) == ["declaring.member.already-signed"]
    assert not collection.signatures.exists()


def test_a_member_without_a_seat_that_day_is_refused(clerk):
    """Neither somebody who has left nor somebody who has not come yet."""
    left, coming = a_member(), a_member(from_on=DAY + timedelta(days=1))
    left.mandates.update(until_on=DAY)

    refused = tick(a_collection(), left, coming, by=clerk)

    assert codes(refused) == ["declaring.member.on-roll", "declaring.member.on-roll"]
    assert not Signature.objects.exists()


def test_an_observer_appears_and_does_not_count(clerk, second_clerk):
    """The name is on the list; the number that counts is without it."""
    collection = a_collection()
    member, observer = a_member(), a_member(delegation="XQ", role="observer", group=None)
    scan = a_scan(collection=collection, by=clerk)

    rows = tick(collection, member, key(observer, "XQ"), by=clerk, scan=scan)
    confirm(collection, *rows, by=second_clerk)

    names = names_under(collection)
    signatories = next(one for one in names.confirmed_only if one.code == "declaring.list.signatories")
    assert len(names.standing) == 2
    assert signatories.particulars["value"] == 1


def test_a_partner_may_not_sign_where_the_rule_does_not_name_partners(clerk):
    """The rulebook of the Concord lets representatives, substitutes and observers appear."""
    partner = a_member(delegation="XR", role="partner", group=None)

    assert codes(tick(a_collection(), key(partner, "XR"), by=clerk)) == ["declaring.member.role"]


@pytest.mark.parametrize("days", [-1, 1], ids=["before-opening", "in-the-future"])
def test_nobody_signs_before_the_text_is_open_or_in_the_future(clerk, days):
    """The day of signing lies between opening and today."""
    refused = tick(a_collection(), a_member(), by=clerk, on=DAY + timedelta(days=days))

    assert codes(refused) == ["signing.paper.day"]


@pytest.mark.parametrize("state", ["closed", "lapsed", "withdrawn", "refused", "draft"])
def test_no_name_is_added_to_a_list_that_is_closed(clerk, state):
    """A final state, or a text taken back, takes no names."""
    assert "signing.list.open" in codes(tick(a_collection(state=state), a_member(), by=clerk))


def test_no_name_is_added_after_the_window_closed(clerk):
    """Tabled in June 2026, the list closes with the part-session of October."""
    collection = a_collection(opened_on=date(2026, 6, 1), tabled_on=date(2026, 6, 23), state="published")
    member = a_member(from_on=date(2025, 1, 1))

    last, too_late = date(2026, 10, 9), date(2026, 10, 10)

    assert codes(tick(collection, member, by=clerk, on=too_late)) == ["declaring.window.open"]
    assert not isinstance(tick(collection, member, by=clerk, on=last), Refusal)


def test_somebody_who_is_nobody_is_refused(clerk):
    """A key that a form made up names no member."""
    assert codes(tick(a_collection(), "nobody@XA", by=clerk)) == ["signing.paper.known"]
    assert codes(tick(a_collection(), by=clerk)) == ["signing.paper.members"]


def test_a_member_with_two_seats_signs_for_the_one_that_was_chosen(clerk):
    """Two delegations on one day: the key says which."""
    member = a_member()
    Mandate.objects.create(member=member, delegation="XB", role="representative", from_on=date(2030, 1, 1))

    (row,) = tick(a_collection(), key(member, "XB"), by=clerk)

    assert row.delegation == "XB"


def test_a_key_made_before_the_day_was_changed_takes_the_only_seat(clerk):
    """The page showed another day's delegation; the one seat of the day of signing is meant."""
    member = a_member(delegation="XC")

    (row,) = tick(a_collection(), key(member, "XB"), by=clerk)

    assert row.delegation == "XC"


def test_the_same_clerk_never_confirms_herself(clerk, second_clerk):
    """Refused in words here, by the database below."""
    collection = a_collection()
    (row,) = tick(collection, a_member(), by=clerk, scan=a_scan(collection=collection, by=clerk))

    assert codes(confirm(collection, row, by=clerk)) == ["signing.paper.second-clerk"]
    confirm(collection, row, by=second_clerk)

    row.refresh_from_db()
    assert (row.confirmed_by, row.confirmed_at) == (second_clerk, AT)


def test_one_own_tick_among_many_confirms_none(clerk, second_clerk):
    """A batch is confirmed whole or not at all."""
    collection = a_collection()
    scan = a_scan(collection=collection, by=clerk)
    (own,) = tick(collection, a_member(), by=second_clerk, scan=scan)
    (other,) = tick(collection, a_member(), by=clerk, scan=scan)

    assert codes(confirm(collection, own, other, by=second_clerk)) == ["signing.paper.second-clerk"]
    assert not collection.signatures.exclude(confirmed_at=None).exists()


def test_a_tick_without_a_scan_waits_and_cannot_be_confirmed(clerk, second_clerk):
    """The name is kept, counts for nothing yet, and says what it waits for."""
    collection = a_collection()
    (row,) = tick(collection, a_member(), by=clerk)

    assert codes(confirm(collection, row, by=second_clerk)) == ["signing.paper.scan"]
    assert names_under(collection).without_scan == (row,)


def test_confirming_twice_changes_nothing(clerk, second_clerk):
    """Two colleagues press at once: the first confirmation stays."""
    collection = a_collection()
    (row,) = tick(collection, a_member(), by=clerk, scan=a_scan(collection=collection, by=clerk))
    confirm(collection, row, by=second_clerk)

    assert confirm(collection, row, by=a_user()) == (row,)

    row.refresh_from_db()
    assert row.confirmed_by == second_clerk
    assert Act.objects.filter(kind="names-confirmed").count() == 1


def test_a_name_of_another_text_is_not_confirmed_by_the_way(clerk, second_clerk):
    """Names are looked for under their own text only."""
    collection = a_collection()
    row = a_signature(collection=a_collection(), member=a_member(), by=clerk)

    assert codes(confirm(collection, row, by=second_clerk)) == ["signing.paper.known"]


def test_a_wrong_tick_is_taken_back_with_a_reason_and_may_be_ticked_again(clerk):
    """It was never a name: neither standing nor withdrawn."""
    collection, member = a_collection(), a_member()
    (row,) = tick(collection, member, by=clerk)

    assert codes(take_back_tick(signature=row, reason=" ", by=clerk, at=AT)) == ["signing.paper.reason"]
    done = take_back_tick(signature=row, reason="Read the wrong line.", by=clerk, at=AT)

    assert done.withdrawal_reason == "Read the wrong line."
    names = names_under(collection)
    assert (names.standing, names.withdrawn) == ((), ())
    assert not isinstance(tick(collection, member, by=clerk), Refusal)
    assert codes(take_back_tick(signature=row, reason="Again.", by=clerk, at=AT)) == ["signing.paper.stands"]


def test_a_confirmed_name_is_withdrawn_and_not_taken_back(clerk, second_clerk):
    """It stays to be seen, with the ground."""
    collection = a_collection()
    (row,) = tick(collection, a_member(), by=clerk, scan=a_scan(collection=collection, by=clerk))

    early = withdraw_name(signature=row, reason="Her letter.", by=clerk, at=AT)
    confirm(collection, row, by=second_clerk)
    late = take_back_tick(signature=row, reason="Wrong line.", by=clerk, at=AT)
    withdrawn = withdraw_name(signature=row, reason="Her letter of today.", by=clerk, at=AT)

    assert codes(early) == ["signing.paper.confirmed"]
    assert codes(late) == ["signing.paper.unconfirmed"]
    assert names_under(collection).withdrawn == (withdrawn,)


def test_a_name_is_not_withdrawn_after_the_list_closed(clerk, second_clerk):
    """The rule of the Concord allows it until closing."""
    collection = a_collection(opened_on=date(2026, 6, 1), tabled_on=date(2026, 6, 23))
    row = a_signature(
        collection=collection,
        member=a_member(),
        by=clerk,
        scan=a_scan(collection=collection, by=clerk),
        confirmed_at=AT,
        confirmed_by=second_clerk,
    )

    refused = withdraw_name(signature=row, reason="Her letter.", by=clerk, at=AT)

    assert codes(refused) == ["declaring.withdrawal.allowed"]


def test_the_first_signer_stands_first_until_an_edition_is_out(clerk):
    """Then the others by the assembly's alphabet."""
    collection = a_collection()
    names = [a_member(family=family) for family in ("ZORN", "ØDEGÅRD", "De WITTE", "ABEL")]
    rows = tick(collection, *names, by=clerk)

    name_first_signer(signature=rows[2], by=clerk, at=LATER)

    collection.refresh_from_db()
    listed = [one.family for one in names_under(collection).standing]
    assert listed == ["De WITTE", "ABEL", "ØDEGÅRD", "ZORN"]


def test_a_text_whose_rulebook_is_gone_takes_no_names(clerk):
    """Without the rules nobody can be asked about."""
    collection = a_collection(rulebook="concord/written-declaration/1999-01-01")

    assert codes(tick(collection, a_member(), by=clerk)) == ["signing.rulebook.found"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_tick_one_name_and_it_stands_once():
    """Each waits for the one before; seven are told who is on the list already."""
    collection, member, clerks = a_collection(), a_member(), [a_user() for _ in range(8)]
    together = Barrier(len(clerks))

    def act(clerk):
        together.wait()
        try:
            return tick(collection, member, by=clerk)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clerks)) as pool:
        answers = list(pool.map(act, clerks))

    refused = [one for one in answers if isinstance(one, Refusal)]
    assert len(refused) == 7
    assert {code for one in refused for code in codes(one)} == {"declaring.member.already-signed"}
    assert collection.signatures.count() == 1
