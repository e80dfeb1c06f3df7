"""The capitals, not the position, mark where the surname starts."""

import pytest

from undersigned.declaring.reading.names import read_name

TOLD = {
    "De SUTTER Petra": ("De SUTTER", "Petra"),
    "van de VEN Mart": ("van de VEN", "Mart"),
    "de PORT i OLIVE Lluís Maria": ("de PORT i OLIVE", "Lluís Maria"),
    "De la X Maria": ("De la X", "Maria"),
    "O'HARBOUR Joseph": ("O'HARBOUR", "Joseph"),
    "d'ESTRAND Vanessa": ("d'ESTRAND", "Vanessa"),
    "LE PONT' Pierre-Yves": ("LE PONT'", "Pierre-Yves"),
    "MIßFELD Philip": ("MIßFELD", "Philip"),
    "DAĞLIOĞLU DEMİR Filiz": ("DAĞLIOĞLU DEMİR", "Filiz"),
    "FJORDSEN Frank J.": ("FJORDSEN", "Frank J."),
    "McQUAY Ann": ("McQUAY", "Ann"),
    "MacSTRAND Denis": ("MacSTRAND", "Denis"),
    "Ó SANDÁIN Caoimhe": ("Ó SANDÁIN", "Caoimhe"),
    "STRAND J.-P.": ("STRAND", "J.-P."),
}


@pytest.mark.parametrize("printed", TOLD)
def test_the_capitals_tell_the_surname(printed) -> None:
    """With its small words, its apostrophes and its ß; initials are given names."""
    read = read_name(printed, surname_first=True)
    assert ((read.name.family, read.name.given), read.doubts) == (TOLD[printed], ())


@pytest.mark.parametrize("printed", [name for name in TOLD if "la X" not in name and "Ó" not in name])
def test_the_surname_may_stand_last(printed) -> None:
    """As on the site."""
    family, given = TOLD[printed]
    read = read_name(f"Ms {given} {family}", surname_first=False)
    assert (read.name.honorific, read.name.family, read.name.given) == ("Ms", family, given)


def test_a_style_stands_in_brackets() -> None:
    """It is neither given name nor surname."""
    name = read_name("Alexander [The Earl of] DUNE", surname_first=False).name
    assert (name.given, name.style, name.family, name.honorific) == ("Alexander", "The Earl of", "DUNE", None)


DOUBTFUL = {
    "Roberto RIVA": "order",
    "SMITH JOHN": "given",
    "Smith John": "surname",
    "SMITH John BROWN": "surname",
    "Ann SMITH Mary": "surname",
    "SM1TH John": "characters",
}


@pytest.mark.parametrize("printed", DOUBTFUL)
def test_what_cannot_be_told_is_said(printed) -> None:
    """No word is dropped, and no surname guessed in silence."""
    read = read_name(printed, surname_first=True)
    kept = f"{read.name.family} {read.name.given or ''}"
    assert DOUBTFUL[printed] in read.doubts
    assert sorted(kept.split()) == sorted(printed.split())


def test_a_list_of_2001_has_no_capitals() -> None:
    """The surname stands alone; an initial tells homonyms apart."""
    read = read_name("Aliyev İ.", surname_first=True, capitals=False)
    assert ((read.name.family, read.name.given), read.doubts) == (("Aliyev", "İ."), ())
