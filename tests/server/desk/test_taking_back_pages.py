"""The page on which a whole list, or all of a source, is taken back."""

import re

import pytest
from tests.server.builders import AT, a_user
from tests.server.evidence import TODAY, a_source, a_table, brought, handle, people_rows, taken_in

from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.server.actions.counting import outgoing
from undersigned.server.actions.counting.answering import keep_question
from undersigned.server.actions.evidence import consenting
from undersigned.server.desk import shown_in_public
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import ClaimWithdrawal, EvidenceImport, OutgoingProposal

DESK = "/desk/evidence/"


def in_words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def mark_on(page):
    return re.search(r'name="mark" value="([0-9a-f]{64})"', page.content.decode())[1]


@pytest.fixture
def held(monitor):
    """A list of three people who are counted."""
    keep_question(question=Question(unit=Unit.PERSONS), label="Held in the square", by=monitor, at=AT)
    return taken_in(a_table(*people_rows(3)), by=monitor)


def test_a_list_is_taken_back_by_whoever_has_seen_what_goes(as_, monitor, held):
    """Claims, people, the counts that move; the reason is kept, and the list says so."""
    client = as_(monitor)
    page_of_list = f"{DESK}lists/{held.pk}/"
    assert f"{page_of_list}take-back/" in client.get(page_of_list).content.decode()
    page = client.get(page_of_list + "take-back/")
    words = in_words(page)
    assert f"claims {held.counts['claims']} " in words
    assert "people of whom they are 3" in words
    assert "Held in the square 3 0" in words
    assert not ClaimWithdrawal.objects.exists()

    said = {"reason": "", "words": "the columns were swapped", "mark": mark_on(page)}
    unseen = client.post(page_of_list + "take-back/", said)
    assert unseen.status_code == 422
    assert not ClaimWithdrawal.objects.exists()

    assert client.post(page_of_list + "take-back/", {**said, "sure": "on"}).status_code == 302
    assert not standing_rows().exists()
    assert "the columns were swapped" in client.get(page_of_list).content.decode()
    assert client.get(page_of_list + "take-back/").status_code == 404
    assert "Person B" not in client.get(f"{DESK}cases/").content.decode()


def test_what_changed_meanwhile_is_shown_anew(as_, monitor, held):
    """And a second confirmation takes back what is shown now."""
    client, place = as_(monitor), f"{DESK}sources/{held.source_id}/take-back/"
    said = {"reason": "mistake", "words": "", "sure": "on", "mark": mark_on(client.get(place))}
    taken_in(a_table(*people_rows(4)), by=monitor)
    page = client.post(place, said)

    assert page.status_code == 422
    assert "Look at the numbers anew" in in_words(page)
    assert not ClaimWithdrawal.objects.exists()
    assert client.post(place, {**said, "mark": mark_on(page)}).status_code == 302
    assert set(EvidenceImport.objects.values_list("state", flat=True)) == {"taken-back"}


def test_only_a_named_reader_is_offered_to_take_back_what_is_withheld(as_, monitor):
    """Whoever is none sees the numbers and no button; a made-up post changes nothing."""
    row = (1, "Person A", "", "20.09.2026", "Quay", "fine", "+999 777")
    listed = taken_in(a_table(row), by=monitor)
    client, place = as_(monitor), f"{DESK}lists/{listed.pk}/take-back/"
    page = client.get(place)

    assert "claims that are withheld 1" in in_words(page)
    assert "only a named reader" in in_words(page)
    assert 'name="mark"' not in page.content.decode()
    made_up = {"reason": "mistake", "words": "", "sure": "on", "mark": "0" * 64}
    assert client.post(place, made_up).status_code == 422
    assert standing_rows().exists()


def test_who_was_named_in_public_leaves_the_site_at_once(as_, monitor, second_monitor, held, monkeypatch):
    """As with a single claim."""
    calls = []
    source = a_source(by=monitor)
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="W", by=monitor, at=AT
    )
    proposal = outgoing.propose(sources=[source], on=TODAY, by=monitor, at=AT)
    done = outgoing.approve(proposal=proposal, on=TODAY, by=second_monitor, at=AT)
    assert isinstance(done, OutgoingProposal)
    client, place = as_(monitor), f"{DESK}lists/{held.pk}/take-back/"
    page = client.get(place)
    assert "they leave it at once" in in_words(page)
    monkeypatch.setattr(
        shown_in_public, "bring_up_to_date", lambda _request, *, leaving=False: calls.append(leaving)
    )
    client.post(place, {"reason": "source", "words": "", "sure": "on", "mark": mark_on(page)})

    assert calls == [True]


def test_the_same_file_is_brought_again_under_other_columns(as_, monitor, held):
    """What was taken back waits for nobody."""
    client, place = as_(monitor), f"{DESK}lists/{held.pk}/take-back/"
    said = {"reason": "mistake", "words": "", "sure": "on", "mark": mark_on(client.get(place))}
    client.post(place, said)
    again = brought(a_table(*people_rows(3)), by=monitor)
    client.post(f"{DESK}lists/{again.pk}/take-in/")

    assert again.pk != held.pk
    assert "Person B" in client.get(f"{DESK}cases/{handle('watch', 1)}/").content.decode()


def test_nobody_but_a_monitor_takes_back(as_, held):
    """A drafter is not let in."""
    assert as_(a_user(role="drafter")).get(f"{DESK}lists/{held.pk}/take-back/").status_code == 403
