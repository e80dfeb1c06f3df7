"""Language versions of a draft: bound together, alike in shape and numbers; and what changed in one."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undersigned.declaring.declaration import Clause, Declaration, Form
from undersigned.declaring.drafts import Draft, DraftError, LanguageVersion, draft_findings, draft_of, numbers
from undersigned.declaring.revisions import Run, revision, words_changed
from undersigned.values.findings import Outcome, failures
from undersigned.wording import words

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol" / "v1" / "draft.md"
ENGLISH = LanguageVersion(language="en", title="On the bell", clauses=("We ask for 2 bells.",))
FRENCH = LanguageVersion(language="fr", title="Sur la cloche", clauses=("Nous demandons 2 cloches.",))


def a_draft(english=ENGLISH, french=FRENCH) -> Draft:
    return Draft(versions=(english, french))


def faults(draft: Draft) -> list[tuple[str, str]]:
    found = draft_findings(draft)
    assert all(words.sentence(f, language) for f in found for language in words.LANGUAGES)
    return [(f.code.removeprefix("declaring.draft."), str(f.place)) for f in failures(found)]


# ---- one digest for all versions --------------------------------------------------------------


def test_the_digest_is_that_of_the_protocol():
    """The page's example, digest by digest."""
    page = PROTOCOL.read_text(encoding="utf-8")

    assert re.findall(r"\b[0-9a-f]{64}\b", page) == [ENGLISH.digest(), FRENCH.digest(), a_draft().digest()]


def test_a_comma_in_one_language_is_another_draft():
    """The versions are signed together."""
    changed = replace(FRENCH, clauses=("Nous demandons, 2 cloches.",))

    assert a_draft(french=changed).digest() != a_draft().digest()


def test_a_draft_has_one_version_a_language():
    """None, two of one language, or another order cannot be a draft."""
    for versions in ((), (ENGLISH, ENGLISH), (FRENCH, ENGLISH)):
        with pytest.raises(DraftError):
            Draft(versions=versions)


def test_versions_make_the_same_draft_in_whatever_order_they_were_read():
    """Files are given in any order."""
    read = [
        Declaration(
            form=Form.DRAFT,
            language=version.language,
            assembly=None,
            instrument=None,
            title=version.title,
            clauses=tuple(Clause(text=clause) for clause in version.clauses),
        )
        for version in (FRENCH, ENGLISH)
    ]

    assert draft_of(read) == a_draft()


# ---- the same shape and numbers ---------------------------------------------------------------


def test_versions_that_agree_have_no_fault():
    """Title, clauses and numbers are the same."""
    assert not faults(a_draft())
    assert {f.outcome for f in draft_findings(a_draft())} == {Outcome.PASSED}


def test_a_missing_title_is_named_by_language():
    """Which version has none."""
    found = failures(draft_findings(a_draft(french=replace(FRENCH, title=None))))

    assert [f.particulars["languages"] for f in found] == [("fr",)]


def test_versions_of_other_length_are_not_compared_further():
    """Then nobody can say which clause answers which."""
    longer = replace(FRENCH, clauses=(*FRENCH.clauses, "Et 3 de plus."))
    found = draft_findings(a_draft(french=longer))

    assert faults(a_draft(french=longer)) == [("clauses", "clauses")]
    assert found[-1].outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("6 000 people", "6\u202f000 personnes"),
        ("6,000 people", "6 000 personnes"),
        ("6,000 people", "6.000 personnes"),
        ("3.5 per cent", "3,5 pour cent"),
        ("on 21 September 2019, 200 people", "le 21 septembre 2019, 200 personnes"),
        ("the 1st of May", "le 1er mai"),
        ("in 2019.", "en 2019."),
    ],
)
def test_a_number_is_the_same_in_the_marks_of_each_language(english, french):
    """Thousands and decimals are written otherwise in French."""
    assert numbers(english, "en") == numbers(french, "fr")


@pytest.mark.parametrize(
    ("english", "french", "number"),
    [
        ("65 people", "56 personnes", {"65", "56"}),
        ("65 people, 43 of whom", "65 personnes", {"43"}),
        ("6 000 people", "6 00 personnes", {"6000", "6", "00"}),
        ("21 and 21", "21 et vingt et un", {"21"}),
    ],
)
def test_a_number_in_one_version_only_is_found_in_its_clause(english, french, number):
    """Which number, which clause, which version lacks it."""
    draft = a_draft(
        replace(ENGLISH, clauses=("Nothing.", english)), replace(FRENCH, clauses=("Rien.", french))
    )
    found = failures(draft_findings(draft))

    assert {f.particulars["number"] for f in found} == number
    assert {str(f.place) for f in found} == {"clauses[1]"}


# ---- what changed -----------------------------------------------------------------------------

texts = st.lists(st.text(st.sampled_from("ab c\u00a0,"), max_size=12), max_size=6).map(tuple)


def runs_of(runs: tuple[Run, ...], *kinds: str) -> list[str]:
    return [word for run in runs if run.kind in kinds for word in run.text.split()]


@settings(max_examples=50)
@given(texts, texts)
def test_a_comparison_loses_no_word_of_either_text(before, after):
    """Kept and deleted are the older text, kept and inserted the newer, clause by clause."""
    old, new = (LanguageVersion(language="en", title="A", clauses=clauses) for clauses in (before, after))
    changed = revision(old, new)

    olds = {c.before: runs_of(c.runs, "kept", "deleted") for c in changed.clauses if c.before is not None}
    news = {c.after: runs_of(c.runs, "kept", "inserted") for c in changed.clauses if c.after is not None}

    assert olds == {index: clause.split() for index, clause in enumerate(before)}
    assert news == {index: clause.split() for index, clause in enumerate(after)}
    assert changed.nothing == (
        [c.split() for c in before if c.split()] == [c.split() for c in after if c.split()]
    )


def test_words_are_marked_where_they_changed():
    """What a reader sees: 65 became 71."""
    runs = words_changed("at least 65 people were detained", "at least 71 people were detained")

    assert [(run.kind, run.text) for run in runs] == [
        ("kept", "at least"),
        ("deleted", "65"),
        ("inserted", "71"),
        ("kept", "people were detained"),
    ]


def test_a_clause_put_between_two_is_added_and_the_others_are_the_same():
    """The rest of the text does not count as changed."""
    old = replace(ENGLISH, clauses=("One bell rings.", "Two bells ring."))
    new = replace(ENGLISH, clauses=("One bell rings.", "A third is cast.", "Two bells now ring."))

    assert [(c.kind, c.before, c.after) for c in revision(old, new).clauses] == [
        ("same", 0, 0),
        ("added", None, 1),
        ("changed", 1, 2),
    ]
