"""From claims to public rows: what a row is, one maker says; what may go, a list says."""

from datetime import date

import pytest
from tests.evidence.builders import KEY, a_claim, a_subject

from undersigned.counting.figure import Unit
from undersigned.counting.from_claims import countable_rows
from undersigned.evidence.claims import Standing, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.consent import Consent, ConsentTo
from undersigned.evidence.sources import Source
from undersigned.evidence.withholding import Withheld, handle_of
from undersigned.publishing.figures.evidence import public_rows
from undersigned.publishing.figures.register import ApprovedRows, Register, public_evidence, public_id
from undersigned.values.dates import SourceDate

DAY = SourceDate.of_day(date(2031, 9, 20))
EVERYTHING = frozenset(
    {
        *("person.name", "person.role", "detention.start", "detention.outcome", "detention.place"),
        *("detention.low", "detention.high", "recommendation.made", "proceeding.verdict"),
    }
)


def held(key, *outcomes, whom=None, **fields):
    """A detention of a person of the same row, or of whom is given; `None` for `whom=False`."""
    detention = {"kind": "detention", "key": key}
    yield a_claim(DAY, property="start", **detention, **fields)
    if whom is not False:
        yield a_claim(whom or a_subject(key), property="person", **detention, **fields)
    for outcome in outcomes:
        yield a_claim(outcome, property="outcome", **detention, **fields)


def people(*keys):
    return [a_claim(f"Person {key}", key=key) for key in keys]


def evidence_of(
    claims,
    *,
    keys=("1", "2", "3", "4"),
    units=(Unit.PERSONS,),
    withheld=(),
    properties=EVERYTHING,
    consents=(),
):
    register = Register(
        claims=tuple(claims),
        sources={"list-a": Source(id="list-a", kind="list", title="List")},
        decisions=(),
        key=KEY,
        withheld=tuple(withheld),
        consents=tuple(consents),
    )
    approved = ApprovedRows(
        rows={"list-a": frozenset(keys)},
        properties=properties,
        proposed_by="one",
        approved_by="another",
        on=date(2031, 10, 1),
        units=frozenset(units),
    )
    return public_evidence(register, approved)[0]


def test_what_a_row_is_one_maker_says():
    """All that may go, all units: the rows of `from_claims`, without place, category, small cells."""
    claims = [
        *people("1", "2", "3", "4"),
        a_claim("journalist", property="role", key="4"),
        *(claim for key in ("1", "2", "3") for claim in held(key, "fine", "administrative-arrest")),
        a_claim("Quay", property="place", kind="detention", key="1"),
        *held("4", whom=False),
        a_claim(200, property="low", kind="detention", key="4"),
        a_claim(DAY, property="made", kind="recommendation", key="2"),
    ]
    made = countable_rows(claims, named=lambda one: public_id(one, KEY)).rows

    found = evidence_of(claims, units=Unit)

    assert set(found.rows) == set(public_rows(made))
    assert {row.unit for row in found.rows} == {Unit.PERSONS, Unit.DETENTIONS, Unit.RECOMMENDATIONS}
    assert sorted(row.outcome for row in found.rows if row.unit is Unit.PERSONS and row.outcome) == [
        *["administrative-arrest"] * 3,
        *["fine"] * 3,
    ]
    assert [row.group for row in found.rows if row.group] == [(200, None)]
    assert not any(row.place or row.categories for row in found.rows)


def test_a_person_without_a_detention_is_a_row_without_days():
    """Somebody on the list whom nothing is said of but that they are there."""
    (row,) = evidence_of(people("1", "9")).rows

    assert (row.subject, row.first, row.unit) == (public_id(a_subject("1"), KEY), None, Unit.PERSONS)


def test_a_unit_that_is_not_on_the_list_does_not_go_out():
    """A list of people lets no detention out, nor what could be decided about two of them."""
    claims = [*people("1"), *held("1"), *held("2", whom=a_subject("1"))]

    persons, both = evidence_of(claims), evidence_of(claims, units=(Unit.PERSONS, Unit.DETENTIONS))

    assert {row.unit for row in persons.rows} == {Unit.PERSONS}
    assert persons.decisions == ()
    assert len({row.subject for row in both.rows if row.unit is Unit.DETENTIONS}) == 2
    assert [one.sameness.value for one in both.decisions] == ["unsure"]


@pytest.mark.parametrize(
    "change",
    [{"level": Level.RESTRICTED}, {"standing": Standing.DENIED}, {"value": a_subject("9")}],
    ids=["restricted", "denied", "not on the list"],
)
def test_a_detention_whose_person_does_not_go_is_no_group(change):
    """It stays back whole: a row without a person would tell that somebody was held that day."""
    _start, pointer, *_ = held("2")
    changed = a_claim(
        **{"value": pointer.value, "property": "person", "kind": "detention", "key": "2", **change}
    )

    assert evidence_of([a_claim(DAY, property="start", kind="detention", key="2"), changed]).rows == ()


def test_a_detention_whose_person_is_withheld_is_no_group():
    """What is in ciphertext counts as said."""
    detention = a_subject("2", kind="detention")
    hidden = Withheld(id="w", handle=handle_of(detention, key=KEY), box=b"")
    claims = [a_claim(DAY, property="start", kind="detention", key="2")]

    assert len(evidence_of(claims).rows) == 1
    assert evidence_of(claims, withheld=[hidden]).rows == ()


def test_a_claim_that_a_restricted_one_replaced_does_not_come_back():
    """What was superseded is not public again because its successor is not."""
    first, pointer = held("1")
    later = a_claim(
        DAY,
        property="start",
        kind="detention",
        key="1",
        level=Level.RESTRICTED,
        supersedes=claim_id(first, key=KEY),
    )

    (row,) = evidence_of([*people("1"), first, pointer, later]).rows

    assert row.first is None


def test_a_name_goes_when_its_person_says_no_after_the_list_was_approved():
    """The list is of one day, its answers of every day since."""
    answers = [
        Consent(person=a_subject(key), to=ConsentTo.PUBLISH, given=given, on=on, asked_by="W")
        for key, given, on in (
            ("1", True, date(2031, 9, 30)),
            ("2", True, date(2031, 9, 30)),
            ("1", False, date(2031, 12, 5)),
        )
    ]
    claims = [*people("1", "2"), *held("1"), *held("2")]

    assert list(evidence_of(claims, consents=answers[:2]).names.values()) == ["Person 1", "Person 2"]
    assert list(evidence_of(claims, consents=answers).names.values()) == ["Person 2"]
