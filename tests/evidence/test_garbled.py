"""Texts that were written in one encoding and read in another; and names and words that only look so."""

import pytest

from undersigned.evidence.intake.garbled import garbled, letters_lost

WORDS = ["Орлов Пётр", "Соляная Гавань", "Сычёва Анна Львовна"]
SOUND = [
    *WORDS,
    "Сұңқар Әлібек Қайратұлы",
    "Åsa Ødegård",
    "Öğür Ïsa",
    "АО «Волна»",
    "РФ, СССР и РСФСР",
    "кВт и иОС",
    "Р. С. Орлов",
    "Société Générale",
    "Верноград & сын",
    "кто? где?",
    "(?)",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_text_is_sound(text):
    """Small letters before large ones, letters with marks, signs beside words."""
    assert not garbled(text)
    assert not letters_lost(text)


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize(
    ("written", "read"),
    [
        *(("utf-8", "cp1251"), ("utf-8", "cp1252"), ("cp1251", "cp1252"), ("cp1251", "latin-1")),
        *(("koi8-r", "cp1251"), ("cp1251", "koi8-r")),
    ],
)
def test_a_text_in_a_wrong_encoding_is_told(text, written, read):
    """Wherever every byte has a letter in the other encoding; where one has none, that is told as well."""
    wrong = text.encode(written).decode(read, errors="replace")

    assert garbled(wrong) or letters_lost(wrong)


@pytest.mark.parametrize("text", ["?йгерім", "Н?рлан", "Верноград, ул. ?рыс", "\ufffdрлов"])
def test_letters_that_became_question_marks_are_told(text):
    """As an older encoding leaves them of Kazakh."""
    assert letters_lost(text)


@pytest.mark.parametrize("text", ["&#1042;ерноград", "Орлов&nbsp;П.", "&laquo;Волна&raquo;"])
def test_letters_of_html_are_told(text):
    """Nobody writes them; a page was copied."""
    assert garbled(text)
