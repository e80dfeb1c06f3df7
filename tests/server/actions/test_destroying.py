"""A person's data destroyed on request: tombstones that name nobody, and everything public still checks."""

import contextlib
import json
import os
import sqlite3
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from tests.server.builders import AT, a_collection, a_user
from tests.server.evidence import TODAY, a_source, a_table, brought, people_rows, subject, taken_in

from undersigned.counting.card import card_of
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.evidence.confidentiality import Level
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.server.actions.counting import outgoing
from undersigned.server.actions.evidence import consenting, deciding, destroying, lists, shredding, taking_in
from undersigned.server.actions.followup import following
from undersigned.server.actions.followup.followed_things import followed_things
from undersigned.server.records import emptying, store
from undersigned.server.records.key_ring import DataFolderRing, KeyRingError
from undersigned.server.records.models import (
    CaseRow,
    ClaimTombstone,
    ClaimValue,
    DecisionReason,
    EvidenceImport,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    LinkDecision,
    Sameness,
)

EVE = Question(unit=Unit.PERSONS, from_=date(2026, 9, 20), until=date(2026, 9, 21))
ROWS = (
    (1, "Zarina Testova", "07.03.1991", "20.09.2026", "Quay", "fine", "+999 555 321"),
    *people_rows(5, first=2),
)


def destroyed(key, by):
    return destroying.destroy_person(
        subject=subject("watch", key), reason="asked for", on=TODAY, by=by, at=AT
    )


def test_tombstones_remain_and_name_nobody(monitor):
    """Every claim of the row and what pointed at it; the values, the key and the list are gone."""
    held = taken_in(a_table(*ROWS), by=monitor)
    one = subject("watch", 1)
    number = KeptClaim.objects.filter(subject=one).count()

    assert destroyed(1, monitor) == destroying.Destruction(claims=number)

    stones = ClaimTombstone.objects.all()
    assert {(stone.reason, stone.destroyed_on) for stone in stones} == {("asked for", TODAY)}
    assert len(stones) == number
    everything = json.dumps(list(ClaimValue.objects.values_list("said", flat=True)), ensure_ascii=False)
    assert "Zarina" not in everything
    assert "1991" not in everything
    one.refresh_from_db()
    assert (one.public_id, one.destroyed_at) == (None, AT)
    assert not CaseRow.objects.filter(pk=one.pk).exists()
    assert CaseRow.objects.count() == 5
    held.capture.refresh_from_db()
    assert held.capture.destroyed_at == AT
    assert lists.file_name_of(held) == ""
    with pytest.raises(KeyRingError):
        DataFolderRing().new_key(one.pk)


def test_the_list_read_again_brings_nothing_of_them_back(monitor):
    """Neither the same bytes nor a newer edition that says something else of the row."""
    taken_in(a_table(*ROWS), by=monitor)
    destroyed(1, monitor)
    before = KeptClaim.objects.count()

    again = taken_in(a_table(*ROWS), by=monitor)
    other = taken_in(a_table((1, "Zarina T.", "", "21.09.2026"), *people_rows(6, first=2)), by=monitor)

    assert again.state == other.state == "done"
    assert (
        KeptClaim.objects.filter(subject__destroyed_at__isnull=False).count()
        == ClaimTombstone.objects.count()
    )
    assert KeptClaim.objects.count() > before
    assert "Zarina" not in json.dumps(list(ClaimValue.objects.values_list("said", flat=True)))


def test_all_rows_that_are_this_person_go_and_the_reasons_with_them(monitor, clerk):
    """Also what was entered of what became of them; the decisions themselves stay, without their words."""
    taken_in(a_table(*ROWS), by=monitor)
    taken_in(a_table(*people_rows(3)), by=monitor, source="line")
    deciding.decide(
        one=subject("watch", 1),
        other=subject("line", 1),
        what=Sameness.SAME,
        why="Zarina is written otherwise there",
        by=monitor,
        at=AT,
    )
    following.follow(collection=a_collection(by=clerk), subject=subject("line", 1), by=monitor, at=AT)
    following.keep_outcome(
        subject=subject("line", 1),
        source=EvidenceSource.objects.get(pk="watch"),
        said={"what": "charged", "on": TODAY},
        place="",
        level=Level.RESTRICTED,
        today=TODAY,
        by=monitor,
        at=AT,
    )

    destroyed(1, monitor)

    assert EvidenceSubject.objects.exclude(destroyed_at=None).count() == 3  # two rows and the outcome
    assert LinkDecision.objects.count() == 1
    assert not DecisionReason.objects.exists()
    assert followed_things(TODAY) == ()


def test_what_was_published_still_checks(monitor, second_monitor):
    """The snapshot's bytes, its digest and its card are what they were; whose row it was nobody can tell."""
    taken_in(a_table(*people_rows(6)), by=monitor)
    source = EvidenceSource.objects.get()
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="W", by=monitor, at=AT
    )
    proposal = outgoing.propose(sources=[source], on=TODAY, by=monitor, at=AT)
    done = outgoing.approve(proposal=proposal, on=TODAY, by=second_monitor, at=AT)
    outside = subject("watch", 1).public_id
    card = card_of(EVE, read_public_evidence(done.snapshot.content.encode()).snapshot(), TODAY)

    destroyed(1, monitor)

    done.snapshot.refresh_from_db()
    again = read_public_evidence(done.snapshot.content.encode())
    assert again.digest() == done.snapshot.pk
    assert card_of(EVE, again.snapshot(), TODAY).canonical() == card.canonical()
    assert outside in done.snapshot.content
    assert not EvidenceSubject.objects.filter(public_id=outside).exists()


def test_a_value_goes_only_after_its_tombstone(monitor):
    """The database itself keeps what nobody asked to be destroyed."""
    taken_in(a_table(*people_rows(1)), by=monitor)

    for statement in (
        "DELETE FROM records_claimvalue",
        "UPDATE records_claimvalue SET said = NULL",
        "DELETE FROM records_keptclaim",
        "DELETE FROM records_refusedlistrow",
    ):
        if "refusedlistrow" in statement:
            continue
        with (
            pytest.raises(DatabaseError, match=r"never changed|nothing is removed|plain_or_box"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_reason_is_needed(monitor):
    """Without one nothing is destroyed."""
    taken_in(a_table(*people_rows(1)), by=monitor)
    refused = destroying.destroy_person(subject=subject("watch", 1), reason=" ", on=TODAY, by=monitor, at=AT)

    assert refused.findings[0].code == "desk.destruction.reason"
    assert not ClaimTombstone.objects.exists()


def test_refused_rows_go_with_the_list(monitor):
    """Their cells hold somebody too."""
    held = taken_in(a_table(*ROWS, (9, "Zarina Two", "", "31.09.2026")), by=monitor)
    assert held.counts["refused"] == 1

    destroyed(1, monitor)

    assert taking_in.refused_rows(held) == ()
    assert not held.refused.exists()


def key_of(name):
    return DataFolderRing().key(name)


def test_a_stop_after_the_tables_is_finished_by_the_next_destruction(monitor, monkeypatch):
    """Of the same person or of another: keys and file go, though the tables say already that they did."""
    capture = taken_in(a_table(*ROWS), by=monitor).capture
    one = subject("watch", 1).pk
    with monkeypatch.context() as stopped:
        stopped.setattr(destroying, "shred", lambda **_parts: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            destroyed(1, monitor)
    assert key_of(capture.pk)
    assert key_of(one)
    assert store.fetch(capture.kept)

    assert destroyed(1, monitor) == destroying.Destruction(claims=0)

    assert key_of(capture.pk) is key_of(one) is None
    with pytest.raises(store.StoreError):
        store.fetch(capture.kept)


def test_one_file_that_stays_holds_up_nothing_and_is_told(monitor, monkeypatch):
    """The other list, every key and the journal go all the same."""
    first = taken_in(a_table(*ROWS), by=monitor).capture
    second = taken_in(a_table(*ROWS, *people_rows(1, first=7)), by=monitor).capture
    emptied, forget = [], store.forget

    def stuck(digest):
        if digest == first.kept:
            raise PermissionError(1, "stuck")
        forget(digest)

    with monkeypatch.context() as broken:
        broken.setattr(store, "forget", stuck)
        broken.setattr(shredding, "empty_database", lambda: emptied.append(1) or ())
        done = destroyed(1, monitor)

    assert [(one.code, one.particulars["left"]) for one in done.left] == [("desk.destruction.files", 1)]
    assert emptied
    assert key_of(first.pk) is key_of(second.pk) is None
    with pytest.raises(store.StoreError):
        store.fetch(second.kept)
    assert destroyed(1, monitor).left == ()
    with pytest.raises(store.StoreError):
        store.fetch(first.kept)


def test_a_key_outlives_a_destruction_that_is_taken_back(monitor, monkeypatch):
    """A fault in the tables leaves everything readable; keys go only after the tables say so."""
    capture = taken_in(a_table(*ROWS), by=monitor).capture

    def fault(_source):
        raise DatabaseError

    monkeypatch.setattr(destroying, "rebuild", fault)
    with pytest.raises(DatabaseError):
        destroyed(1, monitor)

    assert key_of(subject("watch", 1).pk)
    assert key_of(capture.pk)
    assert subject("watch", 1).destroyed_at is None


def test_whoever_is_destroyed_already_can_be_destroyed_again_at_the_desk(client, monitor, monkeypatch):
    """What was left is said, and goes with the second time."""
    capture = taken_in(a_table(*ROWS), by=monitor).capture
    place, sure = f"/desk/evidence/cases/{subject('watch', 1).pk}/", {"reason": "asked for", "sure": "on"}
    client.force_login(monitor)
    with monkeypatch.context() as broken:
        broken.setattr(DataFolderRing, "destroy", stuck_key)
        said = client.post(place + "destroy/", sure, follow=True).content.decode()
    assert "could not be overwritten" in said
    assert key_of(capture.pk)

    said = client.post(place + "destroy/", sure, follow=True).content.decode()

    assert "Not finished" not in said
    assert key_of(capture.pk) is None
    assert client.get(place).status_code == 404


def test_what_a_killed_process_left_of_a_site_goes_too(monitor):
    """It names whoever the site named; what is made at this moment stays."""
    taken_in(a_table(*ROWS), by=monitor)
    dead, alive = (Path(settings.DATA) / f"site-{pid}-x" for pid in (2**22 + 1, os.getpid()))
    for folder in (dead, alive):
        (folder / "site").mkdir(parents=True)
        (folder / "site" / "index.html").write_text("Person B")

    destroyed(1, monitor)

    assert not dead.exists()
    assert alive.exists()


on_postgresql = pytest.mark.skipif(
    os.environ.get("UNDERSIGNED_TEST_DATABASE") != "postgresql", reason="on SQLite only one writes at a time"
)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_entered_meanwhile_is_destroyed_too():
    """A destruction waits for it; it would stay, of somebody who is not here any more."""
    monitor = a_user(role="monitor")
    taken_in(a_table(*ROWS), by=monitor)
    person, letter = subject("watch", 1), a_source("letter", by=monitor)

    def other():
        destroyed(1, monitor)
        connection.close()

    meanwhile = Thread(target=other)
    with transaction.atomic():
        following.keep_outcome(
            subject=person,
            source=letter,
            said={"what": "charged", "on": TODAY},
            place="",
            level=Level.PUBLIC,
            today=TODAY,
            by=monitor,
            at=AT,
        )
        meanwhile.start()
        meanwhile.join(2)
        assert meanwhile.is_alive()
    meanwhile.join(60)

    assert not ClaimValue.objects.filter(claim__about=person).exists()


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_neither_a_list_that_is_taken_in_nor_a_destruction_waits_for_the_other_for_ever():
    """Both take the list first, so that the second of them waits."""
    monitor = a_user(role="monitor")
    taken_in(a_table(*ROWS), by=monitor)
    second = brought(a_table(*people_rows(8, day="21.09.2026")), by=monitor)

    def other():
        destroyed(1, monitor)
        connection.close()

    meanwhile = Thread(target=other)
    with transaction.atomic():
        list(EvidenceImport.objects.select_for_update().filter(pk=second.pk))
        meanwhile.start()
        meanwhile.join(2)
        taking_in.take_in(held=second, on=TODAY, by=monitor, at=AT)
    meanwhile.join(60)

    assert EvidenceSubject.objects.get(pk=subject("watch", 1).pk).destroyed_at
    assert not ClaimValue.objects.filter(claim__subject=subject("watch", 1)).exists()


def stuck_key(_ring, _handle):
    raise PermissionError(1, "stuck")


def test_a_log_that_somebody_reads_is_told_not_to_be_empty(tmp_path, monkeypatch):
    """And is emptied once they have read."""
    file = tmp_path / "some.sqlite3"
    writer, reader = (sqlite3.connect(file, isolation_level=None) for _ in range(2))
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE one (a)")
    monkeypatch.setattr(emptying, "connection", Held(writer))
    monkeypatch.setattr(emptying, "_PATIENCE_MS", 1)
    monkeypatch.setattr(emptying, "_PAUSE_S", 0)

    reader.execute("BEGIN")
    reader.execute("SELECT * FROM one").fetchall()
    writer.execute("INSERT INTO one VALUES (1)")
    assert [one.code for one in emptying.empty_database()] == ["desk.destruction.journal"]
    reader.execute("COMMIT")
    assert tuple(emptying.empty_database()) == ()
    assert not file.with_name("some.sqlite3-wal").stat().st_size
    reader.close()
    writer.close()


class Held:
    """As much of Django's connection as the journal needs."""

    vendor, in_atomic_block = "sqlite", False

    def __init__(self, inner):
        self.inner = inner

    def cursor(self):
        return contextlib.closing(self.inner.cursor())
