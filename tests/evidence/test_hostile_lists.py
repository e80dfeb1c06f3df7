"""A list that somebody made to harm, or that a program made by accident: refused at once, nothing of it run
or fetched, and nothing of it run when the refused rows are opened.
"""

import csv
import io
import time
import zipfile

import openpyxl
import pytest
from tests.evidence.test_intake import GOOD, HEADER, REFUSED, codes, csv_of, opened, rows_of

from undersigned.evidence.intake import archives, marks, workbooks
from undersigned.evidence.intake.grid import FileKind, GridError
from undersigned.evidence.intake.letters import footnoted
from undersigned.evidence.intake.number_formats import told_by
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.refused import RefusedRow, refused_file
from undersigned.evidence.intake.rows import ASKED, in_plain
from undersigned.evidence.intake.workbook_writing import ods as ods_of
from undersigned.evidence.intake.workbook_writing import xlsx as xlsx_of

LINES = [HEADER.split(","), GOOD.split(",")]


def xlsx(lines):
    return xlsx_of(lines, sheet="List")


def ods(lines):
    return ods_of(lines, sheet="List")


def with_parts(workbook, parts):
    """A workbook with more parts in it, or with others in their place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return out.getvalue()


def refused_of(content):
    """The refused rows of a list as the file that goes back."""
    found = opened(content)
    rows = [
        RefusedRow(number=row.number, cells=in_plain(row, found.columns), findings=row.findings)
        for row in found.rows
        if row.findings
    ]
    return refused_file(rows, header=found.header, kind=FileKind.CSV, language="en")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    """By what the directory of the archive says; what lies there is caught while it unpacks."""
    monkeypatch.setattr(archives, "UNPACKED", 1 << 16)
    bomb = with_parts(xlsx(LINES), {"xl/media/picture": b"\0" * (1 << 17)})

    assert codes(bomb) == ["file.size"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("what", ["a-file-of-the-machine-by-an-entity", "entities-within-entities"])
def test_no_entity_is_spread_out_or_fetched(kind, what):
    """Refused where it is declared, before anything of it is read."""
    content = (REFUSED / "workbooks" / f"{what}.{kind}").read_bytes()

    assert codes(content) == ["file.opens"]


def test_the_name_of_a_file_is_not_believed():
    """A text under the name of a workbook is a text, and a workbook under that of a text is one."""
    kinds = [
        open_grid(io.BytesIO(content)).kind for content in (csv_of(GOOD).encode(), xlsx(LINES), ods(LINES))
    ]

    assert kinds == [FileKind.CSV, FileKind.XLSX, FileKind.ODS]


def test_a_table_of_more_columns_than_a_list_has_is_one_refusal():
    """Not one for each of sixteen thousand words."""
    words = ",".join([HEADER, *(f"c{nth}" for nth in range(16_000))])

    assert codes(f"{words}\r\n{GOOD}\r\n") == ["file.columns"]
    assert codes(xlsx([words.split(","), GOOD.split(",")])) == ["file.columns"]


def test_a_line_of_more_cells_than_a_sheet_can_have_is_not_taken_apart():
    """Neither of a text nor of an object."""
    wide = GOOD + "," * 17_000
    many = "{" + ",".join(f'"{nth}": 1' for nth in range(17_000)) + "}\n"

    for content in (csv_of(wide), many):
        with pytest.raises(GridError, match="wide"):
            list(open_grid(io.BytesIO(content.encode())).rows)


def test_a_million_empty_rows_with_a_style_are_none():
    """They are not even spread out."""
    styled = b"".join(b'<row r="%d" s="1"><c r="A%d" s="0"/></row>' % (at, at) for at in range(3, 20_000))
    part = zipfile.ZipFile(io.BytesIO(xlsx(LINES))).read("xl/worksheets/sheet1.xml")
    content = with_parts(
        xlsx(LINES), {"xl/worksheets/sheet1.xml": part.replace(b"</sheetData>", styled + b"</sheetData>")}
    )

    assert [row.key for row in rows_of(content) if row.claims] == ["1"]
    assert not [row for row in rows_of(content) if row.findings]


def test_formulas_for_ranges_are_not_held_against_every_cell(monkeypatch):
    """Those above are forgotten; too many at once are refused."""
    monkeypatch.setattr(marks, "_MOST_SPILLING", 2)
    book = openpyxl.Workbook()
    for line in (LINES[0], *([str(nth), f"Temir {'ABCDEFGH'[nth]}"] for nth in range(1, 5))):
        book.active.append(line)
    for nth in range(2, 6):
        book.active[f"B{nth}"] = openpyxl.worksheet.formula.ArrayFormula(f"B{nth}:B{nth}", "=A1")
    out = io.BytesIO()
    book.save(out)
    assert set(codes(out.getvalue())) == {"row.typed"}

    for nth in range(2, 6):
        book.active[f"B{nth}"] = openpyxl.worksheet.formula.ArrayFormula(f"B{nth}:B9", "=A1")
    out = io.BytesIO()
    book.save(out)
    assert codes(out.getvalue()) == ["file.opens"]


def test_a_row_that_stands_there_ten_thousand_times_is_no_list(monkeypatch):
    """One element of a document can stand for all of them; two of one kind beside each other do happen."""
    monkeypatch.setattr(workbooks, "MOST_REPEATED", 1_000)
    part = zipfile.ZipFile(io.BytesIO(ods(LINES))).read("content.xml")

    def repeated(times):
        last = part.rindex(b"<table:table-row")
        more = part[:last] + part[last:].replace(
            b"<table:table-row", b'<table:table-row table:number-rows-repeated="%d"' % times, 1
        )
        return codes(with_parts(ods(LINES), {"content.xml": more}))

    assert repeated(2) == ["row.key-once"]
    assert repeated(1_001) == ["file.cells"]


def test_a_cell_longer_than_any_spreadsheet_holds_comes_back_by_its_beginning():
    """And is not taken as it stands, should nobody look at it."""
    content = csv_of(f"1,{'Temir ' * 8_000},,01.02.2026,fine,")
    file = refused_of(content)

    assert len(file) < 3_000
    assert f"{ASKED} Temir" in file.decode()
    assert codes(file) == ["row.answered"]


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}, "links"),
    ],
)
def test_macros_and_links_are_told_and_nothing_of_them_is_run(parts, what):
    """The list in such a workbook is read as any other."""
    found = opened(with_parts(xlsx(LINES), parts))
    (note,) = found.notes

    assert note.code == "evidence.file.shown"
    assert {name for name, value in note.particulars.items() if value} == {what}
    assert [row.key for row in found.rows] == ["1"]


RUN = ["=cmd|'/C calc'!A0", "+1+cmd|x", "-2+3+cmd|x", "@SUM(1)", "＝1+1", "'=1+1", "\t=1+1", "=HYPERLINK(A1)"]


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.XLSX, FileKind.ODS])
@pytest.mark.parametrize("formula", RUN)
def test_no_refused_cell_is_run_when_the_file_is_opened(kind, formula):
    """Text in a workbook; guarded by an apostrophe in a text, and read back as it was."""
    rows = [RefusedRow(number=2, cells=("1", formula), findings=())]
    file = refused_file(rows, header=("No", "Name"), kind=kind, language="en")

    if kind is FileKind.CSV:
        *_, row = csv.reader(io.StringIO(file.decode("utf-8-sig")))
        assert row[-1].lstrip("\t").startswith("'") or row[-1].startswith("\t")
    else:
        part = "content.xml" if kind is FileKind.ODS else "xl/worksheets/sheet1.xml"
        written = zipfile.ZipFile(io.BytesIO(file)).read(part)
        assert b"formula" not in written
        assert b"<f" not in written
    *_, back = open_grid(io.BytesIO(file)).rows
    assert back.cells[-1] == formula.strip()


def _in_a_day(text):
    """A sheet with one day, shown as this text."""
    dated = [HEADER.split(","), ["SHOWN", *GOOD.split(",")[1:]]]
    with zipfile.ZipFile(io.BytesIO(ods(dated))) as archive:
        sheet = archive.read("content.xml").decode()
    day = 'office:value-type="date" office:date-value="2026-09-20"'
    sheet = sheet.replace('office:value-type="string"><text:p>SHOWN', f"{day}><text:p>{text}")
    assert day in sheet
    return with_parts(ods(dated), {"content.xml": sheet})


@pytest.mark.parametrize(
    "look",
    [
        lambda: told_by("[$" * 900),
        lambda: told_by("[" * 15_000),
        lambda: footnoted("*" * 50_000 + "a"),
        lambda: opened(_in_a_day(" ".join(["a" * 3_000] * 3) + "?")),
    ],
    ids=["a-currency", "conditions", "stars", "a-day"],
)
def test_nothing_that_is_written_to_be_slow_is_slow(look):
    """A format of a number, a row of stars, the text of a day."""
    began = time.process_time()

    look()

    assert time.process_time() - began < 1
