"""Names counted by delegation and group, and whether they are enough."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.declaring.declarations import DAY, a_declaration, enough, names

from undersigned.declaring.declaration import Form
from undersigned.declaring.questions.tally import tally
from undersigned.declaring.questions.threshold import CODES, threshold_findings
from undersigned.declaring.reading.reader import read
from undersigned.declaring.rulebooks.rulebook import rulebook_on
from undersigned.values.findings import Outcome, Severity
from undersigned.values.sourced import Citation, Sourced, Status

PASSED, FAILED, UNDETERMINED, NOT_APPLICABLE = Outcome
CONCORD = rulebook_on("concord", "written-declaration", DAY)
PACE_2000 = rulebook_on("pace", "written-declaration", date(2009, 1, 27))
PACE_2010 = rulebook_on("pace", "written-declaration", date(2019, 10, 4))
PACE_1980 = rulebook_on("pace", "written-declaration", date(1980, 1, 1))
MOTION = rulebook_on("pace", "motion", date(2024, 1, 22))
COALITION = rulebook_on("coalition", "joint-statement", date(2026, 3, 1))


def answers(signatories, book=CONCORD, on=DAY, **overrides):
    text = a_declaration(signatories=signatories, **overrides)
    found = threshold_findings(text, book, tally(text, on))
    return {finding.code.rpartition(".")[2]: finding for finding in found}


def outcomes(*args, **kwargs):
    found = answers(*args, **kwargs)
    return tuple(found[name].outcome for name in ("signatories", "delegations", "groups"))


def replaced(signatories, *rows):
    """The list with its last names in other delegations or groups."""
    return names(*[(one.country, one.group) for one in signatories[: -len(rows)]], *rows)


def test_enough_names_of_enough_delegations_and_groups_pass():
    """Twenty, four and two."""
    assert outcomes(enough()) == (PASSED, PASSED, PASSED)


def test_one_name_too_few_is_a_failure_that_says_how_many_are_missing():
    """The finding has value, need, lack and ground."""
    found = answers(enough()[:-1])["signatories"]

    assert (found.outcome, found.severity) == (FAILED, Severity.ERROR)
    assert (found.particulars["value"], found.particulars["needed"], found.particulars["missing"]) == (
        19,
        20,
        1,
    )
    assert [cite.at for cite in found.cites] == ["Article 12"]


def test_three_delegations_are_too_few():
    """Distinct delegations are counted and not names."""
    three = names(*[(("Northland", "Fjordland", "Iceholm")[n % 3], ("LIB", "PP")[n % 2]) for n in range(30)])

    assert outcomes(three) == (PASSED, FAILED, PASSED)


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (("Westisle", "LIB"), PASSED),
        (("Farland", None), FAILED),
        (("Nowhere", "LIB"), UNDETERMINED),
        ((None, "LIB"), UNDETERMINED),
    ],
)
def test_an_observer_appears_and_does_not_count(last, outcome):
    """A place that the assembly never had may count: nobody knows, so nothing is decided."""
    text = replaced(enough(), last)

    assert outcomes(text)[0] is outcome
    assert tally(a_declaration(signatories=text), DAY).names == 20


@pytest.mark.parametrize(
    ("group", "book", "outcome"),
    [
        ("PP", CONCORD, PASSED),
        ("NR", CONCORD, FAILED),
        (None, CONCORD, UNDETERMINED),
        ("XYZ", CONCORD, UNDETERMINED),
        ("NR", PACE_2010, UNDETERMINED),
    ],
)
def test_no_group_is_a_group_only_where_the_rule_says_so(group, book, outcome):
    """Where nobody knows, NR, a blank or a strange label never decides in silence."""
    places = ("Northland", "Fjordland", "Iceholm", "Westisle")
    one_group = names(*[(places[n % 4], "LIB") for n in range(19)], ("Northland", group))

    assert outcomes(one_group, book)[2] is outcome


def test_a_group_under_two_spellings_is_one_group():
    """A known misprint of a code makes no second group."""
    rows = names(*[("France", ("EPP/CD", "EPP")[n % 2]) for n in range(20)])
    found = tally(a_declaration(signatories=rows, assembly="pace"), date(2012, 4, 24))

    assert dict(found.groups) == {"EPP/CD": 20}


def test_a_total_larger_than_the_list_leaves_room_for_names_that_were_not_read():
    """A list known to be incomplete is not called too short."""
    assert outcomes(enough()[:15], stated_total=25)[0] is UNDETERMINED
    assert outcomes(enough()[:15], stated_total=18)[0] is FAILED


@pytest.mark.parametrize(
    ("book", "wanted"),
    [
        (PACE_2000, (PASSED, UNDETERMINED, UNDETERMINED)),
        (PACE_1980, (UNDETERMINED, UNDETERMINED, NOT_APPLICABLE)),
    ],
)
def test_an_unknown_rule_leaves_the_question_open(book, wanted):
    """Three delegations were published in 2009: four must not be asked for."""
    three = names(*[(("Italy", "France", "Spain")[n % 3], "SOC") for n in range(20)])

    assert outcomes(three, book, book.first.last, assembly="pace") == wanted


def test_a_rule_that_is_only_observed_warns():
    """Nineteen names under an observed rule are a warning."""
    rows = names(
        *[(("Italy", "France", "Spain", "Latvia")[n % 4], ("SOC", "ALDE")[n % 2]) for n in range(19)]
    )
    found = answers(rows, PACE_2010, date(2019, 10, 4), assembly="pace")["signatories"]

    assert (found.outcome, found.severity, found.particulars["status"]) == (
        FAILED,
        Severity.WARNING,
        "observed",
    )


def test_too_few_names_under_a_motion_may_be_a_committees():
    """The list does not say whether a committee tabled it."""
    rows = names(*[(("Italy", "France")[n % 2], "SOC") for n in range(20)])

    assert outcomes(rows, MOTION, date(2024, 1, 22), assembly="pace") == (
        PASSED,
        UNDETERMINED,
        NOT_APPLICABLE,
    )


def test_organisations_and_persons_sign_without_delegations():
    """Two names are enough for a joint statement; one is not."""
    two = names(("Lamp Trust", None), (None, None))

    assert outcomes(two, COALITION, assembly="coalition") == (PASSED, NOT_APPLICABLE, NOT_APPLICABLE)
    assert outcomes(two[:1], COALITION, assembly="coalition")[0] is FAILED


@pytest.mark.parametrize(("form", "outcome"), [(Form.DRAFT, NOT_APPLICABLE), (Form.SITE_NEWER, UNDETERMINED)])
def test_a_text_without_a_list_has_no_names_to_count(form, outcome):
    """A draft has none yet; another form should have one, and says what would be needed."""
    found = answers((), form=form, has_list=False)

    assert {one.outcome for one in found.values()} == {outcome}
    assert form is Form.DRAFT or found["signatories"].particulars["needed"] == 20


@given(st.permutations(range(20)))
def test_the_order_of_names_does_not_matter(order):
    """A tally is a count."""
    rows = [(one.country, one.group) for one in enough()]
    mixed = answers(names(*(rows[place] for place in order)))
    plain = answers(enough())

    assert {code: finding.particulars for code, finding in mixed.items()} == {
        code: finding.particulars for code, finding in plain.items()
    }


@given(
    st.lists(
        st.sampled_from([("Northland", "LIB"), ("Farland", None), ("Iceholm", "NR"), (None, None)]),
        max_size=30,
    )
)
def test_more_names_never_make_a_passed_list_fail(rows):
    """Adding a name can only help."""
    before = answers(names(*rows), has_list=True)
    after = answers(names(*rows, ("Fjordland", "PP")), has_list=True)
    rank = [FAILED, UNDETERMINED, PASSED]
    for name in before if rows else ():
        assert rank.index(after[name].outcome) >= rank.index(before[name].outcome)


def test_the_founding_document_has_eleven_delegations_and_four_groups(shared):
    """Twenty-five names count; three belong to no group."""
    (text,) = read((shared / "seed" / "doc-14983.txt").read_bytes(), file="doc-14983.txt").declarations
    counted = tally(text, text.day)
    found = threshold_findings(text, PACE_2010, counted)

    assert (counted.names, len(counted.delegations), len(counted.groups), counted.unregistered) == (
        25,
        11,
        4,
        3,
    )
    assert [(f.code, f.particulars["value"]) for f in found] == list(
        zip(CODES.values(), (25, 11, 4), strict=True)
    )
    assert {f.outcome for f in found} == {PASSED}


@pytest.mark.parametrize(("number", "names_", "counting"), [(439, 22, 21), (658, 43, 42)])
def test_observers_and_partners_of_real_lists_appear_and_do_not_count(shared, number, names_, counting):
    """Canada in 439, Morocco in 658."""
    lines = (shared / "data" / "pace-declarations.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    one = next(r for r in rows if r["wd_number"] == number and r["language"] == "en")
    listed = names(*((s["country"], s["group"]) for s in one["signatories"]))
    text = a_declaration(assembly="pace", signatories=listed)
    day = date.fromisoformat(one["date"])
    counted = tally(text, day)
    book = rulebook_on("pace", "written-declaration", day)
    found = threshold_findings(text, book, counted)[0]

    assert counted.names == names_
    assert (found.particulars["value"], found.particulars["most"]) == (counting, counting)


def test_a_tally_is_said_as_data():
    """Names by standing, delegation and group; NR, blanks and strange labels apart."""
    rows = names(("Northland", "LIB"), ("Northland", "NR"), ("Farland", None), ("Fjordland", "XYZ"))

    assert tally(a_declaration(signatories=rows), DAY).as_data() == {
        "names": 4,
        "standings": {"member": 3, "observer": 1},
        "delegations": {"XA": 2, "XQ": 1, "XB": 1},
        "groups": {"LIB": 1},
        "unregistered": 1,
        "without_group": 1,
        "unknown_group": 1,
    }


@pytest.mark.parametrize(("assembly", "on"), [("nowhere", DAY), (None, DAY), ("concord", None)])
def test_without_assembly_or_day_names_are_counted_by_label_only(assembly, on):
    """Nothing is taken for granted of a place nobody knows."""
    found = tally(a_declaration(assembly=assembly), on)

    assert (found.names, len(found.delegations), dict(found.standings), dict(found.groups)) == (20, 4, {}, {})


def test_a_rule_may_count_no_group_as_a_group():
    """Where it says so, one group and NR make two."""
    rule = Sourced(value=True, status=Status.CONFIRMED, cites=(Citation(source="rules"),))
    book = replace(CONCORD, fields={**CONCORD.fields, "roll.no_group_is_group": rule})
    places = ("Northland", "Fjordland", "Iceholm", "Westisle")
    rows = names(*[(places[n % 4], "LIB") for n in range(19)], ("Northland", "NR"))

    assert outcomes(rows, book)[2] is PASSED
