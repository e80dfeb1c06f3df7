"""What the rules of a day make of a draft before anybody signs."""

from datetime import date

from undersigned.declaring.draft_examination import examine_draft
from undersigned.declaring.drafts import Draft, LanguageVersion
from undersigned.values.findings import Outcome, failures
from undersigned.wording import words

DAY = date(2031, 9, 22)
ENGLISH = LanguageVersion(
    language="en",
    title="On the bell",
    opening="We, the undersigned, declare the following:",
    clauses=("We ask for 2 bells.",),
)
FRENCH = LanguageVersion(
    language="fr",
    title="Sur la cloche",
    opening="Nous, soussignés, déclarons ce qui suit :",
    clauses=("Nous demandons 2 cloches.",),
)


def examined(*versions, assembly="concord", on=DAY):
    found = examine_draft(
        Draft(versions=versions), assembly=assembly, instrument="written-declaration", on=on
    )
    assert all(words.sentence(one, language) for one in found.findings for language in words.LANGUAGES)
    return found


def faults(found):
    return [one.code for one in failures(found.findings)]


def test_nothing_fails_in_a_draft_that_is_in_order():
    """Both languages, titles, openings, the same numbers."""
    found = examined(ENGLISH, FRENCH)

    assert faults(found) == []
    assert found.rulebook.code == "concord/written-declaration/2024-01-01"
    assert set(found.by_language) == {"en", "fr"}


def test_a_language_that_the_rules_require_is_missed():
    """One language of two is half a text."""
    found = examined(ENGLISH)

    assert faults(found) == ["declaring.draft.versions"]
    (missing,) = failures(found.findings)
    assert missing.particulars["missing"] == ("fr",)


def test_a_language_without_a_clause_is_not_written_yet():
    """A title alone is no text."""
    empty = LanguageVersion(language="fr", title="Sur la cloche", clauses=())

    assert "declaring.draft.versions" in faults(examined(ENGLISH, empty))


def test_too_many_words_are_found_in_the_language_that_has_them():
    """Each language is asked for itself."""
    long = LanguageVersion(
        language="fr", title=FRENCH.title, opening=FRENCH.opening, clauses=("2 " + "mot " * 200,)
    )
    found = examined(ENGLISH, long)

    assert [one.code for one in failures(found.by_language["fr"])] == ["declaring.text.word-limit"]
    assert failures(found.by_language["en"]) == ()


def test_who_decides_on_admissibility_is_said_once():
    """It is one decision upon one text."""
    found = examined(ENGLISH, FRENCH)

    codes = [one.code for one in found.findings]
    assert codes.count("declaring.content.admissible") == 1


def test_a_day_without_a_rulebook_is_undetermined():
    """Nobody knows what was asked then."""
    found = examined(ENGLISH, FRENCH, on=date(2001, 1, 1))

    assert found.rulebook is None
    outcomes = {one.code: one.outcome for one in found.findings}
    assert outcomes["declaring.rulebook.in-force"] is Outcome.UNDETERMINED
