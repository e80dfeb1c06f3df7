"""An edition of a text that is signed through the log: names of both kinds, and a bundle that proves them."""

import io

import pytest
from django.conf import settings
from tests.server.builders import AT, a_scan
from tests.server.logged import (
    Desk,
    begin,
    clerk_signs,
    done,
    enrolled,
    enter,
    log_roll,
    refusals,
    registrars_sign,
    sequence,
    soon,
)
from tests.server.publishing_cases import DAY, LATER, ruled

from undersigned.server.actions.collecting.names import names_under
from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.collecting.papers import prepare_papers
from undersigned.server.actions.collecting.signing import confirm_names, tick_names, withdraw_name
from undersigned.server.actions.log.keeping_keys import prepare_revocation
from undersigned.server.actions.log.openings import unopened
from undersigned.server.actions.publishing import publishing_logged
from undersigned.server.actions.publishing.edition_records import prepare_edition_record
from undersigned.server.actions.publishing.generations import current
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.records.models import GroupMembership, LogEntry
from undersigned.signing.records import read_entry
from undersigned.verifying.verification import Verdict, verify

pytestmark = [pytest.mark.usefixtures("log_place"), pytest.mark.slow]
PATH = "en/concord/written-declaration/1"


@pytest.fixture(autouse=True)
def _sequenced(monkeypatch):
    """The sequencer does its work whenever publishing waits for it."""
    waited = publishing_logged.await_entry

    def entered(record, **_):
        sequence()
        return waited(record, seconds=0)

    monkeypatch.setattr(publishing_logged, "await_entry", entered)


@pytest.fixture
def desk():
    """Three names by passkey, nineteen on paper, in order and numbered."""
    begin()
    desk = Desk(members=4)
    sign_and_number(desk)
    return desk


def sign_and_number(desk):
    """Three names by passkey, nineteen on paper; then the text is in order and has its numbers."""
    for member in desk.members[:3]:
        desk.signs(member)
    enter()
    on_paper(desk, 19)
    ruled(desk.collection, by=desk.clerk)
    given = number_declaration(collection=desk.collection, on=DAY, by=desk.clerk, at=AT)
    assert isinstance(given, tuple), given


def on_paper(desk, number, *, sign=True):
    """So many names from one sheet, confirmed and signed by both clerks."""
    members = [desk.a_member(index) for index in range(number)]
    log_roll()
    enter()
    scan = a_scan(collection=desk.collection, by=desk.clerk, content=b"%%PDF %d" % number)
    keys = [f"{one.pk}@{one.mandates.get().delegation}" for one in members]
    ticked = {"keys": keys, "signed_on": AT.date(), "scan": scan, "by": desk.clerk, "at": AT}
    rows = done(tick_names(collection=desk.collection, **ticked))
    names = [one.pk for one in rows]
    done(confirm_names(collection=desk.collection, names=names, by=desk.second, at=AT))
    if sign:
        both_sign(desk)
    return rows


def both_sign(desk):
    """Both clerks sign what waits for two."""
    for record in desk.collection.records.filter(kind="paper", handed_over_at=None, refused_at=None):
        clerk_signs(record, desk.clerk, desk.clerk_passkey)
        clerk_signs(record, desk.second, desk.second_passkey)
    enter()


def signed(desk, on=DAY, notes=None):
    """The next edition, signed by a clerk and entered."""
    prepared = prepare_edition_record(collection=desk.collection, notes=notes, on=on, by=desk.clerk, at=AT)
    clerk_signs(done(prepared), desk.clerk, desk.clerk_passkey)
    enter()


def published(desk, on=DAY):
    signed(desk, on)
    return done(publish_edition(collection=desk.collection, on=on, by=desk.clerk, at=AT, seconds=0))


def bundle(path):
    return io.BytesIO(bytes(current().files.get(path=path).body.body))


def verified(path, since=None):
    """What a stranger finds who brings a trust file: the verdict, and what is not proved."""
    found = verify(bundle(path), settings.TRUST.read_bytes(), since)
    return found.verdict, [one for one in found.findings if not one.ok]


def test_an_edition_of_both_kinds_of_names_proves_itself(desk):
    """Every name with its level, and nothing unproven but that nobody outside has watched."""
    before = unopened(desk.collection).count()
    edition = published(desk)
    verdict, open_ = verified(f"{PATH}@2031-10-04.bundle.zip")

    levels = [one["level"] for one in edition.document["signatories"]]
    assert sorted(levels) == ["B"] * 3 + ["P"] * 19
    assert verdict is Verdict.VERIFIED
    assert [one.code for one in open_] == ["verifying.checkpoint.witnessed"]
    assert before > 0
    assert not unopened(desk.collection).exists()
    assert current().files.get(path=f"{PATH}@2031-10-04.bundle.zip").immutable
    assert not current().files.get(path=f"{PATH}.bundle.zip").immutable


def test_a_second_edition_goes_on_from_the_first(desk):
    """A new device, a lost one, a withdrawal, a name more: the older bundle is still there, and extended."""
    published(desk)
    member, lost = desk.members[3], desk.members[0]
    old, replaced = desk.keys[member.pk], desk.passkeys[member.pk]
    _, desk.passkeys[member.pk] = enrolled(member, replaces=old, replaced=replaced, seed="two")
    registrars_sign(done(prepare_revocation(key=desk.keys[lost.pk], reason="lost", by=None, at=AT)))
    enter()
    desk.signs(member)
    enter()
    in_clear = read_entry(bytes(LogEntry.objects.order_by("-index").first().content)).kind
    published(desk, LATER)

    verdict, open_ = verified(f"{PATH}.bundle.zip", bundle(f"{PATH}@2031-10-04.bundle.zip"))
    assert in_clear == "statement"
    assert verdict is Verdict.VERIFIED
    assert [one.code for one in open_] == ["verifying.checkpoint.witnessed"]


def test_what_goes_out_is_what_was_signed_whatever_came_meanwhile(desk):
    """A name that comes after the count belongs to the next edition."""
    signed(desk)
    desk.signs(desk.members[3])
    enter()
    edition = done(publish_edition(collection=desk.collection, on=DAY, by=desk.clerk, at=AT, seconds=0))

    assert len(edition.document["signatories"]) == 22
    assert len(names_under(desk.collection).standing) == 23
    assert verified(f"{PATH}.bundle.zip")[0] is Verdict.VERIFIED


def test_a_withdrawal_before_publication_is_opened_and_counted(desk):
    """It cannot be left out: the thread is open as a whole."""
    desk.signs(desk.members[3])
    enter()
    desk.signs(desk.members[3], act="withdraw")
    enter()
    published(desk)

    assert verified(f"{PATH}.bundle.zip")[0] is Verdict.VERIFIED
    opened = desk.collection.records.filter(kind="statement", opening__isnull=False)
    assert opened.filter(member=desk.members[3]).count() == 2


def test_without_a_signed_edition_nothing_goes_out(desk):
    """And while one waits, no other is prepared."""
    result = publish_edition(collection=desk.collection, on=DAY, by=desk.clerk, at=AT)
    signed(desk)
    again = prepare_edition_record(collection=desk.collection, on=DAY, by=desk.clerk, at=AT)

    assert refusals(result) == ["signing.edition.signed"]
    assert refusals(again) == ["signing.edition.waiting"]


def test_a_name_on_paper_is_on_the_list_once_both_clerks_have_signed(desk):
    """Confirming alone is not enough where a text is logged."""
    (row,) = on_paper(desk, 1, sign=False)
    before = row in names_under(desk.collection).waiting
    both_sign(desk)

    assert before
    assert row not in names_under(desk.collection).waiting


def test_a_name_that_is_in_the_log_goes_by_a_record_of_two_clerks(desk):
    """Until that is entered it stands."""
    (row,) = on_paper(desk, 1)
    row.refresh_from_db()
    done(withdraw_name(signature=row, reason="At her own request.", by=desk.clerk, at=soon(1)))
    row.refresh_from_db()
    still = row.withdrawn_at
    both_sign(desk)
    row.refresh_from_db()

    assert still is None
    assert row.withdrawal_reason == "At her own request."
    published(desk)
    assert verified(f"{PATH}.bundle.zip")[0] is Verdict.VERIFIED


def test_a_name_withdrawn_before_its_record_was_signed_is_in_no_record(desk):
    """The record is given up, and made anew for the others."""
    first, second = on_paper(desk, 2, sign=False)
    done(withdraw_name(signature=first, reason="Not hers.", by=desk.clerk, at=AT))
    papers = done(prepare_papers(collection=desk.collection, by=desk.clerk, at=AT))

    (record,) = papers.records
    assert record.facts["names"] == [second.pk]


def test_a_name_that_the_roll_in_the_log_seats_otherwise_is_left_out_and_named(desk):
    """It waits until the roll is logged anew."""
    first, second = on_paper(desk, 2, sign=False)
    desk.collection.records.filter(kind="paper", handed_over_at=None).update(refused_at=AT)
    GroupMembership.objects.filter(member=first.member).update(group="UL" if first.group != "UL" else "PP")
    papers = done(prepare_papers(collection=desk.collection, by=desk.clerk, at=AT))

    assert [one.particulars["name"] for one in papers.left_out] == [str(first)]
    assert [record.facts["names"] for record in papers.records] == [[second.pk]]
