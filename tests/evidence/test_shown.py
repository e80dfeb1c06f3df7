"""What a workbook's number format shows beside a number or instead of it, and what a proposal leaves open."""

import io

import pytest

from undersigned.evidence.intake.grid import FileKind, Mark, Unit
from undersigned.evidence.intake.number_formats import left_out_of_a_day, told_by, unit_in
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.suggesting import look


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("General", None),
        ("#,##0.00", None),
        ("#\\ ##0", None),
        ("000\\-000", None),
        ("0.00E+00", None),
        ("[Red]0;[Blue]-0", None),
        ("#,##0_р_.", None),
        ("@", None),
        ('#,##0\\ "₽"', Unit("", "₽")),
        ("#,##0\\ [$₽-419]", Unit("", "₽")),
        ("$#,##0.00", Unit("$", "")),
        ('"не более" 0', Unit("не более", "")),
        ('0"?"', Unit("", "?")),
        ('_-* #,##0.00\\ "₽"_-;-* #,##0.00\\ "₽"_-;_-* "-"??\\ "₽"_-;_-@_-', Unit("", "₽")),
        ("0,", Mark.OTHERWISE),
        ("#,##0.0,,", Mark.OTHERWISE),
        ("0%", Mark.OTHERWISE),
        (";;;", Mark.OTHERWISE),
        ('"да"', Mark.OTHERWISE),
        ('[>100]"много";0', Mark.OTHERWISE),
        ("dd.mm.yyyy;@", None),
        ("dd/mm", Mark.YEARLESS),
        ("mmm yy", Mark.MONTH),
        ("yyyy", Mark.YEAR),
    ],
)
def test_what_a_number_format_tells(code, told):
    """Words and signs go with the number; a number that is not the one shown is not read."""
    assert told_by(code) == told


@pytest.mark.parametrize(
    ("shown", "unit"),
    [
        ("50 €", Unit("", "€")),
        ("$1,200.00", Unit("$", "")),
        ("50 000", None),
        ("-5", None),
        ("5E+10", None),
        ("да", Mark.OTHERWISE),
        ("—", Mark.OTHERWISE),
        ("", None),
    ],
)
def test_what_stands_beside_a_number_that_is_shown(shown, unit):
    """In an open document the text of the cell has it."""
    assert unit_in(shown) == unit


@pytest.mark.parametrize(
    ("shown", "mark"),
    [
        ("12.06.2015", None),
        ("12/06/15", None),
        ("12 июня 2015 г.", None),
        ("vendredi 12 juin 2015", None),
        ("12.06.2015 14:30", None),
        ("2015-06-12", None),
        ("", None),
        ("июнь 2015", Mark.MONTH),
        ("06/2015", Mark.MONTH),
        ("2015", Mark.YEAR),
        ("12 июня", Mark.YEARLESS),
        ("12.06", Mark.YEARLESS),
        ("juin 15", Mark.YEARLESS),
        ("12.06.2015?", Mark.OTHERWISE),
        ("до 12.06.2015", Mark.OTHERWISE),
    ],
)
def test_what_the_text_of_a_day_leaves_out(shown, mark):
    """A month alone is no first of the month."""
    assert left_out_of_a_day(shown) == mark


@pytest.mark.parametrize(
    ("answers", "proposed"),
    [
        (("да", "нет", "н/д"), ("н/д",)),
        (("нет", "штраф", ""), ("нет",)),
        (("†", "+", "?"), ("?",)),
    ],
)
def test_an_answer_is_not_proposed_as_not_known(answers, proposed):
    """ "No" beside "yes" is an answer, and a cross or a tick says something."""
    lines = "\n".join(["ФИО,Задержан", *(f"Ежова Дина,{answer}" for answer in answers)])
    grid = open_grid(io.BytesIO(lines.encode()), sheet=None, encoding=None, separator=None)

    assert grid.kind is FileKind.CSV
    assert look(grid).not_known == proposed
