"""The same document as strangers hand it in: read alike, and without a word that something is wrong."""

import unicodedata

import pytest
from tests.builders import a_document, without_text
from tests.declaring.reading.invented import a_declaration, without_lines
from tests.declaring.reading.mutations import read_text

from undersigned.declaring.declaration import Form
from undersigned.declaring.reading.reader import read, write
from undersigned.publishing import plain_text
from undersigned.values.findings import Severity

PRINTED = write(a_declaration())
OLDER = write(a_declaration(Form.SITE_OLDER))
NEWER = write(a_declaration(Form.SITE_NEWER))
HEAD = "Written declaration No. 12 | Doc. 2041 | 09 October 2026"
DISCLAIMER = "This written declaration commits only those who have signed it.\n\n"


def changed(text: str, old: str, new: str) -> str:
    """The text with one part replaced, which must be there."""
    assert old in text
    return text.replace(old, new)


ALIKE = {
    "printed, accents apart": lambda: unicodedata.normalize("NFD", PRINTED),
    "printed, a letterhead": lambda: f"Parliamentary Assembly\nAssemblée parlementaire\n\n{PRINTED}",
    "printed, an address on top": lambda: f"http://assembly.concord.example\n\n{PRINTED}",
    "printed, a rule before the legend": lambda: changed(PRINTED, "1. LIB", "_______\n1. LIB"),
    "printed, the call of the legend alone": lambda: changed(PRINTED, "1. LIB", "1\nLIB"),
    "printed, the legend on one line": lambda: changed(PRINTED, "Liberals\nPP", "Liberals; PP"),
    "printed, the legend in columns": lambda: changed(PRINTED, "Liberals\nPP", "Liberals      PP"),
    "printed, last page numbered": lambda: changed(PRINTED, "\n*Signed", "\f*Signed") + "\n2\n",
    "older, bars on three lines": lambda: changed(OLDER, " | ", "\n| "),
    "newer, bars on three lines": lambda: changed(NEWER, " | ", "\n| "),
    "newer, feet of the page": lambda: f"{NEWER}\nBack to top\nShare this page\n© Concord 2026\n",
    "newer, bars to share": lambda: changed(NEWER, HEAD, f"{HEAD}\n\nFacebook\n\nLinkedIn\n\nEN FR"),
}  # fmt: skip


@pytest.mark.parametrize("name", ALIKE)
def test_what_does_not_matter_changes_nothing(name) -> None:
    """Neither the declaration nor what is said of it."""
    sound = read_text({"p": PRINTED, "o": OLDER, "n": NEWER}[name[0]])
    reading = read_text(ALIKE[name]())
    assert [f.code for f in reading.findings if not f.ok] == []
    assert list(map(without_lines, reading.declarations)) == list(map(without_lines, sound.declarations))


def test_a_disclaimer_above_the_list_hides_no_list() -> None:
    """It is read as it stands, with a notice on its order."""
    text = changed(NEWER, DISCLAIMER, "").replace(f"{HEAD}\n\n", f"{HEAD}\n\n{DISCLAIMER}")
    (declaration,) = (reading := read_text(text)).declarations
    (sound,) = read_text(NEWER).declarations
    assert without_lines(declaration) == without_lines(sound)
    assert {(f.code, f.severity) for f in reading.findings if not f.ok} == {
        ("declaring.line.order", Severity.NOTICE)
    }


def test_one_word_of_another_language_makes_no_other_document() -> None:
    """A French month in an English head: the language is that of the most parts, and it is said."""
    reading = read_text(changed(PRINTED, "09 October", "09 Octobre"))
    assert reading.declarations[0].language == "en"
    assert {f.code for f in reading.findings if not f.ok} == {"declaring.language.agrees"}


@pytest.mark.parametrize("ends", ["since 3 October\n2026 at least", "at least\n\n1\n\n\f12 people"])
def test_a_sentence_goes_on_before_a_figure(ends) -> None:
    """On the next line and on the next page; it is said."""
    joined = "since 3 October 2026 at least" if "since" in ends else "at least 12 people"
    text = changed(PRINTED, "At least 12 people were", f"They say {ends} were")
    reading = read_text(text)
    assert joined in reading.declarations[0].clauses[0].text
    assert len(reading.declarations[0].clauses) == 2
    assert "declaring.text.paragraphs" in {f.code for f in reading.findings}


@pytest.mark.parametrize("document", [a_document(), a_document(signatories=0), without_text(a_document())])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_our_own_plain_text_is_understood_to_its_last_line(document, language) -> None:
    """Its remarks are no part of the document."""
    reading = read(plain_text.render(document, language), file="text.txt")
    assert len(reading.declarations) == 1
    assert "declaring.line.understood" not in {f.code for f in reading.findings}


def test_remarks_at_one_end_alone_are_no_remarks_of_ours() -> None:
    """A title in Markdown begins as they do: it is kept, and said."""
    (draft,) = (
        reading := read_text(f"# Release of the prisoners\n\n{DISCLAIMER}The guard must go.\n")
    ).declarations
    assert draft.title == "# Release of the prisoners"
    assert {f.code for f in reading.findings if not f.ok} == {"declaring.text.markup"}


@pytest.mark.parametrize("before", [1, 3])
@pytest.mark.parametrize(
    "formula", ["We the undersigned believe:", "We, the undersigned, declare the following:"]
)
def test_a_text_may_begin_before_its_formula(before, formula) -> None:
    """Whole sentences above it are the text's; the formula is a paragraph among them."""
    (sound,) = read_text(NEWER).declarations
    assert sound.opening
    sentences = [
        f"Since the {one} of May the harbour of Concord has been closed to every boat of its people."
        for one in ("first", "second", "third")[:before]
    ]
    text = changed(NEWER, sound.opening, "\n\n".join([*sentences, formula]))

    (declaration,) = (reading := read_text(text)).declarations

    assert [one.text for one in declaration.clauses] == [
        *sentences,
        formula,
        *(one.text for one in sound.clauses),
    ]
    assert declaration.opening is None
    assert not [one for one in reading.findings if one.code == "declaring.line.understood" and not one.ok]
