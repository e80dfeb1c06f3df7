"""In Chromium: a monitor enters a proceeding and a recommendation, denies a value, takes a claim back."""

import re

import pytest
from playwright.sync_api import expect
from tests.server.builders import a_collection, a_user
from tests.server.evidence import a_source, a_table, people_rows, subject, taken_in

from undersigned.server.records.mapping.evidence import claims_in, standing_rows
from undersigned.server.records.models import ClaimWithdrawal, Followed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(monitor):
    """The address of somebody's case."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    return f"/desk/evidence/cases/{subject('watch', 1).pk}/"


def said(source_title):
    """What a source says: property, standing, value."""
    rows = standing_rows().filter(source__title=source_title)
    return {(one.property, one.standing.value, str(one.value)) for one in claims_in(rows)}


def test_one_whole_entry(desk_page, axe_faults, monitor, clerk, case):
    """From the case to the proceeding with what is denied; from its source to the recommendation."""
    collection = a_collection(by=clerk)
    page = desk_page(monitor)
    page.goto(case)
    page.get_by_role("link", name="Enter what a source says").click()
    assert axe_faults(page) == []
    page.get_by_role("link", name="A proceeding", exact=True).click()
    assert axe_faults(page) == []

    page.locator("#id_is-court").fill("Harbour court")
    page.locator("#id_is-verdict-on").fill("October")
    page.locator("#id_is-verdict").select_option("convicted")
    page.get_by_role("group", name="Sentence").get_by_label("fine").check()
    page.locator("#id_is-judge").fill("R. Harrow")
    page.get_by_text("Denied, or not found: Judge").click()
    page.locator("#id_as-judge").select_option("denied")
    page.get_by_label("If it is new: what the source is called").fill("Gazette")
    page.get_by_label("Where in the source").fill("p. 4")
    page.get_by_role("button", name="Keep what the source says").click()
    assert axe_faults(page) == []
    assert "no date as it is written here" in page.locator("#id_is-verdict-on_error").inner_text()
    expect(page.locator("#id_as-judge")).to_be_visible()  # what is denied stays open
    page.locator("#id_is-verdict-on").fill("2026-10")
    page.get_by_role("button", name="Keep what the source says").click()
    assert "6 claims were kept" in page.locator(".messages").inner_text()
    assert axe_faults(page) == []
    assert ("judge", "denied", "R. Harrow") in said("Gazette")

    page.get_by_role("link", name=re.compile("take back.*: Verdict, Gazette")).click()
    assert axe_faults(page) == []
    page.get_by_label("The source took it back").check()
    page.get_by_role("button", name="Take the claim back").click()
    assert ClaimWithdrawal.objects.get().reason == "source"
    page.get_by_role("link", name=re.compile("correct.*: Court, Gazette")).click()
    assert axe_faults(page) == []
    page.locator("#id_is-court").fill("Old harbour court")
    page.get_by_role("button", name="Put it right").click()
    assert ("court", "said", "Old harbour court") in said("Gazette")

    source = a_source("committee", by=monitor)
    page.goto(f"/desk/evidence/sources/{source.pk}/")
    assert axe_faults(page) == []
    page.get_by_role("link", name="Enter what it says", exact=True).click()
    page.get_by_role("link", name="A recommendation", exact=True).click()
    page.locator("#id_is-body").fill("Committee")
    page.locator("#id_is-paragraph").fill("17")
    page.get_by_label("Follow it for the signatories of").select_option(collection.pk)
    page.get_by_role("button", name="Keep what the source says").click()
    assert "2 claims were kept" in page.locator(".messages").inner_text()
    assert Followed.objects.get().collection == collection


@pytest.mark.parametrize(
    ("language", "kinds", "kind", "keep"),
    [
        ("fr", "Saisir ce que dit une source", "Une reconnaissance", "Conserver ce que dit la source"),
        ("ru", "Внести, что говорит источник", "Признание организацией", "Сохранить, что говорит источник"),
    ],
)
def test_without_scripts_in_french_and_russian(desk_page, case, language, kinds, kind, keep):
    """A recognition, with its criterion chosen in the reader's language."""
    page = desk_page(a_user(role="monitor", language=language), java_script_enabled=False)
    page.goto(case)
    page.get_by_role("link", name=kinds).click()
    page.get_by_role("link", name=kind).click()
    page.get_by_role("button", name=keep).click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("#id_is-by").fill("Harbour Watch")
    page.locator("#id_is-as").select_option("political-prisoner")
    page.locator("#id_title").fill("Harbour Watch, list of October")
    page.get_by_role("button", name=keep).click()

    assert ("by", "said", "Harbour Watch") in said("Harbour Watch, list of October")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_fit_their_screen(desk_page, monitor, case, width):
    """Nothing runs out of a narrow screen, whatever is asked."""
    page = desk_page(monitor, viewport={"width": width, "height": 900})
    claim = standing_rows().filter(value__said__property="place").first()
    thing = f"/desk/evidence/things/{subject('watch', 1).pk}/detention/"
    for address in (
        *(case, f"{case}say/", "/desk/evidence/sources/watch/", "/desk/evidence/sources/watch/say/"),
        *(f"{case}say/{kind}/" for kind in ("person", "detention", "outcome", "answerability", "opinion")),
        *(f"/desk/evidence/sources/watch/say/{kind}/" for kind in ("call", "reply", "quotation", "official")),
        *(f"/desk/evidence/claims/{claim.pk}/{act}/" for act in ("correct", "take-back")),
        *(thing + "add/", thing + "take-back/", thing + "withhold/"),
    ):
        page.goto(address)
        expect(page.locator("h1"), address).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
