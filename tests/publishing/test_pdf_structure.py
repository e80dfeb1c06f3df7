"""The text and the list come back out of a PDF's structure tree, letter by letter."""

from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import FRENCH, TEXTS, a_document, a_signatory, without_text

from undersigned.declaring.reading.reader import read
from undersigned.publishing.document import Document, Level, Text
from undersigned.publishing.pdf import form as pdf
from undersigned.publishing.pdf import structure as pdf_structure
from undersigned.publishing.pdf.structure import PdfStructureError
from undersigned.publishing.preparing.assembling import document
from undersigned.values.digest import list_digest, text_digest
from undersigned.values.names import PersonalName

# The letters and apostrophes of real lists (capitals and small ones), and what layouts trip over.
LETTERS = "AaBbČčDdĐđĀĂĆĖęĚğİıĽŁńŅňŐŘŚŞŠŢŹŽȘțÞÐÆØÅéÜßœ'’- "
SCRIPT = LETTERS + 'әғқңөұүһіЖж0123456789.,;:!?«»“”()[]&<>"#*_`$@\\~=/—–…½№'
names = st.text(LETTERS, min_size=1, max_size=40).filter(str.strip)
labels = st.one_of(st.none(), names)
paragraphs = st.text(SCRIPT, min_size=1, max_size=400).filter(str.strip)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def signatories(draw):
    """A line of a list: any part but the family name may be missing."""
    name = PersonalName(family=draw(names), given=draw(labels), style=draw(labels))
    return a_signatory(name=name, country=draw(labels), group=draw(labels), group_labels={})


def comes_back(document: Document, language: str) -> None:
    """The digests of what a PDF gives back are those of the document."""
    recovered = pdf_structure.recover(pdf.render(document, language))
    text = document.texts.get(language) or next(iter(document.texts.values()), None)
    assert recovered.text == (text.canonical() if text else "")
    assert recovered.list == document.canonical_list()


@pytest.mark.parametrize("number", [0, 1, 25, 60])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_any_number_of_names_comes_back(number, language):
    """None, one, a page and more than a page, in both languages."""
    comes_back(a_document(signatories=number), language)


@pytest.mark.slow
def test_a_thousand_names_come_back():
    """One table over thirty pages."""
    comes_back(a_document(signatories=1000), "fr")


@FEW
@given(lines=st.lists(signatories(), max_size=4))
def test_any_name_comes_back(lines):
    """Long ones, those without a given name, styles, blank groups and blank delegations."""
    comes_back(a_document(signatories=tuple(lines), languages=()), "en")


@FEW
@given(
    title=paragraphs,
    opening=st.one_of(st.none(), paragraphs),
    clauses=st.lists(paragraphs, max_size=4),
    language=st.sampled_from(["en", "fr", "de", "kk", "pl", "ru"]),
)
def test_any_text_comes_back(title, opening, clauses, language):
    """Broken into lines, hyphenated and spaced as the language asks, and put together again."""
    text = Text(language=language, title=title, opening=opening, clauses=tuple(clauses))
    comes_back(a_document(texts={language: text}, signatories=0), "fr")


def test_hyphens_of_line_ends_do_not_come_back():
    """Words long enough to be broken at every line's end."""
    clause = "intergovernmental responsibilities notwithstanding, " * 30
    text = Text(language="en", title="T", opening=None, clauses=(clause,))
    document = a_document(texts={"en": text}, signatories=0)
    content = pdf.render(document, "en")
    assert any("\u00ad" in piece for piece in pieces(content)), "the words were not broken: nothing is shown"
    assert pdf_structure.recover(content).text == text.canonical()


def pieces(content: bytes) -> list[str]:
    """What the first page shows, piece by piece."""
    with pikepdf.open(BytesIO(content)) as opened:
        shown = pdf_structure.marked_text(opened.pages[0].obj)
    return [piece for said in shown.values() for piece in said]


def test_soft_hyphens_of_the_text_come_back():
    """They are letters of what was signed; then nothing else is hyphenated."""
    clause = "inter\u00adgovernmental responsi\u00adbilities notwith\u00adstanding, " * 30
    name = PersonalName(family="LANG\u00adSTRÖM", given="Ana")
    text = Text(language="en", title="T", opening=None, clauses=(clause,))
    comes_back(a_document(texts={"en": text}, signatories=(a_signatory(name=name),)), "en")


@pytest.mark.parametrize("letter", ["f\u0301", "Җ\u0301", "\u01fa", "q\u0302\u0323"])
def test_a_letter_drawn_in_several_pieces_is_said_once(letter):
    """A base and its marks are one letter, however the page draws it."""
    name = PersonalName(family=f"S{letter}R", given=f"{letter}s")
    text = Text(language="en", title=letter, opening=None, clauses=(f"a {letter} b{letter}b {letter} éé",))
    comes_back(a_document(texts={"en": text}, signatories=(a_signatory(name=name),)), "en")


def test_a_french_space_is_the_space_that_was_written():
    """`suit :` is printed with a narrow one and comes back as it was; `suit:` gets none."""
    text = Text(language="fr", title="Oui : non", opening="ce qui suit:", clauses=("« 6 000 » ; et ?",))
    document = a_document(texts={"fr": text}, signatories=0)
    assert "\u202f:" in "".join(pieces(pdf.render(document, "fr")))
    comes_back(document, "fr")


def test_a_text_that_is_absent_comes_back_empty():
    """The title alone is not the text; the list is all there."""
    comes_back(without_text(a_document()), "en")


def test_unlike_levels_do_not_disturb_the_list():
    """The fifth column is no part of the list."""
    names = (a_signatory(level=Level.PAPER), a_signatory(order=2, level=Level.SYNCED, group=None))
    comes_back(a_document(signatories=names), "en")


def test_labels_that_would_be_mistaken_stay_as_printed():
    """Two delegations with one French label, and one whose French label is another's printed one."""
    labels = [("North", "Nord"), ("Norden", "Nord"), ("Oster", "Wester"), ("Wester", "Ouest"), ("Sud", None)]
    lines = tuple(
        a_signatory(order=order, country=printed, country_labels={"fr": french} if french else {})
        for order, (printed, french) in enumerate(labels, start=1)
    )
    comes_back(a_document(signatories=lines), "fr")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_founding_document_comes_back(shared, language):
    """The official file, read, set and taken back, has the digest of the official file."""
    (declaration,) = read((shared / "seed/doc-14983.txt").read_bytes(), file="doc-14983.txt").declarations
    recovered = pdf_structure.recover(pdf.render(document([declaration]), language))
    assert text_digest(recovered.text) == declaration.text_digest()
    assert list_digest(recovered.list) == declaration.list_digest()


def test_a_changed_word_is_another_text():
    """The structure is read, not the attachment or the metadata."""
    changed = Text(language="fr", title=FRENCH.title, opening=FRENCH.opening, clauses=("Autre chose.",))
    one = pdf_structure.recover(pdf.render(a_document(), "fr"))
    other = pdf_structure.recover(pdf.render(a_document(texts=TEXTS | {"fr": changed}), "fr"))
    assert one.text != other.text
    assert one.list == other.list


def test_a_total_that_was_changed_shows():
    """The printed total is read, not counted again."""
    with pikepdf.open(BytesIO(pdf.render(a_document(signatories=3), "en"))) as opened:
        for font in opened.pages[1].Resources.Font.values():
            table = font.ToUnicode.read_bytes()
            font.ToUnicode.write(table.replace(b"<0033>", b"<0039>"))
        forged = BytesIO()
        opened.save(forged)
    assert pdf_structure.recover(forged.getvalue()).list.endswith("Total = 9\n")


# ---- what is none of ours


def an_untagged_one() -> bytes:
    with pikepdf.new() as bare:
        bare.add_blank_page()
        bare.save(out := BytesIO())
    return out.getvalue()


def one_with_a_password() -> bytes:
    with pikepdf.open(BytesIO(pdf.render(a_document(), "en"))) as opened:
        opened.save(out := BytesIO(), encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def one_with_a_circle() -> bytes:
    with pikepdf.open(BytesIO(pdf.render(a_document(), "en"))) as opened:
        root = opened.Root.StructTreeRoot
        document = root.K if isinstance(root.K, pikepdf.Dictionary) else root.K[0]
        document.K = pikepdf.Array([document])
        opened.save(out := BytesIO())
    return out.getvalue()


def one_with_two_texts() -> bytes:
    with pikepdf.open(BytesIO(pdf.render(a_document(), "en"))) as opened:
        root = opened.Root.StructTreeRoot
        document = root.K if isinstance(root.K, pikepdf.Dictionary) else root.K[0]
        (quotation,) = [kid for kid in document.K if kid.get("/S") == "/BlockQuote"]
        document.K.append(quotation)
        opened.save(out := BytesIO())
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [an_untagged_one, one_with_a_password, one_with_a_circle, one_with_two_texts],
    ids=lambda make: make.__name__,
)
def test_another_pdf_is_refused_in_our_words(make):
    """No fault of the library reaches the one who asked."""
    with pytest.raises(PdfStructureError):
        pdf_structure.recover(make())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"<html>", b"\x00" * 40])
def test_what_is_no_pdf_is_refused(content):
    """Any bytes may be handed in."""
    with pytest.raises(PdfStructureError):
        pdf_structure.recover(content)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(data):
    """A flipped byte gives a recovered text, or our refusal; never another fault."""
    content = bytearray(_SMALL)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    with suppress(PdfStructureError):
        assert pdf_structure.recover(bytes(content)).list.endswith("\n")


_SMALL = pdf.render(a_document(signatories=1, languages=()), "en")
