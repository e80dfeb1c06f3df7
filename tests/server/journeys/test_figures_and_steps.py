"""In Chromium: records declared complete, a clerk warned before opening, a small step let out by another."""

import pytest
from playwright.sync_api import expect
from tests.server.builders import AT, a_draft, a_user
from tests.server.evidence import TODAY, a_table, consent_answered, people_rows, subject, taken_in

from undersigned.server.actions.counting import outgoing
from undersigned.server.actions.evidence import consenting
from undersigned.server.records.models import (
    CountQuestion,
    DeclaredComplete,
    EvidenceSource,
    OutgoingProposal,
    SmallStepApproval,
)

FITS = "document.documentElement.scrollWidth <= window.innerWidth"
NARROW = {"width": 320, "height": 900}
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SAID = {
    "en": {
        "title": "Eve",
        "opening": "",
        "clauses": [
            "On the eve at least 5 people were detained, 3 of whom were fined.",
            "We call for release.",
        ],
    },
    "fr": {
        "title": "La veille",
        "opening": "",
        "clauses": [
            "La veille, au moins 6 personnes ont été arrêtées, dont 3 ont reçu une amende.",
            "Nous demandons leur libération.",
        ],
    },
}


def test_a_figure_is_contradicted_once_nothing_can_be_missing(desk_page, axe_faults, monitor):
    """Bound by a drafter, declared complete by a monitor, and the clerk who opens the text is warned."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    user = a_user(role="drafter")
    draft = a_draft(by=user, texts_=SAID)
    page = desk_page(user)
    page.goto(f"/desk/drafts/{draft.pk}/figures/1/")
    page.locator("#id_first").fill("2026-09-20")
    page.locator("#id_last").fill("2026-09-20")
    page.get_by_role("button", name="Bind it").click()
    question = CountQuestion.objects.get()

    page = desk_page(monitor)
    page.goto(f"/desk/counts/{question.pk}/")
    page.get_by_text("Declare that there are no others than these 4").click()
    assert axe_faults(page) == []
    page.locator("#id_declared_by").fill("Harbour Watch")
    page.locator("#id_source").fill("docket of the court")
    page.locator("#id_url").fill("court.example/docket")
    page.locator("#id_why").fill("whoever is brought there is entered")
    page.get_by_role("button", name="Declare the records complete").click()
    assert "Declared complete by Harbour Watch" in page.locator("main").inner_text()
    assert axe_faults(page) == []
    assert DeclaredComplete.objects.get().url == "https://court.example/docket"

    page = desk_page(a_user(role="clerk"))
    page.goto(f"/desk/drafts/{draft.pk}/open/")
    warnings = page.get_by_role("region", name="Look at its figures first")
    assert axe_faults(page) == []
    told = warnings.inner_text()
    assert "“at least 5”: contradicted by what is documented (on record: 4, declared complete)." in told
    assert "The records support: exactly 4." in told
    assert "“3”: bound to no question" in told
    assert "differ at figure 1" in told
    assert "stops nothing" in told
    expect(page.get_by_role("button", name="Open for signature")).to_be_enabled()
    page.set_viewport_size(NARROW)
    assert page.evaluate(FITS)

    page = desk_page(monitor)
    page.goto(f"/desk/counts/{question.pk}/")
    page.get_by_text("End it", exact=True).click()
    page.locator("#id_why").fill("two were found in another book")
    page.get_by_role("button", name="End it: it counts no more").click()
    assert "Nobody declared that the records are complete" in page.locator("main").inner_text()


def test_the_second_person_lets_a_small_step_out(desk_page, axe_faults, monitor, second_monitor):
    """The proposer is offered nothing; the other sees what it tells, writes why, and it stays on the page."""
    held = taken_in(a_table(*people_rows(6)), by=monitor)
    consenting.keep_consent_of_source(
        source=held.source,
        to="publish",
        given=True,
        on=TODAY,
        today=TODAY,
        asked_by="Watch",
        by=monitor,
        at=AT,
    )
    first = outgoing.propose(sources=EvidenceSource.objects.all(), on=TODAY, by=monitor, at=AT)
    outgoing.approve(proposal=first, on=TODAY, by=second_monitor, at=AT)
    consent_answered(subject("watch", 3), monitor)
    again = outgoing.propose(sources=EvidenceSource.objects.all(), on=TODAY, by=monitor, at=AT)
    place = f"/desk/evidence/outgoing/{again.pk}/"

    page = desk_page(monitor)
    page.goto(place)
    expect(page.get_by_text("Let this step out all the same")).to_have_count(0)

    page = desk_page(second_monitor)
    page.goto(place)
    assert "people: 0 came, 1 went, 0 changed; 6 public now, 5 then" in page.locator("main").inner_text()
    page.get_by_text("Let this step out all the same").click()
    page.set_viewport_size(NARROW)
    assert page.evaluate(FITS)
    assert axe_faults(page) == []
    page.get_by_role("button", name="Approve: this goes out, with this step").click()
    assert "goes out only with a reason" in page.locator("body").inner_text()
    assert OutgoingProposal.objects.get(pk=again.pk).approved_at is None

    page.get_by_text("Let this step out all the same").click()
    page.locator("#id_why").fill("they asked for it")
    page.get_by_role("button", name="Approve: this goes out, with this step").click()
    told = page.locator("main").inner_text()
    assert axe_faults(page) == []
    assert "“they asked for it”" in told
    assert "1 went, 0 changed, of 6 that are public now" in told
    assert SmallStepApproval.objects.get().by == second_monitor


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_new_parts_fit_their_screen(desk_page, monitor, width, language):
    """In each language, with every part unfolded."""
    taken_in(a_table(*people_rows(3)), by=monitor)
    page = desk_page(a_user(role="monitor", language=language), viewport={"width": width, "height": 900})
    page.goto("/desk/counts/")
    page.locator("#id_label").fill("Eve")
    page.locator("main form button").last.click()
    page.goto(f"/desk/counts/{CountQuestion.objects.get().pk}/")
    page.locator("details > summary").last.click()

    assert page.evaluate(FITS)
