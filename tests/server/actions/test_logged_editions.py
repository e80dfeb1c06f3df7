"""An edition of a text that is signed through the log: names of both kinds, and its bundle."""

import io
import zipfile

import pytest
from tests.server.builders import AT, a_scan
from tests.server.logged import Desk, begin, clerk_signs, done, enter, log_roll, sequence
from tests.server.publishing_cases import DAY as PUBLISHED_ON
from tests.server.publishing_cases import ruled

from undersigned.server.actions import publishing_logged
from undersigned.server.actions.edition_records import prepare_edition_record
from undersigned.server.actions.generations import current
from undersigned.server.actions.numbering import number_declaration
from undersigned.server.actions.publishing import publish_edition
from undersigned.server.actions.signing import confirm_names, tick_names

pytestmark = pytest.mark.usefixtures("log_place")


@pytest.fixture
def sequenced(monkeypatch):
    """The sequencer does its work whenever somebody waits for it."""

    def entered(record, **_):
        sequence()
        return waited(record, seconds=0)

    waited = publishing_logged.await_entry
    monkeypatch.setattr(publishing_logged, "await_entry", entered)


@pytest.mark.usefixtures("sequenced")
def test_an_edition_of_both_kinds_of_names_goes_out_with_its_bundle():
    """Three by passkey and nineteen on paper; every entry is opened and the bundle is there."""
    begin()
    desk = Desk(members=3)
    for member in desk.members:
        desk.signs(member)
    enter()
    on_paper(desk, 19)

    edition = published(desk)

    assert [one["level"] for one in edition.document["signatories"]].count("B") == 3
    assert [one["level"] for one in edition.document["signatories"]].count("P") == 19
    files = current().files
    bundle = files.get(path="en/concord/written-declaration/1@2031-10-04.bundle.zip")
    assert bundle.immutable
    assert files.get(path="fr/concord/written-declaration/1.bundle.zip").body_id == bundle.body_id
    with zipfile.ZipFile(io.BytesIO(bytes(bundle.body.body))) as archive:
        names = archive.namelist()
    assert len([name for name in names if name.startswith("proofs/")]) == 4
    assert {"forms/en.pdf", "lists/en.txt", "log/entries", "texts/fr.txt"} <= set(names)


def on_paper(desk, number):
    """So many names from one sheet, confirmed and signed by both clerks."""
    members = [desk.a_member(index) for index in range(number)]
    log_roll()
    enter()
    scan = a_scan(collection=desk.collection, by=desk.clerk)
    keys = [f"{one.pk}@{one.mandates.get().delegation}" for one in members]
    rows = done(
        tick_names(
            collection=desk.collection, keys=keys, signed_on=AT.date(), scan=scan, by=desk.clerk, at=AT
        )
    )
    done(confirm_names(collection=desk.collection, names=[one.pk for one in rows], by=desk.second, at=AT))
    for record in desk.collection.records.filter(kind="paper", handed_over_at=None):
        clerk_signs(record, desk.clerk, desk.clerk_passkey)
        clerk_signs(record, desk.second, desk.second_passkey)
    enter()


def published(desk, **parts):
    ruled(desk.collection, by=desk.clerk)
    given = number_declaration(collection=desk.collection, on=PUBLISHED_ON, by=desk.clerk, at=AT)
    assert isinstance(given, tuple), given
    record = done(
        prepare_edition_record(collection=desk.collection, on=PUBLISHED_ON, by=desk.clerk, at=AT, **parts)
    )
    clerk_signs(record, desk.clerk, desk.clerk_passkey)
    sequence()
    return done(publish_edition(collection=desk.collection, on=PUBLISHED_ON, by=desk.clerk, at=AT, seconds=0))
