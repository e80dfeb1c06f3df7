"""Writes the parts of the reference that come from the code: commands, codes of findings, trust.

`python docs/generate.py` writes them; `tests/docs/test_generated.py` fails when a page lags behind.
"""

import importlib
import pkgutil
import re
from pathlib import Path

import click

import undersigned
from undersigned.cli.app import undersigned as command_line
from undersigned.wording import words

HERE = Path(__file__).parent
NOTE = "<!-- Made from the code by `make docs`; do not edit. -->\n\n"


def commands() -> str:
    """Every command with its help, as the program prints it."""
    pages = [NOTE, "# Commands\n\nExit status: 0 nothing failed, 1 something failed, 2 refused or misused.\n"]
    pages.extend(_help(command_line, "undersigned"))
    return "".join(pages)


def _help(command: click.Command, name: str, parent: click.Context | None = None) -> list[str]:
    """A command's help and that of the commands in it; the parent gives them `-h`."""
    settings = command.context_settings if parent is None else {}
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, **settings)
    text = re.sub(r"\[default:\s+(en|fr)\]", "[default: your own]", command.get_help(context))
    pages = [f"\n## {context.command_path}\n\n```\n{text}\n```\n"]
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            of_name = command.get_command(context, inner)
            assert of_name
            pages.extend(_help(of_name, inner, context))
    return pages


def findings() -> str:
    """Every code with its question and what it can answer, in English."""
    table = words._table("en")["findings"]  # noqa: SLF001 (the page shows all that the words hold)
    lines = [
        NOTE,
        "# Codes of findings\n\n",
        "A code names a question and is never renamed once published.\n",
        "What can be answered stands below it; what stands between ‹ › is filled in by the finding.\n",
    ]
    for code in sorted(table):
        answers = table[code]
        lines.append(f"\n## `{code}`\n\n{answers['question']}\n\n")
        lines.extend(
            f"- *{answer}*: {_plain(said)}\n" for answer, said in answers.items() if answer != "question"
        )
    return "".join(lines)


def _plain(template: str) -> str:
    """A template as a reader sees it: the plural, and each value by its name."""
    many = words._CHOICE.sub(lambda choice: choice[3], template)  # noqa: SLF001
    return words._SLOT.sub(lambda slot: f"‹{slot[1]}›", many)  # noqa: SLF001


def trust() -> str:
    """Each package's own sentence on what it takes on faith."""
    lines = [
        NOTE,
        "# What is trusted, and what follows if the trust were misplaced\n\n",
        "Collected from the head of each package.\n",
    ]
    for module in sorted(pkgutil.iter_modules(undersigned.__path__), key=lambda one: one.name):
        if module.ispkg:
            text = importlib.import_module(f"undersigned.{module.name}").__doc__ or ""
            first, _, sentence = text.partition("Trust:")
            lines.append(
                f"\n## `{module.name}`\n\n{first.splitlines()[0]}\n\n**Trust:**{sentence.rstrip()}\n"
            )
    return "".join(lines)


PAGES = {
    "reference/commands.md": commands,
    "reference/findings.md": findings,
    "explanation/trust.md": trust,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
