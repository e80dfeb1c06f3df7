"""The sheet to sign on: room for a hand, a line a member, every page by itself."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from undersigned.publishing.characters import UnpublishableError
from undersigned.publishing.document import Nature
from undersigned.publishing.pdf.marked_text import marked_text
from undersigned.publishing.scans import page_picture, read_scan
from undersigned.publishing.signature_sheet import (
    SheetDelegation,
    SheetLine,
    SheetText,
    SignatureSheet,
    render,
)
from undersigned.values.names import PersonalName

POINTS_PER_MM = 72 / 25.4


def a_line(family="HOLM", **parts):
    defaults = {"group": "LIB", "role": "representative", "counts": True}
    return SheetLine(name=PersonalName(family=family, given="Kari"), **{**defaults, **parts})


def a_sheet(*lines, **parts):
    defaults = {
        "assembly": "Assembly of the Concord",
        "instrument": "written-declaration",
        "nature": Nature.FICTIONAL,
        "texts": (
            SheetText(language="en", title="Lamps of the harbour wall", digest="ab" * 32),
            SheetText(language="fr", title="Les lampes de la digue", digest="cd" * 32),
        ),
        "day": date(2031, 9, 22),
        "delegations": (SheetDelegation(label="Northland", lines=lines or (a_line(),)),),
    }
    return SignatureSheet(**{**defaults, **parts})


def structure(pdf):
    """How often each tag stands in the structure."""
    found = {}

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found[str(node.S)] = found.get(str(node.S), 0) + 1
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


@pytest.mark.slow
def test_the_sheet_is_tagged_titled_and_archival():
    """PDF/A-3a and PDF/UA-1, as every PDF of ours; one row a member, one a delegation, one head."""
    with pikepdf.open(io.BytesIO(render(a_sheet(*[a_line()] * 3), "en"))) as pdf:
        metadata = pdf.open_metadata()
        rows = structure(pdf)["/TR"]

        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfuaid:part"] == "1"
        assert "Lamps of the harbour wall" in metadata["dc:title"]
        assert rows == 5


@pytest.mark.slow
@pytest.mark.parametrize(("members", "pages"), [(17, 1), (60, 4), (150, 8)])
def test_a_line_leaves_room_for_a_hand(members, pages):
    """A page of 297 mm holds so few lines that each has at least 11 mm."""
    with pikepdf.open(io.BytesIO(render(a_sheet(*[a_line()] * members), "en"))) as pdf:
        assert len(pdf.pages) == pages
        assert members * 11 <= len(pdf.pages) * 297


def test_the_number_is_of_what_stands_on_the_sheet():
    """The same members on the same day: the same sheet; one less: another."""
    assert a_sheet(a_line(), a_line("ABEL")).number == a_sheet(a_line(), a_line("ABEL")).number
    assert a_sheet(a_line()).number != a_sheet(a_line("ABEL")).number
    assert a_sheet().number != replace(a_sheet(), day=date(2031, 9, 23)).number


@pytest.mark.slow
def test_the_same_sheet_gives_the_same_bytes():
    """Nothing of the clock is in it."""
    assert render(a_sheet(), "en") == render(a_sheet(), "en")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", ["representative", "substitute", "observer", "partner"])
def test_every_role_has_words(language, role):
    """In both languages, and whether the name counts."""
    assert render(a_sheet(a_line(role=role, counts=role != "observer")), language).startswith(b"%PDF-")


@pytest.mark.slow
def test_a_sheet_on_which_everybody_has_signed_says_so():
    """In words, and without an empty table."""
    with pikepdf.open(io.BytesIO(render(a_sheet(delegations=()), "fr"))) as pdf:
        said = "".join(piece for pieces in marked_text(pdf.pages[0].obj).values() for piece in pieces)

        assert "/Table" not in structure(pdf)
        assert "qui peuvent signer ont signé." in said.replace("\u00ad", "")


@pytest.mark.slow
def test_a_letter_without_a_glyph_is_refused_by_name():
    """Nobody's name is printed with an empty box in it."""
    with pytest.raises(UnpublishableError) as refused:
        render(a_sheet(a_line("HOლM")), "en")

    (finding,) = refused.value.findings
    assert finding.particulars["where"] == "HOლM Kari"
    assert finding.particulars["characters"] == ("ლ",)


@pytest.mark.slow
def test_a_printed_sheet_that_comes_back_is_a_scan(tmp_path):
    """What we print, a scanner may give back: it is read, and shown page by page."""
    content = render(a_sheet(*[a_line()] * 30), "en")
    (tmp_path / "sheet").write_bytes(content)

    scanned = read_scan(content)

    assert scanned.pages == 2
    assert page_picture(tmp_path, "sheet", 2).startswith(b"\x89PNG")
