"""Total, order and doubles of a list, on lists made for it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.declaring.archive.table import list_questions
from undersigned.declaring.declaration import Declaration, Form, LegendLine, Signatory
from undersigned.declaring.questions.lists import distinct, order, total
from undersigned.values.findings import Outcome
from undersigned.values.names import PersonalName


def a_list(*rows, assembly="concord", stated=None, has_list=True):
    """A declaration with rows of (family, given, country)."""
    return Declaration(
        form=Form.PRINTED,
        language="en",
        assembly=assembly,
        instrument="written-declaration",
        title="A title",
        clauses=(),
        has_list=has_list,
        stated_total=stated,
        signatories=tuple(
            Signatory(order=at, name=PersonalName(family=family, given=given), country=country)
            for at, (family, given, country) in enumerate(rows, start=1)
        ),
    )


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        # two persons
        (("EVERSON", "Nils", "Northland"), ("EVERSON", "Jonas", "Northland"), "passed"),
        (("DAVENNE", "David", "Northland"), ("DAVENNE", "Geraint", "Northland"), "passed"),
        (("JENSTAD", "Mikael Aster", "Fjordland"), ("JENSTAD", "Mogens", "Fjordland"), "passed"),
        (("JENSTAD", "Mogens", "Fjordland"), ("JENSSTAD", "Frank J.", "Westisle"), "passed"),
        (("ALIMOV", "G.", "Iceholm"), ("ALIMOV", "İ.", "Iceholm"), "passed"),
        (("ROSSE", "Anna", "Northland"), ("ROSSE", "Anna", "Westisle"), "passed"),
        # one person
        (("ROSSE", "Anna", "Northland"), ("ROSSE", "Anna", "Northland"), "failed"),
        (("Rosse", None, "Northland"), ("Rosse", None, "Northland"), "failed"),
        # one or two: a person must look
        (("GUŢA", "Anna", "Northland"), ("GUȚA", "Anna", "Northland"), "undetermined"),
        (("GAUDE NAGIR", "Tom", "Northland"), ("GAUDE-NAGIR", "Tom", "Northland"), "undetermined"),
        (("FISKER", "Axel", "Northland"), ("FISKER", "Axel E.", "Northland"), "undetermined"),
        (("SKOUV", "Ingerd", "Northland"), ("SKOUV", "Ingerd Skye", "Northland"), "undetermined"),
        (("Rosse", "A.", "Northland"), ("Rosse", "Anna", "Northland"), "undetermined"),
        (("Rosse", None, "Northland"), ("Rosse", "Anna", "Northland"), "undetermined"),
    ],
)
def test_namesakes_are_not_doubles_and_doubles_are_found(one, other, outcome):
    """The given name and the country tell namesakes apart; marks alone do not."""
    (found,) = distinct(a_list(one, ("ZED", "Zoe", "Lowmark"), other))

    assert found.outcome == outcome


def test_a_double_is_found_wherever_it_stands():
    """The first signer repeated in the alphabet is the likely one."""
    (found,) = distinct(a_list(("ROSSE", "Anna", "A"), ("BERN", "Bo", "B"), ("ROSSE", "Anna", "A")))

    assert (found.particulars["order"], found.particulars["again_order"]) == (1, 3)
    assert found.place.field == "signatories[2]"


def test_a_list_of_an_assembly_without_a_rule_of_order_is_not_judged():
    """Coalitions and other houses order as they like."""
    disordered = [("ZED", "Zoe", None), ("CARL", "C", None), ("BERN", "B", None)]

    assert order(a_list(*disordered, assembly="coalition"))[0].outcome == "not-applicable"
    assert order(a_list(*disordered, assembly=None))[0].outcome == "not-applicable"
    assert order(a_list(*disordered, assembly="atlantis"))[0].outcome == "not-applicable"
    assert order(a_list(*disordered))[0].outcome == "failed"


@pytest.mark.parametrize("assembly", [None, "atlantis", "coalition", "uk-commons", "pace", "concord"])
@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_no_assembly_and_no_language_is_too_strange_to_be_asked(assembly, language):
    """Every question is answered, none raises."""
    declaration = replace(
        a_list(("ZED", "Zoe", None), ("BERN", None, "Nowhereland"), assembly=assembly),
        language=language,
        legend=(LegendLine(code="LIB", name="Liberals"),),
    )

    assert all(one.outcome in Outcome for one in list_questions(declaration))


def test_a_total_without_a_list_proves_nothing():
    """What is not printed cannot be counted."""
    assert total(a_list(stated=20, has_list=False)).outcome == "not-applicable"
    assert total(a_list(("ZED", "Zoe", None))).outcome == "not-applicable"


@given(names=st.integers(0, 40), stated=st.integers(0, 40))
def test_a_total_is_right_exactly_when_it_is_the_number_of_names(names, stated):
    """Nothing else decides."""
    declaration = a_list(*((f"NAME{at}", "A", "Northland") for at in range(names)), stated=stated)

    assert (total(declaration).outcome == "passed") is (names == stated)
