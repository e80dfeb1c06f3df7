"""The test tree: every leaf and branch, what is unknown, and procedures of other assemblies as data."""

import csv
import tomllib
from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.declaring.rulebooks.source import RuleSource
from undersigned.declaring.rulebooks.threshold import Branch, Count, PerGroup, Share, Word, leaves
from undersigned.declaring.rulebooks.threshold_source import read_test
from undersigned.declaring.rulebooks.verdict import Extent, Facts, evaluate
from undersigned.values.findings import Outcome
from undersigned.values.sourced import Citation, Sourced, Status

CITE = (Citation(source="rules"),)
UNKNOWN = Sourced(value=None, status=Status.UNKNOWN)
PASSED, FAILED, UNDETERMINED = Outcome.PASSED, Outcome.FAILED, Outcome.UNDETERMINED
outcomes = st.sampled_from([PASSED, FAILED, UNDETERMINED])


def known(value):
    return Sourced(value=value, status=Status.CONFIRMED, cites=CITE)


def tree(text):
    """A test tree as a rulebook writes it."""
    source = RuleSource()
    table = tomllib.loads('[sources.rules]\ntitle = "Rules"\nlevel = "rule"\n' + text)
    source.read_sources(table["sources"])
    read = read_test(source, table["test"], "test", table.get("tables", {}))
    assert not source.faults
    return read


def numbers(**given):
    return Facts(numbers={name: Extent.exactly(number) for name, number in given.items()})


def said(outcome, name):
    """A leaf that comes out as told."""
    extents = {PASSED: Extent.exactly(1), FAILED: Extent.exactly(0), UNDETERMINED: Extent(least=0, most=1)}
    return Count(name=name, at_least=known(1)), extents[outcome]


def branch(kind, wanted):
    told = [said(outcome, str(place)) for place, outcome in enumerate(wanted)]
    test = Branch(kind=kind, tests=tuple(leaf for leaf, _ in told))
    return evaluate(test, Facts(numbers={leaf.name: extent for leaf, extent in told})).outcome


@given(st.lists(outcomes, min_size=1, max_size=5))
def test_all_and_any_are_the_strong_logic_of_three_values(wanted):
    """Kleene: all is the least and any the greatest of failed < undetermined < passed."""
    order = [FAILED, UNDETERMINED, PASSED]

    assert branch("all", wanted) is min(wanted, key=order.index)
    assert branch("any", wanted) is max(wanted, key=order.index)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_an_extent_is_decided_only_where_all_its_numbers_agree(least, more, needed):
    """Undetermined is said exactly when some possible number passes and another fails."""
    extent = Extent(least=least, most=least + more)
    possible = {number >= needed for number in range(least, least + more + 1)}
    answer = {frozenset({True}): PASSED, frozenset({False}): FAILED}.get(frozenset(possible), UNDETERMINED)

    assert extent.reaches(needed) is answer


def test_a_verdict_says_value_need_lack_and_ground():
    """Never a bare yes or no."""
    verdict = evaluate(Count(name="signatories", at_least=known(20)), numbers(signatories=17))

    assert (verdict.outcome, verdict.value.least, verdict.needed, verdict.missing) == (FAILED, 17, 20, 3)
    assert (verdict.status, verdict.cites) == (Status.CONFIRMED, CITE)


def test_an_unknown_need_is_undetermined_whatever_the_number():
    """Nobody's silence is taken for a rule."""
    verdict = evaluate(Count(name="groups", at_least=UNKNOWN, distinct=True), numbers(groups=99))

    assert (verdict.outcome, verdict.missing) == (UNDETERMINED, None)


def test_a_number_nobody_gave_is_undetermined_and_not_nothing():
    """Unknown is not zero."""
    assert evaluate(Count(name="signatories", at_least=known(1)), Facts()).outcome is UNDETERMINED


@pytest.mark.parametrize(
    ("part", "rounding", "floor", "whole", "needed"),
    [
        ("1/2", "up", 0, 435, 218),
        ("1/2", "more-than", 0, 434, 218),
        ("1/2", "more-than", 0, 435, 218),
        ("1/5", "up", 0, 925, 185),
        ("1/10", "up", 0, 577, 58),
        ("1/100", "nearest", 5, 151, 5),
        ("1/100", "nearest", 5, 421, 5),
        ("1/100", "nearest", 5, 1_250, 13),
        ("1/100", "nearest", 5, 1_249, 12),
        ("1/100", "down", 0, 199, 1),
    ],
)
def test_a_share_is_exact_and_rounded_as_named(part, rounding, floor, whole, needed):
    """Half the House, a fifth of Parliament, one in a hundred and never below five."""
    share = Share(name="signatories", part=known(Fraction(part)), of="whole", rounding=rounding, floor=floor)

    assert evaluate(share, numbers(whole=whole, signatories=needed)).outcome is PASSED
    assert evaluate(share, numbers(whole=whole, signatories=needed - 1)).outcome is FAILED


def test_a_share_of_an_unknown_whole_is_undetermined():
    """Nobody halves what nobody counted."""
    share = Share(name="signatories", part=known(Fraction(1, 2)), of="members")

    assert evaluate(share, numbers(signatories=400)).outcome is UNDETERMINED


@pytest.mark.parametrize(
    ("given", "suffices", "outcome"),
    [
        ({"committee": True}, known(value=True), PASSED),
        ({"committee": False}, known(value=True), FAILED),
        ({"committee": True}, known(value=False), FAILED),
        ({}, known(value=True), UNDETERMINED),
        ({"committee": True}, UNKNOWN, UNDETERMINED),
    ],
)
def test_a_body_has_spoken_has_not_or_nobody_knows(given, suffices, outcome):
    """A committee in place of names."""
    assert (
        evaluate(Word(name="committee", kind="body", suffices=suffices), Facts(words=given)).outcome
        is outcome
    )


def test_a_group_that_the_table_does_not_know_may_be_one_more():
    """It is neither counted nor left out in silence."""
    test = PerGroup(name="countries", groups=known(2), reach={"XA": 10})
    facts = Facts(by_group={"countries": {"XA": 11, "XB": 500}})

    assert evaluate(test, facts).outcome is UNDETERMINED
    assert evaluate(test, facts).value == Extent(least=1, most=2)


# ---- procedures of other assemblies, in the words of a rulebook ---------------------------------

SOURCE = 'status = "confirmed", source = "rules"'
DISCHARGE = f"""
[test]
share = "signatories"
of = "total_membership"
rounding = "more-than"
part = {{ value = "1/2", {SOURCE} }}
"""
LORDS = f"""
[[test.all]]
count = "signatories"
at_least = {{ value = 20, {SOURCE} }}
"""
EUROPEAN_PARLIAMENT_2009 = f"""
[[test.all]]
share = "signatories"
of = "component_members"
rounding = "more-than"
part = {{ value = "1/2", {SOURCE} }}
[[test.all]]
decision = "president"
suffices = {{ value = true, {SOURCE} }}
"""
NORDIC = f"""
[[test.any]]
count = "governments"
at_least = {{ value = 2, {SOURCE} }}
[[test.any]]
count = "members"
at_least = {{ value = 25, {SOURCE} }}
"""
NATO = f"""
[[test.any]]
[[test.any.all]]
count = "delegates"
at_least = {{ value = 5, {SOURCE} }}
[[test.any.all]]
distinct = "countries"
at_least = {{ value = 3, {SOURCE} }}
[[test.any]]
body = "head_of_delegation"
suffices = {{ value = true, {SOURCE} }}
"""
LIECHTENSTEIN = f"""
[test]
table = "signatories"
by = "kind"
numbers = {{ value = {{ law = 1000, constitution = 1500 }}, {SOURCE} }}
"""
JOINT_PROCEDURE = f"""
[[test.all]]
share = "signatories"
of = "members"
part = {{ value = "1/5", {SOURCE} }}
[[test.all]]
distinct = "groups"
at_least = {{ value = 3, {SOURCE} }}
[[test.all]]
distinct = "delegations"
at_least = {{ value = 15, {SOURCE} }}
"""


@pytest.mark.parametrize(
    ("text", "facts", "outcome"),
    [
        (DISCHARGE, numbers(signatories=217, total_membership=435), FAILED),
        (DISCHARGE, numbers(signatories=218, total_membership=435), PASSED),
        (LORDS, numbers(signatories=19), FAILED),
        (LORDS, numbers(signatories=20), PASSED),
        (EUROPEAN_PARLIAMENT_2009, numbers(signatories=369, component_members=736), UNDETERMINED),
        (EUROPEAN_PARLIAMENT_2009, numbers(signatories=368, component_members=736), FAILED),
        (NORDIC, numbers(governments=2, members=0), PASSED),
        (NORDIC, numbers(governments=1, members=24), FAILED),
        (
            NATO,
            Facts(numbers=numbers(delegates=5, countries=2).numbers, words={"head_of_delegation": True}),
            PASSED,
        ),
        (
            NATO,
            Facts(numbers=numbers(delegates=5, countries=2).numbers, words={"head_of_delegation": False}),
            FAILED,
        ),
        (NATO, numbers(delegates=5, countries=3), PASSED),
        (LIECHTENSTEIN, Facts(numbers=numbers(signatories=1200).numbers, kinds={"kind": "law"}), PASSED),
        (
            LIECHTENSTEIN,
            Facts(numbers=numbers(signatories=1200).numbers, kinds={"kind": "constitution"}),
            FAILED,
        ),
        (LIECHTENSTEIN, numbers(signatories=1200), UNDETERMINED),
        (JOINT_PROCEDURE, numbers(signatories=62, members=306, groups=3, delegations=15), PASSED),
        (JOINT_PROCEDURE, numbers(signatories=61, members=306, groups=3, delegations=15), FAILED),
    ],
)
def test_a_procedure_of_another_assembly_can_be_written(text, facts, outcome):
    """Shares, alternatives by body, decisions and tables are data, not code."""
    assert evaluate(tree(text), facts).outcome is outcome


def initiative(minima):
    """The European citizens' initiative: a million, and the minimum of its day in seven countries."""
    rows = "\n".join(f"{country} = {minimum}" for country, minimum in minima.items())
    return tree(f"""
[[test.all]]
count = "statements"
at_least = {{ value = 1000000, {SOURCE} }}
[[test.all]]
per_group = "countries"
reach = "minima"
groups = {{ value = 7, {SOURCE} }}
[tables.minima]
{rows}
""")


def countries_met(rows, *, starred):
    """What the engine counts, with or without the rows that the register marks with a star."""
    minima = {row["country"]: int(row["threshold"]) for row in rows if row["threshold"]}
    counted = {r["country"]: int(r["statements"]) for r in rows if starred or r["starred"] == "0"}
    facts = Facts(by_group={"countries": counted})
    return evaluate(leaves(initiative(minima))[1], facts).value


def test_countries_met_are_recomputed_for_every_initiative(shared):
    """With and without starred rows, as the recomputed figures of the data say, and no other initiative."""
    folder = shared / "data" / "procedures"
    by_number = defaultdict(list)
    with (folder / "eci_signatures_by_country.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_number[row["registration_number"]].append(row)
    with (folder / "eci_initiatives.csv").open(encoding="utf-8") as file:
        initiatives = [row for row in csv.DictReader(file) if row["countries_met_recomputed"]]
    wrong_elsewhere = set()
    for one in initiatives:
        rows = by_number[one["registration_number"]]
        met = countries_met(rows, starred=True)
        assert met == Extent.exactly(int(one["countries_met_recomputed"]))
        assert countries_met(rows, starred=False) == Extent.exactly(int(one["countries_met_unstarred"]))
        if int(one["countries_met_tracker"]) != met.least:
            wrong_elsewhere.add(one["registration_number"])

    assert len(initiatives) > 10
    assert wrong_elsewhere == {"2017/000004", "2017/000007", "2024/000001", "2024/000004"}
