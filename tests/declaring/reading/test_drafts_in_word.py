"""Drafts from a member's office: pasted text and Word files."""

import base64
import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.declaring.reading.invented import without_lines
from tests.declaring.reading.mutations import read_text

from undersigned.declaring.declaration import Form
from undersigned.declaring.reading.reader import read
from undersigned.values.findings import Severity

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


_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_COMPATIBLE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_A_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _in_the_last(document: Document, xml: str) -> None:
    document.paragraphs[-1]._p.append(parse_xml(xml))


def _noted(document: Document, kind: str, words: str) -> None:
    """A foot- or endnote in a part of its own, after the separators that Word always keeps there."""
    _in_the_last(document, f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="2"/></w:r>')
    separator = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:{kind}>'
    note = f'<w:{kind} w:id="2"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}>'
    xml = f"<w:{kind}s {nsdecls('w')}>{separator}{note}</w:{kind}s>"
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        xml.encode(),
        document.part.package,
    )
    document.part.relate_to(
        part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    )


def _struck(document: Document) -> None:
    document.paragraphs[-1].add_run(" not").font.strike = True


def _by_style(document: Document) -> None:
    document.add_paragraph("We ask for an answer.", style="List Number")


def _boxed_twice(document: Document) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    older = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    newer = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    alternate = f"<mc:AlternateContent>{newer}{older}</mc:AlternateContent>"
    _in_the_last(document, f"<w:r {nsdecls('w')} {_COMPATIBLE}>{alternate}</w:r>")


LEFT_OUT = {
    "footnotes": (lambda document: _noted(document, "footnote", "See the report."), "See the report."),
    "endnotes": (lambda document: _noted(document, "endnote", "See the annex."), "See the annex."),
    "images": (lambda document: document.add_picture(io.BytesIO(_A_PIXEL)), ""),
    "equations": (
        lambda document: _in_the_last(document, f"<m:oMath {_M}><m:r><m:t>x=2</m:t></m:r></m:oMath>"),
        "x=2",
    ),
    "objects": (
        lambda document: _in_the_last(document, f"<w:r {nsdecls('w')}><w:object/></w:r>"),
        "",
    ),
    "text-boxes": (_boxed_twice, "boxed"),
    "numbering": (_by_style, ""),
}


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_what_is_left_out_of_the_text_is_said_once_with_its_words(kind) -> None:
    """Notes, pictures, formulae, objects, the two copies of a text box, the numbers of a style."""
    change, words = LEFT_OUT[kind]
    drafts, findings = read_word(a_file(*ENGLISH, change=change))
    finding = findings.pop(f"declaring.word.{kind}")
    assert (finding.particulars["count"], finding.particulars["text"]) == (1, words)
    assert findings == {}
    kept = drafts[0].clauses[: len(ENGLISH) - 2]
    assert [clause.text for clause in kept] == list(ENGLISH[2:])


def test_struck_words_are_read_and_said() -> None:
    """A line through a word is a format, not a tracked change."""
    (draft,), findings = read_word(a_file(*ENGLISH, change=_struck))
    assert draft.clauses[-1].text.endswith(" not")
    assert findings["declaring.word.struck"].particulars["text"] == "not"


def _side_by_side(left: tuple[str, ...], right: tuple[str, ...], *, by_rows: bool) -> bytes:
    document = docx.Document()
    table = document.add_table(len(left) if by_rows else 1, 2)
    for column, texts in enumerate((left, right)):
        for row, text in enumerate(texts):
            cell = table.cell(row if by_rows else 0, column)
            cell.paragraphs[0].text = text if by_rows or not row else cell.paragraphs[0].text
            if row and not by_rows:
                cell.add_paragraph(text)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("by_rows", [True, False])
@pytest.mark.parametrize("heads", [(), (("English",), ("Français",))])
def test_two_languages_side_by_side_are_two_drafts(by_rows, heads) -> None:
    """A paragraph a row or all in one cell, with or without a head over each column: a notice says so."""
    left, right = heads or ((), ())
    content = _side_by_side((*left, *ENGLISH), (*right, *FRENCH), by_rows=by_rows)
    (english, french), findings = read_word(content)
    assert (english.title, french.title) == (ENGLISH[0], FRENCH[0])
    assert [clause.text for clause in english.clauses] == list(ENGLISH[2:])
    assert [clause.text for clause in french.clauses] == list(FRENCH[2:])
    assert findings["declaring.word.columns"].severity is Severity.NOTICE
    assert set(findings) == {"declaring.word.columns"}


def test_two_columns_of_one_language_are_a_table() -> None:
    """Nobody knows in which order they are to be read."""
    drafts, findings = read_word(_side_by_side(ENGLISH, ENGLISH, by_rows=True))
    assert drafts == ()
    assert set(findings) == {"declaring.word.tables"}


def test_the_places_in_a_word_file_are_said_to_be_paragraphs() -> None:
    """It has no lines of its own."""
    reading = read(a_file(*ENGLISH), file="draft.docx")
    assert "declaring.word.places" in {finding.code for finding in reading.findings if finding.ok}
