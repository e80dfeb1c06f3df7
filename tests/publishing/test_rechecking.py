"""A published form is checked by itself, and whatever was changed in it is found."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from tests.builders import a_document, without_text
from tests.cli.test_answers_as_data import validator

from undersigned.publishing.forms import FORMS
from undersigned.publishing.rechecking import recheck
from undersigned.values.findings import Outcome

DOCUMENT = a_document()
MADE = {form.key: form.make(DOCUMENT, "en") for form in FORMS}
TEXT, LIST = "publishing.recheck.text", "publishing.recheck.list"
WITH_TEXT = [form.key for form in FORMS if form.carries_text]
IN_THE_OPEN = [key for key in WITH_TEXT if key != "pdf"]


def outcome(content, code):
    """The answers to one question, the worst if a form carries texts in two languages."""
    found = {finding.outcome.value for finding in recheck(content).findings if finding.code == code}
    return "failed" if "failed" in found else "".join(found)


@pytest.mark.parametrize("key", WITH_TEXT)
def test_every_form_has_the_digests_that_it_states(key):
    """Text and list come back with the digests of the document."""
    found = recheck(MADE[key])

    assert found.form == key
    assert DOCUMENT.text_in("en").digest() in found.texts
    assert found.names == found.stated_list == DOCUMENT.list_digest()
    assert (outcome(MADE[key], TEXT), outcome(MADE[key], LIST)) == ("passed", "passed")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("key", WITH_TEXT)
def test_the_language_of_the_form_makes_no_difference(key, language):
    """The labels of the digests are known in both languages."""
    form = next(form for form in FORMS if form.key == key)

    assert recheck(form.make(DOCUMENT, language)).stated_list == DOCUMENT.list_digest()


@pytest.mark.parametrize("key", IN_THE_OPEN)
@pytest.mark.parametrize(("was", "now", "code"), [("some 4", "some 9", TEXT), ("LUND", "LAND", LIST)])
def test_a_changed_word_is_found(key, was, now, code):
    """One figure of the text, or one letter of a name."""
    changed = MADE[key].decode().replace(was, now).encode()

    assert changed != MADE[key]
    assert outcome(changed, code) == "failed"


@pytest.mark.parametrize("key", IN_THE_OPEN)
def test_a_changed_digest_is_found(key):
    """The text is whole, and the digest beside it is another."""
    digest = DOCUMENT.list_digest()

    assert outcome(MADE[key].replace(digest.encode(), b"0" * 64), LIST) == "failed"


def test_a_list_that_is_gone_is_not_taken_for_none():
    """The page still states its digest."""
    data = json.loads(MADE["json"])
    data["list"]["signatories"] = []

    assert outcome(json.dumps(data, ensure_ascii=False, indent=2).encode(), LIST) == "failed"


def test_a_table_has_a_digest_to_compare():
    """It states none itself, so nothing is decided."""
    found = recheck(MADE["csv"])

    assert found.names == DOCUMENT.list_digest()
    assert [one.outcome for one in found.findings if one.code == LIST] == [Outcome.UNDETERMINED]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_a_form_without_the_text_does_not_fail_for_it(form):
    """An archive shows facts where it has no text."""
    found = recheck(form.make(without_text(DOCUMENT), "fr"))

    assert not [one for one in found.findings if one.outcome is Outcome.FAILED]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"# a remark\nhi", b"<html><p>hi</p></html>", b"{}"])
def test_what_is_not_ours_is_left_to_the_readers(content):
    """A foreign file is never called a published form."""
    assert recheck(content) is None


@given(
    key=some.sampled_from([form.key for form in FORMS]),
    at=some.floats(0, 1),
    cut=some.integers(1, 400),
    put=some.binary(max_size=20),
)
@settings(max_examples=40, deadline=None)  # a PDF takes its time
def test_no_damage_ends_in_a_fault(key, at, cut, put):
    """Bytes cut out and put in: an answer, or none, and no exception."""
    whole = MADE[key]
    start = int(at * len(whole))
    found = recheck(whole[:start] + put + whole[start + cut :])

    assert found is None or found.findings


def test_the_answer_is_of_the_documented_shape():
    """As `read --json` and `check --json` carry it."""
    for name in ("reading", "check"):
        shape = validator(name).schema["properties"]["published"]
        for content in MADE.values():
            Draft202012Validator(shape).validate(recheck(content).as_data())
