"""The pages about rulebooks say what the code does."""

import re
import tomllib
from datetime import date
from pathlib import Path

from undersigned.declaring.rulebooks.rulebook import rulebook_on, rulebooks
from undersigned.declaring.rulebooks.schema import FIELDS, MOMENTS, REQUIRED, ROLES, VISIBILITIES, WINDOWS
from undersigned.declaring.word_count import COUNTERS

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = (DOCS / "reference" / "rulebook-format.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "add-a-rulebook.md").read_text(encoding="utf-8")


def test_every_field_is_described_and_no_other():
    """The table of the reference is the table of the code."""
    rows = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| (yes|no) \|", REFERENCE, re.MULTILINE)

    assert [name for name, _ in rows] == list(FIELDS)
    assert tuple(name for name, required in rows if required == "yes") == REQUIRED


def test_every_word_of_a_closed_set_is_described():
    """A writer of rules finds every word that is understood."""
    words = (*WINDOWS, *MOMENTS, *ROLES, *VISIBILITIES, *COUNTERS)

    assert not [word for word in words if f"`{word}`" not in REFERENCE]


def test_the_rulebook_of_the_how_to_is_read(tmp_path):
    """Whoever copies it has a working rulebook."""
    text = next(block for block in re.findall(r"```toml\n(.*?)```", HOW_TO, re.DOTALL) if "schema" in block)
    folder = tmp_path / "lakeland" / "appeal"
    folder.mkdir(parents=True)
    (folder / "2030-01-01.toml").write_text(text, encoding="utf-8")

    book = rulebook_on("lakeland", "appeal", date(2031, 1, 1), folders=(tmp_path,))

    assert book.rule("text.max_words").value == 100
    assert tomllib.loads(text)["fictional"] is True


def test_the_convention_of_the_coalition_is_the_one_that_the_how_to_tells():
    """The source of that rulebook is this page."""
    (book,) = rulebooks("coalition", "joint-statement")
    convention = HOW_TO[HOW_TO.index("## A coalition") :]

    assert "How to add a rulebook" in book.sources["convention"].title
    assert book.stages[0].test.at_least.value == 2
    assert "Two signers are enough." in convention
    assert f"It holds from {book.first.first.year}" in convention
