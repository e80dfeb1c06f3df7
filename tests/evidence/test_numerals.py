"""Numbers in words, signs and "not" beside a measure: read or reported, whatever a mapping explains."""

import pytest
from tests.evidence.test_measures import ARREST, FINE, a_column, read

from undersigned.evidence.intake.cells import unknown_words
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.properties import properties
from undersigned.evidence.vocabularies.vocabulary import folded, vocabulary

A_COLUMN = a_column()


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("арест сорока пяти суток", "арест сорока … суток"),
        ("арест сорока 5 суток", "арест сорока … суток"),
        ("арест шестидесяти 5 суток", "арест шестидесяти … суток"),
        ("арест ста пяти суток", "арест ста … суток"),
        ("арест двухсот пяти суток", "арест двухсот … суток"),
        ("қамақ жүз бес тәулік", "қамақ жүз … тәулік"),
        ("отыз бес тәулік қамақ", "отыз … тәулік қамақ"),
        ("arrest two hundred five days", "arrest two hundred … days"),
        ("arrest dozen five days", "arrest dozen … days"),
        ("détention quatre-vingts cinq jours", "détention quatre-vingts … jours"),
        ("détention soixante-dix jours", "détention soixante-… jours"),
        *((f"арест {sign}5 суток", f"арест {sign}… суток") for sign in "<>≤≥~±‹›≈?+"),
        *((f"арест {sign} 5 суток", f"арест {sign} … суток") for sign in "<>≤≥~±‹›≈?"),
        ("арест 5 суток?", "арест … суток?"),
        *(
            (f"арест {word} 5 суток", f"арест {word} … суток")
            for word in ("не", "больше", "меньше", "свыше", "более", "менее", "дважды по", "несколько по")
        ),
        ("arrest not 5 days", "arrest not … days"),
        ("détention pas 5 jours", "détention pas … jours"),
        ("5 тәулік емес қамақ", "… тәулік емес қамақ"),
        ("арест пятьсот суток", "арест пятьсот суток"),
        ("пятнадцатисуточный арест", "пятнадцатисуточный арест"),
        ("пятисуточный арест", "пятисуточный арест"),
        ("арест двадцатипяти суток", "арест двадцатипяти суток"),
        ("арест сутки", "арест сутки"),
        ("arrest a week", "arrest a week"),
        ("арест несколько суток", "арест несколько суток"),
    ],
)
def test_a_number_that_is_another_one_is_neither_explained_nor_asked_for(cell, word):
    """A numeral in another case, a sign, a "not": 45 is not read as 5, and nobody is asked for the word."""
    words = {folded(word): ARREST, folded(cell): ARREST}

    assert unknown_words(cell, A_COLUMN) == ()
    assert read(cell, words=words).code == "evidence.row.measure"


@pytest.mark.parametrize(
    "cell",
    [
        "штраф пятьсот пять МРП",
        "штраф пятисот пяти МРП",
        "штраф пятьсот тенге",
        "штраф девятисот тенге",
        "штраф трёхсот тенге",
        "штраф тысячи тенге",
        "штраф миллион тенге",
        "штраф полтора млн тенге",
        "штраф несколько тенге",
        "fine of a million dollars",
        "amende de mille euros",
        "> €300",
    ],
)
def test_an_amount_in_words_is_not_left_out(cell):
    """Nor shortened to its last word."""
    shortened = cell.replace("пять МРП", "… МРП").replace("пяти МРП", "… МРП")
    words = {folded(cell): FINE, folded(shortened): FINE}

    assert unknown_words(cell, A_COLUMN) == ()
    assert read(cell, words=words).code == "evidence.row.measure"


def test_every_case_of_a_russian_numeral_is_seen():
    """Before a figure, which it would change, and alone."""
    tens = "двадцати двадцатью тридцати тридцатью сорока пятидесяти пятьюдесятью шестидесяти шестьюдесятью"
    more = "семидесяти семьюдесятью восьмидесяти восемьюдесятью девяноста ста двухсот двумстам двумястами"
    hundreds = "трехсот трёхсот четырехсот четырёхсот пятисот шестисот семисот восьмисот девятисот"
    told = "пятьсот шестьсот семьсот восемьсот девятьсот тысячи тысячу тысячам одиннадцати девятнадцатью"
    for numeral in f"{tens} {more} {hundreds} {told}".split():
        cells = (f"арест {numeral} 5 суток", f"арест {numeral}")
        found = {read(cell, words={folded(cell): ARREST}).code for cell in cells}
        assert found == {"evidence.row.measure"}, numeral


def test_words_that_say_no_number_are_still_asked_for():
    """What only begins or sounds alike, and a "not" without a measure."""
    for cell in ("не указан", "суд центра", "выступил судья Тристан", "несут ответственность", "недели"):
        assert unknown_words(cell, A_COLUMN) == (cell,)


def test_no_word_of_a_vocabulary_is_taken_for_a_number():
    """Each stays readable in every column that takes measures."""
    for known in (one for one in properties().values() if one.takes_measures):
        for word in vocabulary(known.vocabulary).by_word:
            assert "…" in word or not isinstance(read(word, known.path), Fault), word
