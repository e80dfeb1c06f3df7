"""Every code has words in every language, and the words fit the particulars."""

import ast
import re
from pathlib import Path

import pytest

import undersigned
from undersigned.values.findings import failed, passed
from undersigned.wording import words

STAGES = "log|declaring|publishing|evidence|linking|counting|signing|verifying|followup|cli|desk|values"
CODE = re.compile(rf"^({STAGES})\.[a-z-]+\.[a-z-]+$")
BEGUN = re.compile(rf"^({STAGES})\.[a-z-]+\.[a-z-]*$")  # of a code that is put together: f"desk.list.{what}"
SOURCES = Path(undersigned.__file__).parent


def codes_in_the_source() -> dict[str, Path]:
    found = {}
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value):
                found[node.value] = path
    return found


def beginnings_in_the_source() -> set[str]:
    return {
        node.values[0].value
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
        if BEGUN.match(node.values[0].value)
    }


def test_no_words_are_left_of_a_code_that_is_gone():
    """Whoever translates or looks up a code finds only those that can be answered."""
    begun = tuple(beginnings_in_the_source())
    gone = words.codes("en") - codes_in_the_source().keys()

    assert not [code for code in gone if not code.startswith(begun)]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_code_in_the_source_has_words(language):
    """A finding without words could not be shown to anyone."""
    used = codes_in_the_source()
    known = words.codes(language) | words._table(language)["terms"].keys()
    missing = {code: str(path) for code, path in used.items() if code not in known}

    assert used
    assert not missing


def test_the_languages_say_the_same_things():
    """English and French have the same codes, answers, terms and slots."""
    english, french = (words._table(language) for language in ("en", "fr"))

    assert english["terms"].keys() == french["terms"].keys()
    assert english["findings"].keys() == french["findings"].keys()
    for code, answers in english["findings"].items():
        assert answers.keys() == french["findings"][code].keys(), code
        assert "question" in answers, code
        for answer, template in answers.items():
            assert words.slots(template) == words.slots(french["findings"][code][answer]), (code, answer)


def test_a_code_without_words_is_a_fault():
    """It is never shown as a bare code in silence."""
    with pytest.raises(words.MissingWordsError):
        words.sentence(passed("declaring.nothing.here"), "en")
    with pytest.raises(words.MissingWordsError):
        words.term("no.such.term", "fr")


@pytest.mark.parametrize(
    ("language", "number", "said"), [("en", 0, "many"), ("en", 1, "one"), ("fr", 0, "one")]
)
def test_a_sentence_agrees_with_its_number(language, number, said):
    """French counts nothing as one."""
    assert words._filled("{n?one|many}", {"n": number}, language) == said


def test_an_alternative_may_hold_a_value():
    """The number itself stands inside the words that it picks, and a value is never taken for a slot."""
    template = "{n?One name|{n} names}: {names}"

    assert words._filled(template, {"n": 1, "names": "{n}"}, "en") == "One name: {n}"
    assert words._filled(template, {"n": 3, "names": "{n?a|b}"}, "en") == "3 names: {n?a|b}"


@pytest.mark.parametrize(
    ("value", "said"), [(None, "nobody knows"), ((), "nobody knows"), (0, "on 0"), (("a", "b"), "on a, b")]
)
def test_what_is_not_known_has_words_of_its_own(value, said):
    """A sentence never says a dash where it can say that nobody knows."""
    assert words._filled("{day??on {day}|nobody knows}", {"day": value}, "en") == said


def test_a_slot_without_a_particular_shows_a_dash():
    """A missing particular never breaks a sentence, and never prints a programmer's word."""
    assert words._filled("{a} {b}", {"b": ("x", "y")}, "en") == "– x, y"


def test_nothing_is_advised_where_nothing_is_wrong():
    """Only what needs a person has a mend."""
    assert words.mend(passed("declaring.list.total"), "en") is None
    assert failed("declaring.list.total").code == "declaring.list.total"


def test_a_value_is_said_in_words():
    """A code that a finding carries is no word for a reader; one without words is shown as it is."""
    said = words._filled(
        "{form:form}, {languages:language}", {"form": "draft", "languages": ("fr", "eo")}, "en"
    )

    assert said == f"{words.term('form.draft', 'en')}, French, eo"


def test_a_particular_in_words_is_said_in_the_readers_language():
    """Who decides, or what an assembly is called, does not follow the language of the text."""
    said = {"who": "President", "who.en": "President", "who.fr": "Présidente"}

    assert words._filled("{who}", said, "fr") == "Présidente"
    assert words._filled("{who??({who})|}", said, "en") == "(President)"


def test_a_value_of_data_never_stops_the_words():
    """A language, a form or a kind that nobody named here is shown by its code."""
    assert words.term("language.kk", "en") == "kk"
    assert words.term("instrument.petition", "fr") == "petition"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "also spelled:"), ("fr", "écrit aussi\N{NO-BREAK SPACE}:")]
)
def test_a_colon_stands_as_the_language_sets_it(language, said):
    """With a space before it in French, that does not break."""
    assert words.before_its_value("case.other-names", language) == said


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        ("2026-10-09", "en", "9 October 2026"),
        ("2026-10-01", "fr", "1er octobre 2026"),
        ("2026-10-09.2", "en", "9 October 2026 (edition 2 of that day)"),
        ("in the spring", "en", "in the spring"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(day, language, said):
    """British in English, with the first of the month in French; what is no day stays as it is."""
    assert words.day_in_words(day, language) == said


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("P1Y", "en", "one year"),
        ("P1Y6M", "fr", "un an, 6 mois"),
        ("PT100H", "en", "100 hours"),
        ("P15D", "fr", "15 jours"),
        ("life", "en", "life"),
        ("P", "en", "P"),
    ],
)
def test_a_length_is_written_in_words(written, language, said):
    """What is no duration of ISO 8601 stays as the source has it."""
    assert words.length_in_words(written, language) == said


def test_a_number_is_grouped_where_the_sentence_asks_for_it():
    """With narrow spaces that do not break; what is no number stays."""
    assert words._filled("{n:number} {m:number} {o:number}", {"n": 5400, "m": 999, "o": "–"}, "en") == (
        "5\u202f400 999 –"
    )
