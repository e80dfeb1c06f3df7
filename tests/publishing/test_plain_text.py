"""The plain text: marked, checkable with two old programs, and readable by the project's own reader."""

import re
import shutil
import subprocess

import pytest
from tests.builders import FRENCH, a_document, a_signatory, without_text

from undersigned.declaring.reading.reader import read
from undersigned.publishing import plain_text
from undersigned.publishing.document import Nature
from undersigned.values.names import PersonalName


def written(language="en", **overrides):
    return plain_text.render(a_document(**overrides), language).decode()


@pytest.mark.parametrize(
    ("nature", "says"),
    [
        (Nature.DRAFT, "Draft."),
        (Nature.FICTIONAL, "Fictional."),
        (Nature.REPRODUCTION, "https://concord.example/en/345"),
        (Nature.EDITION, "Edition of the publishing body."),
    ],
)
def test_the_first_line_says_what_the_file_is(nature, says):
    """A reader who sees one line knows; a reproduction gives the official address there."""
    first = written(nature=nature).split("\n")[0]

    assert first.startswith("# ")
    assert says in first


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_projects_own_reader_reads_it_to_the_same_digests(language):
    """Without our remarks it is a printed declaration: number, day, text and list come back."""
    document = a_document()
    content = plain_text.without_remarks(plain_text.render(document, language))

    [declaration] = read(content, file="12.txt").declarations

    assert declaration.text_digest() == document.texts[language].digest()
    assert declaration.list_digest() == document.list_digest()
    assert (declaration.number, declaration.doc_number) == (12, 345)
    assert declaration.day == document.day
    assert declaration.stated_total == 25


def test_a_stranger_checks_the_text_with_sed_and_sha256sum(tmp_path):
    """The line that the file ends with is a command, and it prints the digest beside it."""
    if not (shutil.which("sed") and shutil.which("sha256sum")):
        pytest.skip("sed and sha256sum are not on this machine")
    content = written()
    file = tmp_path / "12.txt"
    file.write_text(content)
    ranges = re.search("sed -n '([^']+)'", content)[1]

    picked = subprocess.run(["sed", "-n", ranges, file], capture_output=True, check=True).stdout
    summed = subprocess.run(["sha256sum"], input=picked, capture_output=True, check=True).stdout.decode()

    assert summed.split()[0] == a_document().texts["en"].digest()


def test_where_the_surname_ends_can_be_told():
    """A space inside a part is U+00A0; to the eye both are the same."""
    one = a_signatory(name=PersonalName(family="DE LA PEÑA", given="María Luz", style="The Earl of"))
    line = next(line for line in written(signatories=(one,)).split("\n") if line.startswith("DE"))

    assert line == "DE\u00a0LA\u00a0PEÑA María\u00a0Luz [The\u00a0Earl\u00a0of], Northland, LIB"


def test_a_list_that_was_copied_in_part_has_no_total():
    """Counting the names one happens to know would state a total that nobody stated."""
    content = written(list_complete=False)

    assert "Total" not in content
    assert "Names known here = 25" in content
    assert "copied only in part" in content


def test_a_clause_that_looks_like_a_total_is_not_one():
    """The list is looked for after the text, so no clause can pretend to be it."""
    text = FRENCH.__class__(language="en", title="Title", opening=None, clauses=("Total = 1", "Signed 1:"))
    document = a_document(texts={"en": text}, signatories=0, list_known=False)

    recovered = plain_text.recover(plain_text.render(document, "en"))

    assert recovered.list == document.canonical_list()
    assert recovered.text == text.canonical()


def test_a_text_that_is_not_shown_is_said_to_be_elsewhere():
    """No words are put into the mouths of those who signed others."""
    content = plain_text.render(without_text(a_document()), "fr").decode()

    assert "Le texte n’est pas reproduit ici" in content
    assert "Nous, soussignés" not in content


def test_a_draft_has_no_list_and_says_nothing_of_one():
    """Nobody has signed a draft: no total of nobody stands on it."""
    content = written(nature=Nature.DRAFT, signatories=0, list_known=False, number=None, doc_number=None)

    assert "Total" not in content
    assert "list of names is not known" not in content


@pytest.mark.parametrize("content", [b"\xff\xfe", b"Signed 1:\n\na b c d, X, Y\n\nTotal = 1\n"])
def test_a_file_that_is_not_ours_is_refused_in_words(content):
    """A row that was changed is a refusal and not a guess."""
    with pytest.raises(plain_text.PlainTextError):
        plain_text.recover(content)
