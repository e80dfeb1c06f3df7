"""An outcome with how long or how much beside it: both become claims, or the row comes back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.test_intake import rows_of

from undersigned.evidence.intake.cells import unknown_words, values_of
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.mapping import Column, read_mapping
from undersigned.evidence.properties import property_of

TODAY = date(2026, 10, 10)
ARREST, FINE = "administrative-arrest", "fine"
PIECES = ["арест", "штраф", "суток", "20 МРП", "5 суток", "на", "7", "дали", "тенге", "пять суток"]


def read(cell, path="detention.outcome", words=None):
    column = Column(header="X", property=property_of(path), words=words or {})
    found = values_of(cell, column, order=None, on=TODAY)
    return found if isinstance(found, Fault) else {known.name: value for known, value in found}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("арест 5 суток", {"outcome": ARREST, "days": 5}),
        ("Арест на 5 суток", {"outcome": ARREST, "days": 5}),
        ("арест (15 суток)", {"outcome": ARREST, "days": 15}),
        ("арест-15 суток.", {"outcome": ARREST, "days": 15}),
        ("адм. арест: 10 сут.", {"outcome": ARREST, "days": 10}),
        ("административный арест сроком на 5 (пять) суток", {"outcome": ARREST, "days": 5}),
        ("арест на двое суток", {"outcome": ARREST, "days": 2}),
        ("домашний арест, 2 месяца", {"outcome": "house-arrest", "length": "P2M"}),
        ("арестован на 7 суток", {"outcome": ARREST, "days": 7}),
        ("штраф 20 МРП", {"outcome": FINE, "fine": "20 МРП"}),
        ("штраф 2 525 тенге", {"outcome": FINE, "fine": "2 525 тенге"}),
        ("штраф 2\u00a0525 тенге", {"outcome": FINE, "fine": "2 525 тенге"}),
        ("штраф в размере 36 тыс. тенге", {"outcome": FINE, "fine": "36 тыс. тенге"}),
        ("оштрафована на 50 МРП", {"outcome": FINE, "fine": "50 МРП"}),
        ("общественные работы 40 часов", {"outcome": "community-work", "length": "PT40H"}),
        ("қамақ 5 тәулік", {"outcome": ARREST, "days": 5}),
        ("15 тәулікке әкімшілік қамақ", {"outcome": ARREST, "days": 15}),
        ("20 АЕК айыппұл", {"outcome": FINE, "fine": "20 АЕК"}),
        ("arrested for 5 days", {"outcome": ARREST, "days": 5}),
        ("administrative arrest, fifteen days", {"outcome": ARREST, "days": 15}),
        ("5 days of administrative arrest", {"outcome": ARREST, "days": 5}),
        ("15 days’ arrest", {"outcome": ARREST, "days": 15}),
        ("адм.арест 5 суток", {"outcome": ARREST, "days": 5}),
        ("fined 300 euros", {"outcome": FINE, "fine": "300 euros"}),
        ("15-day administrative arrest", {"outcome": ARREST, "days": 15}),
        ("fine of €300", {"outcome": FINE, "fine": "€300"}),
        ("fine 1,500.50 USD", {"outcome": FINE, "fine": "1,500.50 USD"}),
        ("amende de 300 €", {"outcome": FINE, "fine": "300 €"}),
        ("amende : 300 euros", {"outcome": FINE, "fine": "300 euros"}),
        ("détention administrative de 2 semaines", {"outcome": ARREST, "days": 14}),
        ("5 jours de détention administrative", {"outcome": ARREST, "days": 5}),
        ("assigné à résidence pour 2 mois", {"outcome": "house-arrest", "length": "P2M"}),
        ("штраф", {"outcome": FINE}),
        ("арест одиннадцати суток", {"outcome": ARREST, "days": 11}),
        ("арест сорока суток", {"outcome": ARREST, "days": 40}),
        ("арест пятидесяти суток", {"outcome": ARREST, "days": 50}),
        ("қырық тәулік қамақ", {"outcome": ARREST, "days": 40}),
        ("arrested for fourteen days", {"outcome": ARREST, "days": 14}),
        ("quarante jours de détention administrative", {"outcome": ARREST, "days": 40}),
    ],
)
def test_what_happened_and_its_number_are_read_by_rule(cell, said):
    """In Russian, Kazakh, English and French: term, number, unit, in either order."""
    assert read(cell) == said


@pytest.mark.parametrize(
    ("path", "cell", "said"),
    [
        ("detention.kind", "арест 5 суток", {"kind": ARREST, "days": 5}),
        (
            "proceeding.sentence",
            "лишение свободы на 3 года и 6 месяцев",
            {"sentence": "imprisonment", "sentence-length": "P3Y6M"},
        ),
        (
            "proceeding.sentence",
            "imprisonment, 1.5 years",
            {"sentence": "imprisonment", "sentence-length": "P1Y6M"},
        ),
        (
            "proceeding.sentence",
            "5 лет лишения свободы",
            {"sentence": "imprisonment", "sentence-length": "P5Y"},
        ),
        ("proceeding.sentence", "штраф 50 МРП", {"sentence": "fine", "fine": "50 МРП"}),
        ("proceeding.verdict", "condamné à 5 ans", {"verdict": "convicted", "sentence-length": "P5Y"}),
        ("outcome.what", "приговорен к 5 годам", {"what": "sentenced", "length": "P5Y"}),
        (
            "outcome.restriction",
            "ограничение свободы 3 года",
            {"restriction": "freedom-limitation", "restriction-length": "freedom-limitation P3Y"},
        ),
    ],
)
def test_each_kind_of_thing_has_its_place_for_the_number(path, cell, said):
    """A length of a detention, a sentence, an outcome, a restriction."""
    assert read(cell, path) == said


@pytest.mark.parametrize(
    ("cell", "question"),
    [
        ("арест 5", "measure"),  # five what
        ("5", "measure"),
        ("штраф 20", "measure"),
        ("штраф 20 у.е.", "measure"),
        ("арест 5-7 суток", "measure"),
        ("арест от 5 до 7 суток", "measure"),
        ("арест до 15 суток", "measure"),
        ("арест более 5 суток", "measure"),
        ("арест на двадцать пять суток", "measure"),
        ("arrest for twenty-five days", "measure"),
        ("он бес тәулік қамақ", "measure"),
        ("арест 5 (шесть) суток", "measure"),
        ("арест 5 суток, ст. 488", "measure"),
        ("арест 2,5 суток", "measure"),
        ("арест на сутки", "measure"),
        ("house arrest for a month", "measure"),
        ("арест полтора месяца", "measure"),
        ("арест 5 суток и штраф 20 МРП", "measure"),
        ("арест 6 месяцев 2 года", "measure"),
        ("арест 12 мая 2019 года", "measure"),
        ("арест 2019 года", "measure"),
        ("арест … суток", "measure"),
        ("штраф ½ МРП", "measure"),
        ("штраф сто тысяч тенге", "measure"),
        ("fine three hundred euros", "measure"),
        ("арест V суток", "measure"),
        ("штраф пять у.е.", "measure"),
        ("штраф 5 суток", "measure-fits"),
        ("арест 2 месяца", "measure-fits"),  # in custody, perhaps: administrative arrest is of days
        ("арест 20 МРП", "measure-fits"),
        ("отпущен 3 часа", "measure-fits"),
        ("5 суток", "word-known"),
        ("дали 5 суток", "word-known"),
        ("had a talk", "word-known"),
    ],
)
def test_what_is_not_wholly_understood_is_refused(cell, question):
    """A range, two things in one cell, a number without a unit, an article, a number that does not fit."""
    assert read(cell).code == f"evidence.row.{question}"


def test_a_word_is_explained_once_for_every_number():
    """The sign … stands for the number, the unit stays: two months of "arrested" are something else."""
    words = {"дали … суток": ARREST, "… суток": ARREST}

    assert unknown_words("Дали 5 суток", a_column()) == ("Дали … суток",)
    assert unknown_words("5 суток", a_column()) == ("… суток",)
    assert read("Дали 12 суток", words=words) == {"outcome": ARREST, "days": 12}
    assert read("5 суток", words=words) == {"outcome": ARREST, "days": 5}
    assert read("дали 2 месяца", words=words).code == "evidence.row.word-known"


def test_a_number_that_nobody_understands_cannot_be_explained_away():
    """What a mapping says of the whole cell keeps no number from being read or reported."""
    words = {"арест 5 суток (отбыл)": ARREST, "арест 5": ARREST, "1": FINE, "закрыли на 5 суток": ARREST}

    assert unknown_words("арест 5", a_column()) == ()
    assert read("арест 5", words=words).code == "evidence.row.measure"
    assert read("арест 5 суток (отбыл)", words=words) == {"outcome": ARREST, "days": 5}
    assert read("закрыли на 5 суток", words=words) == {"outcome": ARREST, "days": 5}
    assert read("1", words=words) == {"outcome": FINE}  # a list that writes its terms as numbers says so


def test_of_several_in_a_cell_only_the_unknown_are_asked_for():
    """Where the mapping says what stands between them."""
    assert unknown_words("арест 5 суток; дали 3 суток", a_column(apart=(";",))) == ("дали … суток",)


def test_a_column_of_days_may_say_its_unit():
    """And no other one."""
    assert read("5 суток", "detention.days") == {"days": 5}
    assert read(5, "detention.days") == {"days": 5}
    assert read("5 часов", "detention.days").code == "evidence.row.number"
    assert read("5 суток", "detention.low").code == "evidence.row.number"


def test_a_column_without_measures_is_as_it_was():
    """A plus is a yes, 1 is a yes."""
    assert read("1", "person.minor") == {"minor": "yes"}


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join))
def test_no_number_is_lost(cell):
    """Whatever is read has every figure of the cell in it."""
    found = read(cell)
    if isinstance(found, Fault):
        return
    kept = " ".join(str(value) for value in found.values())
    assert all(figure in kept for figure in "".join(one if one.isdigit() else " " for one in cell).split())


MAPPING = """
source = "list-a"
level = "public"
key = ["No"]
[columns.No]
ignore = "only the key"
[columns.Name]
property = "person.name"
apart = ";"
[columns.Outcome]
property = "detention.outcome"
apart = ["; ", " и "]
[columns.Days]
property = "detention.days"
"""


def a_column(**more):
    return Column(header="X", property=property_of("detention.outcome"), **more)


def rows(*lines):
    content = "\r\n".join(["No\tName\tOutcome\tDays", *lines]) + "\r\n"
    return rows_of(content, read_mapping(MAPPING))


def said_of(row):
    of_it = (claim for claim in row.claims if claim.subject.kind == "detention")
    return {(one.property, one.value, one.as_written) for one in of_it if one.property != "person"}


def test_a_row_has_a_claim_for_each_with_the_words_as_written():
    """Several in a cell, each with its own."""
    (row,) = rows("1\tTemir A\tштраф 20 МРП и арест 5 суток\t")

    assert said_of(row) == {
        ("outcome", "fine", "штраф 20 МРП"),
        ("fine", "20 МРП", "штраф 20 МРП"),
        ("outcome", ARREST, "арест 5 суток"),
        ("days", 5, "арест 5 суток"),
    }
    assert {claim.at for claim in row.claims if claim.property == "days"} == {"2, Outcome"}


def test_each_person_of_a_row_has_the_number():
    """As each has the outcome."""
    (row,) = rows("1\tTemir A; Ulan B\tарест 5 суток\t")

    assert [claim.subject.key for claim in row.claims if claim.property == "days"] == ["1/1", "1/2"]


def test_two_numbers_of_one_thing_are_refused():
    """In one cell, or in two columns; the same twice is one."""
    twice, beside, same = rows(
        "1\tTemir A\tарест 5 суток; арест 7 суток\t",
        "2\tUlan B\tарест 5 суток\t7",
        "3\tSara C\tарест 5 суток\t5",
    )

    assert [finding.code for finding in twice.findings] == ["evidence.row.one-value"]
    assert [finding.code for finding in beside.findings] == ["evidence.row.agrees"]
    assert not same.findings


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("charged", "detention.outcome"),
        ("hospital", "detention.place-kind"),
        ("reception", "detention.place-kind"),
        ("police", "detention.legal-family"),
    ],
)
def test_a_code_that_says_less_than_its_term_is_no_word(cell, path):
    """ "Charged" is not yet "charged and released on a pledge", nor every hospital a psychiatric one."""
    assert read(cell, path).code == "evidence.row.word-known"
    assert isinstance(read(cell, path, words={cell: "unknown"}), dict)
