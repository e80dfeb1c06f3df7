"""A monitor's list: brought, its columns named once, shown, taken in, what is refused sent again."""

import io
import tomllib
from dataclasses import replace

import pytest
from tests.server.builders import AT
from tests.server.evidence import (
    COLUMNS,
    EXAMPLES,
    TODAY,
    a_source,
    a_table,
    an_example,
    brought,
    people_rows,
    taken_in,
)

from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.workbook_writing import ods, xlsx
from undersigned.server.actions.evidence import lists, taking_in
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records import store
from undersigned.server.records.models import (
    ClaimValue,
    CountableRow,
    EvidenceImport,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    KeptMapping,
)

REFUSED = [201, 202, 203]


def test_of_two_hundred_rows_197_go_in_and_three_are_refused(monitor):
    """Cyrillic, two names in a cell, the program's dates, 01.02.2019, a merged header."""
    done = an_example("harbour-watch.xlsx", by=monitor)

    assert done.counts == {"taken": 197, "refused": 3, "unchanged": 0, "empty": 0, "claims": 1263}
    assert KeptClaim.objects.count() == 1263
    assert [row.number for row in done.refused.all()] == REFUSED
    assert [row.findings[0]["particulars"]["column"] for row in done.refused.all()] == [
        "Задержание / дата",
        "ФИО",
        "Итог",
    ]


def test_the_same_file_twice_changes_nothing(monitor):
    """It is the same import, and reading it once more under the same mapping keeps no claim."""
    done = an_example("legal-aid.csv", by=monitor)
    again = an_example("court-docket.jsonl", by=monitor)
    before = KeptClaim.objects.count()

    content = (EXAMPLES / "legal-aid.csv").read_bytes()
    same = lists.bring_list(
        source=done.source, file_name="other.csv", media_type="", content=content, by=monitor, at=AT
    )
    newer = taken_in(content + b"\r\n", source="legal-aid", by=monitor)

    assert same == done
    assert again != done
    assert newer.counts["unchanged"] == 62
    assert newer.counts["claims"] == 0
    assert KeptClaim.objects.count() == before


def test_what_was_interrupted_goes_on_and_keeps_no_row_twice(monitor):
    """Piece by piece, each whole; an interruption between two pieces loses nothing."""
    held = brought(a_table(*people_rows(30)), by=monitor)

    states = []
    while held.state != "done":
        held = taking_in.take_in(held=held, on=TODAY, by=monitor, at=AT, most=12)
        states.append((str(held.state), held.after))

    assert states == [("reading", 13), ("reading", 25), ("done", 31)]
    assert held.counts["taken"] == 30
    assert EvidenceSubject.objects.count() == 30
    assert isinstance(taking_in.take_in(held=held, on=TODAY, by=monitor, at=AT), Refusal)


def test_a_second_list_of_a_source_needs_no_columns_named(monitor):
    """The newest mapping of the source knows them; with another column a person is asked again."""
    taken_in(a_table(*people_rows(3)), by=monitor)
    source = EvidenceSource.objects.get()

    next_one = lists.bring_list(
        source=source,
        file_name="b.csv",
        media_type="",
        content=a_table(*people_rows(4)),
        by=monitor,
        at=AT,
    )
    other = lists.bring_list(
        source=source,
        file_name="c.csv",
        media_type="",
        content=b"No,Name,Colour\n1,A,red\n",
        by=monitor,
        at=AT,
    )

    assert (next_one.state, other.state) == ("shown", "columns")
    assert KeptMapping.objects.count() == 1
    assert taking_in.show_list(held=next_one, on=TODAY).tally.unchanged == 3


def test_refused_rows_are_corrected_in_their_file_and_brought_again(monitor):
    """The file has row, column, reason and what to do before the cells; corrected, it goes in."""
    held = an_example("harbour-watch.xlsx", by=monitor)
    rows = taking_in.refused_rows(held)
    kind, content = taking_in.refused_as_file(held, rows, on=TODAY, language="en")
    grid = open_grid(io.BytesIO(content))
    words, *cells = [list(row.cells) for row in grid.rows]
    at = {word: index for index, word in enumerate(words)}

    assert kind == "xlsx"
    assert [row[at["! row"]] for row in cells] == ["201", "202", "203"]
    assert all(row[at["! reason"]] and row[at["! what to do"]] for row in cells)

    cells[0][at["Задержание / дата"]] = "30.09.2026"
    cells[1][at["ФИО"]] = "Тестова Тест"
    cells[2][at["Итог"]] = "штраф"
    mended = xlsx([[cell or "" for cell in row] for row in (words, *cells)], sheet=grid.sheet)
    again = lists.bring_list(
        source=held.source, file_name="mended.xlsx", media_type="", content=mended, by=monitor, at=AT
    )
    done = taking_in.take_in(held=again, on=TODAY, by=monitor, at=AT)

    assert (done.counts["taken"], done.counts["refused"]) == (3, 0)


def test_what_is_withheld_reaches_the_database_as_ciphertext(monitor):
    """A telephone is withheld whatever the level of the list; so are the file and its name."""
    held = taken_in(a_table((1, "Asel Test", "", "20.09.2026", "Quay", "fine", "+999 555 123")), by=monitor)

    boxes = ClaimValue.objects.exclude(box=None)
    assert [one.claim.level for one in boxes] == ["withheld"]
    assert b"555" not in bytes(boxes[0].box)
    assert all("555" not in str(one.said) for one in ClaimValue.objects.exclude(said=None))
    assert b"Asel" not in store.fetch(held.capture.kept)
    assert b"list.csv" not in bytes(held.capture.name_box)
    assert lists.file_name_of(held) == "list.csv"


def test_a_withheld_name_is_counted_and_shown_nowhere(monitor):
    """Whoever has a withheld name is one person in the count, and has none in the lists."""
    columns = {
        **COLUMNS,
        "columns": {**COLUMNS["columns"], "Name": {"property": "person.name", "level": "withheld"}},
    }
    taken_in(a_table(*people_rows(2)), by=monitor, columns=columns)

    people = CountableRow.objects.filter(unit="persons", group_low=None)
    assert people.count() == 2
    assert {row.case.names for row in EvidenceSubject.objects.all()} == {""}
    assert {row.case.level for row in EvidenceSubject.objects.all()} == {"withheld"}


def test_what_tells_rows_apart_may_not_be_withheld(monitor):
    """The key stands beside every claim of its row."""
    held = lists.bring_list(
        source=a_source(),
        file_name="a.csv",
        media_type="",
        content=a_table(*people_rows(2)),
        by=monitor,
        at=AT,
    )
    columns = {
        **COLUMNS,
        "key": ["Name"],
        "columns": {**COLUMNS["columns"], "Name": {"property": "person.name", "level": "withheld"}},
    }
    refused = lists.name_columns(held=held, said=columns, by=monitor, at=AT)

    assert [one.code for one in refused.findings] == ["desk.list.key-open"]


@pytest.mark.parametrize(
    ("name", "lying"),
    [
        ("harbour-watch.xlsx", lists.Lying(header_at=2, header_rows=2)),
        ("legal-aid.csv", lists.Lying(header_at=1)),
        ("rights-line.tsv", lists.Lying(header_at=1, encoding="cp1251")),
        ("court-docket.jsonl", lists.Lying(header_at=0)),
    ],
)
def test_where_the_column_words_stand_is_guessed(name, lying):
    """By the words that are known, over one row or two; the encoding by its letters."""
    assert lists.guessed((EXAMPLES / name).read_bytes()) == lying


def test_an_ods_is_read_as_the_same_rows(monitor):
    """The kind of file makes no difference."""
    rows = [[str(cell) for cell in row] for row in people_rows(5)]
    header = list(COLUMNS["columns"])
    content = ods([header, *([*row, *[""] * (len(header) - len(row))] for row in rows)], sheet="One")

    assert taken_in(content, by=monitor, name="list.ods").counts["taken"] == 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "evidence.file.has-text"),
        (b"PK\x03\x04 not a workbook", "evidence.file.opens"),
        (b"\xd0\xcf\x11\xe0 an old one", "evidence.file.kind"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_and_not_kept(monitor, content, code):
    """In words, and nothing of it stays."""
    refused = lists.bring_list(
        source=a_source(), file_name="x.xlsx", media_type="", content=content, by=monitor, at=AT
    )

    assert [one.code for one in refused.findings] == [code]
    assert not EvidenceImport.objects.exists()


def test_words_that_nobody_knows_are_told_by_column(monitor):
    """So that a person can say what they mean."""
    held = brought(a_table((1, "A Test", "", "20.09.2026", "Quay", "sent home")), by=monitor)
    shown = taking_in.show_list(held=held, on=TODAY)

    assert shown.unknown == {"Result": {"sent home": 1}}
    said = tomllib.loads(held.mapping.text)
    said["columns"]["Result"]["words"] = {"sent home": "released"}
    again = lists.name_columns(held=held, said=said, by=monitor, at=AT)
    assert taking_in.show_list(held=again, on=TODAY).tally.refused == 0


def test_a_list_set_aside_is_not_taken_in(monitor):
    """Nothing of it is kept but the file."""
    held = brought(a_table(*people_rows(2)), by=monitor)
    lists.set_list_aside(held=held, by=monitor, at=AT)

    assert isinstance(taking_in.take_in(held=held, on=TODAY, by=monitor, at=AT), Refusal)
    assert not KeptClaim.objects.exists()


def test_how_a_table_lies_is_plain_data():
    """What a person said of it is kept with the import."""
    lying = lists.Lying(sheet="One", header_at=3)

    assert lists.Lying(**lying.as_data()) == lying
    assert replace(lying, sheet=None).as_data() == {"header_at": 3, "header_rows": 1}


def test_a_list_that_was_numbered_anew_is_not_taken_for_the_one_before(monitor):
    """Whom each key named is known from the lists of the source before; nobody becomes somebody else."""
    taken_in(a_table(*people_rows(3)), by=monitor)
    moved = [(1, "Newcomer Test"), *((at + 1, name) for at, name, *_ in people_rows(3))]

    held = brought(a_table(*moved), by=monitor, name="next.csv")
    shown = taking_in.show_list(held=held, on=TODAY)

    assert [row.findings[0].code for row in shown.refused] == ["evidence.row.key-stands-for"] * 3
    assert shown.tally.taken == 1


def test_what_is_hidden_and_what_stands_twice_is_told(monitor):
    """Before the list is taken in, and kept with it."""
    held = brought(a_table((1, "Asel Test"), (2, "Asel Test")), by=monitor)
    shown = taking_in.show_list(held=held, on=TODAY)
    done = taking_in.take_in(held=held, on=TODAY, by=monitor, at=AT)

    assert [one.code for one in shown.notes] == ["evidence.file.rows-alike"]
    assert [one["code"] for one in done.findings] == ["evidence.file.taken", "evidence.file.rows-alike"]


def test_the_next_list_may_have_a_title_more(monitor):
    """Its column words are those of the mapping, wherever they stand."""
    taken_in(a_table(*people_rows(3)), by=monitor)
    source = EvidenceSource.objects.get()

    content = b"List of October,,,,,,\n\n" + a_table(*people_rows(4))
    held = lists.bring_list(
        source=source, file_name="b.csv", media_type="", content=content, by=monitor, at=AT
    )

    assert held.state == "shown"
    assert taking_in.show_list(held=held, on=TODAY).tally.unchanged == 3
