"""The clerk's evening on paper, in a browser: a sheet comes back, names are ticked, a colleague confirms."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.server.builders import a_collection, a_member, a_roll, a_scan, a_signature, a_user, signatures
from tests.server.paper import a_pdf
from tests.server.publishing_cases import numbered, published, ready

from undersigned.declaring.roll.reading import read
from undersigned.server.actions.collecting.signable import signable

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]
EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square" / "roll.csv"


@pytest.fixture
def text():
    """A text of the Concord, open since a week, with the roll of Harbour Square."""
    reading = read(EXAMPLE.read_bytes(), file="roll.csv", assembly="concord")
    a_roll(reading.roll)
    return a_collection(opened_on=timezone.localdate() - timedelta(days=7))


@pytest.fixture
def sheet(tmp_path):
    """A scan as it lies on the clerk's machine."""
    file = tmp_path / "sheet.pdf"
    file.write_bytes(a_pdf(2))
    return file


def names_to_tick(text, number):
    """Members who may sign, from all delegations."""
    choices = [one for one in signable(text).choices(date.today()) if one.seat and not one.refusals]  # noqa: DTZ011
    return [one.member.name for one in choices[:: len(choices) // number][:number]]


def test_twenty_two_names_from_one_sheet_in_few_inputs(desk_page, clerk, second_clerk, text, sheet):
    """One file, one click a name, one button; the colleague: one link, one button."""
    page = desk_page(clerk)
    page.goto(f"/desk/collections/{text.pk}/")
    inputs = 0

    page.get_by_role("link", name="Tick names from a returned sheet").click()
    page.get_by_label("Scan of the sheet").set_input_files(sheet)
    inputs += 2
    for name in names_to_tick(text, 22):
        page.get_by_label(f"{name.family} {name.given}", exact=False).first.check()
        inputs += 1
    assert page.locator("#chosen").text_content() == "22 names ticked"
    page.get_by_role("button", name="Tick these names").click()
    inputs += 1
    assert "22 names are ticked" in page.get_by_role("status").text_content()

    colleague = desk_page(second_clerk)
    colleague.goto(f"/desk/collections/{text.pk}/")
    colleague.get_by_role("link", name="Confirm names as a second clerk").click()
    colleague.get_by_role("button", name="I see these signatures on").click()
    inputs += 2

    expect(colleague.get_by_role("heading", name="Enough names, confirmed by two clerks")).to_be_visible()
    assert inputs == 27


def test_a_name_is_found_by_typing_and_ticked_by_enter(desk_page, clerk, text):
    """The filter folds accents; Enter ticks the only name left and begins anew."""
    page = desk_page(clerk)
    page.goto(f"/desk/collections/{text.pk}/tick/")

    page.get_by_label("Find a name").fill("mesch gael")
    page.keyboard.press("Enter")

    assert page.locator("#chosen").text_content() == "1 name ticked"
    assert page.get_by_label("Find a name").input_value() == ""
    expect(page.get_by_label("MÈSCHAVAL Gaël")).to_be_checked()


def test_a_single_name_is_added_where_it_is_typed(desk_page, clerk, text):
    """Type, press the name: it is on the list."""
    page = desk_page(clerk)
    page.goto(f"/desk/collections/{text.pk}/")

    page.get_by_label("Add a name from the roll").press_sequentially("vasseval", delay=15)
    page.locator("#hits button", has_text="VASSEVAL").click()

    expect(page.get_by_role("row", name="VASSEVAL")).to_be_visible()


def test_without_scripts_names_are_searched_and_ticked_all_the_same(desk_page, clerk, text, sheet):
    """A button searches, a button ticks; the whole roll is there."""
    page = desk_page(clerk, java_script_enabled=False)
    page.goto(f"/desk/collections/{text.pk}/")
    page.get_by_label("Add a name from the roll").fill("vasseval")
    page.get_by_role("button", name="Search").click()
    page.locator("#hits button", has_text="VASSEVAL").click()
    expect(page.get_by_role("row", name="VASSEVAL")).to_be_visible()

    page.get_by_role("link", name="Tick names from a returned sheet").click()
    page.get_by_label("Scan of the sheet").set_input_files(sheet)
    page.get_by_label("GARNEVAL Luc").check()
    page.get_by_role("button", name="Tick these names").click()

    expect(page.get_by_role("row", name="GARNEVAL")).to_be_visible()


@pytest.fixture
def waiting(text):
    """Three confirmed names, and one that waits with its scan."""
    signatures(text, 3, by=a_user(), confirmed_by=a_user())
    by = a_user()
    a_signature(
        collection=text,
        member=a_member(),
        by=by,
        scan=a_scan(collection=text, by=by, content=a_pdf()),
    )
    return text


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("place", ["", "tick/", "confirm/", "ruling/"])
def test_the_pages_are_well_made(desk_page, axe_faults, waiting, place, width):
    """Axe finds nothing, and nothing is wider than a small screen."""
    page = desk_page(a_user(), viewport={"width": width, "height": 900})

    page.goto(f"/desk/collections/{waiting.pk}/{place}")

    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("stage", [ready, numbered, published])
def test_the_page_to_publish_from_is_well_made(desk_page, axe_faults, stage):
    """Before its numbers, before its first edition, after it: axe, a small screen, text at 200 %."""
    page = desk_page(a_user(), viewport={"width": 320, "height": 900})

    page.goto(f"/desk/publications/{stage().pk}/")

    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_evening_goes_by_keyboard_alone(desk_page, clerk, second_clerk, text, sheet):
    """Ticking a name, confirming it, ruling: reached with Tab, done with Space and Enter."""
    page = desk_page(clerk)
    page.goto(f"/desk/collections/{text.pk}/tick/")
    page.get_by_label("Scan of the sheet").set_input_files(sheet)
    tab_to(page, page.get_by_label("Find a name"))
    page.keyboard.type("vasseval")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Tick these names"))
    page.keyboard.press("Enter")
    page.get_by_role("row", name="VASSEVAL").wait_for()

    colleague = desk_page(second_clerk)
    colleague.goto(f"/desk/collections/{text.pk}/confirm/")
    tab_to(colleague, colleague.get_by_role("button", name="I see these signatures on"))
    colleague.keyboard.press("Enter")
    colleague.get_by_text("1 name is confirmed.").wait_for()

    page.goto(f"/desk/collections/{text.pk}/ruling/")
    tab_to(page, page.get_by_label("The text is in order"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Reason"))
    page.keyboard.type("Nothing stands against it.")
    tab_to(page, page.get_by_role("button", name="Record the ruling"))
    page.keyboard.press("Enter")
    page.get_by_text("The ruling is recorded.").wait_for()


def tab_to(page, wanted):
    """Press Tab until the focus is there."""
    for _ in range(400):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("it cannot be reached by keyboard")
