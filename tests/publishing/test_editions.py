"""An edition that was published without its text gets it later, and only the text whose digest it named."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import ENGLISH, FRENCH, a_document, some_signatories

from undersigned.publishing import page
from undersigned.publishing.document import Document, Nature
from undersigned.publishing.site.build import SiteReport, build
from undersigned.publishing.site.editions import ChangedEditionError

WHOLE = a_document(signatories=3, texts={"en": ENGLISH}, nature=Nature.REPRODUCTION)
WITHOUT_TEXT = replace(WHOLE, texts={})
DATED = "concord/written-declaration/12@2031-10-04"


def published(out: Path, document: Document) -> SiteReport:
    return build([document], out, suffixes=(".txt", ".json"))


def test_an_edition_gets_the_text_whose_digest_it_named(tmp_path: Path) -> None:
    """The dated pages and forms are made anew, and the report says so."""
    published(tmp_path / "site", WITHOUT_TEXT)

    report = published(tmp_path / "site", WHOLE)

    for language in ("en", "fr"):
        assert page.recover((tmp_path / "site" / language / f"{DATED}.html").read_bytes()).text
    assert ENGLISH.title in (tmp_path / "site" / "en" / f"{DATED}.txt").read_text("utf-8")
    assert report.completed == (DATED,)


def test_a_form_of_the_edition_that_is_not_made_again_stays(tmp_path: Path) -> None:
    """What was published at an address does not vanish from it."""
    published(tmp_path / "site", WITHOUT_TEXT)
    before = (tmp_path / "site" / "en" / f"{DATED}.json").read_bytes()

    report = build([WHOLE], tmp_path / "site", suffixes=(".txt",))

    assert (tmp_path / "site" / "en" / f"{DATED}.json").read_bytes() == before
    assert report.completed == (DATED,)


def test_a_version_is_added_whose_digest_the_edition_named(tmp_path: Path) -> None:
    """The French page showed the English text and named the digest of the French one."""
    digests = {"en": ENGLISH.digest(), "fr": FRENCH.digest()}
    published(tmp_path / "site", replace(WHOLE, text_digests=digests))

    report = published(
        tmp_path / "site", replace(WHOLE, texts={"en": ENGLISH, "fr": FRENCH}, text_digests=digests)
    )

    french = page.recover((tmp_path / "site" / "fr" / f"{DATED}.html").read_bytes())
    assert french.text == FRENCH.canonical()
    assert report.completed == (DATED,)


@pytest.mark.parametrize(
    "changed",
    [
        replace(WHOLE, signatories=some_signatories(2)),
        replace(WHOLE, texts={"en": replace(ENGLISH, clauses=("Other words.",))}, text_digests={}),
        replace(WHOLE, texts={"fr": FRENCH}, text_digests={}),
    ],
    ids=["another list", "another text", "a text whose digest was not named"],
)
def test_anything_else_is_another_edition(changed: Document, tmp_path: Path) -> None:
    """Another list or another text is refused and needs a label of its own."""
    published(tmp_path / "site", WITHOUT_TEXT)

    with pytest.raises(ChangedEditionError):
        published(tmp_path / "site", changed)


def test_an_edition_does_not_lose_its_text(tmp_path: Path) -> None:
    """What was shown under a day is not taken back under the same day."""
    published(tmp_path / "site", WHOLE)

    with pytest.raises(ChangedEditionError):
        published(tmp_path / "site", WITHOUT_TEXT)


def test_the_digests_that_a_page_names_are_told_by_language() -> None:
    """Also of a text that the page does not show."""
    assert page.named_digests(page.render(WITHOUT_TEXT, "fr")) == WITHOUT_TEXT.text_digests
