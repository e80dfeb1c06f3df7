"""What a reader of each language stumbles over: spaces, elisions, letters, two words for one thing."""

import re
from importlib.resources import files

import pytest

from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.values.toml import toml_of

CATALOGUES = files("undersigned.server") / "locale"
_SLOT = re.compile(r"\{\w+:[\w-]+\}")  # a slot with its family, which is no word
ONE_WORD = {
    "journal": (r"\bdu registre à\b", r"\bentrées? du registre\b"),
    "officier d’enregistrement": (r"\bgarants?\b",),
    "registre des membres": (r"\brôle signé\b", r"\bau rôle\b", r"\bnouveau sur la liste\b"),
    "éditeur": (r"\bpublicateur\b",),
    "affirmation": (r"\bassertions?\b",),
    "service de la séance": (r"\b[Ss]ervice des séances\b",),
    "espace de travail": (r"\b(?:ce|au|du|votre) bureau\b",),
    "mention de la destruction": (r"\bstèles?\b", r"\bpierres? tombales?\b"),
}
NOT_OF_PEOPLE = (  # surveillance, release and failure: what these say is not what is meant
    *(r"\bмонитор", r"под наблюдением", r"\bследить\b", r"\b[Вв]ыпустил", r"[Нн]ичего не вышло"),
    *(r"надгроби", r"\bрабочее место\b"),
)


def said(language: str, published: bool = True) -> list[str]:
    """Every sentence of findings, terms and the desk's catalogue; those of published files, if asked for."""
    found = []
    for file in (files("undersigned.wording") / language).iterdir():
        table = toml_of(file.read_bytes())
        if not published and file.name == "forms.toml":
            continue  # read back out of published files, so that they stay as they are
        terms = table.get("terms", {}).items()
        found += [one for key, one in terms if published or not key.startswith("forms.")]
        found += [one for answers in table.get("findings", {}).values() for one in answers.values()]
    catalogue = CATALOGUES / language / "LC_MESSAGES" / "django.po"
    if catalogue.is_file():
        found += re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', catalogue.read_text("utf-8"), re.MULTILINE)
    return [_SLOT.sub("{}", one) for one in found]


def test_french_marks_never_begin_a_line():
    """The space before `;`, `:`, `?`, `!` and `»`, and after `«`, does not break."""
    loose = re.compile(r" [;:?!»](?!\w)|« ")

    assert not [one for one in said("fr", published=False) if loose.search(one)]


@pytest.mark.parametrize(
    "pattern", [r"\b(?:[Dd]e|[Qq]ue|[Ll]e|[Ll]a) (?:officier|autre|éditeur|affirmation)s?\b"]
)
def test_french_elides_before_a_vowel(pattern):
    """*Assez de officiers* is nobody's French."""
    assert not [one for one in said("fr") if re.search(pattern, one)]


def test_french_puts_no_name_where_it_would_elide():
    """*De Ana*, *que Ivo*: the words before a name do not change with its first letter."""
    before = re.compile(
        r"\b(?:[Dd]e|[Qq]ue) (?:\{(?:name|holder|member|by)\}|%\((?:name|holder|by|invited)\)s)"
    )

    assert not [one for one in said("fr") if before.search(one)]


@pytest.mark.parametrize("kept", ONE_WORD)
def test_french_has_one_word_for_one_thing(kept):
    """The desk, the signing page and the verifier say the same of the same thing."""
    texts = said("fr")

    assert any(kept in one for one in texts)
    for other in ONE_WORD[kept]:
        assert not [one for one in texts if re.search(other, one)], other


@pytest.mark.parametrize("pattern", NOT_OF_PEOPLE)
def test_russian_does_not_say_what_the_police_say(pattern):
    """Nobody is watched, let out or buried by this desk."""
    assert not [one for one in said("ru") if re.search(pattern, one)]


def test_russian_is_spelt_in_one_way():
    """Without ё, and with the long dash."""
    assert not [one for one in said("ru") if "ё" in one or " – " in one.replace("– выберите –", "")]


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("verdict", "осуждена", "convicted"),
        ("verdict", "оправдана", "acquitted"),
        ("outcome", "взята под стражу", "remanded"),
        ("outcome", "переведена под домашний арест", "house-arrest"),
        ("release", "УДО", "parole"),
        ("detention-outcome", "обязательные работы", "community-work"),
        ("sentence", "исправительные работы", "community-work"),
        ("detention-kind", "қамауда ұстау", "remand"),
        ("detention-kind", "күзетпен ұстау", "remand"),
    ],
)
def test_a_woman_s_row_is_read_like_a_man_s(name, word, code):
    """So are the legal terms of Russia and Kazakhstan, of today and of before."""
    assert vocabulary(name).code(word) == code


def test_a_label_of_what_happened_says_no_sex():
    """It is shown of women and men: French and Russian say the act, not what a man became."""
    masculine = re.compile(r"^(?:décédé|évadé|condamné|acquitté|умер|осужден|оправдан|приговорен|взят под)\b")
    for name in ("verdict", "outcome", "detention-outcome"):
        terms = vocabulary(name).terms.values()

        assert not [one.labels for one in terms if any(masculine.search(x) for x in one.labels.values())], (
            name
        )
