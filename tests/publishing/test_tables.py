"""The table of signatories: readable by spreadsheets, harmless in them, and faithful."""

import csv
import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.builders import a_document, a_signatory

from undersigned.publishing import tables
from undersigned.publishing.site import downloads
from undersigned.values.names import PersonalName

PAGE = Path(__file__).parents[2] / "docs/reference/publication-formats.md"


def rows(**overrides):
    content = tables.render(a_document(**overrides), "fr").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_a_row_says_what_the_list_prints_and_the_groups_name_in_the_language():
    """Country and group are the list's own words; the group's name is the reader's."""
    first = rows()[0]

    assert first == {
        "order": "1",
        "family": "ÅLUND",
        "given": "Ana",
        "honorific": "Ms",
        "style": "",
        "country": "Northland",
        "country_code": "XA",
        "group": "LIB",
        "group_name": "Libéraux",
        "level": "I",
    }


def test_no_cell_of_the_data_of_a_site_is_run(tmp_path):
    """A title like a formula gets a space before it; numbers and other words are as they are."""
    records = SimpleNamespace(rows=lambda _table: [("=1+1", 2, None, "a  b")])
    downloads._write_csv(records, SimpleNamespace(names=("a", "b", "c", "d")), tmp_path / "one.csv")

    assert (tmp_path / "one.csv").read_text(encoding="utf-8").split() == ["a,b,c,d", "=1+1,2,,a", "b"]
    assert "\u00a0=1+1" in (tmp_path / "one.csv").read_text(encoding="utf-8")


def test_every_column_is_described():
    """The reference has a row for each column, in the same order, and none for another."""
    section = PAGE.read_text(encoding="utf-8").split("### Columns")[1].split("##")[0]

    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == tables.COLUMNS


def test_spreadsheets_see_utf_8_and_whole_rows():
    """A byte order mark at the start, CRLF at the ends (RFC 4180)."""
    content = tables.render(a_document(), "en")

    assert content.startswith(b"\xef\xbb\xbforder,")
    assert content.count(b"\r\n") == content.count(b"\n") == 26


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\t=", " @"])
def test_a_name_that_a_spreadsheet_would_run_is_guarded_and_stays_the_same_name(start):
    """U+00A0 before it stops the spreadsheet; it is no part of the name, so the digest is the same."""
    document = a_document(signatories=(a_signatory(name=PersonalName(family=f"{start}1+1", given="B")),))

    cell = next(csv.DictReader(io.StringIO(tables.render(document, "en").decode("utf-8-sig"))))["family"]

    assert cell.startswith("\u00a0")
    assert tables.recover(tables.render(document, "en")).list == document.canonical_list()


def test_a_name_over_two_cells_stays_in_one():
    """Commas, quotation marks and line ends are quoted."""
    name = PersonalName(family='O"HARA, JR', given="A\nB")

    assert rows(signatories=(a_signatory(name=name),))[0]["family"] == 'O"HARA, JR'


def test_what_is_not_printed_is_an_empty_cell():
    """Blank is not `NR`: the source printed nothing."""
    one = rows(signatories=(a_signatory(group=None, country=None, place=None),))[0]

    assert (one["group"], one["group_name"], one["country"]) == ("", "", "")


@pytest.mark.parametrize("content", [b"\xff", b"a,b\r\n1,2\r\n", b'family\r\n"x'])
def test_another_table_is_refused_in_words(content):
    """No library's error reaches the caller."""
    with pytest.raises(tables.TableError):
        tables.recover(content)
