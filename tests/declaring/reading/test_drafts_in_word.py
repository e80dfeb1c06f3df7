"""Drafts from a member's office: pasted text and Word files."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.declaring.reading.invented import without_lines
from tests.declaring.reading.mutations import read_text

from undersigned.declaring.declaration import Form
from undersigned.declaring.reading.reader import read

ENGLISH = (
    "Release of the prisoners of the harbour",
    "We, the undersigned, declare the following:",
    "The people of the harbour were held by the guard in October 2026.",
    "We call for the release of all of them.",
)
FRENCH = (
    "Libération de tous les prisonniers du port",
    "Nous, soussignés, déclarons ce qui suit :",
    "Les habitants du port ont été détenus par la garde en octobre 2026.",
    "Nous demandons la libération de tous.",
)


def a_file(*paragraphs: str, change: Callable[[Document], object] | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if change:
        change(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def read_word(content: bytes, file: str = "draft.docx"):
    reading = read(content, file=file)
    return reading.declarations, {f.code: f for f in reading.findings if not f.ok}


def test_a_word_file_is_read_as_its_text_is() -> None:
    """Title, opening formula, clauses, and no instrument."""
    (word,), findings = read_word(a_file(*ENGLISH))
    (text,) = read_text("\n\n".join(ENGLISH)).declarations
    assert without_lines(word) == without_lines(text)
    assert (word.form, word.instrument, word.title, len(word.clauses)) == (Form.DRAFT, None, ENGLISH[0], 2)
    assert findings == {}


def test_two_languages_in_one_file_are_two_drafts() -> None:
    """The paragraph before the first clause of the second is its title."""
    (english, french), findings = read_word(a_file(*ENGLISH, "", *FRENCH))
    assert (english.language, english.title, french.language, french.title) == (
        "en", ENGLISH[0], "fr", FRENCH[0],
    )  # fmt: skip
    assert findings == {}


def test_languages_that_alternate_are_said() -> None:
    """Nobody can tell such drafts apart."""
    mixed = [part for pair in zip(ENGLISH, FRENCH, strict=True) for part in pair]
    _, findings = read_word(a_file(*mixed))
    assert "declaring.language.agrees" in findings


def _tracked(document: Document) -> None:
    ins = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t> added</w:t></w:r></w:ins>')
    gone = parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText> gone</w:delText></w:r></w:del>')
    document.paragraphs[-1]._p.extend([ins, gone])


def _hidden(document: Document) -> None:
    document.paragraphs[-1].add_run(" hidden words.").font.hidden = True


def _boxed(document: Document) -> None:
    inside = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:r {nsdecls('w')}><w:pict>{inside}</w:pict></w:r>"
    document.paragraphs[-1]._p.append(parse_xml(box))


def _table(document: Document) -> None:
    document.add_table(1, 1).cell(0, 0).text = "cell"


def _header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "office"


def _comment(document: Document) -> None:
    document.add_comment(document.paragraphs[0].runs, text="remark", author="x", initials="x")


def _numbered(document: Document) -> None:
    document.add_paragraph("We ask for an answer.", style="List Number")
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    document.paragraphs[-1]._p.get_or_add_pPr().append(parse_xml(number))


BESIDE = {
    "changes": (_tracked, "added / gone"),
    "hidden": (_hidden, None),
    "text-boxes": (_boxed, "boxed"),
    "tables": (_table, "cell"),
    "headers": (_header, "office"),
    "comments": (_comment, "remark"),
    "numbering": (_numbered, None),
}


@pytest.mark.parametrize("kind", BESIDE)
def test_what_stands_beside_the_text_is_said(kind) -> None:
    """With its words; none is dropped in silence."""
    change, words = BESIDE[kind]
    _, findings = read_word(a_file(*ENGLISH, change=change))
    found = findings[f"declaring.word.{kind}"]
    assert found.particulars["count"] >= 1
    assert words is None or found.particulars["text"] == words


def test_tracked_changes_are_read_as_accepted() -> None:
    """What was added is there, what was deleted is not."""
    (draft,), _ = read_word(a_file(*ENGLISH, change=_tracked))
    assert draft.clauses[-1].text.endswith("added")


def test_a_word_file_with_another_ending_is_read_and_said() -> None:
    """It is told by its bytes."""
    drafts, findings = read_word(a_file(*ENGLISH), "draft.txt")
    assert len(drafts) == 1
    assert set(findings) == {"declaring.file.suffix"}


def test_a_text_box_is_said_once() -> None:
    """Word keeps an older copy of each text box; its words are not told twice."""
    (_, findings) = read_word(a_file(*ENGLISH, change=_boxed))
    assert findings["declaring.word.text-boxes"].particulars["count"] == 1


def test_a_first_paragraph_that_is_a_sentence_is_no_title() -> None:
    """A clause is not made a title."""
    (draft,) = read_text(
        "The people of the harbour were held by the guard.\n\nWe call for the release."
    ).declarations
    assert draft.title is None
    assert len(draft.clauses) == 2
