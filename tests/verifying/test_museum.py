"""The museum: each broken bundle is refused for what was done to it, and for nothing else."""

import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.verifying.museum import EXHIBITS
from tests.verifying.museum.table import TABLE, written
from tests.verifying.staging import GOOD, TRUST, Fault, hold

from undersigned.values.findings import Outcome
from undersigned.verifying.report import as_text
from undersigned.verifying.report_data import as_data
from undersigned.verifying.verification import CODES, verify
from undersigned.wording import words
from undersigned.wording.words import LANGUAGES

ROOT = Path(__file__).parents[2]
SHAPE = Draft202012Validator(json.loads((ROOT / "docs/reference/verification.schema.json").read_text()))
FREE = ("language", "contest-reason")  # what may be in anybody's words
NEVER_FAIL = {"verifying.assertion.counter", "verifying.contest.open", "verifying.anchor.time"}


def bare_codes(finding, language):
    """The values of a finding that its sentence would have to show as a program's word."""
    table = words._table(language)
    sentence = table["findings"][finding.code].get(finding.outcome.value, "")
    for name, family in re.findall(r"\{(\w+):([\w-]+)\}", sentence):
        value = finding.particulars.get(name)
        for one in value if isinstance(value, tuple) else (value,):
            if family not in FREE and f"{family}.{one}" not in table["terms"]:
                yield f"{family}.{one}"


def judged(exhibit):
    since = exhibit.since()
    return verify(io.BytesIO(exhibit.bundle()), exhibit.trust(), io.BytesIO(since) if since else None)


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.name)
def test_an_exhibit_is_found_out(exhibit):
    """The codes that fail are those of the fault, no more and no fewer; so for what is undetermined."""
    done = judged(exhibit)

    by_outcome = {
        outcome: tuple(sorted({one.code for one in done.findings if one.outcome is outcome}))
        for outcome in Outcome
    }
    assert by_outcome[Outcome.FAILED] == exhibit.failed
    assert by_outcome[Outcome.UNDETERMINED] == exhibit.undetermined
    assert done.verdict == exhibit.verdict
    SHAPE.validate(as_data(done))
    for language in LANGUAGES:
        assert "–" not in as_text(done, language)
        assert not [said for finding in done.findings for said in bare_codes(finding, language)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("an-older-bundle-that-is-newer", "The bundle that you call older is the newer one"),
        ("a-history-written-anew", "One of the two shows a history that was written anew"),
        ("an-older-bundle-that-is-none", "The older bundle cannot be compared"),
    ],
)
def test_what_is_wrong_with_an_older_bundle_is_told_apart(name, said):
    """Two bundles brought in the wrong order are no misconduct, and nobody is accused of it."""
    exhibit = next(one for one in EXHIBITS if one.name == name)

    assert said in " ".join(as_text(judged(exhibit), "en").split())


def test_the_ceremony_without_a_fault_gives_the_good_bundle():
    """What the exhibits change is the example itself, byte for byte."""
    held = hold(Fault())[1]

    assert held == GOOD
    assert verify(io.BytesIO(held), TRUST).verdict == "verified"


def test_every_question_that_can_fail_is_failed_by_an_exhibit():
    """No question is asked that nobody has ever seen answered with no."""
    failed = {code for exhibit in EXHIBITS for code in exhibit.failed}
    undetermined = {code for exhibit in EXHIBITS for code in exhibit.undetermined}

    assert set(CODES) - failed == NEVER_FAIL
    assert undetermined >= NEVER_FAIL


def test_the_museum_is_large_and_no_name_stands_twice():
    """At least sixty, each with its sentence."""
    names = [exhibit.name for exhibit in EXHIBITS]

    assert len(names) >= 60
    assert len(set(names)) == len(names)
    assert all(exhibit.what.endswith(".") for exhibit in EXHIBITS)


def test_the_table_for_others_is_the_museum():
    """`python -m tests.verifying.museum --table` writes it anew."""
    assert TABLE.read_text(encoding="utf-8") == written(EXHIBITS)


def test_the_pages_say_how_large_it_is():
    """A number in a page that nobody counts again would soon be wrong."""
    for page in ("CHANGELOG.md", "docs/how-to/verify-a-bundle.md"):
        assert f"{len(EXHIBITS)} " in (ROOT / page).read_text(encoding="utf-8")
