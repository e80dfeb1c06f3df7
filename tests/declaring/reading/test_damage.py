"""A small damage to a document never goes unseen, and no word of it is dropped."""

from dataclasses import replace

import pytest
from tests.declaring.reading.invented import a_declaration
from tests.declaring.reading.mutations import dropped, mutations, read_text, shows

from undersigned.declaring.declaration import Form
from undersigned.declaring.reading.reader import write

WORDS_OF_THE_FORM = {"Signed", "see", "overleaf", "Signatories", "Total", "1"}


def a_text(form: Form) -> str:
    """A sound text of each form."""
    if form is not Form.DRAFT:
        return write(a_declaration(form))
    whole = a_declaration(Form.PRINTED)
    return write(replace(whole, form=Form.DRAFT, disclaimer=None, signatories=(), has_list=False))


def unseen(text: str, seed: int) -> list[str]:
    """What was done to a text that its reading does not show."""
    sound = read_text(text)
    found = []
    for what, damaged in mutations(text, seed):
        reading = read_text(damaged)
        lost = set(dropped(damaged, reading)) - WORDS_OF_THE_FORM
        if damaged.split() != text.split() and not (shows(reading, sound) or _only_marks(text, damaged)):
            found.append(what)
        if lost:
            found.append(f"{what}: lost {lost}")
    return found


def _only_marks(text: str, damaged: str) -> bool:
    """Whether the two differ in nothing but the marks around the heading of the list."""
    return text.replace("*Signed*¹:", "Signed").split() == damaged.replace("*Signed", "Signed").split()


@pytest.mark.parametrize("form", list(Form))
def test_damage_to_a_text_is_seen(form: Form) -> None:
    """A line deleted, doubled, swapped, joined, garbled or cut changes what is read, or is said."""
    assert [what for what in unseen(a_text(form), seed=1) if "'*¹:'" not in what and "'¹:'" not in what] == []


@pytest.mark.slow
def test_damage_to_the_founding_document_is_seen(shared) -> None:
    """So it is for the document that the project began with."""
    text = (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")
    assert unseen(text, seed=1) == []


@pytest.mark.parametrize("form", list(Form))
def test_a_sound_text_has_nothing_to_say_about(form: Form) -> None:
    """A finding on every text would hide the one that matters."""
    assert [finding.code for finding in read_text(a_text(form)).findings if not finding.ok] == []


@pytest.mark.parametrize("form", list(Form))
def test_every_word_of_a_text_is_kept(form: Form) -> None:
    """What is neither read nor furniture stands in a finding."""
    text = a_text(form)
    strange = "\n\n".join(f"{part}\n\nPlum {at} quince" for at, part in enumerate(text.split("\n\n")))
    assert not set(dropped(strange, read_text(strange))) - WORDS_OF_THE_FORM
