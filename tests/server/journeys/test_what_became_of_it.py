"""In Chromium: somebody comes free; the monitor enters it, a second lets it out, the signatories are told."""

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.server.builders import AT, TEXTS, a_collection, a_draft, a_user, signatures
from tests.server.evidence import a_source, a_table, consent_answered, people_rows, subject, taken_in
from tests.server.publishing_cases import DAY, ruled

from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.followup import following
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.records.models import FollowUpNotice, PublishedFile

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAMED = "Person B"
SAID = {
    language: {**TEXTS[language], "clauses": [f"{NAMED} is held.", "We call for the release of all."]}
    for language in ("en", "fr")
}
FATE = "en/concord/written-declaration/1/followup.html"


@pytest.fixture
def published_text(monitor, clerk):
    """A published text that names one person; they agreed to be published; one who signed has an account."""
    taken_in(a_table(*people_rows(1)), by=monitor)
    collection = a_collection(draft=a_draft(texts_=SAID), by=clerk)
    signatures(collection, 22, by=clerk, confirmed_by=a_user())
    ruled(collection, by=clerk)
    number_declaration(collection=collection, on=DAY, by=clerk, at=AT)
    collection.refresh_from_db()
    publish_edition(collection=collection, on=DAY, by=clerk, at=AT)
    a_source("ombudsman", by=monitor)
    consent_answered(subject("watch", 1), monitor, given=True)
    a_user(role="member", member=collection.signatures.first().member, email="m@concord.example")
    return collection


@pytest.mark.parametrize("width", [320, 1280])
def test_from_a_status_to_the_page_and_the_notice(
    desk_page, axe_faults, published_text, monitor, second_monitor, width
):
    """Nothing runs out of a narrow screen; the act of a second person makes it public."""
    page = desk_page(monitor, viewport={"width": width, "height": 900}, java_script_enabled=True)

    def fits():
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
        assert axe_faults(page) == []

    following.follow(collection=published_text, subject=subject("watch", 1), by=monitor, at=AT)
    page.goto("/desk/followup/")
    fits()
    page.get_by_role("link", name=NAMED).click()
    page.locator("#id_what").select_option("released")
    page.locator("#id_on").fill(date(2026, 11, 1).isoformat())
    page.locator("#id_how").select_option("parole")
    page.get_by_label("restrictions until the end of the term").check()
    page.locator("#id_source").select_option("ombudsman")
    page.locator("input[name=level][value=public]").check()
    page.get_by_role("button", name="Keep").click()
    fits()

    page.locator("ul.entries a").first.click()
    fits()
    assert "Nothing of it is public yet" in page.locator("main").inner_text()
    page.get_by_role("button", name="Propose this list").click()
    assert "somebody else approves it" in page.locator("main").inner_text()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    address = page.url

    second = desk_page(second_monitor, viewport={"width": width, "height": 900})
    second.goto(address)
    second.get_by_role("button", name="Approve: the public page shows it").click()
    assert "The public site shows it now." in second.locator("body").inner_text()
    fate = PublishedFile.objects.get(publication__current__isnull=False, path=FATE)
    assert "early release by a court" in bytes(fate.body.body).decode()

    page.goto(address)
    fits()
    page.get_by_role("button", name="Write to them").click()
    assert "1 letter was sent." in page.locator("body").inner_text()
    assert FollowUpNotice.objects.get().letters == 1
