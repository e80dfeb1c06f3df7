"""Findings answer questions as values."""

from undersigned.values.findings import (
    Outcome,
    Place,
    Severity,
    failed,
    failures,
    not_applicable,
    passed,
    refusals,
    undetermined,
)
from undersigned.values.sourced import Citation


def test_only_what_passed_or_does_not_apply_needs_nobody():
    """An undetermined answer still asks for a person."""
    assert passed("a.b.c").ok
    assert not_applicable("a.b.c").ok
    assert not failed("a.b.c").ok
    assert not undetermined("a.b.c").ok


def test_a_refusal_is_a_failure_after_which_nothing_can_be_done():
    """A refusal is told from an error by its severity."""
    error = failed("a.b.error")
    refusal = failed("a.b.refusal", severity=Severity.REFUSAL)

    assert refusals([error, refusal]) == (refusal,)
    assert failures([error, refusal, passed("a.b.c")]) == (error, refusal)


def test_a_place_reads_as_file_line_and_field():
    """What is unknown of a place is left out."""
    assert str(Place(file="doc.txt", line=4, field="title")) == "doc.txt:4 title"
    assert str(Place(line=4)) == "4"
    assert str(Place(field="title")) == "title"


def test_a_finding_as_data_leaves_out_what_it_does_not_have():
    """JSON holds the code, the answer, and only the parts that are there."""
    bare = passed("a.b.c")
    full = failed("a.b.c", Place(line=3), names=("x", "y"), needed=20)

    assert bare.as_data() == {"code": "a.b.c", "outcome": "passed", "severity": "notice"}
    assert full.as_data()["particulars"] == {"names": ["x", "y"], "needed": 20}
    assert full.as_data()["place"] == {"line": 3}


def test_a_finding_is_said_of_a_file_without_losing_its_line():
    """`at` adds the file and keeps the rest."""
    assert failed("a.b.c", Place(line=3)).at("doc.txt").place == Place(file="doc.txt", line=3)
    assert failed("a.b.c").at("doc.txt").place == Place(file="doc.txt")


def test_citations_come_with_the_data():
    """What a finding rests on is part of it."""
    citation = Citation(source="ROP56", at="56.1")
    finding = passed("a.b.c")

    assert citation.as_data() == {"source": "ROP56", "at": "56.1"}
    assert finding.outcome is Outcome.PASSED
