"""The filmed evening: from two Word files to a published edition with 22 names on paper, and to the next one.

`UNDERSIGNED_FILM=1` keeps a picture of each step in `docs/pictures/evening/`; `-s` shows inputs and minutes.
"""

import re
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import docx
import pikepdf
import pytest
from playwright.sync_api import expect
from tests.server.journeys.evening import SIZE, Film, Hands, desk_in, signed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square"
MOST_INPUTS = 60
FIRST_SIGNER = "GARNEVAL Luc"
RIGHT, WRONG = "We, the undersigned, declare the following:", "We, the undersigned, declares the following:"
CONDITIONS = ("Names that count", "Delegations", "Political groups")


@pytest.fixture
def evening(tmp_path, page_of):
    """A desk with a roll and no text, two clerks in browsers of their own, counted and filmed."""
    with desk_in(tmp_path) as desk:
        clerk, colleague = (page_of(base_url=desk.origin, viewport=SIZE, locale="en-GB") for _ in "12")
        yield SimpleNamespace(
            desk=desk, clerk=clerk, colleague=colleague, hands=Hands(), film=Film(), folder=tmp_path
        )


def test_from_two_word_files_to_two_editions(evening):
    """At most sixty inputs to the first edition; the first stays as it was when the second goes out."""
    come_in_and_bring_the_text(evening)
    correct_one_word(evening)
    open_for_signature(evening)
    print_the_sheet(evening)
    tick_from_a_sheet(evening, 22)
    confirm_as_a_colleague(evening, 22)
    record_the_ruling(evening)
    number_and_publish(evening)
    first = read_what_went_out(evening, 22)
    assert evening.hands.lap("first edition, 22 names") <= MOST_INPUTS

    tick_from_a_sheet(evening, 4)
    confirm_as_a_colleague(evening, 26)
    publish_again(evening)
    evening.hands.lap("second edition, 4 names more")
    the_first_is_as_it_was(evening, first)


def come_in_and_bring_the_text(evening):
    """By the address that signs in once; then both files at once."""
    page, hands = evening.clerk, evening.hands
    hands.come(page, evening.desk.clerk)
    hands.press(page.get_by_role("link", name="Begin a draft"))
    hands.give(page.get_by_label("Word files"), with_a_wrong_word(evening.folder), EXAMPLE / "draft.fr.docx")
    hands.press(page.get_by_role("button", name="Read it"))
    assert page.locator("#id_fr-title").input_value().startswith("Arrestations massives")


def correct_one_word(evening):
    """What the rules find stands beside the text, and goes when the word is right."""
    page, hands, found = evening.clerk, evening.hands, evening.clerk.locator("#beside .failed")
    opening = page.locator("#id_en-opening")
    assert opening.input_value() == WRONG
    assert "does not open with a formula" in found.first.inner_text()
    evening.film.take(page, "a-finding-beside-the-text")

    hands.write(opening, RIGHT)
    page.get_by_text("Nothing fails.").wait_for()
    page.get_by_text("Saved at").wait_for()
    expect(found).to_have_count(0)


def open_for_signature(evening):
    """The text is frozen with its first signer; what is missing is said before anybody has signed."""
    page, hands = evening.clerk, evening.hands
    hands.press(page.get_by_role("link", name="Open for signature"))
    offered = page.locator("#id_first_signer option", has_text=FIRST_SIGNER).text_content()
    hands.choose(page.get_by_label("First signer"), offered)
    hands.press(page.get_by_role("button", name="Open for signature"))
    evening.names = page.url
    expect(
        page.get_by_role("heading", name="Not enough yet: 20 names, 4 delegations, 2 groups")
    ).to_be_visible()
    assert [there_is(page, one) for one in CONDITIONS] == ["0 of 20", "0 of 4", "0 of 2"]
    evening.film.take(page, "open-and-what-is-missing")


def print_the_sheet(evening):
    """A line for every member who may sign, on pages that can be counted."""
    sheet = opened_pdf(evening, evening.clerk.get_by_role("link", name="Print the signature sheet").first)
    assert 8 <= pages_of(sheet) <= 16, pages_of(sheet)
    evening.sheet = sheet
    evening.film.lay_out([sheet], "the-signature-sheet")
    go_back(evening)


def tick_from_a_sheet(evening, number):
    """So many names from one sheet, the first signer's among the first, with its scan."""
    page, hands = evening.clerk, evening.hands
    if not page.url.startswith(evening.names):
        go_back(evening)
        hands.press(page.get_by_role("link", name="The names"))
    hands.press(page.get_by_role("link", name="Tick names from a returned sheet"))
    rows = across_delegations(page, number)
    scan = evening.folder / f"sheet-with-{number}.pdf"
    scan.write_bytes(signed(evening.sheet, [one.locator("strong").inner_text() for one in rows]))
    hands.give(page.get_by_label("Scan of the sheet"), scan)
    for one in rows:
        hands.press(one.get_by_role("checkbox"))
    assert page.locator("#chosen").text_content() == f"{number} names ticked"
    if number == 22:
        page.locator("#names").evaluate("names => names.scrollIntoView()")
        evening.film.take(page, "ticking-22-names")
    hands.press(page.get_by_role("button", name="Tick these names"))
    said = page.get_by_role("status").inner_text()
    assert f"{number} names are ticked; a second clerk confirms them." in said


def confirm_as_a_colleague(evening, standing):
    """In a browser of her own: from her desk to the scan with the names beside it."""
    page, hands = evening.colleague, evening.hands
    if page.url == "about:blank":
        hands.come(page, evening.desk.second_clerk)
    else:
        hands.press(page.get_by_role("link", name="Undersigned", exact=True))
    hands.press(page.get_by_role("link", name="Mass arrests").first)
    hands.press(page.get_by_role("link", name="Confirm names as a second clerk"))
    page.locator(".scan img").first.evaluate("picture => picture.decode()")
    if standing == 22:
        evening.film.take(page, "a-second-clerk-confirms")
    hands.press(page.get_by_role("button", name="I see these signatures on sheet-with"))
    expect(page.get_by_role("heading", name="Enough names, confirmed by two clerks")).to_be_visible()
    assert there_is(page, "Names that count").startswith(f"{standing} of 20")
    if standing == 22:
        evening.film.take(page, "enough-names")


def record_the_ruling(evening):
    """The President finds the text in order; who decides comes from the rulebook."""
    page, hands = evening.clerk, evening.hands
    hands.press(page.get_by_role("link", name="Record a ruling"))
    hands.press(page.get_by_label("The text is in order"))
    hands.write(page.get_by_label("Reason"), "Within the competence of the Concord.")
    hands.press(page.get_by_role("button", name="Record the ruling"))
    expect(page.get_by_text("The ruling is recorded.")).to_be_visible()


def number_and_publish(evening):
    """The next numbers, then everything at once."""
    page, hands = evening.clerk, evening.hands
    hands.press(page.get_by_role("link", name="Number and publish"))
    hands.press(page.get_by_role("button", name="Give it its numbers"))
    hands.press(page.get_by_role("button", name="Publish with 22 names"))
    page.get_by_text("is published.").wait_for()
    evening.film.take(page, "published")


def publish_again(evening):
    """Who is added is said before, and kept with the edition."""
    page, hands = evening.clerk, evening.hands
    page.reload()
    hands.press(page.get_by_role("link", name="Number and publish"))
    page.get_by_text("4 names are added:").wait_for()
    hands.press(page.get_by_role("button", name="Publish with 26 names"))
    page.get_by_text("Added since edition 1 of the same day:").wait_for()
    read_what_went_out(evening, 26)


def read_what_went_out(evening, number):
    """Both PDFs and the page, opened as a reader does; their bytes by address."""
    page, hands = evening.clerk, evening.hands
    editions = page.get_by_role("region", name="Editions").locator("li")
    line = editions.filter(has_text=f": {number} names")
    out = {}
    for language in ("en", "fr"):
        link = line.get_by_role("link", name=f"PDF ({language})")
        content = opened_pdf(evening, link)
        out[page.url] = content
        go_back(evening)
    hands.press(line.get_by_role("link", name="HTML (en)"))
    out[page.url] = page.request.get(page.url).body()
    assert f"Total = {number}" in page.locator("body").inner_text()
    if number == 22:
        evening.film.lay_out(list(out.values())[:2], "both-pdfs")
    evening.film.take(page, f"the-page-with-{number}-names")
    return out


def the_first_is_as_it_was(evening, first):
    """Both PDFs and the page of the first edition, at their addresses, with the same bytes."""
    assert len(first) == 3
    for address, content in first.items():
        answer = evening.clerk.request.get(address)
        assert (answer.status, answer.body()) == (200, content), address


def with_a_wrong_word(folder):
    """The member's English file as it came: one word of the opening is wrong."""
    text = docx.Document(EXAMPLE / "draft.en.docx")
    (opening,) = (one for one in text.paragraphs if one.text == RIGHT)
    opening.text = WRONG
    file = folder / "draft.en.docx"
    text.save(file)
    return file


def across_delegations(page, number):
    """The lines of so many members who may sign: first the first signer, then across the roll."""
    page.locator("#names").wait_for()
    seated = page.locator("#names fieldset.delegation .choice:not(.barred)")
    free = seated.filter(has_not_text="does not count")
    rows = free.all()
    step = len(rows) // number
    first = free.filter(has_text=FIRST_SIGNER).all()
    others = [one for one in rows[1::step] if FIRST_SIGNER not in one.inner_text()]
    return [*first, *others][:number]


def opened_pdf(evening, link):
    """A PDF opened by its link: its bytes."""
    evening.hands.press(link)
    evening.clerk.wait_for_url(re.compile(r"\.pdf$"))
    content = evening.clerk.request.get(evening.clerk.url).body()
    assert content.startswith(b"%PDF")
    return content


def go_back(evening):
    """One page back, which is an input too."""
    evening.clerk.go_back()
    evening.hands.done["clicks"] += 1


def pages_of(content):
    """The number of pages of a PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def there_is(page, condition):
    """What stands beside a condition: what there is of what is needed."""
    return page.get_by_role("row", name=condition).locator("td").last.inner_text()
