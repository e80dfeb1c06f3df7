"""A document against what was published under its number."""

from dataclasses import replace
from datetime import date

import pytest

from undersigned.declaring.archive.archive import archive
from undersigned.declaring.archive.known import (
    date_known,
    known_by_number,
    known_findings,
    text_known,
    total_known,
)
from undersigned.declaring.archive.known_head import instrument_known, number_known
from undersigned.declaring.archive.known_list import known_list_findings
from undersigned.declaring.assemblies.assembly import group_on, label
from undersigned.declaring.declaration import Clause, Form, Signatory
from undersigned.declaring.reading.reader import read
from undersigned.publishing.preparing.gathering import in_the_way
from undersigned.values.dates import SourceDate

FOUNDING = known_by_number("pace", 695)


def the_founding_list(**changes):
    """No. 695 as the archive has it, without its words."""
    return replace(FOUNDING.declaration(), **changes)


def differences(declaration):
    return [
        (one.outcome.value, one.particulars.get("published"), one.particulars.get("here"))
        for one in known_list_findings(declaration, FOUNDING)
    ]


def in_french(one):
    """A row as the French list prints it."""
    group = group_on("pace", one.group, "en", FOUNDING.day)
    return replace(one, country=label("pace", one.place, "fr", FOUNDING.day), group=group.code["fr"])


def test_a_french_list_agrees_with_the_english_one():
    """Countries and groups are compared by what they mean."""
    rows = tuple(in_french(one) for one in FOUNDING.list.signatories)

    assert rows[0].group == "ADLE"
    assert differences(the_founding_list(signatories=rows, language="fr"))[0][0] == "passed"


def test_a_name_left_out_is_named_with_the_row_before_it():
    """This tells a deleted name from a changed total."""
    rows = tuple(replace(one, line=30 + one.order) for one in FOUNDING.list.signatories)
    (found,) = known_list_findings(the_founding_list(signatories=rows[:4] + rows[5:]), FOUNDING)

    assert found.particulars["published"].startswith("BERLINGHIERI Marina, Italy")
    assert found.particulars["here"] is None
    assert found.place.line == 34


def test_a_row_put_in_and_a_row_respelt_are_told_apart():
    """A nearly equal name of the same country is one row changed, another name is an added one."""
    rows = list(FOUNDING.list.signatories)
    rows[3] = replace(rows[3], name=replace(rows[3].name, given="Petre"))
    stranger = Signatory(order=26, name=replace(rows[3].name, family="ZZYZX"), country="Austria", group="SOC")

    found = differences(the_founding_list(signatories=(*rows, stranger)))

    assert found == [
        ("failed", "BAYR Petra, Austria, SOC", "BAYR Petre, Austria, SOC"),
        ("failed", None, "ZZYZX Petre, Austria, SOC"),
    ]


def test_the_same_rows_in_another_order_are_not_the_published_list():
    """A first signer put back into the alphabet, and a row doubled, are seen."""
    first, *others = FOUNDING.list.signatories
    moved = (*others[:8], first, *others[8:])

    assert differences(the_founding_list(signatories=moved))[0][0] == "failed"
    assert differences(the_founding_list(signatories=(first, first, *others)))[0][0] == "failed"


def test_another_edition_may_have_other_names():
    """A list of another day is not called wrong."""
    later = the_founding_list(
        signatories=FOUNDING.list.signatories[:-1], dated=SourceDate.of_day(date(2020, 2, 10))
    )

    assert differences(later)[0][0] == "undetermined"


def test_a_part_of_a_list_proves_nothing():
    """Who is missing from an excerpt may have been left out by whoever copied it."""
    part = next(one for one in archive() if one.list and not one.list.complete)
    declaration = replace(part.declaration(with_parts=True), has_list=True)

    (found,) = known_list_findings(declaration, part)

    assert found.outcome == "undetermined"


@pytest.mark.parametrize(
    ("day", "outcome"),
    [(date(2019, 4, 24), "passed"), (date(2019, 6, 1), "undetermined"), (date(2018, 4, 24), "failed")],
)
def test_a_day_before_first_publication_is_wrong_and_a_later_one_unknown(day, outcome):
    """No. 670 was first published on 24 January 2019; its last edition is of 24 April."""
    entry = known_by_number("pace", 670)
    declaration = replace(entry.declaration(), dated=SourceDate.of_day(day))

    assert date_known(declaration, entry).outcome == outcome


def test_a_total_of_the_same_day_is_the_published_one_or_wrong():
    """Another day may have another total."""
    later = SourceDate.of_day(date(2020, 2, 10))

    assert total_known(the_founding_list(stated_total=25), FOUNDING).outcome == "passed"
    assert total_known(the_founding_list(stated_total=26), FOUNDING).outcome == "failed"
    assert total_known(the_founding_list(stated_total=26, dated=later), FOUNDING).outcome == "undetermined"


def test_other_words_under_a_known_number_are_wrong():
    """Without the words at hand the digests say that these are not they, and which paragraphs."""
    made_up = the_founding_list(
        opening="We, the undersigned, declare the following:", clauses=(Clause(text="Invented.", line=9),)
    )

    found = text_known(made_up, FOUNDING)

    assert found.outcome == "failed"
    assert found.particulars["here"] == ("3",)
    assert found.particulars["published"] == ("3", "4", "5", "6")
    assert found.place.line == 9


def test_what_was_never_published_is_not_called_wrong():
    """A draft does not arise; an unknown number is a notice."""
    unknown = the_founding_list(number=999, doc_number=None, clauses=(Clause(text="Invented."),))

    assert [one.outcome for one in known_findings(replace(unknown, form=Form.DRAFT))] == ["not-applicable"]
    assert {one.outcome.value for one in known_findings(unknown)} == {"undetermined", "not-applicable"}


def outcomes(declaration):
    """Every answer but the good ones, by code."""
    return {one.code: one.outcome.value for one in known_findings(declaration) if not one.ok}


def stranger_on_the_list():
    """The founding list with one name exchanged."""
    first, *others = FOUNDING.list.signatories
    return (first, replace(others[0], name=replace(others[0].name, family="ZZYZX")), *others[1:])


@pytest.mark.parametrize(
    "hidden",
    [
        {"number": None},
        {"number": None, "instrument": None},
        {"number": None, "instrument": "motion"},
        {"number": None, "dated": None},
        {"number": 700},
    ],
)
def test_a_line_left_out_hides_no_forged_name(hidden, monkeypatch):
    """A text known by its words is compared in all its parts, whatever its head says or leaves out."""
    monkeypatch.setattr("undersigned.declaring.archive.known.known_by_text", lambda _digest: FOUNDING)
    forged = the_founding_list(signatories=stranger_on_the_list(), **hidden)

    found = outcomes(forged)

    assert found["declaring.number.known"] == "failed"
    assert found["declaring.list.known"] == "failed"
    assert ("declaring.instrument.known" in found) == ("instrument" in hidden)


def test_without_its_number_a_document_is_known_by_its_document_number():
    """Another word in the text, and no line with the number: the list is compared all the same."""
    forged = the_founding_list(
        number=None, clauses=(Clause(text="Invented."),), signatories=stranger_on_the_list()
    )

    found = outcomes(forged)

    assert found["declaring.text.known"] == "failed"
    assert found["declaring.list.known"] == "failed"


def test_a_draft_of_a_known_text_is_not_blamed_for_what_no_draft_prints():
    """It prints no number and does not say what it is."""
    draft = replace(the_founding_list(number=None, instrument=None), form=Form.DRAFT)

    assert number_known(draft, FOUNDING).outcome == "undetermined"
    assert instrument_known(draft, FOUNDING).outcome == "undetermined"


def test_the_founding_document_without_its_number_is_not_as_published(shared):
    """The line with the number deleted and one name forged, in the file itself."""
    text = (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "No. 695" not in line]
    forged = "\n".join(kept).replace("KÖCK Eduard", "KÖCK Herbert")

    (declaration,) = read(forged.encode(), file="doc.txt").declarations
    found = known_findings(declaration)

    assert found[0].outcome == "passed"  # the words are those published
    assert {one.code for one in in_the_way(found)} >= {"declaring.list.known"}
    assert outcomes(declaration)["declaring.number.known"] == "failed"
