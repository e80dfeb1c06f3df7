"""In Chromium: a draft that saves itself, a lost connection, a closed browser, two at once, and the roll."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.server.builders import TEXTS, a_draft, a_member, a_user

from undersigned.server.records.models import Draft, DraftVersion, RollMember

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square"
SAVED = "Saved at"


def title_box(page):
    return page.locator("#id_en-title")


def state(page):
    return page.locator("#save-state")


def wait_for(page, words):
    page.wait_for_function(
        "words => document.getElementById('save-state').textContent.includes(words)", arg=words
    )


def test_what_is_typed_is_saved_and_answered_without_a_button(desk_page):
    """The rules speak as one types; the version is marked as saved by itself."""
    draft = a_draft()
    page = desk_page(a_user(role="clerk"))
    page.goto(f"/desk/drafts/{draft.pk}/")

    page.locator("#id_en-clauses").fill("word " * 201)
    wait_for(page, SAVED)

    assert "200 are allowed, 7 must go" in page.locator("#beside").inner_text()
    assert DraftVersion.objects.get(draft=draft, number=2).autosaved
    page.reload()
    expect(page.locator("#offer")).to_be_hidden()


def test_a_lost_connection_and_a_closed_browser_lose_nothing(desk_page):
    """What could not be sent is offered when the page is opened again, and saved."""
    draft = a_draft()
    page = desk_page(a_user(role="clerk"))
    page.goto(f"/desk/drafts/{draft.pk}/")
    page.context.set_offline(True)
    title_box(page).fill("Typed without a connection")
    wait_for(page, "no connection")
    context = page.context
    page.close()
    context.set_offline(False)

    again = context.new_page()
    again.goto(f"/desk/drafts/{draft.pk}/")
    assert title_box(again).input_value() == TEXTS["en"]["title"]
    again.get_by_role("button", name="Bring it back").click()
    wait_for(again, SAVED)

    assert title_box(again).input_value() == "Typed without a connection"
    assert (
        DraftVersion.objects.get(draft=draft, number=2).texts["en"]["title"] == "Typed without a connection"
    )


def test_the_connection_comes_back_and_the_text_is_sent(desk_page):
    """Without a key pressed."""
    draft = a_draft()
    page = desk_page(a_user(role="clerk"))
    page.goto(f"/desk/drafts/{draft.pk}/")
    page.context.set_offline(True)
    title_box(page).fill("Sent later")
    wait_for(page, "no connection")

    page.context.set_offline(False)
    wait_for(page, SAVED)

    assert DraftVersion.objects.get(draft=draft, number=2).texts["en"]["title"] == "Sent later"


def test_two_at_once_are_told_and_both_texts_are_shown(desk_page):
    """The later one is told while typing, and shown both upon saving."""
    draft = a_draft()
    one, other = desk_page(a_user(role="clerk", name="Clara Fenn")), desk_page(a_user(role="clerk"))
    one.goto(f"/desk/drafts/{draft.pk}/")
    other.goto(f"/desk/drafts/{draft.pk}/")
    assert "Also open at: Clara Fenn" in other.locator("#beside").inner_text()

    title_box(one).fill("Lanterns of the harbour")
    wait_for(one, SAVED)
    title_box(other).fill("Lights of the harbour")
    wait_for(other, "Clara Fenn saved another version")
    other.get_by_role("button", name="Save").click()

    assert "Clara Fenn saved version 2" in other.get_by_role("alert").inner_text()
    assert title_box(other).input_value() == "Lights of the harbour"
    other.get_by_role("button", name="Save mine").click()
    assert "Saved as version 3" in other.locator("main").inner_text()
    expect(other.locator("#offer")).to_be_hidden()


def test_two_word_files_are_dropped_and_opened_by_a_clerk(desk_page, axe_faults):
    """From the files to a text open for signature, in seven inputs."""
    a_member(family="ÅKESDAL", given="Ingrid", from_on="2024-06-01")
    page = desk_page(a_user(role="clerk"))
    page.goto("/desk/drafts/new/")
    assert axe_faults(page) == []
    page.locator("#id_documents").set_input_files([EXAMPLE / "draft.en.docx", EXAMPLE / "draft.fr.docx"])
    page.get_by_role("button", name="Read it").click()
    assert axe_faults(page) == []

    page.get_by_role("link", name="Open for signature").click()
    assert axe_faults(page) == []
    page.locator("#id_first_signer").select_option(label="ÅKESDAL Ingrid, Northland, LIB")
    page.get_by_role("button", name="Open for signature").click()

    assert Draft.objects.get().state == "opened"


def test_the_roll_is_imported_and_searched_as_one_types(desk_page, axe_faults):
    """A file, a look, one button; then a name by its first letters."""
    page = desk_page(a_user(role="clerk"))
    page.goto("/desk/roll/files/")
    page.locator("#id_file").set_input_files(EXAMPLE / "roll.csv")
    page.get_by_role("button", name="Look at the file").click()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Import").click()
    assert axe_faults(page) == []
    assert RollMember.objects.count() > 100

    page.locator("#id_search").press_sequentially("garneval")
    expect(page.locator("#seats tbody tr")).to_have_count(1)

    assert "GARNEVAL Luc" in page.locator("#seats").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_draft_fits_its_screen(desk_page, width):
    """Nothing runs out of a narrow screen."""
    draft = a_draft()
    page = desk_page(a_user(role="clerk"), viewport={"width": width, "height": 900})
    for address in (f"/desk/drafts/{draft.pk}/", "/desk/drafts/", f"/desk/drafts/{draft.pk}/history/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_everything_is_there(desk_page):
    """Writing, saving and the rules' answers by the button alone."""
    draft = a_draft()
    page = desk_page(a_user(role="clerk"), java_script_enabled=False)
    page.goto(f"/desk/drafts/{draft.pk}/")
    title_box(page).fill("By hand")
    page.get_by_role("button", name="Save").click()

    assert "Saved as version 2" in page.locator("main").inner_text()
    assert "What the rules ask" in page.locator("main").inner_text()
