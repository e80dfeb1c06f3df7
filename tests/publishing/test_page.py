"""A declaration's page: what it says, and what comes back out of it."""

from dataclasses import replace

import pytest
from tests.builders import COUNTRIES, a_document, a_signatory, some_signatories, without_text

from undersigned.publishing import page
from undersigned.publishing.document import Document, Level, Nature
from undersigned.publishing.page import PageError
from undersigned.values.findings import Outcome, failed, passed, undetermined
from undersigned.values.names import PersonalName
from undersigned.wording.words import term

ODD = (
    a_signatory(order=1, name=PersonalName(family="O'ROE <b>", given='"&" Ana', style="The Earl of")),
    a_signatory(order=2, name=PersonalName(family="BEGAJ"), group=None, group_labels={}),
    a_signatory(
        order=3, country=None, country_labels={}, place=None, name=PersonalName(family="שלום", given="ا")
    ),
    a_signatory(order=4, group="UL", place="XC"),
)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("signatories", [0, 1, 25, ODD])
def test_text_and_list_come_back_out_of_the_page(language: str, signatories: int) -> None:
    """The page in either language carries the digests of its text and of the list as printed."""
    document = a_document(signatories=signatories)

    recovered = page.recover(page.render(document, language))

    assert recovered.text == document.texts[language].canonical()
    assert recovered.list == document.canonical_list()


def test_a_text_in_another_language_is_shown_as_such() -> None:
    """The French page of an English text shows it, says so, and gives the same text back."""
    document = a_document(languages=("en",))

    shown = page.render(document, "fr")

    assert page.recover(shown).text == document.texts["en"].canonical()
    assert '<article id="text" class="text" aria-label="Texte tel que signé" lang="en">' in shown.decode()


def test_a_text_that_was_not_supplied_is_not_there() -> None:
    """Without the official file the page shows no text and says where it can be read."""
    document = without_text(a_document())

    shown = page.render(document, "en")

    assert page.recover(shown).text == ""
    assert "The text is not shown here" in shown.decode()
    assert 'href="https://concord.example/fr/345"' in shown.decode()


@pytest.mark.parametrize("nature", list(Nature))
@pytest.mark.parametrize(("language", "words"), [("en", ("Draft", "Fictional", "Edition", "Reproduction"))])
def test_every_page_says_what_it_is(nature: Nature, language: str, words: tuple[str, ...]) -> None:
    """Draft, fictional, edition or reproduction stands under the title."""
    said = page.render(a_document(nature=nature), language).decode()

    assert f"<strong>{words[list(Nature).index(nature)]}" in said


def test_labels_follow_the_page_and_the_printed_ones_are_kept() -> None:
    """A French page shows French labels; the digest still sees what the list printed."""
    shown = page.render(a_document(signatories=1), "fr").decode()

    assert f'data-printed="Northland">{COUNTRIES["XA"]["fr"]}</td>' in shown


def test_what_failed_comes_first_and_what_passed_is_folded() -> None:
    """A reader meets what is wrong and what is open before what is in order."""
    findings = (passed("declaring.list.total", stated=1, counted=1), undetermined("x.y.z"), failed("a.b.c"))

    said = page.render(a_document(findings=findings), "en").decode()

    assert said.index("a.b.c") < said.index("x.y.z") < said.index("<details>") < said.index("</details>")
    assert "1 further question, answered and in order" in said


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    """What a document gives as an official address is never run by a browser."""
    evil: Document = a_document(official_urls={"en": "javascript:alert(1)"})

    assert 'href="javascript:' not in page.render(evil, "en").decode()
    assert 'href="javascript:' not in page.render(without_text(evil), "en").decode()


def test_a_list_that_is_not_known_is_not_a_list_of_nobody() -> None:
    """Unknown is said as unknown; the stated total stands beside it."""
    document = a_document(signatories=0, list_known=False, stated_total=31)

    said = page.render(document, "en").decode()

    assert "The list of names is not known here. The source states 31." in said
    assert "Total = " not in said


def test_a_blank_group_is_not_printed_as_a_group() -> None:
    """A name without a group is counted apart from those with a code for none."""
    signatories = (*some_signatories(5), a_signatory(order=6, group=None, group_labels={}))

    said = page.render(a_document(signatories=signatories), "en").decode()

    assert "<dt>none printed</dt>" in said
    assert '<span class="hidden">not printed</span>' in said


def test_a_page_without_a_site_stands_alone() -> None:
    """It carries its own sheet and asks for no other file."""
    said = page.render(a_document(), "en").decode()

    assert "<style>" in said
    assert "<link" not in said
    assert "<script" not in said


@pytest.mark.parametrize("content", [b"", b"<p>no page of ours</p>", b"\xff\xfe\x00", b"%PDF-1.7"])
def test_other_bytes_are_no_page(content: bytes) -> None:
    """Whatever is not a declaration's page is refused by name."""
    with pytest.raises(PageError):
        page.recover(content)


def test_a_forged_name_shows_itself() -> None:
    """One letter changed in the page's list is another list."""
    document = a_document()
    forged = page.render(document, "en").replace("BARDÈNE".encode(), b"BARDENE", 1)

    assert page.recover(forged).list != document.canonical_list()


def test_the_same_document_gives_the_same_page() -> None:
    """Nothing of the clock or of an order of sets enters a page."""
    assert page.render(a_document(), "en") == page.render(replace(a_document()), "en")


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "25 names on the list"), ("fr", "25 noms sur la liste")]
)
def test_printed_names_are_said_to_stand_on_a_list(language: str, heading: str) -> None:
    """Nobody saw a signature, so the heading does not speak of one; where one was seen it does."""
    document = a_document(signatories=25)
    seen = replace(document, signatories=(a_signatory(order=1, level=Level.PAPER),))

    assert heading in page.render(document, language).decode()
    assert "Signed by 1 member" in page.render(seen, "en").decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_answers_in_the_words_of_the_command(language: str) -> None:
    """What the page counts is what the command counts, so it has the same name."""
    for outcome in Outcome:
        assert term(f"site.outcome.{outcome}", language).lower() == term(f"outcome.{outcome}", language)
