"""Four renderings, one hash: every form gives back the text and the list that it was made from."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import TEXTS, a_document, a_signatory, without_text

from undersigned.publishing.characters import UnpublishableError
from undersigned.publishing.document import Text
from undersigned.publishing.forms import FORMS, agreement, render
from undersigned.values.names import PersonalName

# Every letter and mark that official lists were seen with, in and out of capitals.
LETTERS = "ĀĂĆČĖęĚĐğİıĽŁńŅňŐŘŚŞŠŢŹŽȘțÞÐÆØÅæøåþðßÁáÉéÍíÓóÚúÝýÄäÖöÜüÑñÇçÕõÊêÔôÛûËëÏïÀàÈèÙù’'-"
SIGNS = "&<>\"'[](),.;:=+@|#*_/\\`~%$§°«»“”„–—…"
SPACES = " \t\n\u00a0\u2009\u202f\u3000"
DIRECTIONS = "\u200e\u200f\u2066\u2067\u2069אבגابجةԱբქარӘғұ"

RECOVERABLE = [form for form in FORMS if form.recover]
QUICK = [form for form in RECOVERABLE if form.key != "pdf"]

letters = st.text(LETTERS + SIGNS + SPACES + DIRECTIONS + "AZaz09", max_size=24)
parts = letters.filter(lambda words: words.strip() and words.strip() != "-")
names = st.builds(
    PersonalName,
    family=parts,
    given=st.none() | parts,
    honorific=st.none() | parts,
    style=st.none() | parts,
)
signatories = st.builds(a_signatory, name=names, country=st.none() | parts, group=st.none() | parts)
lists = st.lists(signatories, max_size=4).map(
    lambda found: tuple(replace(one, order=order) for order, one in enumerate(found, start=1))
)
texts = st.builds(
    Text,
    language=st.just("en"),
    title=parts,
    opening=st.none() | parts,
    clauses=st.lists(parts, max_size=3).map(tuple),
    disclaimer=st.none() | parts,
)


def by_key(form):
    return form.key


def says_the_same(form, document, language):
    """Both digests come back, where the form carries them."""
    content = render(form, document, language)

    return [finding for finding in agreement(form, content, document, language) if not finding.ok]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("number", [0, 1, 25])
@pytest.mark.parametrize("form", RECOVERABLE, ids=by_key)
def test_every_form_says_the_same(form, number, language):
    """Nobody, one name and the usual number, in both languages."""

    assert says_the_same(form, a_document(signatories=number), language) == []


@pytest.mark.parametrize("form", RECOVERABLE, ids=by_key)
def test_a_text_in_another_language_only_comes_back_with_its_own_title(form):
    """The French form of an English text carries the English text, whatever title is known in French."""
    document = a_document(languages=("en",), titles={"en": TEXTS["en"].title, "fr": TEXTS["fr"].title})

    assert says_the_same(form, document, "fr") == []


@pytest.mark.slow
@pytest.mark.parametrize("form", RECOVERABLE, ids=by_key)
def test_every_form_says_the_same_of_a_thousand_names(form):
    """A list over many pages loses nobody."""

    assert says_the_same(form, a_document(signatories=1000), "en") == []


@pytest.mark.parametrize("form", RECOVERABLE, ids=by_key)
def test_every_form_carries_the_letters_of_the_real_lists(form):
    """The letters outside Latin-1 that official lists hold, blank parts, a style in brackets."""
    odd = [a_signatory(name=PersonalName(family=letter * 3 + "EN", given=letter)) for letter in LETTERS]
    odd += [
        a_signatory(name=PersonalName(family="DUNDELL", given="Alex", style="The Earl of")),
        a_signatory(name=PersonalName(family="HOLM"), country=None, place=None, group=None),
        a_signatory(name=PersonalName(family="O'HARA & SØN <1>", given='"Bo"'), group=None),
        a_signatory(country=None, place=None),
    ]
    lines = tuple(replace(one, order=order) for order, one in enumerate(odd, start=1))

    assert says_the_same(form, a_document(signatories=lines), "en") == []


@pytest.mark.parametrize("form", RECOVERABLE, ids=by_key)
def test_a_form_without_a_text_carries_none(form):
    """What is not shown is nowhere in the file, and the list is."""
    document = without_text(a_document())

    content = render(form, document, "en")

    assert form.recover(content).text == ""
    assert all(finding.ok for finding in agreement(form, content, document, "en"))


@pytest.mark.parametrize("form", QUICK, ids=by_key)
@given(text=texts, lines=lists)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_and_any_names_come_back(form, text, lines):
    """Signs of markup, bidirectional letters, odd spaces: nothing is lost, and nothing becomes markup."""
    document = a_document(signatories=lines, texts={"en": text})

    assert says_the_same(form, document, "en") == []


@pytest.mark.parametrize("form", FORMS, ids=by_key)
@pytest.mark.parametrize("character", ["\x00", "\x1c", "\x7f\x0b", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused(form, character):
    """What one form cannot say no form says, and the refusal names place and code point."""
    text = replace(a_document().texts["en"], clauses=("One.", f"Two{character}."))

    with pytest.raises(UnpublishableError) as refused:
        render(form, a_document(texts={"en": text}), "en")

    finding = refused.value.findings[0]
    assert finding.code == "publishing.text.characters"
    assert finding.place.field == "texts.en.clauses[1]"


@pytest.mark.parametrize("form", QUICK, ids=by_key)
def test_the_same_document_gives_the_same_bytes(form):
    """No clock, no order of a set, no generated id stands in a form."""
    assert render(form, a_document(), "fr") == render(form, a_document(), "fr")


@pytest.mark.parametrize("form", QUICK, ids=by_key)
def test_a_word_changed_in_a_form_is_another_digest(form):
    """The question is asked of the bytes: a form that was changed does not agree."""
    document = a_document()
    content = render(form, document, "en").replace(b"Northland", b"Southland")

    assert not all(finding.ok for finding in agreement(form, content, document, "en"))
