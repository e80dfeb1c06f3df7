"""The README's table of what works today is tried, row by row."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from undersigned.cli.app import undersigned

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"\| `([a-z]+ [^`]+)` → `([^`]+)` \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_table_has_rows_to_try():
    """A table that lost its commands would pass in silence."""
    assert len(ROWS) >= 8


@pytest.mark.parametrize(("command", "shown"), ROWS)
def test_a_row_of_the_readme_is_true(command, shown, tmp_path, monkeypatch):
    """The command of the row runs and its answer holds what the row says."""
    monkeypatch.chdir(ROOT)
    arguments = [part.format(folder=tmp_path / "site") for part in command.split()]

    answer = CliRunner().invoke(undersigned, [*arguments, "--language", "en"])

    assert answer.exit_code == 0, answer.output
    assert shown in answer.output


def test_the_two_commands_of_the_first_screen_exist():
    """`make demo` and `make test` are words of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(r"^demo:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
