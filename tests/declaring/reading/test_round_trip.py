"""Reading and writing the same form gives the same declaration and the same text."""

import pytest
from hypothesis import given, settings
from tests.declaring.reading.invented import declarations, without_lines

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.reading.reader import read, write

pytestmark = pytest.mark.slow

ROUNDS = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("form", list(Form))
def test_what_is_written_is_read_again(form: Form) -> None:
    """For each form and both languages, with all letters of the lists, read(write(d)) is d."""

    @ROUNDS
    @given(declarations(form))
    def holds(declaration: Declaration) -> None:
        reading = read(write(declaration).encode(), file="made.txt")
        assert tuple(map(without_lines, reading.declarations)) == (declaration,)

    holds()


@pytest.mark.parametrize("form", list(Form))
def test_what_is_read_is_written_again(form: Form) -> None:
    """A text that was written here is the same text after reading and writing."""

    @ROUNDS
    @given(declarations(form))
    def holds(declaration: Declaration) -> None:
        text = write(declaration)
        (again,) = read(text.encode(), file="made.txt").declarations
        assert write(again) == text

    holds()
