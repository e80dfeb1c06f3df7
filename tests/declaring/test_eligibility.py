"""May this member sign? A table in the field's words: day, member, rule, and what comes of it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.declaring.roll.rolls import a_mandate, a_member, a_name, a_roll

from undersigned.declaring.eligibility import OtherAssemblyError, may_sign
from undersigned.declaring.roll.members import Role
from undersigned.declaring.rulebooks.rulebook import rulebook_on
from undersigned.values.findings import Outcome, Severity, failures
from undersigned.values.sourced import Citation, Sourced, Status
from undersigned.wording import words

DAY = date(2026, 10, 9)
RULES = rulebook_on("concord", "written-declaration", DAY)
ROLL = a_roll(
    a_member("rep"),
    a_member("sub", name=a_name("HOLM"), mandates=(a_mandate(role=Role.SUBSTITUTE, substitute_for="rep"),)),
    a_member("obs", mandates=(a_mandate("XQ", role=Role.OBSERVER),)),
    a_member("partner", mandates=(a_mandate("XR", role=Role.PARTNER),)),
    a_member("gone", mandates=(a_mandate(until=DAY),)),
)


def outcomes(member: str, *, rules=RULES, on=DAY, signed=()) -> dict[str, Outcome]:
    found = may_sign(member, roll=ROLL, rulebook=rules, on=on, signed=signed)
    assert all(words.sentence(f, language) for f in found for language in words.LANGUAGES)
    return {finding.code.removeprefix("declaring.member."): finding.outcome for finding in found}


def with_rule(name: str, value):
    """The rulebook with one field changed; `None` makes it unknown."""
    cites = (Citation(source="invented"),)
    status = Status.UNKNOWN if value is None else Status.CONFIRMED
    return replace(RULES, fields={**RULES.fields, name: Sourced(value=value, status=status, cites=cites)})


@pytest.mark.parametrize(
    ("member", "fails"),
    [
        ("rep", set()),
        ("sub", set()),
        ("obs", {"counts"}),
        ("partner", {"role", "counts"}),
        ("gone", {"on-roll"}),
        ("nobody", {"on-roll"}),
    ],
)
def test_who_may_sign_and_who_counts(member, fails):
    """Representatives and substitutes sign and count, observers sign; partners and those who left do not."""
    assert {code for code, outcome in outcomes(member).items() if outcome is Outcome.FAILED} == fails


def test_whoever_leaves_on_a_day_may_sign_the_day_before():
    """The roll is asked for the day and for no other."""
    assert outcomes("gone", on=date(2026, 10, 8))["on-roll"] is Outcome.PASSED


def test_not_to_count_is_no_fault():
    """An observer who signs does nothing wrong: it is a notice."""
    found = failures(may_sign("obs", roll=ROLL, rulebook=RULES, on=DAY))

    assert [finding.severity for finding in found] == [Severity.NOTICE]


def test_nobody_signs_twice():
    """A second signature of the same member is refused."""
    assert outcomes("rep", signed={"rep"})["already-signed"] is Outcome.FAILED
    assert outcomes("rep", signed={"obs"})["already-signed"] is Outcome.PASSED


@pytest.mark.parametrize(
    ("one_per", "outcome"),
    [("person", Outcome.PASSED), ("seat", Outcome.FAILED), (None, Outcome.UNDETERMINED)],
)
@pytest.mark.parametrize(("member", "other"), [("sub", "rep"), ("rep", "sub")])
def test_a_seat_signs_once_where_the_rule_says_so(one_per, outcome, member, other):
    """Representative and stand-in exclude each other by seat only; an unknown rule decides nothing."""
    rules = with_rule("signing.one_per", one_per)

    assert outcomes(member, rules=rules, signed={other})["already-signed"] is outcome


def test_an_unknown_rule_is_undetermined():
    """Nobody is let in or kept out by a rule that was not found."""
    assert outcomes("rep", rules=with_rule("roll.appears", None))["role"] is Outcome.UNDETERMINED
    assert outcomes("rep", rules=with_rule("roll.counts", None))["counts"] is Outcome.UNDETERMINED


def test_offices_are_not_on_the_roll():
    """Where ministers do not sign, the roll cannot say who is one."""
    rules = with_rule("roll.excluded", ("ministers",))

    assert outcomes("rep", rules=rules)["excluded"] is Outcome.UNDETERMINED
    assert outcomes("rep")["excluded"] is Outcome.NOT_APPLICABLE


def test_every_answer_cites_the_field_it_rests_on():
    """Article and status stand beside each answer that a rule decided."""
    found = {f.code: f for f in may_sign("obs", roll=ROLL, rulebook=RULES, on=DAY)}

    assert found["declaring.member.role"].cites[0].at == "Article 12"
    assert found["declaring.member.counts"].particulars["needed"] == ("representative", "substitute")


def test_a_roll_is_not_judged_by_another_assembly_s_rules():
    """That would be a fault of the program and not of the member."""
    with pytest.raises(OtherAssemblyError):
        may_sign("rep", roll=ROLL, rulebook=rulebook_on("pace", "written-declaration", DAY), on=DAY)
