"""Whoever must leave the public site leaves it, whatever becomes of the first attempt; unread until then."""

import errno
import logging
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from tests.server.builders import AT, a_user
from tests.server.evidence import COLUMNS, TODAY, a_table, brought, consent_answered, people_rows
from tests.server.leaving import PAGE, SPELLED, answered, held_anywhere, naming, shown_with_somebody

from undersigned.server.actions.counting import outgoing
from undersigned.server.actions.entering import taking_back
from undersigned.server.actions.evidence import destroying, lists, shredding, taking_in
from undersigned.server.actions.publishing import site, tending
from undersigned.server.actions.publishing.exporting import ExportError, export_site
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk import tending as desk_tending
from undersigned.server.records.models import EvidenceSource, Publication, PublishedFile, SiteDue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
STAGES = ("laid-out", "built", "compressed", "bodies", "files", "switched", "shown")
CASES = "/desk/evidence/cases/"
NO = {"to": "publish", "given": "no", "on": "2026-11-27", "asked_by": "Watch"}


@pytest.fixture
def person(clerk, monitor, second_monitor):
    """Somebody whom the public sees."""
    return shown_with_somebody(clerk, monitor, second_monitor)


def fails_at(monkeypatch, stage, fault=None):
    """The disk is full from a stage on."""

    def told(now):
        if now == stage:
            raise fault or OSError(errno.ENOSPC, f"No space left: {SPELLED}")

    monkeypatch.setattr(tending, "make_anew", partial(site.make_anew, told=told))


def withdraw(person, by):
    consent_answered(person, by)


def test_what_names_anybody_stands_beside_a_text_and_is_marked(person):
    """Pages of figures and of what became of people, their data, the text's own page; and nothing dated."""
    there = naming(SPELLED, person.public_id, "Ombudsman")
    beside = set(
        PublishedFile.objects.filter(publication__current__isnull=False, beside=True).values_list(
            "path", flat=True
        )
    )

    assert {f"{PAGE}.html", f"{PAGE}/followup.html"} <= there
    assert [one for one in there if "/figure/" in one]
    assert [one for one in there if one.startswith("data/evidence-")]
    assert there <= beside
    assert not [one for one in beside if "@2031-10-04" in one]
    assert not {"index.html", "en/index.html", f"{PAGE}.pdf"} & beside


@pytest.mark.parametrize("stage", STAGES)
def test_a_site_that_could_not_be_made_is_closed_and_mended_by_the_next_tick(
    person, as_, monitor, monkeypatch, caplog, stage
):
    """Raised at each stage: the consent is kept, pages that name them are closed, the next tick makes it."""
    named = naming(SPELLED)
    etag = answered(f"{PAGE}.html")[1]["ETag"]
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        fails_at(broken, stage)
        said = as_(monitor).post(f"{CASES}{person.pk}/consent/", NO, follow=True).content.decode()
    assert "still as it was" in said
    assert "not made anew: OSError" in caplog.text
    assert SPELLED not in caplog.text
    assert SiteDue.objects.get(hides=True).met_at is None

    for path in sorted(named):
        status, headers, body = answered(path, if_none_match=etag)
        assert (status, headers["Cache-Control"]) == (503, "no-store"), path
        assert SPELLED.encode() not in body
    assert "made anew" in answered(f"{PAGE}.html")[2].decode()
    assert "refaite" in answered(f"{PAGE.replace('en/', 'fr/')}.html")[2].decode()
    assert answered(f"{PAGE}@2031-10-04.html")[0] == answered(f"{PAGE}.pdf")[0] == 200

    assert desk_tending.tend_once(timedelta()) == ()

    assert SiteDue.objects.get(hides=True).met_by == Publication.objects.latest("pk")
    assert not held_anywhere(SPELLED)
    assert answered(f"{PAGE}.html")[0] == 200
    assert answered(f"{PAGE}/followup.html")[0] == 404


def test_what_became_due_while_a_site_was_made_is_not_met_by_it(person, monitor, second_monitor):
    """It was begun before, and names them: it stays closed, and the next one is without them."""

    def told(stage):
        if stage == "built":
            withdraw(person, monitor)

    shown = site.make_anew(on=TODAY, by=second_monitor, at=AT, told=told)
    assert not isinstance(shown, Refusal)
    assert naming(SPELLED)
    assert {answered(one)[0] for one in naming(SPELLED)} == {503}

    desk_tending.tend_once(timedelta())
    assert not held_anywhere(SPELLED)


def test_who_is_in_a_source_that_is_taken_back_whole_leaves(person, monitor):
    """As if each claim had been taken back by itself."""
    source = EvidenceSource.objects.get(pk=person.source_id)
    seen = taking_back.would_go(of=source, by=monitor, at=AT)
    assert not SiteDue.objects.filter(hides=True).exists()
    taking_back.take_all_back(of=source, reason="a wrong list", mark=seen.mark, by=monitor, at=AT)

    assert {answered(one)[0] for one in naming(SPELLED)} == {503}
    desk_tending.tend_once(timedelta())
    assert not held_anywhere(SPELLED)


@pytest.mark.usefixtures("person")
def test_who_is_held_back_by_a_piece_of_a_list_leaves_with_that_piece(monitor):
    """It counts at once, and nobody knows when the rest of the list will be read."""
    content = a_table(*people_rows(6, day="22.09.2026"))
    held = brought(content, by=monitor, columns={**COLUMNS, "level": "restricted"})
    held = lists.name_columns(held=held, said={**COLUMNS, "level": "restricted"}, by=monitor, at=AT)
    held = taking_in.take_in(held=held, on=TODAY, by=monitor, at=AT, most=3)

    assert held.state == "reading"
    assert {answered(one)[0] for one in naming(SPELLED)} == {503}


def test_it_is_tried_again_after_a_while_by_one(person, monitor, monkeypatch):
    """Not at once, since whoever acted is at it; and nobody else while one is at it."""
    withdraw(person, monitor)
    calls = []
    monkeypatch.setattr(tending, "make_anew", lambda **_: calls.append("made") or Refusal(findings=()))
    due = SiteDue.objects.filter(hides=True)

    due.update(tried_at=AT)
    tending.try_again(on=TODAY, at=AT + timedelta(seconds=59))
    assert calls == []
    for _ in range(2):
        tending.try_again(on=TODAY, at=AT + timedelta(seconds=61))
    assert calls == ["made"]
    assert due.get().met_at is None


def test_whoever_tends_goes_on_after_a_fault(monkeypatch, caplog):
    """Its words are not written down."""
    looks, done = [], Event()

    def wait(_seconds):
        looks.append("look")
        if len(looks) == 3:
            done.set()
            Event().wait()

    def broken(*_):
        raise RuntimeError(SPELLED)

    monkeypatch.setattr(desk_tending, "tend_once", broken)
    desk_tending.begin_tending(wait)
    assert done.wait(10)
    assert len(looks) == 3
    assert "RuntimeError" in caplog.text
    assert SPELLED not in caplog.text


def test_the_opening_page_says_since_when(person, as_, clerk, administrator, drafter, monitor, monkeypatch):
    """To the table office, administrators and monitors; until it is made."""
    assert "must be made anew" not in as_(clerk).get("/desk/").content.decode()
    fails_at(monkeypatch, "laid-out")
    as_(monitor).post(f"{CASES}{person.pk}/consent/", NO)
    for user in (clerk, administrator, monitor):
        page = as_(user).get("/desk/").content.decode()
        assert "must be made anew since" in page
        assert "closed meanwhile" in page
    assert "must be made anew" not in as_(drafter).get("/desk/").content.decode()
    french = a_user(role="clerk", language="fr")
    assert "doit être refait depuis" in as_(french).get("/desk/").content.decode()
    monkeypatch.undo()
    desk_tending.tend_once(timedelta())
    assert "must be made anew" not in as_(clerk).get("/desk/").content.decode()


def test_no_folder_is_written_of_a_site_that_names_whom_it_must_not(person, monitor, tmp_path):
    """Export refuses, and says what to do; that done, it writes one without them."""
    withdraw(person, monitor)
    with pytest.raises(ExportError, match="makesite"):
        export_site(tmp_path / "site")
    call_command("makesite")
    export_site(tmp_path / "site")
    files = [one for one in (tmp_path / "site").rglob("*") if one.is_file()]
    assert files
    assert not [one for one in files if SPELLED.encode() in one.read_bytes()]


@pytest.mark.parametrize("how", ["failed", "stopped after"])
def test_the_disk_is_emptied_behind_the_site_of_somebody_destroyed(person, monitor, monkeypatch, how):
    """Also where the site was made only later, or where the program stopped between the two."""
    emptied = []
    monkeypatch.setattr(shredding, "empty_database", lambda: emptied.append("emptied") or ())
    destroying.destroy_person(subject=person, reason="asked", on=TODAY, by=monitor, at=AT)
    assert emptied == ["emptied"]
    assert {answered(one)[0] for one in naming(SPELLED)} == {503}
    if how == "stopped after":
        site.make_anew(on=TODAY, by=monitor, at=AT)
        assert SiteDue.objects.get(erases=True).emptied_at is None

    desk_tending.tend_once(timedelta())

    assert emptied == ["emptied", "emptied"]
    assert SiteDue.objects.get(erases=True).emptied_at
    assert not held_anywhere(SPELLED)
    desk_tending.tend_once(timedelta())
    assert emptied == ["emptied", "emptied"]


def test_an_approval_that_could_not_be_shown_is_shown_later_and_closes_nothing(
    person, monitor, second_monitor
):
    """Nobody must leave: what is public stays readable meanwhile."""
    proposal = outgoing.propose(sources=[person.source], on=TODAY, by=monitor, at=AT)
    assert outgoing.approve(proposal=proposal, on=TODAY, by=second_monitor, at=AT).approved_at
    assert SiteDue.objects.filter(met_at=None, hides=False).exists()
    assert answered(f"{PAGE}.html")[0] == 200
    desk_tending.tend_once(timedelta())
    assert not SiteDue.objects.filter(met_at=None).exists()


def test_the_command_that_could_not_make_it_says_so(person, monitor, monkeypatch):
    """And the need stays."""
    from undersigned.server.desk.management.commands import makesite  # noqa: PLC0415

    withdraw(person, monitor)
    refused = Refusal(findings=tending.refuse("desk.site.made", fault="x.").findings)
    monkeypatch.setattr(makesite, "make_anew", lambda **_: refused)
    with pytest.raises(CommandError, match="could not be made anew"):
        call_command("makesite")
    assert SiteDue.objects.filter(hides=True, met_at=None).exists()
