"""The whole roll asked about at once gives the answers that one member alone would get."""

from datetime import date
from pathlib import Path

from tests.server.builders import a_collection, a_roll, a_signature

from undersigned.declaring.eligibility import may_sign
from undersigned.declaring.roll.members import Mandate, Member, MemberId, Period, Role
from undersigned.declaring.roll.reading import read
from undersigned.declaring.roll.roll import Roll
from undersigned.server.actions.collecting.signable import signable
from undersigned.server.records.models import RollMember
from undersigned.values.findings import Outcome
from undersigned.values.names import PersonalName

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square" / "roll.csv"
ON = date(2026, 9, 22)


def test_the_quick_answers_are_those_of_the_whole_roll(clerk):
    """Every member of Harbour Square, two of whom have signed."""
    roll = read(EXAMPLE.read_bytes(), file="roll.csv", assembly="concord").roll
    a_roll(roll)
    text = a_collection(opened_on=ON)
    for member in RollMember.objects.all()[:2]:
        a_signature(collection=text, member=member, by=clerk)
    asked = signable(text)

    def outcomes(findings):
        return [(one.code, one.outcome, one.severity) for one in findings]

    for choice in asked.choices(ON):
        whole = may_sign(
            choice.member.id, roll=asked.roll, rulebook=asked.rulebook, on=ON, signed=asked.signed
        )
        assert outcomes(choice.findings) == outcomes(whole)


def test_a_stand_in_and_the_representative_are_asked_about_together(clerk):
    """Where each person signs once, both may; the one who stands in is known to the other."""
    period = Period(from_=date(2025, 1, 1))
    principal, stand_in = (
        Member(
            id=MemberId(code),
            name=PersonalName(family=code.upper(), given="A"),
            mandates=(
                Mandate(
                    delegation="XA",
                    role=Role.SUBSTITUTE if of else Role.REPRESENTATIVE,
                    period=period,
                    substitute_for=of,
                ),
            ),
        )
        for code, of in (("one", None), ("two", MemberId("one")))
    )
    rows = a_roll(Roll(assembly="concord", members=(principal, stand_in)))
    text = a_collection(opened_on=ON)
    a_signature(collection=text, member=rows["one"], by=clerk)

    answers = {choice.member.id: choice for choice in signable(text).choices(ON)}

    assert answers["one"].refusals
    assert not answers["two"].refusals
    assert answers["two"].findings[3].outcome is Outcome.PASSED
