"""The command group: what `undersigned` alone says, and the way to each command."""

from importlib.metadata import version

import click

from undersigned.cli.check import check
from undersigned.cli.demo import demo
from undersigned.cli.publish import publish
from undersigned.cli.read import read
from undersigned.cli.roll import roll
from undersigned.cli.rules import rules


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("undersigned"), prog_name="undersigned")
def undersigned() -> None:
    """Read, check and publish declarations that members of an assembly sign.

    \b
    What does this official text say, line by line?
        undersigned read doc-14983.txt
    What do the rules of its day make of it?
        undersigned check doc-14983.txt
    Make its page, PDF, Akoma Ntoso, data:
        undersigned publish doc-14983.txt --out site
    The same for a folder of saved texts, or for a Word draft in two languages:
        undersigned publish saved-texts/ --out site
        undersigned publish draft.en.docx draft.fr.docx --out site

    Every command takes --json where it answers with data, and --language fr to answer in French.
    Exit status: 0 nothing failed; 1 something failed; 2 refused: the input could not be read.
    """  # noqa: D301 (\b is click's mark for lines that are not rewrapped)


for command in (read, check, publish, rules, roll, demo):
    undersigned.add_command(command)
