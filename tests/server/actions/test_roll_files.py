"""The roll from a file: looked at first, imported in one act, nobody lost and nobody invented."""

import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from tests.server.actions.sheets import ADAMS, BROOK, HAMEL, HEADER, as_csv, as_workbook
from tests.server.builders import AT, DAY, a_roll, a_user

from undersigned.declaring.roll.popolo import write_popolo
from undersigned.declaring.roll.reading import read
from undersigned.server.actions.refusal import Refusal
from undersigned.server.actions.roll.roll import import_roll, read_membership_file, set_import_aside
from undersigned.server.actions.roll.workbook import csv_of
from undersigned.server.records import store
from undersigned.server.records.mapping.roll import load_roll
from undersigned.server.records.models import Act, RollImport, RollMember
from undersigned.wording import words

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square"


def looked_at(content, *, by=None, name="roll.csv", on=DAY):
    return read_membership_file(
        assembly="concord",
        file_name=name,
        media_type="text/csv",
        content=content,
        on=on,
        by=by or a_user(),
        at=AT,
    )


def imported(content, *, by=None, at=AT):
    by = by or a_user()
    return import_roll(roll_import=looked_at(content, by=by), on=DAY, by=by, at=at)


def seats(day=DAY):
    return [(one.member, one.delegation, one.group) for one in load_roll("concord").on(day)]


def codes(done):
    found = done.findings if isinstance(done, Refusal) else ()
    assert all(words.sentence(one, language) for one in found for language in words.LANGUAGES)
    return {one.code for one in found}


def test_reading_a_file_changes_nothing_on_the_roll():
    """A preview is a look; the file is kept by its digest."""
    found = looked_at(as_csv(ADAMS, BROOK))

    assert [one["family"] for one in found.difference["new"]] == ["ÅKESDAL", "De WITTE"]
    assert store.fetch(found.digest) == as_csv(ADAMS, BROOK)
    assert seats() == []


def test_an_import_makes_the_roll_say_what_the_file_says(clerk):
    """One act, in the journal with its counts."""
    done = imported(as_csv(ADAMS, BROOK, HAMEL), by=clerk)

    assert seats() == [("m1", "XA", "LIB"), ("m2", "XB", "SOC"), ("m3", "XA", None)]
    act = Act.objects.get(kind="roll-imported")
    assert (act.by, act.subject, act.particulars["new"]) == (clerk, done.pk, 3)


def test_the_same_file_twice_is_one_import_and_changes_nothing():
    """Bringing it again shows the import that it was; the rows stay the same rows."""
    first = imported(as_csv(ADAMS, BROOK))
    before = {row.code: row.pk for row in RollMember.objects.all()}

    again = looked_at(as_csv(ADAMS, BROOK))

    assert again.pk == first.pk
    assert RollImport.objects.count() == 1
    assert {row.code: row.pk for row in RollMember.objects.all()} == before


def test_a_file_with_nothing_new_in_it_is_not_imported():
    """The same roll in another form changes nothing."""
    imported(as_csv(ADAMS, BROOK))
    same = looked_at(as_workbook(ADAMS, BROOK), name="roll.xlsx")

    done = import_roll(roll_import=same, on=DAY, by=a_user(), at=AT)

    assert same.difference["nothing"]
    assert codes(done) == {"desk.roll.changes-something"}


def test_who_is_gone_from_the_file_is_kept_and_comes_back_as_the_same_row():
    """What a member signed must not lose its member."""
    imported(as_csv(ADAMS, BROOK))
    row = RollMember.objects.get(code="m2")

    imported(as_csv(ADAMS), at=AT + timedelta(days=1))
    gone = RollMember.objects.get(code="m2")
    imported(as_csv(ADAMS, BROOK, HAMEL), at=AT + timedelta(days=2))

    assert gone.gone_at == AT + timedelta(days=1)
    back = RollMember.objects.get(code="m2")
    assert (back.pk, back.gone_at) == (row.pk, None)
    assert len(seats()) == 3


def test_a_changed_group_is_shown_and_kept_with_both_periods():
    """The group of a day is that of the day, after a change too."""
    imported(as_csv(ADAMS))
    moved = list(ADAMS)
    later = ["m1", "ÅKESDAL", "Ingrid", "", "", "", "", "UL", date(2031, 6, 1)]
    content = "\n".join(
        [
            ",".join((*HEADER, "group_until")),
            ",".join(str(cell or "") for cell in (*moved, date(2031, 6, 1))),
            ",".join(str(cell or "") for cell in (*later, "")),
        ]
    ).encode()

    found = looked_at(content)
    import_roll(roll_import=found, on=DAY, by=a_user(), at=AT)

    assert found.difference["changed"] == [
        {"member": "m1", "delegation": "XA", "what": "group", "before": "LIB", "after": "UL"}
    ]
    assert [seats(day)[0][2] for day in (date(2031, 5, 31), date(2031, 6, 1))] == ["LIB", "UL"]


def test_a_name_under_a_new_id_is_listed_and_joined_to_nobody():
    """Whether an id was mistyped is for a person to say."""
    imported(as_csv(ADAMS, BROOK))
    renamed = ("m9", *ADAMS[1:])

    found = looked_at(as_csv(renamed, BROOK))

    (one,) = found.difference["unmatched"]
    assert (one["id"], [close["id"] for close in one["close"]]) == ("m9", ["m1"])
    assert one["close"][0]["stays"] is False


def test_a_file_is_not_imported_upon_a_preview_of_another_roll(clerk):
    """Somebody else imported in between: the preview is made anew and nothing happens."""
    waiting = looked_at(as_csv(ADAMS))
    imported(as_csv(ADAMS, BROOK))

    done = import_roll(roll_import=waiting, on=DAY, by=clerk, at=AT)

    assert codes(done) == {"desk.roll.as-shown"}
    assert len(seats()) == 2
    waiting.refresh_from_db()
    assert [one["id"] for one in waiting.difference["gone"]] == ["m2"]
    assert isinstance(import_roll(roll_import=waiting, on=DAY, by=clerk, at=AT), RollImport)


def test_a_file_is_imported_or_set_aside_once():
    """What is done is done."""
    waiting = looked_at(as_csv(ADAMS))
    set_import_aside(roll_import=waiting, by=a_user(), at=AT)

    assert codes(import_roll(roll_import=waiting, on=DAY, by=a_user(), at=AT)) == {"desk.roll.import-open"}
    assert codes(set_import_aside(roll_import=waiting, by=a_user(), at=AT)) == {"desk.roll.import-open"}
    assert seats() == []


def test_a_refused_file_says_row_and_column_and_nothing_is_imported():
    """Every reason at once, each where it stands."""
    wrong = ("m2", "De WITTE", "Anna", "Atlantis", "guest", "01/02/2030", None, "", "")
    found = looked_at(as_csv(ADAMS, wrong))

    places = {(one["place"]["line"], one["place"]["field"]) for one in found.findings}
    assert places == {(3, "delegation"), (3, "role"), (3, "from")}
    done = import_roll(roll_import=found, on=DAY, by=a_user(), at=AT)
    assert isinstance(done, Refusal)
    assert seats() == []


# ---- spreadsheets -----------------------------------------------------------------------------


def test_a_workbook_reads_as_the_csv_of_the_same_rows():
    """Days are days, whatever a spreadsheet shows them as."""
    sheet = csv_of(as_workbook(ADAMS, BROOK, HAMEL))

    assert sheet.findings == ()
    one = read(sheet.text.encode(), file="a", assembly="concord").roll
    assert one == read(as_csv(ADAMS, BROOK, HAMEL), file="b", assembly="concord").roll


def test_a_finding_names_the_row_that_the_clerk_sees():
    """Empty rows are counted."""
    found = looked_at(as_workbook((), ADAMS, (), ("m2", "X", "Y", "XA", "guest", date(2030, 1, 1))))

    assert [one["place"] for one in found.findings] == [{"file": "roll.csv", "line": 5, "field": "role"}]


def test_a_sheet_left_aside_is_named_and_hinders_nothing():
    """Only the first sheet with anything in it is read."""
    found = looked_at(as_workbook(ADAMS, sheets=[("Notes", ["To do"])]))

    assert [one["code"] for one in found.findings] == ["desk.roll.one-sheet", "declaring.roll.read"]
    assert isinstance(import_roll(roll_import=found, on=DAY, by=a_user(), at=AT), RollImport)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=A1", "desk.roll.cell-calculated"),
        ("#N/A", "desk.roll.cell-without-error"),
        ("two\nlines", "declaring.roll.characters"),
    ],
)
def test_a_cell_that_says_nothing_certain_is_refused_with_its_place(cell, code):
    """A formula without a value, the program's own error, a line break within a name."""
    found = looked_at(as_workbook(("m1", cell, *ADAMS[2:])))

    (fault,) = (one for one in found.findings if one["outcome"] == "failed")
    assert (fault["code"], fault["place"]["line"], fault["place"]["field"]) == (code, 2, "family")


def zip_with(name, content, times=1):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(times):
            archive.writestr(f"xl/{number}{name}", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (as_workbook(ADAMS)[:900], "desk.roll.workbook-whole"),
        (zip_with("a.xml", b"<a/>"), "desk.roll.workbook-whole"),
        (zip_with("a.xml", b"<!DOCTYPE a><a/>"), "desk.roll.workbook-safe"),
        (zip_with("a.xml", b" " * 9_000_000, 8), "desk.roll.workbook-size"),
        (as_workbook(header=()), "declaring.roll.has-text"),
        (as_workbook(ADAMS, ("x",) * 101), "desk.roll.sheet-size"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "declaring.roll.kind"),
        (b"\xff\xfe\x00", "declaring.roll.encoding"),
    ],
    ids=["cut-off", "no-workbook", "document-type", "bomb", "empty", "too-wide", "xls", "not-utf-8"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content, code):
    """No bytes whatever end in a fault of ours."""
    found = looked_at(content)

    assert [one["code"] for one in found.findings] == [code]


def test_the_example_comes_in_by_csv_and_by_popolo_alike():
    """A real membership file of 156 members, in either form, is the same roll."""
    imported((EXAMPLE / "roll.csv").read_bytes())

    again = looked_at((EXAMPLE / "roll.json").read_bytes(), name="roll.json")

    assert again.difference["nothing"]
    assert write_popolo(load_roll("concord")) == (EXAMPLE / "roll.json").read_text(encoding="utf-8")


def test_the_roll_of_the_builders_is_the_roll_of_the_action():
    """Rows made either way read alike."""
    roll = read((EXAMPLE / "roll.csv").read_bytes(), file="roll.csv", assembly="concord").roll
    a_roll(roll)

    assert load_roll("concord") == roll
