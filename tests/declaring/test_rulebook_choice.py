"""Which rulebook a text is judged by, and everything its rules say."""

from datetime import date

import pytest
from tests.declaring.declarations import DAY, a_declaration

from undersigned.declaring.declaration import Edition, Form
from undersigned.declaring.questions.in_force import DAY as DAY_CODE
from undersigned.declaring.questions.in_force import IN_FORCE, rulebook_for
from undersigned.declaring.questions.rules import rule_findings
from undersigned.declaring.reading.reader import read
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Outcome, failures
from undersigned.wording.words import LANGUAGES, mend, sentence

PASSED, FAILED, UNDETERMINED, NOT_APPLICABLE = Outcome


def pace(day, **overrides):
    return a_declaration(assembly="pace", dated=SourceDate.of_day(day) if day else None, **overrides)


def chosen(text, **kwargs):
    book, found = rulebook_for(text, **kwargs)
    return (book.first.first if book else None), {f.code: f.outcome for f in found}


@pytest.mark.parametrize(
    ("text", "first", "in_force", "day"),
    [
        (pace(date(2019, 10, 4)), date(2010, 1, 25), PASSED, NOT_APPLICABLE),
        # printed on the second edition; tabled under the rules before
        (
            pace(date(2010, 5, 3), edition=Edition(number=2, tabled_on=date(2010, 1, 20))),
            date(2000, 1, 24),
            PASSED,
            PASSED,
        ),
        (
            pace(date(2012, 2, 9), edition=Edition(first_published_on=date(2011, 10, 5))),
            date(2010, 1, 25),
            PASSED,
            PASSED,
        ),
        # printed shortly after a change: it may have been tabled before
        (pace(date(2010, 2, 14)), date(2010, 1, 25), PASSED, UNDETERMINED),
        (pace(date(2023, 1, 20)), date(2023, 1, 1), UNDETERMINED, UNDETERMINED),
        (pace(date(2025, 1, 20)), date(2023, 1, 1), PASSED, NOT_APPLICABLE),
        (pace(date(1969, 5, 1)), None, UNDETERMINED, None),
        (pace(None), None, UNDETERMINED, None),
        (pace(date(2019, 10, 4), instrument=None), None, UNDETERMINED, None),
        (pace(date(2019, 10, 4), instrument="petition"), None, UNDETERMINED, None),
        (a_declaration(assembly=None), None, UNDETERMINED, None),
        (
            a_declaration(assembly=None, instrument=None, form=Form.DRAFT, dated=None),
            None,
            UNDETERMINED,
            None,
        ),
    ],
)
def test_the_day_of_tabling_picks_the_rulebook(text, first, in_force, day):
    """Where only the printed day is known, it is said."""
    found_first, found = chosen(text)

    assert (found_first, found[IN_FORCE], found.get(DAY_CODE)) == (first, in_force, day)


def test_a_draft_is_judged_on_the_day_asked_for():
    """It has no day of its own."""
    draft = a_declaration(form=Form.DRAFT, dated=None)

    assert chosen(draft)[0] is None
    assert chosen(draft, on=DAY) == (date(2024, 1, 1), {IN_FORCE: PASSED, DAY_CODE: PASSED})


@pytest.mark.parametrize(
    ("month", "first"), [((2019, 10), date(2010, 1, 25)), ((2010, 1), None), ((2023, 2), date(2023, 1, 1))]
)
def test_a_month_picks_a_rulebook_only_where_it_lies_in_one_period(month, first):
    """January 2010 has two."""
    text = a_declaration(assembly="pace", dated=SourceDate.of_month(*month, "as printed"))

    assert chosen(text)[0] == first


def test_a_sound_fictional_declaration_fails_nothing():
    """Only the person's decision stays open."""
    _, _, found = rule_findings(a_declaration())

    assert [f.code for f in found if not f.ok] == ["declaring.content.admissible"]


def test_the_founding_document_fails_nothing_under_the_rules_of_its_day(shared):
    """What the sources do not tell stays undetermined, and nothing else."""
    (text,) = read((shared / "seed" / "doc-14983.txt").read_bytes(), file="doc-14983.txt").declarations
    book, counted, found = rule_findings(text)

    assert book.code == "pace/written-declaration/2010-01-25"
    assert counted.names == 25
    assert not failures(found)
    assert {f.code for f in found if f.outcome is UNDETERMINED} == {
        "declaring.text.word-limit",
        "declaring.content.admissible",
        "declaring.window.open",
        "declaring.withdrawal.allowed",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        a_declaration(),
        a_declaration(signatories=(), opening=None, disclaimer=None, language="de"),
        a_declaration(form=Form.DRAFT, dated=None, signatories=(), has_list=False),
        pace(date(2019, 10, 4)),
        pace(date(1980, 1, 1)),
        pace(date(1960, 1, 1)),
        a_declaration(assembly=None),
        a_declaration(assembly="uk-commons", instrument="early-day-motion"),
        a_declaration(assembly="coalition", instrument="joint-statement"),
        a_declaration(assembly="pace", instrument="motion"),
    ],
)
def test_every_finding_can_be_said(text, language):
    """No outcome without words, no slot left empty of its particular."""
    for finding in rule_findings(text)[2]:
        said = sentence(finding, language)

        assert said
        assert "{" not in said
        assert finding.ok or mend(finding, language)


def test_the_same_declaration_has_the_same_findings():
    """No clock, no chance."""
    assert rule_findings(a_declaration()) == rule_findings(a_declaration())
