"""`undersigned rules`: shows rulebooks in readable form."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
from rich.padding import Padding
from rich.text import Text

from undersigned.cli.commands.check import RULES, fields_table
from undersigned.cli.files.inputs import language_option
from undersigned.cli.terminal.screen import screen
from undersigned.declaring.rulebooks.rulebook import instruments, rule_fields, rulebooks
from undersigned.wording.words import term


@click.command(short_help="Show the rulebooks, field by field.")
@click.argument("assembly", required=False)
@click.argument("instrument", required=False)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only the rulebook in force on this day.")
@RULES
@language_option
def rules(
    assembly: str | None,
    instrument: str | None,
    *,
    on: datetime | None,
    folders: Sequence[Path],
    language: str,
) -> None:
    """Show the rules that texts are checked against: every field with value, status and source.

    \b
        undersigned rules
        undersigned rules pace written-declaration
        undersigned rules pace written-declaration --on 2019-10-04
    """  # noqa: D301
    console = screen()
    shown = 0
    for of_assembly, of_instrument in instruments(folders=tuple(folders)):
        if assembly not in (None, of_assembly) or instrument not in (None, of_instrument):
            continue
        for book in rulebooks(of_assembly, of_instrument, folders=tuple(folders)):
            if on and not book.in_force(date(on.year, on.month, on.day)):
                continue
            shown += 1
            console.print(Text(f"{of_assembly} {of_instrument} · {book.period()}", style="bold"))
            if assembly:
                console.print(Padding(fields_table(rule_fields(book), language), (0, 0, 1, 2)))
    if not shown:
        raise click.UsageError(term("rules.none", language))
