"""What no rendering of a figure ever says, in either language: page, PDF, notes, data, feed, every template.

1. No bound from above, no claim to know the number, no precision that nobody has; and nobody is judged.
2. What others stated is theirs, word and qualifier ("at most 80"): it is taken out before the words are
   looked for. So is the text as signed, with its title.
3. That the search finds what it looks for is shown with each word planted in a sentence.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html
from tests.examples.test_figures_of_the_examples import FILES, HARBOUR, declarations

from undersigned.cli.files.figures_files import figures_of
from undersigned.declaring.archive.archive import archive
from undersigned.publishing.cards.figure_card import card_shown
from undersigned.publishing.document import Document
from undersigned.publishing.preparing.assembling import from_archive
from undersigned.publishing.site.build import build
from undersigned.wording import words

NEVER = {
    "en": (
        *("at most", "no more than", "true number", "real number", "actual number", "margin of error"),
        *("confidence", "interval", "upper bound", "probabl"),
    ),
    "fr": (
        *("au plus", "au maximum", "vrai nombre", "nombre réel", "nombre véritable", "marge d’erreur"),
        *("marge d'erreur", "intervalle", "confiance", "borne supérieure", "probabl"),
    ),
}
JUDGING = {
    "en": ("political prisoner", "arbitrar", "ignored"),
    "fr": ("prisonnier politique", "prisonniers politiques", "arbitrair", "ignoré"),
}
PARTS = (
    "count-card.",
    "figure-card.",
    "site.figure",
    "site.followup",
    "site.feed",
    "forms.figure",
    "stated.",
)
CODES = ("counting.card", "counting.estimate", "counting.figure", "publishing.figure", "followup.")
OF_OTHERS = "//*[contains(@class, 'stated')]//tbody | //dl[@class='numbers of-others']"
SIGNED = "//article | //title | //h1 | //p[@class='lead'] | //p[@class='entry'] | //q"


def given() -> list[Document]:
    founding = next(from_archive(one) for one in archive() if one.number == 695)
    both = declarations(HARBOUR / "declaration.en.txt", HARBOUR / "declaration.fr.txt")
    return list(figures_of(FILES).joined([*both, founding]))


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return given()


@pytest.fixture(scope="module")
def site(tmp_path_factory, documents) -> Path:
    out = tmp_path_factory.mktemp("forbidden") / "site"
    build(documents, out)
    return out


def of_others(documents, language) -> list[str]:
    """Whatever a source says, longest first: what is counted, its notes, its numbers as it qualifies them."""
    lines = [
        line
        for document in documents
        for answers in (document.figures, *document.earlier_figures)
        for answer in answers
        for card in (card_shown(answer, language),)
        for line in (*card.others, *((*card.sum.added, *card.sum.left_out) if card.sum else ()))
    ]
    said = {
        one
        for line in lines
        for one in (line.value, line.what[0], line.note[0], line.who[0], line.count.url, *line.parts)
        if one
    }
    return sorted((" ".join(one.split()).lower() for one in said), key=len, reverse=True)


def found(text: str, language: str, theirs: list[str]) -> list[str]:
    """The words that must not be there."""
    text = " ".join(text.replace("\u00ad", "").split()).lower()
    for one in theirs:
        text = text.replace(one, " … ")
    text = re.sub(r"working group on arbitrary detention", " … ", text)  # its own name
    return [word for word in (*NEVER[language], *JUDGING[language]) if word in text]


def pages(site: Path, language: str) -> Iterator[tuple[Path, str]]:
    """Every page with figures, what became of people, the data and the feed, without what was signed."""
    folder = site / language
    for file in (*folder.rglob("written-declaration/**/*.html"), folder / "data.html"):
        page = html.document_fromstring(file.read_bytes())
        for other in page.xpath(f"{OF_OTHERS} | {SIGNED}"):
            other.drop_tree()
        for rules in page.xpath("//section[@id='rules']"):  # the rules of an assembly have limits of words
            rules.drop_tree()
        yield file, page.text_content() + " ".join(page.xpath("//@aria-label | //@title"))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_page_says_it(site, language):
    """Of both examples: the declaration, its editions, each figure on each day, what became of people."""
    read = list(pages(site, language))
    kinds = {"@" in file.stem for file, _ in read}

    assert len(read) >= 3 + 6 + 12 + 2
    assert kinds == {True, False}
    assert {file.name: hits for file, said in read if (hits := found(said, language, []))} == {}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_feed_and_no_data_say_it(site, documents, language):
    """What moved, in the feed; the figures as JSON and CSV, without the codes that are a source's."""
    feed = etree.parse(site / language / "feed.atom").getroot()
    titles = [one.text or "" for one in feed.iter("{*}title")]
    said = [one.text or "" for one in feed.iter("{*}summary")] + [one for one in titles if "65" in one]
    theirs = of_others(documents, "en")

    assert said
    assert not [hits for one in said if (hits := found(one, language, []))]
    for file in (site / language).rglob("figure/*.json"):
        answer = json.loads(file.read_text(encoding="utf-8"))
        answer.pop("stated", None)
        assert not found(json.dumps(answer, ensure_ascii=False), language, theirs), file
    for file in (site / "data").glob("*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines()
        figures = [line for line in lines if file.name == "figures.csv"]
        assert not [hits for line in figures if (hits := found(line, language, theirs))], file


@pytest.mark.parametrize("suffix", [".txt", ".json", ".jsonld", ".akn"])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_form_says_it_beside_the_text(site, documents, language, suffix):
    """Plain text with its notes, JSON, linked data, Akoma Ntoso; without the text and the title."""
    signed = [
        " ".join(one.split()).lower()
        for document in documents
        for text in document.texts.values()
        for one in (text.title, *text.clauses)
    ]
    titles = [one.lower() for document in documents for one in document.titles.values()]
    theirs = [*signed, *titles, *of_others(documents, language), *of_others(documents, "en")]
    files = [one for one in (site / language).rglob(f"written-declaration/*{suffix}") if "@" not in one.stem]

    assert files
    for file in files:
        said = file.read_text(encoding="utf-8")
        if suffix == ".json":
            data = json.loads(said)
            data.pop("findings"), data.pop("texts")
            for figure in data["figures"]:
                figure.pop("stated", None)
            said = json.dumps(data, ensure_ascii=False)
        if suffix == ".akn":
            said = " ".join(etree.fromstring(said.encode()).xpath("//*[local-name()='proprietary']//text()"))
        assert not found(said, language, theirs), file


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_pdf_says_it_in_its_notes(site, documents, language):
    """Read as a person reads it, from the notes on."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (Debian: poppler-utils) is not installed")
    heading = words.term("forms.figures.heading", language)
    files = [one for one in (site / language).rglob("written-declaration/*.pdf") if "@" not in one.stem]
    theirs = [one.replace(" ", "") for one in of_others(documents, language)]

    assert files
    for file in files:
        command = ["pdftotext", "-raw", str(file), "-"]
        said = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        notes = said.partition(heading)[2]
        assert notes
        close = re.sub(r"[\s\u00ad]+", "", notes).lower()  # lines may break anywhere in an address
        for one in theirs:
            close = close.replace(one, "…")
        hits = [word for word in (*NEVER[language], *JUDGING[language]) if word.replace(" ", "") in close]
        assert not hits, file


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_template_says_it_whatever_the_state(language):
    """Every sentence that a card, a note, a feed or a page of figures could be made of."""
    table = words._table(language)
    templates = [said for key, said in table["terms"].items() if key.startswith(PARTS)]
    templates += [
        said
        for code, answers in table["findings"].items()
        if code.startswith(CODES)
        for said in answers.values()
    ]

    assert len(templates) > 120
    assert not [one for one in templates if found(one, language, [])]


@pytest.mark.parametrize(("language", "word"), [(one, word) for one in NEVER for word in NEVER[one]])
def test_the_search_would_find_it(language, word):
    """In whatever case and over a line break."""
    planted = f"Documented: 71. That is {word.upper()}".replace(" ", "\n", 2)

    assert found(planted, language, ["about 71"])
