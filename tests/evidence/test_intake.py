"""Lists into claims: every cell consumed or reported, a row whole or refused."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.builders import KEY, MAPPING, a_mapping, a_subject

from undersigned.evidence.claims import Standing
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.detentions import HeldNumber, detentions
from undersigned.evidence.intake import archives
from undersigned.evidence.intake.grid import FileKind, Grid, GridError
from undersigned.evidence.intake.mapping import MappingError, read_mapping
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.reading import OpenList, Tally, counted, open_list
from undersigned.evidence.intake.refused import RefusedRow, refused_file
from undersigned.evidence.intake.rows import LEFT_OUT, in_plain
from undersigned.evidence.intake.suggesting import look, proposal, shape
from undersigned.evidence.intake.workbook_writing import ods, xlsx
from undersigned.values.findings import Finding, Severity

REFUSED = Path(__file__).parents[1] / "vectors" / "refused" / "evidence"
TODAY = date(2026, 10, 10)
HEADER = "No,Name,Born,Date,Outcome,Phone"
CELLS = st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8), min_size=6, max_size=6)
GOOD = "1,Temir Altynkolov,1990,01.02.2026,fine,"


def opened(content, mapping=None, **more):
    """A list as it is opened: its rows, or the findings that say why there are none."""
    read_as = mapping or a_mapping()
    raw = content.encode() if isinstance(content, str) else content
    grid = open_grid(
        io.BytesIO(raw), sheet=read_as.sheet, encoding=read_as.encoding, separator=read_as.separator
    )
    return (grid,) if isinstance(grid, Finding) else open_list(grid, read_as, on=TODAY, **more)


def rows_of(content, mapping=None, **more):
    found = opened(content, mapping, **more)
    assert isinstance(found, OpenList), found
    return list(found.rows)


def codes(content, mapping=None):
    """The codes of everything found, of the file or of its rows."""
    found = opened(content, mapping)
    findings = found if isinstance(found, tuple) else [one for row in found.rows for one in row.findings]
    return [finding.code.removeprefix("evidence.") for finding in findings]


def ids_of(tally, *rows):
    """The ids of the claims that rows make, counted as they pass."""
    passing = counted(iter(rows_of(csv_of(*rows))), tally, key=KEY, known=())
    return {id_ for _, new in passing for id_, _ in new}


def csv_of(*rows):
    return "\r\n".join([HEADER, *rows]) + "\r\n"


# ---- a row ------------------------------------------------------------------------------------


def test_a_row_is_a_person_a_detention_and_who_is_meant():
    """Each value with its place; the words as written where they differ from the value."""
    (row,) = rows_of(csv_of(GOOD))
    said = {(claim.subject.kind, claim.property): claim for claim in row.claims}

    assert row.key == "1"
    assert said["person", "name"].value == "Temir Altynkolov"
    assert said["detention", "start"].as_written == "01.02.2026"
    assert said["detention", "start"].value.iso() == "2026-02-01"
    assert said["detention", "start"].at == "2, Date"
    assert said["detention", "person"].value == a_subject()
    assert len(row.claims) == 5


def test_a_birth_is_restricted_in_a_public_list_and_a_telephone_withheld():
    """A mapping sets a stricter level than the property's, never a milder one."""
    (row,) = rows_of(csv_of("1,Temir A,1990,,,+000 1"))

    assert {claim.property: claim.level for claim in row.claims} == {
        "name": Level.PUBLIC,
        "birth": Level.RESTRICTED,
        "contact": Level.WITHHELD,
    }


def test_two_people_in_a_cell_are_two_people():
    """Each with a key and a detention of their own."""
    (row,) = rows_of(csv_of("7,Temir A; Ulan B,,01.02.2026,fine,"))
    people = [claim.subject.key for claim in row.claims if claim.property == "name"]
    held = [claim.subject.key for claim in row.claims if claim.property == "outcome"]

    assert people == held == ["7/1", "7/2"]


COURT = """
source = "list-a"
level = "public"
key = ["No"]
dates = "day-first"
not_known = ["?"]
[columns.No]
ignore = "only the key"
[columns.Name]
property = "person.name"
apart = ";"
[columns.Verdict]
property = "proceeding.verdict"
[columns.Sentence]
property = "proceeding.sentence"
apart = ","
[columns.Article]
property = "proceeding.legal-basis"
[columns."Named by"]
property = "recognition.by"
also = { "recognition.as" = "political-prisoner" }
[columns."Sentenced on"]
property = "outcome.on"
also = { "outcome.what" = "sentenced" }
of = "sentenced"
[columns."Released on"]
property = "outcome.on"
also = { "outcome.what" = "released", "outcome.how" = "not-stated" }
"""
DOCKET = "No,Name,Verdict,Sentence,Article,Named by,Sentenced on,Released on"


def docket(*rows):
    """Rows of a list of proceedings."""
    return rows_of("\r\n".join([DOCKET, *rows]) + "\r\n", read_mapping(COURT))


def test_a_row_may_speak_of_a_proceeding_a_recognition_and_two_outcomes():
    """What the column word says is said with each cell; two outcomes of a row are two, both of its person."""
    (row,) = docket('1,Temir A,convicted,"fine, suspended",174,Harbour Watch,01.02.2026,03.04.2026')
    said = {}
    for claim in row.claims:
        of = said.setdefault((claim.subject.kind, claim.subject.key), {})
        of.setdefault(claim.property, []).append(str(getattr(claim.value, "as_written", claim.value)))

    assert said["proceeding", "1"]["sentence"] == ["fine", "suspended"]
    assert said["recognition", "1"]["as"] == ["political-prisoner"]
    assert said["outcome", "1"] == {
        "on": ["03.04.2026"],
        "what": ["released"],
        "how": ["not-stated"],
        "person": ["list-a/person/1"],
    }
    assert said["outcome", "1#sentenced"]["what"] == ["sentenced"]
    assert said["outcome", "1#sentenced"]["person"] == ["list-a/person/1"]


def test_a_cell_that_says_nothing_says_nothing_more():
    """An empty one, and one that is not known."""
    (row,) = docket("1,Temir A,,,,,?,")

    assert {(one.property, one.standing.value) for one in row.claims if one.subject.kind == "outcome"} == {
        ("on", "sought-not-found"),
        ("person", "said"),
    }


def test_two_people_of_a_row_have_each_their_outcomes():
    """Under keys of their own, which no other row may take."""
    one, other = docket("1,Temir A; Ulan B,,,,,01.02.2026,", "1/2#sentenced,Sara C,,,,,,")
    keys = {claim.subject.key for claim in one.claims if claim.subject.kind == "outcome"}

    assert keys == {"1/1#sentenced", "1/2#sentenced"}
    assert [finding.code for finding in other.findings] == ["evidence.row.key-once"]


def test_what_a_list_does_not_know_is_a_claim_and_an_empty_cell_is_none():
    """The mapping says by which word."""
    (row,) = rows_of(csv_of("1,Temir A,?,,fine,"))
    (born,) = (claim for claim in row.claims if claim.property == "birth")

    assert born.standing is Standing.NOT_FOUND
    assert "start" not in {claim.property for claim in row.claims}


def test_a_refused_row_says_everything_at_once_and_nothing_of_what_stands_in_it():
    """Row, column, reason; no name, no date."""
    (row,) = rows_of(csv_of("1,Kanareika 7,31.09.2019,99.99.2020,had a talk,"))

    assert [finding.code.rpartition(".")[2] for finding in row.findings] == [
        "name",
        "date",
        "date",
        "word-known",
    ]
    assert row.claims == ()
    assert {finding.place.line for finding in row.findings} == {2}
    assert not [secret for secret in ("Kanareika", "2019", "2020", "talk") if secret in str(row.findings)]


@pytest.mark.parametrize("case", sorted(REFUSED.glob("*.csv")), ids=lambda path: path.stem)
def test_the_museum_of_refused_rows(case):
    """Each file is wrong in one way, which its name says and `expected.json` codes."""
    expected = json.loads((REFUSED / "expected.json").read_text(encoding="utf-8"))

    assert codes(case.read_bytes()) == expected[case.stem]


@pytest.mark.parametrize(
    "case", sorted((REFUSED / "workbooks").glob("*.[ox][dl]s*")), ids=lambda path: path.name
)
def test_the_museum_of_refused_workbooks(case):
    """The same, of what only a workbook can have."""
    expected = json.loads((REFUSED / "workbooks" / "expected.json").read_text(encoding="utf-8"))

    assert codes(case.read_bytes()) == expected[case.name]


def test_the_museum_has_a_case_for_every_question_a_text_file_can_raise():
    """A code that no wrong input reaches is a promise that nobody keeps."""
    expected = json.loads((REFUSED / "expected.json").read_text(encoding="utf-8"))

    assert {path.stem for path in REFUSED.glob("*.csv")} == set(expected)
    assert len({code for found in expected.values() for code in found}) >= 20


def test_empty_rows_are_nothing():
    """They are counted and not refused."""
    tally = Tally()

    list(counted(iter(rows_of(csv_of("", ",,,,,", GOOD))), tally, key=KEY, known=()))

    assert (tally.taken, tally.refused) == (1, 0)


def test_a_row_that_ends_early_lacks_what_it_lacks():
    """A needed cell that is not even there is missing all the same."""
    text = MAPPING.replace('property = "person.contact"', 'property = "person.contact"\nneeded = true')

    (row,) = rows_of(csv_of("1,Temir A"), a_mapping(text))

    assert [finding.code for finding in row.findings] == ["evidence.row.present"]


def test_the_workbook_that_we_write_opens_in_another_program():
    """Its texts are texts and its days are days."""
    page = openpyxl.load_workbook(io.BytesIO(xlsx(LINES, sheet="List"))).active

    assert [cell.value for cell in page[2]][:2] == ["1", "Temir A"]
    assert page["D2"].value.date() == date(2026, 2, 1)


def test_a_row_without_names_is_a_group():
    """So many people, at least and at most, and nobody made up for them."""
    text = """
    source = "counts"
    key = ["No"]
    [columns.No]
    ignore = "only the key"
    [columns.Least]
    property = "detention.low"
    [columns.Most]
    property = "detention.high"
    """

    (row,) = rows_of("No,Least,Most\n1,150,250\n", a_mapping(text))
    (group,) = detentions(row.claims)

    assert {claim.subject.kind for claim in row.claims} == {"detention"}
    assert group.number == HeldNumber(low=150, high=250)


# ---- the whole file ---------------------------------------------------------------------------


def test_reading_again_changes_nothing():
    """Rows in another order included."""
    rows = [GOOD, "2,Ulan Munarbelov,,,,"]
    first, again = Tally(), Tally()
    known = ids_of(first, *rows)

    list(counted(iter(rows_of(csv_of(*reversed(rows)))), again, key=KEY, known=known))

    assert (first.taken, first.claims) == (2, 6)
    assert (again.taken, again.unchanged, again.claims) == (0, 2, 0)


def test_a_changed_cell_is_one_new_claim():
    """The rest of the row is known."""
    first, again = Tally(), Tally()
    known = ids_of(first, GOOD)

    list(counted(iter(rows_of(csv_of(GOOD.replace("fine", "warning")))), again, key=KEY, known=known))

    assert (again.taken, again.claims) == (1, 1)


def test_reading_goes_on_after_a_row():
    """Keys of the rows before are remembered all the same."""
    rows = rows_of(csv_of(GOOD, "2,Ulan B,,,,", "1,Temir A,,,,"), after=2)

    assert [row.number for row in rows] == [3, 4]
    assert rows[1].findings[0].code == "evidence.row.key-once"


def test_a_file_that_breaks_off_is_refused_where_it_does():
    """Nobody knows what would have come."""
    found = opened(csv_of(GOOD) + '2,"Ulan')

    with pytest.raises(GridError) as fault:
        list(found.rows)
    assert fault.value.line == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.has-text"),
        (b"\xd0\xcf\x11\xe0old", "file.kind"),
        (b"PK\x03\x04junk", "file.opens"),
        ("No,Имя\n1,Темір\n".encode("cp1251", errors="replace"), "file.encoding"),
        (f"{HEADER},Height\n", "file.column-mapped"),
        ("No,Name\n", "file.column-present"),
        (f"{HEADER},Name\n", "file.column-once"),
    ],
)
def test_a_file_that_is_not_the_list_is_refused(content, code):
    """Before a row is read."""
    found = opened(content)

    assert found[0].code == f"evidence.{code}"
    assert found[0].severity is Severity.REFUSAL


def test_an_encoding_is_proposed_and_never_assumed():
    """cp1251 is read where the mapping names it."""
    text = MAPPING + '[columns."Имя"]\nignore = "in Latin beside it"\n'
    content = "No,Name,Born,Date,Outcome,Phone,Имя\n1,A B,,,,,имя\n".encode("cp1251")

    (refused,) = opened(content, a_mapping(text))

    assert refused.particulars["likely"] == "cp1251"
    assert rows_of(content, a_mapping('encoding = "cp1251"\n' + text))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_byte_order_marks_and_separators_are_told_by_the_file(encoding, between):
    """Whatever the spreadsheet program wrote."""
    (row,) = rows_of(csv_of(GOOD).replace(",", between).encode(encoding))

    assert row.key == "1"


def test_excel_says_its_separator_in_a_line_of_its_own():
    """Which is no row, and counts as a line."""
    (row,) = rows_of("sep=;\r\n" + csv_of(GOOD).replace(",", ";"))

    assert row.number == 3


def test_json_lines_are_rows():
    """A key that the first line lacks and a nested value are reported."""
    columns = dict.fromkeys(HEADER.split(","))
    lines = [
        {**columns, "No": "1", "Name": "Temir A"},
        {"No": "2", "Name": ["a"]},
        {"No": "3", "Name": "B C", "x": 1},
    ]

    found = codes("".join(json.dumps(line) + "\n" for line in lines))

    assert found == ["row.flat", "row.under-header"]


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content):
    """Whatever comes is rows, findings, or a file that breaks off at a line."""
    found = opened(content)
    rows = getattr(found, "rows", iter(()))

    with suppress(GridError):
        assert all(row.claims or row.findings or not row.cells for row in rows)


@settings(max_examples=60)
@given(CELLS)
def test_every_cell_of_a_row_is_consumed_or_reported(cells):
    """A filled cell is behind a claim or the row is refused; nothing is dropped in silence."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    for row in rows_of(HEADER + "\n" + out.getvalue()):
        filled = sum(1 for cell in row.cells[1:] if cell is not None)
        values = {claim.at for claim in row.claims if claim.at}
        assert row.findings or len(values) == filled


# ---- workbooks --------------------------------------------------------------------------------

LINES = [
    HEADER.split(","),
    ["1", "Temir A", "1990", date(2026, 2, 1), "fine", ""],
    ["2", "Ulan B", "", "", "", ""],
]


def a_workbook(change=None, sheets=1):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "List"
    for line in LINES:
        page.append(line)
    for nth in range(1, sheets):
        book.create_sheet(f"Other {nth}").append(["x"])
    if change:
        change(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_s_own_dates_are_days():
    """As another program writes them, and as ours does."""
    for content in (a_workbook(), xlsx(LINES, sheet="List")):
        first, second = rows_of(content)
        (start,) = (claim for claim in first.claims if claim.property == "start")
        assert start.value.day == date(2026, 2, 1)
        assert start.at == "List!D2"
        assert second.key == "2"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda page: page.__setitem__("B2", '="Temir" & " A"'), "row.typed"),
        (
            lambda page: setattr(page["B2"], "value", "#N/A") or setattr(page["B2"], "data_type", "e"),
            "row.no-error",
        ),
        (lambda page: page.merge_cells("B2:B3"), "row.unmerged"),
        (lambda page: page.__setitem__("H2", "a note"), "row.under-header"),
        (lambda page: setattr(page["D2"], "number_format", "General"), "row.date"),
    ],
)
def test_a_cell_that_is_not_what_it_shows_refuses_its_row(change, code):
    """A formula, an error, merged cells, a note beside the table, a serial number for a date."""
    assert code in codes(a_workbook(change))


def test_a_table_that_begins_further_in_keeps_its_places():
    """Empty rows above and columns before it are counted."""
    book = openpyxl.Workbook()
    for row, line in enumerate(LINES, 4):
        for column, cell in enumerate(line, 3):
            book.active.cell(row, column, cell)
    out = io.BytesIO()
    book.save(out)

    first, _ = rows_of(out.getvalue())

    assert first.number == 5
    assert first.claims[0].at == "Sheet!D5"


def test_of_several_sheets_a_person_says_which():
    """Otherwise nothing is read; a hidden one is never taken."""
    content = a_workbook(sheets=2)

    assert codes(content) == ["file.sheet"]
    assert len(rows_of(content, a_mapping('sheet = "List"\n' + MAPPING))) == 2


def test_a_merged_header_joins_its_words():
    """The upper word reaches to the right, the key's stands alone."""
    text = MAPPING.replace("columns.Date", 'columns."Held / Date"').replace(
        "columns.Outcome", 'columns."Held / Outcome"'
    )
    mapping = a_mapping("header_at = 2\nheader_rows = 2\n" + text)
    lines = [
        ["A list"],
        ["No", "Name", "Born", "Held", "", "Phone"],
        ["", "", "", "Date", "Outcome", ""],
        *LINES[1:],
    ]

    rows = rows_of(xlsx(lines, sheet="List", merged=("D2:E2",)), mapping)

    assert [row.number for row in rows] == [4, 5]
    assert "outcome" in {claim.property for claim in rows[0].claims}


DAY = '<table:table-cell office:value-type="string"><text:p>2026-02-01</text:p>'


def test_ods_is_read_as_xlsx_is():
    """And its formulas and merged cells are found."""
    content = ods([[str(cell) for cell in line] for line in LINES], sheet="List")
    cell = '<table:table-cell office:value-type="string"><text:p>Temir A</text:p>'

    def changed(new, cell=cell):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
            for part in before.infolist():
                after.writestr(part, before.read(part).decode().replace(cell, new))
        return out.getvalue()

    day = '<table:table-cell office:value-type="date" office:date-value="2026-02-01"><text:p>1/2/26</text:p>'
    (start,) = (claim for claim in rows_of(changed(day, DAY))[0].claims if claim.property == "start")

    assert [row.key for row in rows_of(content)] == ["1", "2"]
    assert start.value.day == date(2026, 2, 1)
    assert codes(changed(day.replace("/26", ""), DAY)) == ["row.date-year"]  # as in XLSX
    assert codes(changed(cell.replace("office:", 'table:formula="of:=[.A1]" office:', 1))) == ["row.typed"]
    assert codes(changed(cell.replace("office:", 'table:number-rows-spanned="2" office:', 1))) == [
        "row.unmerged"
    ]


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch):
    """By what it says it unpacks to, before it is unpacked."""
    monkeypatch.setattr(archives, "UNPACKED", 1000)

    assert codes(xlsx(LINES, sheet="List")) == ["file.size"]


@settings(max_examples=40)
@given(
    st.sampled_from(["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml"]),
    st.integers(0),
    st.binary(max_size=9),
)
def test_a_broken_part_of_a_workbook_is_a_finding(name, at, piece):
    """Whatever is put into it."""
    out = io.BytesIO()
    content = ods([["No"]], sheet="List") if name == "content.xml" else xlsx([["No"]], sheet="List")
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            whole = before.read(part)
            cut = at % len(whole)
            after.writestr(part, whole[:cut] + piece + whole[cut:] if part == name else whole)

    assert isinstance(open_grid(out), (Finding, Grid))


# ---- what was refused -------------------------------------------------------------------------

WRONG = ["1,Temir A; Ulan B,1990,,,", '"=2+2",Ulan B,,31.09.2026,fine,+000 7']


@pytest.mark.parametrize("kind", FileKind)
def test_what_was_refused_comes_back_under_the_same_mapping(kind):
    """As a file of the same kind, with the same cells and the same faults; once corrected it is taken."""
    found = opened(csv_of(*WRONG))
    rows = [
        RefusedRow(number=row.number, cells=in_plain(row, found.columns), findings=row.findings)
        for row in found.rows
    ]
    separator = "\t" if kind is FileKind.TSV else ","
    content = refused_file(
        rows, header=found.header, kind=kind, language="en", separator=separator, sheet="List"
    )

    again = rows_of(content)

    assert [[one.code for one in row.findings][:1] for row in again] == [
        ["evidence.row.whose"],
        ["evidence.row.date"],
    ]
    assert again[1].key == "=2+2"


def test_a_withheld_cell_is_not_written_into_the_refused_file():
    """And a row of it is refused until somebody fills the cell in again."""
    found = opened(csv_of(WRONG[1]))
    (row,) = found.rows
    cells = in_plain(row, found.columns)
    content = refused_file(
        [RefusedRow(number=2, cells=cells, findings=row.findings)],
        header=found.header,
        kind=FileKind.CSV,
        language="fr",
    )

    assert cells[-1] == LEFT_OUT
    assert "+000 7" not in content.decode()
    assert "evidence.row.written-out" in [one.code for one in rows_of(content)[0].findings]


def test_what_nobody_reads_is_not_written_into_the_refused_file():
    """Nobody said how confidential a column is that is left out; the row's key stays, though it is one."""
    text = MAPPING + '[columns.Note]\nignore = "free text"\nlevel = "public"\n'
    found = opened(csv_of(WRONG[1] + ",Kanarienzettel").replace(HEADER, f"{HEADER},Note"), a_mapping(text))
    (row,) = found.rows
    cells = in_plain(row, found.columns)

    assert (cells[0], cells[-1]) == (str(row.cells[0]), "")
    assert "Kanarienzettel" not in cells


def test_a_key_that_was_left_out_is_no_key():
    """Of a list that is withheld as a whole every cell is left out of the refused file."""
    text = MAPPING.replace('level = "public"', 'level = "withheld"')
    found = opened(csv_of(WRONG[1]), a_mapping(text))
    (row,) = found.rows

    assert set(in_plain(row, found.columns)) == {LEFT_OUT, ""}
    assert codes(csv_of(f"{LEFT_OUT},Ulan B,,,,"), a_mapping(text)) == ["row.written-out"]


def test_no_cell_of_the_refused_file_is_run():
    """The apostrophe before it is taken away again."""
    found = opened(csv_of(WRONG[1]))
    (row,) = found.rows
    refused = [RefusedRow(number=2, cells=in_plain(row, found.columns), findings=row.findings)]

    text = refused_file(refused, header=found.header, kind=FileKind.CSV, language="en").decode("utf-8-sig")

    assert ",'=2+2," in text
    assert rows_of(text)[0].key == "=2+2"


# ---- mappings ---------------------------------------------------------------------------------


def test_a_row_without_any_part_of_a_name_is_refused():
    """Where names stand in parts alone."""
    parts = MAPPING.replace("[columns.Name]", "[columns.Family]").replace("person.name", "person.name-family")
    mapping = read_mapping(parts.replace('apart = ";"\n', ""))
    header = HEADER.replace("Name", "Family")

    assert codes(f"{header}\r\n1,Altynkolov,,01.02.2026,fine,\r\n", mapping) == []
    assert codes(f"{header}\r\n1,,,01.02.2026,fine,\r\n", mapping) == ["row.present"]


def test_column_words_again_in_their_order_end_the_doubt():
    """Every row between is refused."""
    moved = HEADER.replace("Born,Date", "Date,Born")
    found = rows_of(csv_of(GOOD, moved, GOOD.replace("1,", "2,", 1), HEADER, GOOD.replace("1,", "3,", 1)))

    assert [row.key for row in found if row.claims] == ["1", "3"]
    assert [row.findings[0].code.rpartition(".")[2] for row in found if row.findings] == [
        "column-words",
        "columns-moved",
        "column-words",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('source = "list-a"', ""),
        ('source = "list-a"', 'source = "list/a"'),
        ('key = ["No"]', 'key = ["Nr"]'),
        ('key = ["No"]', 'key = ["No", "Phone"]'),
        ('dates = "day-first"', 'dates = "?"'),
        ('"person.name"', '"?"'),
        ('"person.name"', '"detention.person"'),
        ('ignore = "only the key"', ""),
        ('level = "public"', 'level = "secret"'),
        ('"let go" = "released"', '"let go" = "gone"'),
        ("[columns.Phone]", "[columns.Phone]\ncolour = 1"),
        ("[columns.Phone]", "[columns.NAME]\nignore = 'x'\n[columns.Phone]"),
        ("[columns.Phone]", "[columns.Phone"),
        ('"detention.start"', '"detention.start"\nalso = { "outcome.what" = "released" }'),
        ('"detention.start"', '"detention.start"\nalso = { "detention.kind" = "nice" }'),
        ('"detention.start"', '"detention.start"\nalso = { "detention.days" = "many" }'),
        ('"detention.start"', '"detention.start"\nalso = { "detention.end" = "soon" }'),
        ('"detention.start"', '"detention.start"\nalso = { "detention.person" = "1" }'),
        ('"detention.start"', '"detention.start"\nof = "Two words"'),
        ('"person.birth"', '"person.birth"\nof = "other"'),
        ('"person.birth"', '"person.birth"\nyears_from = "?"'),
        ('"person.birth"', '"person.birth"\nyears_from = 19'),
        ('"person.name"', '"person.name"\nyears_from = 2000'),
    ],
)
def test_a_mapping_that_leaves_a_question_open_is_refused(old, new):
    """In words of ours."""
    assert old in MAPPING
    with pytest.raises(MappingError):
        read_mapping(MAPPING.replace(old, new))


def test_a_column_is_never_milder_than_its_list():
    """Whatever it says."""
    text = MAPPING.replace('level = "public"', 'level = "restricted"')
    mapping = read_mapping(text.replace("[columns.Date]", '[columns.Date]\nlevel = "public"'))

    assert {column.level for column in mapping.columns.values()} == {Level.RESTRICTED, Level.WITHHELD}
    assert mapping.strictest is Level.WITHHELD


def test_a_list_is_looked_at_without_a_word_of_it():
    """Only the shapes of its cells, and what its columns seem to be."""
    seen = look(open_grid(io.BytesIO(csv_of(GOOD, "2,Ulan B,,13.02.2026,?,").encode())))

    assert [column.proposed for column in seen.columns[:4]] == [
        "key",
        "person.name",
        "person.birth",
        "detention.start",
    ]
    assert seen.columns[3].commonest == ("99.99.9999",)
    assert seen.order == "day-first"
    assert "Temir" not in str(seen)


def test_no_word_for_as_above_is_proposed_as_one_for_not_known():
    """The first says something of its row, and would be kept as if nobody knew it."""
    seen = look(open_grid(io.BytesIO(csv_of(GOOD, "2,Ulan B,,13.02.2026,—//—,", "3,Azat C,?,,-,").encode())))

    assert seen.not_known == ("?", "-")


def test_a_proposal_is_finished_by_a_person():
    """With its questions answered it is a mapping, and until then it is none."""
    proposed = proposal(look(open_grid(io.BytesIO(csv_of(GOOD).encode()))), source="list-a")
    with pytest.raises(MappingError):
        read_mapping(proposed)

    finished = proposed.replace('dates = "?"', 'dates = "day-first"').replace(
        'property = "?"', 'ignore = "no"'
    )

    assert len(rows_of(csv_of(GOOD), read_mapping(finished))) == 1


def test_years_of_two_digits_are_a_question_of_the_proposal():
    """And what of their days comes first is told by them too."""
    seen = look(open_grid(io.BytesIO(csv_of("1,Temir A,,21.02.19,fine,").encode())))
    proposed = proposal(seen, source="list-a")

    assert seen.order == "day-first"
    assert proposed.count('years_from = "?"') == 1
    with pytest.raises(MappingError):
        read_mapping(proposed.replace('property = "?"', 'ignore = "no"'))


@given(st.text())
def test_a_shape_tells_no_letter_and_no_digit(text):
    """Whatever stands in the cell."""
    assert set(filter(str.isalnum, shape(text))) <= set("Xx9") | {
        one for one in shape(text) if one.isnumeric() and not one.isdigit()
    }
