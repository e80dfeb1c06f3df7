"""`undersigned roll`: reads a membership file, shows who sat on a day, converts it, compares two of them."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from undersigned.cli.files.inputs import OUTSIDE_LARGEST, language_option
from undersigned.cli.terminal.exits import leave
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.declaring.assemblies.assembly import assemblies
from undersigned.declaring.roll.difference import difference
from undersigned.declaring.roll.popolo import write_popolo
from undersigned.declaring.roll.reading import read
from undersigned.declaring.roll.roll import Roll
from undersigned.declaring.roll.spreadsheet import write_csv
from undersigned.wording.words import before_its_value, term

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def _assembly_option(command: Callable[..., Any]) -> Callable[..., Any]:
    codes = click.Choice(assemblies())
    return click.option("--assembly", required=True, type=codes, help="Whose roll it is.")(command)


def _day_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day that is looked at."
    )(command)


@click.group(short_help="Membership files: who sat on a day, convert, compare.")
def roll() -> None:
    """Membership files, as CSV or Popolo JSON: read whole or refused with every reason at once.

    \b
        undersigned roll show roll.csv --assembly concord --on 2026-10-09
        undersigned roll convert roll.csv --assembly concord --to popolo > roll.json
        undersigned roll compare old.csv new.csv --assembly concord --on 2026-10-09
    """  # noqa: D301


@roll.command()
@click.argument("file", type=FILE)
@_assembly_option
@_day_option
@language_option
def show(file: Path, *, assembly: str, on: datetime, language: str) -> None:
    """Who sat on a day: name, delegation, role, group."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key in ("read.family", "read.given", "read.code", "roll.role", "read.group"):
        table.add_column(term(key, language))
    for seat in _roll(file, assembly, language).on(on.date()):
        role = term(f"roll.role.{seat.role.value}", language)
        table.add_row(seat.name.family, seat.name.given or "–", seat.delegation, role, seat.group or "–")
    screen().print(table)


@roll.command()
@click.argument("file", type=FILE)
@_assembly_option
@click.option("--to", "kind", required=True, type=click.Choice(["csv", "popolo"]), help="The other form.")
@language_option
def convert(file: Path, *, assembly: str, kind: str, language: str) -> None:
    """The same roll in the other form, to standard output."""
    read_roll = _roll(file, assembly, language)
    click.echo(write_csv(read_roll) if kind == "csv" else write_popolo(read_roll), nl=False)


@roll.command()
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@_assembly_option
@_day_option
@language_option
def compare(before: Path, after: Path, *, assembly: str, on: datetime, language: str) -> None:
    """What a newer roll changes: who is new, who is gone, what reads otherwise."""
    console = screen()
    found = difference(_roll(before, assembly, language), _roll(after, assembly, language), on.date())
    for key, seats in (("roll.new", found.new), ("roll.gone", found.gone)):
        for seat in seats:
            console.print(f"{before_its_value(key, language)} {seat.name.surname_first()}, {seat.delegation}")
    for change in found.changed:
        what = term(f"roll.what.{change.what}", language)
        parts = f"{change.before or '–'} → {change.after or '–'}"
        console.print(f"{before_its_value('roll.changed', language)} {change.member}, {what}: {parts}")
    for member in found.other_days:
        console.print(f"{before_its_value('roll.other-days', language)} {member.name.surname_first()}")
    if found.nothing:
        console.print(term("roll.same", language))


def _roll(file: Path, assembly: str, language: str) -> Roll:
    """The roll of a file; where there is none the reasons are shown and the command ends."""
    with file.open("rb") as stream:
        reading = read(stream.read(OUTSIDE_LARGEST), file=str(file), assembly=assembly)
    if reading.roll is None:
        show_findings(screen(), reading.findings, language)
        leave(reading.findings)
        sys.exit(1)
    return reading.roll
