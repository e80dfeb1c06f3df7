"""The tutorial's commands run as they stand."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from undersigned.cli.app import undersigned

ROOT = Path(__file__).parents[2]
COMMANDS = [
    line.removeprefix("$ undersigned ")
    for page in sorted((ROOT / "docs" / "tutorial").glob("*.md"))
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ undersigned ")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_tutorial_runs(command, tmp_path, monkeypatch):
    """A newcomer who types it gets no failure."""
    monkeypatch.chdir(ROOT)
    arguments = [part.replace("build/", f"{tmp_path}/") for part in command.split()]

    answer = CliRunner().invoke(undersigned, arguments)

    assert answer.exit_code == 0, answer.output
