"""The PDF: what it promises to archives and readers, what it says of itself, and what it refuses."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate
from tests.builders import ENGLISH, a_document, a_signatory, without_text

from undersigned.publishing.characters import UnpublishableError
from undersigned.publishing.document import Level, Nature
from undersigned.publishing.pdf import form as pdf
from undersigned.publishing.pdf.letters import GlyphMissingError
from undersigned.values.names import PersonalName

SOURCE = b"<akomaNtoso/>"


@pytest.fixture(scope="module")
def content() -> bytes:
    """A declaration of 60 names, over three pages, with its source."""
    return pdf.render(a_document(signatories=60), "en", attachment=SOURCE)


@pytest.fixture(scope="module")
def opened(content) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(content)) as opened:
        yield opened


def said(content: bytes, tmp_path: Path, *options: str) -> str:
    """The words of the pages as poppler reads them."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (Debian: poppler-utils) is not installed")
    (tmp_path / "page.pdf").write_bytes(content)
    command = ["pdftotext", *options, str(tmp_path / "page.pdf"), "-"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(words.split())


def elements(pdf_file: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """The structure elements of a type, in the order of reading."""
    found, waiting = [], [pdf_file.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop(0)
        if element.get("/S") == f"/{kind}":
            found.append(element)
        kids = element.get("/K", pikepdf.Array())
        kids = kids if isinstance(kids, pikepdf.Array) else pikepdf.Array([kids])
        waiting[:0] = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
    return found


# ---- what it promises


def test_it_says_that_it_is_for_archives_and_for_everyone(opened):
    """The XMP packet declares PDF/A part 3, level A, and PDF/UA part 1."""
    with opened.open_metadata() as xmp:
        assert xmp["pdfaid:part"] == "3"
        assert xmp["pdfaid:conformance"] == "A"
        assert xmp["pdfuaid:part"] == "1"


def test_it_has_one_colour_space_of_output(opened):
    """PDF/A asks for an output intent, and one is enough."""
    assert len(opened.Root.OutputIntents) == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_tells_a_reader_its_language_title_and_structure(language):
    """Language, tagging and the title in the window's head are set."""
    with pikepdf.open(BytesIO(pdf.render(a_document(), language))) as opened:
        root = opened.Root
        assert str(root.Lang) == language
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(opened.docinfo.Title) == a_document().texts[language].title.replace(" :", "\u202f:")
        assert all(page.Tabs == "/S" for page in opened.pages)


def test_every_font_is_inside_it(opened):
    """A reader without our fonts sees the same letters."""
    fonts = [font for page in opened.pages for font in page.Resources.Font.values()]
    assert fonts
    assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)
    assert all("/ToUnicode" in font for font in fonts)


def test_the_names_are_one_table_over_all_its_pages(opened):
    """Sixty names stand on two pages and in one table, with one head and one foot."""
    (table,) = elements(opened, "Table")
    assert [str(part.S) for part in table.K] == ["/THead", "/TBody", "/TFoot"]
    assert len(opened.pages) == 3
    assert len(elements(opened, "TR")) == 60 + 2


def test_every_heading_of_a_column_says_that_it_is_one(opened):
    """A screen reader can say "Delegation" before each delegation."""
    headings = elements(opened, "TH")
    assert len(headings) == 4
    assert all(any(one.get("/Scope") == "/Column" for one in heading.A) for heading in headings)


def test_every_part_can_be_reached_by_a_bookmark(opened):
    """The declaration, its names and the note on checking are in the outline."""
    with opened.open_outline() as outline:
        assert [one.title for one in outline.root] == [
            "Written declaration No. 12",
            "Signed",
            "About this document",
        ]


def test_the_source_lies_inside_and_says_so(opened):
    """The Akoma Ntoso file is attached, unchanged, as the source of the page."""
    (attached,) = opened.Root.AF
    assert attached.AFRelationship == "/Source"
    assert attached.EF.F.read_bytes() == SOURCE
    assert list(opened.attachments) == ["declaration.akn.xml"]


def test_without_a_source_nothing_is_attached():
    """No attachment is invented."""
    with pikepdf.open(BytesIO(pdf.render(a_document(), "en"))) as opened:
        assert not opened.attachments


def test_a_source_that_is_not_text_is_a_fault_of_ours():
    """Bytes that are not UTF-8 are no Akoma Ntoso."""
    with pytest.raises(pdf.PdfError, match="not UTF-8"):
        pdf.render(a_document(), "en", attachment=b"\xff\xfe")


@pytest.mark.parametrize("names", [0, 1, 25])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_checker_of_accessibility_finds_nothing(names, language, tmp_path):
    """`pdfua` checks what a machine can of PDF/UA-1."""
    (tmp_path / "page.pdf").write_bytes(pdf.render(a_document(signatories=names), language))
    assert not [one for one in validate(tmp_path / "page.pdf").findings if one.severity.name != "INFO"]


def test_the_checker_would_find_something(tmp_path):
    """The same checker is not content with a page that has no structure."""
    with pikepdf.new() as bare:
        bare.add_blank_page()
        bare.save(tmp_path / "bare.pdf")
    assert validate(tmp_path / "bare.pdf").findings


def test_another_program_finds_the_file_sound(content, tmp_path):
    """`qpdf --check` reads every object."""
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    (tmp_path / "page.pdf").write_bytes(content)
    subprocess.run(["qpdf", "--check", str(tmp_path / "page.pdf")], check=True, capture_output=True)


def test_the_end_of_the_file_is_the_end_of_a_line(content):
    """What is appended by signing begins on a line of its own (ISO 19005-3, 6.1.9)."""
    assert content.endswith(b"%%EOF\n")


# ---- the same document, the same bytes


def test_a_second_process_elsewhere_makes_the_same_bytes():
    """Neither hash seed, time zone, locale nor number of threads shows in a PDF."""
    script = (
        "import sys; from tests.builders import a_document;"
        "from undersigned.publishing.pdf.form import render;"
        "sys.stdout.buffer.write(render(a_document(), 'fr', attachment=b'<a/>'))"
    )
    root = Path(__file__).parents[2]
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Almaty", "LC_ALL": "C", "RAYON_NUM_THREADS": "1"}
    there = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        env={**os.environ, **elsewhere, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
    )
    assert there.stdout == pdf.render(a_document(), "fr", attachment=b"<a/>")


@pytest.mark.parametrize(
    ("day", "stamp"), [(date(2031, 10, 4), "D:20311004000000"), (None, "D:19700101000000")]
)
def test_its_only_date_is_the_documents_own(day, stamp):
    """The day of the document, or the first of 1970 where nobody knows it; never today."""
    with pikepdf.open(BytesIO(pdf.render(a_document(day=day), "en"))) as opened:
        assert str(opened.docinfo.CreationDate).startswith(stamp)


# ---- what it says of itself


@pytest.mark.parametrize(
    ("nature", "language", "words"),
    [
        (Nature.DRAFT, "en", "Draft"),
        (Nature.FICTIONAL, "fr", "Fiction"),
        (Nature.EDITION, "en", "Edition of the publishing body"),
        (Nature.REPRODUCTION, "fr", "Reproduction"),
    ],
)
def test_every_page_says_what_it_is(nature, language, words, tmp_path):
    """A page torn from the others still says draft, fictional, edition or reproduction."""
    content = pdf.render(a_document(nature=nature, signatories=60), language)
    for page in ("1", "2", "3"):
        assert words in said(content, tmp_path, "-f", page, "-l", page)


def test_every_page_of_a_reproduction_gives_the_official_address(tmp_path):
    """The reader of a copy learns on each page where the original stands."""
    content = pdf.render(a_document(nature=Nature.REPRODUCTION), "en")
    for page in ("1", "2"):
        assert "https://concord.example/en/345" in said(content, tmp_path, "-f", page, "-l", page)


def test_names_from_a_printed_list_are_called_so(tmp_path):
    """No printed name is passed off as a signature."""
    assert "names as printed" in said(pdf.render(a_document(), "en"), tmp_path)


def test_names_of_unlike_levels_are_told_apart(tmp_path):
    """Where levels are mixed each name carries its own."""
    names = (a_signatory(level=Level.PAPER), a_signatory(order=2, level=Level.SYNCED))
    words = said(pdf.render(a_document(signatories=names), "en"), tmp_path, "-layout")
    assert "LIB P" in words
    assert "LIB C" in words


def test_a_text_that_is_not_here_is_not_made_up(tmp_path):
    """The page says that the text is not shown and where to read it."""
    words = said(pdf.render(without_text(a_document()), "en"), tmp_path)
    assert "The text is not shown here" in words
    assert "https://concord.example/en/345" in words
    assert ENGLISH.clauses[0][:40] not in words


def test_a_list_that_is_not_known_is_not_an_empty_one(tmp_path):
    """Nobody is told that nobody signed."""
    unknown = said(pdf.render(a_document(signatories=0, list_known=False), "en"), tmp_path)
    empty = said(pdf.render(a_document(signatories=0), "en"), tmp_path)
    assert "list of names is not known" in unknown
    assert "list of names is not known" not in empty


def test_a_total_that_the_source_states_otherwise_is_said(tmp_path):
    """Our count stands in the table, the source's beside it."""
    words = said(pdf.render(a_document(stated_total=26), "en"), tmp_path)
    assert "Total = 25" in words
    assert "The source states 26." in words


def test_a_text_in_another_language_says_so(tmp_path):
    """A French page of an English text names the language, and tags it for the voice that reads it."""
    content = pdf.render(a_document(languages=("en",)), "fr")
    assert "anglais" in said(content, tmp_path)
    with pikepdf.open(BytesIO(content)) as opened:
        (quotation,) = elements(opened, "BlockQuote")
        assert str(opened.Root.Lang) == "fr"
        assert str(quotation.Lang) == "en"


def test_both_digests_stand_in_full(tmp_path):
    """A reader of the paper can compare 64 digits, and 16 of them at the foot of every page."""
    document = a_document()
    words = said(pdf.render(document, "en"), tmp_path)
    assert document.texts["en"].digest() in words
    assert document.list_digest() in words
    digest = document.list_digest()
    short = " ".join(digest[at : at + 4] for at in range(0, 16, 4))
    assert words.count(short) == 2


def test_notes_of_an_archive_stand_on_it(tmp_path):
    """What must stand on every form stands here."""
    words = said(pdf.render(a_document(notes=("Three of about nine.",)), "en"), tmp_path)
    assert "Three of about nine." in words


# ---- what it refuses


def test_letters_that_no_font_has_are_named_with_the_name_they_stand_in():
    """All of them at once, each with its code point and its place."""
    name = PersonalName(family="ბERIDZE", given="Նare")
    with pytest.raises(GlyphMissingError) as refused:
        pdf.render(a_document(signatories=(a_signatory(), a_signatory(order=2, name=name))), "en")
    family, given = refused.value.findings
    assert family.code == "publishing.pdf.letters"
    assert family.particulars == {
        "where": "signatories[1].family, ბERIDZE Նare",
        "characters": ("ბ (U+10D1 GEORGIAN LETTER BAN)",),
    }
    assert given.particulars["characters"] == ("Ն (U+0546 ARMENIAN CAPITAL LETTER NOW)",)


def test_a_mark_that_turns_the_writing_is_refused():
    """`U+202E` would print other words than were signed."""
    text = a_document().texts["en"]
    turned = type(text)(language="en", title="T", opening=None, clauses=("held \u202e12\u202c people",))
    with pytest.raises(GlyphMissingError) as refused:
        pdf.render(a_document(texts={"en": turned}), "en")
    (finding,) = [one for one in refused.value.findings if one.code == "publishing.pdf.direction"]
    assert finding.particulars["characters"] == (
        "U+202C POP DIRECTIONAL FORMATTING",
        "U+202E RIGHT-TO-LEFT OVERRIDE",
    )


@pytest.mark.parametrize("family", ["\u200b", "LUND\u200b", "LUND\u00ad\u00adGREN", "f\u0301f\u0301"])
def test_what_paper_would_lose_is_refused(family):
    """What cannot be seen, or would be read once instead of twice, is not printed."""
    name = PersonalName(family=family, given="Ana")
    with pytest.raises(GlyphMissingError) as refused:
        pdf.render(a_document(signatories=(a_signatory(name=name),)), "en")
    assert {one.code for one in refused.value.findings} == {"publishing.pdf.visible"}


def test_letters_of_another_language_version_do_not_stand_in_the_way():
    """A Georgian title beside it does not keep the English PDF from being made."""
    assert pdf.render(a_document(titles={"en": ENGLISH.title, "ka": "დეკლარაცია"}), "en")


def test_control_characters_are_refused_as_for_every_form():
    """No form carries U+0007."""
    name = PersonalName(family="LUND\x07", given="Ana")
    with pytest.raises(UnpublishableError):
        pdf.render(a_document(signatories=(a_signatory(name=name),)), "en")


def test_a_broken_layout_is_named(tmp_path, monkeypatch):
    """A fault of a layout comes out as ours, not as the library's."""
    (tmp_path / "plain.typ").write_text("#unknown-thing", encoding="utf-8")
    monkeypatch.setattr(pdf, "_LAYOUTS", tmp_path)
    with pytest.raises(pdf.PdfError, match=r"plain\.typ"):
        pdf.render(a_document(), "en")


def test_a_warning_of_the_layout_is_a_fault(tmp_path, monkeypatch):
    """A font that is not there would be replaced in silence."""
    (tmp_path / "plain.typ").write_text(
        '#set document(title: "T")\n#set text(font: "No Such Font", lang: "en")\n', encoding="utf-8"
    )
    monkeypatch.setattr(pdf, "_LAYOUTS", tmp_path)
    with pytest.raises(pdf.PdfError, match="no such font"):
        pdf.render(a_document(), "en")


def test_the_narrowest_layout_is_taken(tmp_path, monkeypatch):
    """A layout of one assembly's instrument goes before the plain one."""
    for name in ("plain", "concord-written-declaration"):
        layout = f'#set document(title: "{name}")\n#set text(lang: "en")\n'
        (tmp_path / f"{name}.typ").write_text(layout, encoding="utf-8")
    monkeypatch.setattr(pdf, "_LAYOUTS", tmp_path)
    with pikepdf.open(BytesIO(pdf.render(a_document(), "en"))) as opened:
        assert str(opened.docinfo.Title) == "concord-written-declaration"
