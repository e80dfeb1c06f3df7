"""The words of a text under a rulebook: length, language, disclaimer, opening, admissibility."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.declaring.declarations import DAY, a_declaration

from undersigned.declaring.declaration import Clause, Disclaimer, Form
from undersigned.declaring.questions.text import admissible, disclaimer, languages, opening, word_limit
from undersigned.declaring.reading.reader import read
from undersigned.declaring.rulebooks.rulebook import rulebook_on
from undersigned.declaring.word_count import by_space, by_word, counts
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Outcome, Severity

PASSED, FAILED, UNDETERMINED, NOT_APPLICABLE = Outcome
CONCORD = rulebook_on("concord", "written-declaration", DAY)
PACE_2019 = rulebook_on("pace", "written-declaration", date(2019, 10, 4))
PACE_2023 = rulebook_on("pace", "written-declaration", date(2023, 6, 1))
PACE_1980 = rulebook_on("pace", "written-declaration", date(1980, 1, 1))
COMMONS = rulebook_on("uk-commons", "early-day-motion", date(2026, 1, 5))
COALITION = rulebook_on("coalition", "joint-statement", date(2026, 3, 1))


def of_words(number, **overrides):
    return a_declaration(clauses=(Clause(text=" ".join(["word"] * number), line=9),), **overrides)


@pytest.mark.parametrize(
    ("text", "spaced", "worded"),
    [
        ("more than 6 000 people", 5, 4),
        ("more than 6\u00a0000 people", 5, 4),
        ("1 234 567", 3, 1),
        ("43 of 65", 3, 3),
        ("in 2019 200 people", 4, 4),
        ("a – b", 3, 2),
        ("l’eau : la mer", 4, 3),
        ("", 0, 0),
        ("o\u0301 \u2014 ...", 3, 1),
    ],
)
def test_a_word_is_told_by_each_way_of_counting(text, spaced, worded):
    """Digit groups are one word or two; a lone dash is one or none."""
    assert (by_space(text), by_word(text)) == (spaced, worded)


@given(st.lists(st.text(), max_size=4), st.text())
def test_no_way_of_counting_finds_more_than_white_space_does(clauses, formula):
    """The widest count bounds all others, and the opening only adds."""
    found = counts(formula, clauses)

    assert found["by-space"] == max(found.values())
    assert found["by-word-without-opening"] == min(found.values())


@pytest.mark.parametrize(
    ("book", "words", "outcome"),
    [
        # the opening formula has six words; PACE does not say whether they count
        (PACE_2023, 194, PASSED),
        (PACE_2023, 195, UNDETERMINED),
        (PACE_2023, 200, UNDETERMINED),
        (PACE_2023, 201, FAILED),
        (CONCORD, 194, PASSED),
        (CONCORD, 195, FAILED),
        (PACE_1980, 10, UNDETERMINED),
        (PACE_1980, 900, UNDETERMINED),
        (COALITION, 5_000, NOT_APPLICABLE),
    ],
)
def test_a_limit_is_judged_by_every_way_of_counting(book, words, outcome):
    """Where the counter is unknown, only what all counters agree on is said."""
    finding = word_limit(of_words(words), book)

    assert finding.outcome is outcome
    assert (finding.place.line if not finding.ok else 9) == 9


def test_both_counts_and_the_excess_are_among_the_particulars():
    """A clerk sees what was counted."""
    finding = word_limit(of_words(203), PACE_2023)

    assert finding.particulars["without_opening"] == 203
    assert finding.particulars["with_opening"] == 209
    assert finding.particulars["beyond"] == 3
    assert finding.particulars["needed"] == 200
    assert finding.severity is Severity.ERROR
    assert [c.at for c in finding.cites] == ["Rule 56"]


def test_a_rule_that_is_only_observed_never_weighs_more_than_a_warning():
    """The ground of a finding is part of its weight."""
    finding = word_limit(of_words(300), PACE_2019)

    assert (finding.outcome, finding.severity) == (FAILED, Severity.WARNING)


def test_the_words_of_the_founding_document_are_undetermined(shared):
    """199 without the opening formula and 205 with it."""
    (founding,) = read((shared / "seed" / "doc-14983.txt").read_bytes(), file="doc-14983.txt").declarations
    finding = word_limit(founding, PACE_2019)

    assert finding.outcome is UNDETERMINED
    assert (finding.particulars["without_opening"], finding.particulars["with_opening"]) == (199, 205)


@pytest.mark.parametrize(
    ("book", "language", "outcome"),
    [
        (CONCORD, "fr", PASSED),
        (CONCORD, "de", FAILED),
        (PACE_2023, "en", PASSED),
        (PACE_2023, "de", UNDETERMINED),
        (PACE_1980, "en", UNDETERMINED),
    ],
)
def test_a_language_outside_an_observed_list_is_undetermined(book, language, outcome):
    """What was never seen is not thereby forbidden."""
    assert languages(a_declaration(language=language), book).outcome is outcome


@pytest.mark.parametrize(
    ("book", "variant", "form", "day", "outcome"),
    [
        (CONCORD, "commits-only", Form.PRINTED, DAY, PASSED),
        (CONCORD, None, Form.PRINTED, DAY, FAILED),
        (CONCORD, "commits-only-members", Form.PRINTED, DAY, FAILED),
        (PACE_2019, "does-not-reflect-position", Form.PRINTED, date(2019, 10, 4), PASSED),
        (PACE_2019, "does-not-reflect-position", Form.PRINTED, date(2015, 1, 30), UNDETERMINED),
        (PACE_2019, "does-not-reflect-position", Form.SITE_NEWER, date(2011, 1, 30), PASSED),
        (PACE_2019, "commits-only", Form.SITE_OLDER, date(2019, 1, 24), PASSED),
        (PACE_2019, "commits-only", Form.SITE_OLDER, date(2021, 1, 24), UNDETERMINED),
        (PACE_2019, "commits-only-members", Form.PRINTED, date(2011, 5, 1), PASSED),
        (PACE_2019, None, Form.PRINTED, date(2019, 10, 4), UNDETERMINED),
        (PACE_1980, "commits-only", Form.PRINTED, date(1980, 1, 1), UNDETERMINED),
    ],
)
def test_a_disclaimer_is_one_seen_at_that_time_in_that_form(book, variant, form, day, outcome):
    """It fails only where the rule itself was read."""
    text = a_declaration(
        disclaimer=Disclaimer(text="words", variant=variant, line=5), form=form, dated=SourceDate.of_day(day)
    )
    finding = disclaimer(text, book)

    assert finding.outcome is outcome
    assert finding.ok or finding.place.line == 5


@pytest.mark.parametrize(
    ("form", "outcome"),
    [(Form.PRINTED, UNDETERMINED), (Form.SITE_NEWER, NOT_APPLICABLE), (Form.DRAFT, NOT_APPLICABLE)],
)
def test_a_missing_disclaimer_is_said_where_the_form_has_one(form, outcome):
    """The newer page of the site may lack the box; a draft has none."""
    assert disclaimer(a_declaration(disclaimer=None, form=form), PACE_2019).outcome is outcome


def test_an_assembly_without_disclaimers_asks_for_none():
    """Nothing is missing where nothing is printed."""
    assert disclaimer(a_declaration(disclaimer=None), COALITION).outcome is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("book", "language", "printed", "first", "outcome"),
    [
        (CONCORD, "en", "We, the undersigned, declare the following:", "Fog.", PASSED),
        (CONCORD, "fr", "Nous, soussignés, déclarons ce qui suit :", "La brume.", PASSED),
        (CONCORD, "en", None, "Fog.", FAILED),
        (PACE_2023, "fr", "Nous, les soussignés, déclarons\u00a0ce qui suit\u202f:", "La brume.", PASSED),
        (PACE_2023, "en", None, "Fog.", NOT_APPLICABLE),
        (PACE_2023, "en", "We the people say:", "Fog.", UNDETERMINED),
        (PACE_1980, "en", None, "Fog.", NOT_APPLICABLE),
        (COMMONS, "en", None, "That this House notes the fog.", PASSED),
        (COMMONS, "en", None, "This House notes the fog.", FAILED),
    ],
)
def test_the_opening_is_the_one_of_its_assembly(book, language, printed, first, outcome):
    """With any apostrophe and space; asked for only where the rule asks."""
    text = a_declaration(language=language, opening=printed, clauses=(Clause(text=first),))

    assert opening(text, book).outcome is outcome


def test_admissibility_is_for_a_person_and_lists_the_grounds():
    """The program decides nothing about content."""
    finding = admissible(a_declaration(language="fr"), CONCORD)

    assert (finding.outcome, finding.severity) == (UNDETERMINED, Severity.NOTICE)
    assert finding.particulars["decided_by"] == "Président de l’Assemblée"
    assert "propagande commerciale" in finding.particulars["grounds"]
    assert admissible(a_declaration(), COALITION).outcome is NOT_APPLICABLE


def test_a_disclaimer_without_a_day_is_asked_by_its_form_only():
    """A text that prints no day cannot be outside a period."""
    assert disclaimer(a_declaration(dated=None), PACE_2019).outcome is PASSED
