"""Text as it comes out of a PDF, and the older and French printed forms."""

import textwrap
from datetime import date

import pytest
from tests.declaring.reading.invented import a_declaration, without_lines
from tests.declaring.reading.mutations import read_text

from undersigned.declaring.declaration import Clause, Edition
from undersigned.declaring.reading.reader import write
from undersigned.values.dates import SourceDate

LONG = (
    "On the eve of the rally at least 65 people were held by the guard of the harbour, 43 of whom were fined,"
    " and the guard dragged them into its boats, seizing them by their arms and legs before the eyes of their"
    " children"
)
WHOLE = a_declaration(clauses=(Clause(text=f"{LONG}."), Clause(text=f"{LONG}, again and again.")))
FOOT = "FH-2041 Harbour Square | table@concord.example | Tel: +99 3 88 41 2000 | concord.example"


def codes(text: str) -> set[str]:
    return {finding.code for finding in read_text(text).findings if not finding.ok}


def the_one(text: str):
    (declaration,) = read_text(text).declarations
    return without_lines(declaration)


def wrapped(text: str, width: int) -> list[str]:
    lines = (textwrap.wrap(line, width, break_on_hyphens=False) or [""] for line in text.split("\n"))
    return [piece for pieces in lines for piece in pieces]


@pytest.mark.parametrize("width", [60, 72, 90, 100])
def test_wrapped_lines_are_joined(width) -> None:
    """A paragraph is what stands between blank lines."""
    text = "\n".join(wrapped(write(WHOLE), width))
    assert the_one(text) == WHOLE
    assert codes(text) == set()


def test_running_heads_and_feet_are_no_part_of_it() -> None:
    """Neither in the middle of a sentence nor in the middle of the list."""
    lines = wrapped(write(WHOLE), 90)
    clause = next(at for at, line in enumerate(lines) if line.startswith("dragged") or "eve" in line) + 1
    row = next(at for at, line in enumerate(lines) if line.startswith("GARNIER")) + 1
    page = ["", FOOT, "2", "\fDoc. 2041  Written declaration", ""]
    text = "\n".join([*lines[:clause], *page, *lines[clause:row], *page, *lines[row:]])
    assert the_one(text) == WHOLE
    assert codes(text) == set()


def test_a_running_head_of_another_document_is_not_understood() -> None:
    """Two documents may have been put together."""
    text = write(WHOLE).replace("Signed (see", "Doc. 2042 Written declaration\n\nSigned (see")
    assert codes(text) == {"declaring.line.understood"}


def test_a_row_on_two_lines_is_one_signatory() -> None:
    """Wherever the line was broken."""
    sound = write(WHOLE)
    for broken in (
        "ÅKESDAL\nIngrid, Fjordland, PP",
        "ÅKESDAL Ingrid,\nFjordland, PP",
        "ÅKESDAL Ingrid, Fjordland,\nPP",
    ):
        assert the_one(sound.replace("ÅKESDAL Ingrid, Fjordland, PP", broken)) == WHOLE


def test_a_hyphen_at_a_line_end_is_a_doubt_unless_the_text_decides() -> None:
    """`har-` and `bour`: the word stands elsewhere; `chil-` and `dren` does not."""
    text = write(WHOLE).replace("of the harbour", "of the har-\nbour", 1)
    assert (the_one(text), codes(text)) == (WHOLE, set())
    once = write(a_declaration(clauses=(Clause(text=f"{LONG}."),))).replace("children", "chil-\ndren")
    assert codes(once) == {"declaring.text.hyphen"}


def test_two_sentences_on_two_lines_are_a_doubt() -> None:
    """Nobody can tell a paragraph from a sentence without a blank line."""
    text = write(WHOLE).replace(
        "legs before the eyes of their children.\n\n", "legs before the eyes of their children.\n"
    )
    (doubt,) = [finding for finding in read_text(text).findings if not finding.ok]
    assert (doubt.code, doubt.place.line) == ("declaring.text.paragraphs", 14)
    assert the_one(text) == WHOLE


OLD = """Doc. 956
2nd edition

14 May 2001

Recognition of the harbour

Written Declaration No. 32

2nd edition, originally tabled on 24 April 2001

This written declaration binds only the members who have signed it.

The undersigned members of the Assembly call on Northland to remember.

Signed (see overleaf)

Signed 1:

Marmar, Northland, UL
Aliev İ., Iceholm, PP
Clinton-Doe, Lowmark

Total = 3

1. PP : People's Party
UL: United Left
"""


def test_the_form_of_2001_is_read() -> None:
    """Edition, capital D, the members' disclaimer, surnames in ordinary case, an initial, no group."""
    one = the_one(OLD)
    assert one.edition == Edition(number=2, tabled_on=date(2001, 4, 24))
    assert (one.called, one.number, one.opening) == ("Written Declaration", 32, None)
    assert one.disclaimer.variant == "commits-only-members"
    assert [(row.name.family, row.name.given, row.group) for row in one.signatories] == [
        ("Marmar", None, "UL"), ("Aliev", "İ.", "PP"), ("Clinton-Doe", None, None),
    ]  # fmt: skip
    assert codes(OLD) == set()


FRENCH = """Doc. 2041

1er octobre 2026

Arrestations massives

Déclaration écrite n° 12

Cette déclaration écrite n'engage que ses signataires.

Nous, soussignés, déclarons ce qui suit:

Les habitants du port ont été détenus par la garde.

Signé (voir au verso)

*Signé*¹ :

GARNIER Luc, Fjordland, LIB

Total = 1

1. LIB : Libéraux
"""


def test_the_french_printed_form_is_read() -> None:
    """With its ordinals, spaces before colons and apostrophes."""
    one = the_one(FRENCH)
    assert (one.language, one.number, one.disclaimer.variant) == ("fr", 12, "commits-only")
    assert one.dated == SourceDate.of_day(date(2026, 10, 1), "1er octobre 2026")
    assert (one.stated_total, one.legend[0].name) == (1, "Libéraux")
    assert codes(FRENCH) == set()


def test_two_languages_in_one_file_are_two_declarations() -> None:
    """Each keeps the lines of the file."""
    both = read_text(write(WHOLE) + "\n" + FRENCH).declarations
    assert [one.language for one in both] == ["en", "fr"]
    assert both[1].lines["doc_number"] > both[0].lines["total"]


WRONG = {
    "Doc. 2041\n\n": ("", "declaring.head.doc-number", None),
    "09 October 2026": ("31 February 2026", "declaring.date.exists", 3),
    "Written declaration No. 12\n": ("Written declaration\n", "declaring.head.number", 7),
    "Signed (see overleaf)\n": ("", "declaring.file.whole", None),
    "GARNIER Luc, Northland, LIB": ("GARNIER Luc Northland LIB", "declaring.row.parts", 22),
    "Total = 2": ("Total = 2\nTotal = 3", "declaring.line.once", 26),
    "PP: People's Party": ("PP: People's Party\n\nPrinted by us", "declaring.line.understood", 30),
    "1. LIB: Liberals\nPP: People's Party": ("", "declaring.legend.present", None),
    "following:": ("folowing:", "declaring.opening.known", 11),
    "commits only": ("commits just", "declaring.disclaimer.known", 9),
    ", Fjordland, PP": (", Fjordland, Pp", "declaring.row.group", 23),
}


@pytest.mark.parametrize("right", WRONG)
def test_what_is_wrong_is_said_on_its_line(right) -> None:
    """One change, one finding."""
    wrong, code, line = WRONG[right]
    text = write(a_declaration())
    assert right in text
    found = [
        (one.code, one.place.line) for one in read_text(text.replace(right, wrong)).findings if not one.ok
    ]
    assert (code, line) in found
