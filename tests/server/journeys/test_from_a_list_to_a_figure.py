"""In Chromium: a monitor's workbook becomes a card, in English and Russian; a drafter binds a figure."""

import re

import pytest
from playwright.sync_api import expect
from tests.server.builders import AT, a_draft, a_user
from tests.server.evidence import EXAMPLES, a_table, people_rows, subject, taken_in

from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.server.actions.counting.answering import keep_question
from undersigned.server.records.models import EvidenceImport, FigureBinding

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WORKBOOK = EXAMPLES / "harbour-watch.xlsx"
# Fifteen minutes for two hundred rows: no more acts of a person than this, each read and answered.
MOST_INPUTS = 14
SAID = {
    "en": {
        "title": "Eve",
        "opening": "",
        "clauses": ["On the eve at least 5 people were detained.", "We call for their release."],
    },
    "fr": {
        "title": "La veille",
        "opening": "",
        "clauses": ["La veille, au moins 5 personnes ont été arrêtées.", "Nous demandons leur libération."],
    },
}


class Inputs:
    """A page with every act of the person counted."""

    def __init__(self, page):
        self.page, self.number = page, 0

    def click(self, role, name):
        self.number += 1
        self.page.get_by_role(role, name=name).first.click()

    def fill(self, box, words):
        self.number += 1
        self.page.locator(box).fill(words)

    def select(self, box, value):
        self.number += 1
        self.page.locator(box).select_option(value)

    def file(self, box, file):
        self.number += 1
        self.page.locator(box).set_input_files(file)


def test_two_hundred_rows_to_a_card_in_few_inputs(desk_page, axe_faults):
    """From the file to “… people on record”, with the columns proposed and one word explained."""
    page = desk_page(a_user(role="monitor"))
    by = Inputs(page)
    page.goto("/desk/evidence/")
    assert axe_faults(page) == []
    by.click("link", "Bring a list")
    by.file("#id_file", WORKBOOK)
    by.fill("#id_publisher", "Harbour Watch")
    by.click("button", "Look at the list")
    assert axe_faults(page) == []
    by.select("#id_property-6", "person.contact")
    by.click("button", "Show what the list would do")
    assert axe_faults(page) == []
    expect(page.get_by_role("button", name="Take in 197 rows")).to_be_visible()
    by.click("button", "Take in 197 rows")
    assert axe_faults(page) == []
    assert EvidenceImport.objects.get().counts["taken"] == 197

    by.click("link", "Count")
    by.fill("#id_label", "Held on the eve")
    by.fill("#id_first", "2026-09-20")
    by.fill("#id_last", "2026-09-20")
    by.click("button", "Count")
    assert axe_faults(page) == []

    assert re.search(r"\d+ people on record, 1 source", page.locator(".count").inner_text())
    assert by.number <= MOST_INPUTS
    page.get_by_role("row").nth(1).get_by_role("link").click()
    assert axe_faults(page) == []


def test_the_same_in_russian_without_scripts(desk_page):
    """Words, refusals and buttons; the refused rows come as a file to correct."""
    page = desk_page(a_user(role="monitor", language="ru"), java_script_enabled=False)
    page.goto("/desk/evidence/bring/")
    page.locator("#id_file").set_input_files(WORKBOOK)
    page.locator("#id_publisher").fill("Harbour Watch")
    page.get_by_role("button", name="Посмотреть список").click()
    page.locator("#id_property-6").select_option("ignore")
    page.get_by_role("button", name="Показать, что сделает список").click()
    refused = page.locator("table.stack").last.inner_text()
    assert "не дата, которую можно прочитать" in refused
    assert "Сделайте строку для каждого" in refused
    page.get_by_role("button", name="Принять 197 строк").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="Не принятые строки файлом").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_a_drafter_binds_a_figure_and_is_told_what_is_true(desk_page, axe_faults, monitor):
    """The figure beside the text, bound to a question, with the card at once."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    user = a_user(role="drafter")
    draft = a_draft(by=user, texts_=SAID)
    page = desk_page(user)
    page.goto(f"/desk/drafts/{draft.pk}/")
    assert axe_faults(page) == []
    page.get_by_role("link", name="bind it to a question").click()
    assert axe_faults(page) == []
    page.locator("#id_first").fill("2026-09-20")
    page.locator("#id_last").fill("2026-09-20")
    page.get_by_role("button", name="Bind it").click()
    assert axe_faults(page) == []

    assert "The records support: at least 4" in page.locator("aside").inner_text()
    expect(page.locator("mark")).to_have_count(2)
    assert FigureBinding.objects.get().mark == "5.. at least #1"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_monitors_pages_fit_their_screen(desk_page, monitor, width):
    """Nothing runs out of a narrow screen, whatever a list has in it."""
    taken_in(a_table(*people_rows(3), (9, "B Test", "", "31.09.2026")), by=monitor)
    page = desk_page(monitor, viewport={"width": width, "height": 900})
    held = EvidenceImport.objects.get()
    case = f"/desk/evidence/cases/{subject('watch', 1).pk}/"
    for address in (
        *("/desk/evidence/", "/desk/evidence/bring/", f"/desk/evidence/lists/{held.pk}/"),
        *("/desk/evidence/cases/", case, f"{case}outcome/", f"{case}with/{subject('watch', 2).pk}/"),
        *("/desk/evidence/sources/watch/", "/desk/evidence/outgoing/", "/desk/counts/", "/desk/followup/"),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_list_is_taken_back_whole_by_whoever_saw_what_goes(desk_page, axe_faults):
    """The page reads well, on a telephone too; the tick is asked for before anything goes."""
    monitor = a_user(role="monitor", language="ru")
    keep_question(question=Question(unit=Unit.PERSONS), label="На площади", by=monitor, at=AT)
    held = taken_in(a_table(*people_rows(3)), by=monitor)
    page = desk_page(monitor, viewport={"width": 390, "height": 800})
    page.goto(f"/desk/evidence/lists/{held.pk}/")
    page.get_by_role("link", name="Отменить все, что он сказал").click()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Отменить все").click()
    assert "Отметьте, что видите" in page.content()
    page.get_by_label("Вижу, что отменяется").check()
    page.get_by_role("button", name="Отменить все").click()
    page.wait_for_url("**/sources/watch/")

    assert EvidenceImport.objects.get(pk=held.pk).state == "taken-back"
