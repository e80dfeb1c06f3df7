"""A cell as a value, or the reason why it is none."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.evidence.intake.cells import pieces, values_of
from undersigned.evidence.intake.dates import date_of
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.grid import letters, plain
from undersigned.evidence.intake.mapping import Column
from undersigned.evidence.properties import property_of
from undersigned.values.dates import SourceDate

TODAY = date(2026, 10, 10)
MIDDAY = datetime(2019, 2, 1, 13, 5)  # noqa: DTZ001 (a workbook's dates have no zone)
MIDNIGHT = datetime(2026, 1, 1)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        (date(2019, 2, 1), "2019-02-01"),
        (MIDDAY, "2019-02-01"),
        ("2019-02-01", "2019-02-01"),
        ("2019-02", "2019-02"),
        (2019, "2019"),
        ("2019", "2019"),
        ("02.2019", "2019-02"),
        ("01.02.2019", "2019-02-01"),
        ("1/2/2019", "2019-02-01"),
        ("01.02.2019 г.", "2019-02-01"),
        ("1 февраля 2019 г.", "2019-02-01"),
        ("Февраль 2019", "2019-02"),
        ("1 février 2019", "2019-02-01"),
        ("1er mai 2019", "2019-05-01"),
        ("February 1, 2019", "2019-02-01"),
        ("1 Feb 2019", "2019-02-01"),
        ("ақпан 2019", "2019-02"),
        ("20-21.09.2026", "2026-09-20/2026-09-21"),
        ("20.09.2026 – 22.09.2026", "2026-09-20/2026-09-22"),
        ("2026-09-20/2026-09-22", "2026-09-20/2026-09-22"),
    ],
)
def test_a_date_is_read_as_lists_write_it(cell, iso):
    """With its own precision, never moved to a day that it does not name."""
    found = date_of(cell, order="day-first", on=TODAY)

    assert isinstance(found, SourceDate)
    assert found.iso() == iso


@pytest.mark.parametrize(
    ("cell", "question"),
    [
        ("31.09.2026", "date"),
        ("29.02.2019", "date"),
        ("2019-13-01", "date"),
        ("soon", "date"),
        ("1 smarch 2019", "date"),
        (43497, "date"),
        (43497.5, "date"),
        (True, "date"),
        (time(3, 4), "date"),
        ("22-20.09.2026", "date"),
        ("01.02.19", "date-year"),
        ("11.10.2026", "date-possible"),
        ("01.02.1819", "date-possible"),
    ],
)
def test_what_is_no_date_says_why(cell, question):
    """A day that no calendar has, a serial number, a year of two digits, a day to come."""
    assert date_of(cell, order="day-first", on=TODAY).code == f"evidence.row.{question}"


def test_two_possible_days_are_a_doubt_until_somebody_says_the_order():
    """21.02. is one day whatever the order; the wrong order makes it none."""
    assert date_of("01.02.2019", order=None, on=TODAY).code == "evidence.row.date-order"
    assert date_of("21.02.2019", order=None, on=TODAY).iso() == "2019-02-21"
    assert date_of("02.02.2019", order=None, on=TODAY).iso() == "2019-02-02"
    assert date_of("01.02.2019", order="month-first", on=TODAY).iso() == "2019-01-02"
    assert isinstance(date_of("21.02.2019", order="month-first", on=TODAY), Fault)


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_day_is_read_back_in_the_order_in_which_it_was_written(day):
    """Day first, month first, or ISO."""
    assert date_of(day.strftime("%d.%m.%Y"), order="day-first", on=TODAY).day == day
    assert date_of(day.strftime("%m/%d/%Y"), order="month-first", on=TODAY).day == day
    assert date_of(day.isoformat(), order=None, on=TODAY).day == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_fault(text):
    """Nothing else happens."""
    assert isinstance(date_of(text, order=None, on=TODAY), (SourceDate, Fault))


def read(cell, path, **more):
    column = Column(header="X", property=property_of(path), **more)
    found = values_of(cell, column, order=None, on=TODAY)
    return found if isinstance(found, Fault) else found[0][1]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Темір Сарынбайұлы",
            "Altynkolova, Marzhan",
            "T. Sarynbaiuly",
            "D’Arlemont-Ødegård Ana",
            "Ибрагимов И. И.",
        ),
        "Игорь Ирис",
    ],
)
def test_a_name_is_as_written(name):
    """In any script, with initials, hyphens, a comma after the family name."""
    assert read(name, "person.name") == name


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Темір А. и Ұлан Б.", "one-name"),
        ("Temir A. and Ulan B.", "one-name"),
        ("Temir A.; Ulan B.", "one-name"),
        ("Temir A.\nUlan B.", "one-name"),
        ("Temir Altynkolov, Ulan Munarbelov", "one-name"),
        ("Temir A., 1990", "name"),
        (17, "name"),
    ],
)
def test_what_looks_like_two_people_is_refused(name, question):
    """And so is what is no name."""
    assert read(name, "person.name").code == f"evidence.row.{question}"


@pytest.mark.parametrize(("cell", "number"), [(12, 12), ("12", 12), ("1 200", 1200), ("1\u00a0200", 1200)])
def test_a_number_is_digits_alone(cell, number):
    """With a space between groups as people write it."""
    assert read(cell, "detention.low") == number


@pytest.mark.parametrize("cell", ["about 12", "12+", -1, 1.5, "1,5", True, date(2026, 1, 1)])
def test_what_is_said_with_a_word_is_no_number(cell):
    """About twelve has a low and a high of its own."""
    assert read(cell, "detention.low").code == "evidence.row.number"


def test_a_word_is_one_of_the_mapping_or_of_the_vocabulary():
    """An unknown one never slips through."""
    assert read("Let go", "detention.outcome", words={"let go": "released"}) == "released"
    assert read("Штраф", "detention.outcome") == "fine"
    assert read("had a talk", "detention.outcome").code == "evidence.row.word-known"


def test_a_control_character_belongs_in_no_text():
    """It is named by its number, and the text is not shown."""
    for name, character in (
        ("Tem\u0000ir", "U+0000"),
        ("Tem\u202eir\u0000", "U+202E"),
        ("Tem\ufffdr", "U+FFFD"),
    ):
        fault = read(name, "person.name")

        assert fault.code == "evidence.row.characters"
        assert fault.particulars == {"character": character}


def test_a_cell_is_taken_apart_only_by_what_the_mapping_says():
    """Empty pieces are none."""
    assert pieces("A\r\nB\n", "\n") == ("A", "B")
    assert pieces("A; B", None) == ("A; B",)
    assert pieces(3, ";") == (3,)


def test_a_cell_is_plain():
    """White space around it, a fraction of nought and a time of midnight are nothing."""
    assert [plain(one) for one in (" a ", "  ", 3.0, 3.5, MIDNIGHT, True)] == [
        *("a", None, 3, 3.5, date(2026, 1, 1), True)
    ]
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("cell", ["1 20", "15 10", "1 2000", "12 34 56", "1.200", "1,200", "1\u00a020"])
def test_a_number_in_groups_that_are_none_is_no_number(cell):
    """Two numbers side by side, or a thousand with a sign that is a point elsewhere."""
    assert code(cell, "detention.low") == "number"


@pytest.mark.parametrize(("cell", "number"), [("1 200", 1200), ("1\u00a0200\u00a0000", 1_200_000)])
def test_a_number_in_groups_of_three_is_one(cell, number):
    """With spaces of any kind between them."""
    assert value_in(cell, "detention.low") == number


@pytest.mark.parametrize(
    "cell", ["—//—", '-"-', "″", "〃", "там же", "То же.", "см. выше", "ditto", "^", "->", "« »", "сол жерде"]
)
@pytest.mark.parametrize("path", ["detention.place", "person.note", "person.name", "person.name-given"])
def test_the_one_above_is_never_copied(cell, path):
    """Neither as a text nor as a name: sorted, the list would say something else."""
    assert code(cell, path) == "as-above"


@pytest.mark.parametrize("cell", ["#REF!", "#Н/Д", "#ДЕЛ/0!", "########", "NULL", "nan", "=B2", "ИСТИНА"])
@pytest.mark.parametrize("path", ["detention.place", "person.note", "person.name"])
def test_what_a_program_wrote_is_no_text(cell, path):
    """Errors, its words for nothing and for yes, a formula as text."""
    assert code(cell, path) == "no-error"


@pytest.mark.parametrize(
    ("cell", "path", "question"),
    [
        ("н/д", "detention.place", "not-known"),
        ("?", "detention.place", "not-known"),
        ("нет", "detention.place", "not-known"),
        ("нет", "person.health", None),
        ("н/д", "person.health", "not-known"),
        ("-", "person.note", None),
        ("15.06.2019", "detention.place", "without-letters"),
        ("0", "detention.authority", "without-letters"),
        ("488", "detention.legal-basis", None),
        ("?стана", "detention.place", "encoding"),
        ("Орлов, Сычёв", "person.name-family", "one-name"),
        ("Пётр, Марк", "person.name-given", "one-name"),
        ("около 50 человек", "person.name-family", "person"),
        ("?", "person.name-given", "not-known"),
        ("Анна Мария", "person.name-given", None),
        ("П.", "person.name-given", None),
        ("x", "person.name", "name"),
        ("родственники", "person.name", "person"),
        ("др.", "person.name", "person"),
        ("имя не установлено", "person.name", "not-known"),
        ("a student", "person.name", "small-letters"),
        ("сосед", "person.name", "small-letters"),
        ("удалить", "person.name", "small-letters"),
        ("алтынколов темір", "person.name", None),
        ("Mr.", "person.name", "name"),
        ("тот же адрес", "detention.place", "as-above"),
        ("там же, у суда", "detention.place", "as-above"),
        ("там же держали брата", "person.note", None),
        ("СПИСОК НЕ ПОЛНЫЙ", "person.name", "total"),
    ],
)
def test_a_text_says_what_its_property_asks_for(cell, path, question):
    """A place has letters, part of a name is one; what is not known is said in a word of the mapping."""
    assert code(cell, path) == question


def test_a_column_word_is_nobody():
    """The name of the column in a cell of it."""
    assert code("ФИО", "person.name", header="фио") == "column-words"


def value_in(cell, path, header="Слово"):
    column = Column(header=header, property=property_of(path))
    found = values_of(plain(cell), column, order="day-first", on=TODAY)
    return found if isinstance(found, Fault) else found[0][1]


def code(cell, path, header="Слово"):
    """The question that a cell fails, if it does."""
    found = value_in(cell, path, header)
    return found.code.removeprefix("evidence.row.") if isinstance(found, Fault) else None
