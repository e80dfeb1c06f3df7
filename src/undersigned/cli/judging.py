"""The options `--assembly`, `--instrument` and `--on`: the rules by which a text is judged that names none.

What the document names always stands; the options answer only what it leaves open, as a draft does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from undersigned.declaring.declaration import Declaration
from undersigned.declaring.rulebooks.rulebook import instruments


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """The assembly, the instrument and the day for texts that name none."""

    assembly: str | None = None
    instrument: str | None = None
    on: date | None = None

    def of(self, declaration: Declaration) -> Declaration:
        """The declaration, with assembly and instrument filled in where it names none."""
        return replace(
            declaration,
            assembly=declaration.assembly or self.assembly,
            instrument=declaration.instrument or self.instrument,
        )


def judging_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the three options, passed as `assembly`, `instrument` and `on`."""
    options = (
        click.option("--assembly", help="The assembly of a text that names none, such as a draft: pace."),
        click.option("--instrument", help="The kind of a text that does not say it: written-declaration."),
        click.option(
            "--on",
            type=click.DateTime(["%Y-%m-%d"]),
            help="The day by whose rules a text without a date is judged.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def judging(
    assembly: str | None, instrument: str | None, on: datetime | None, folders: Sequence[Path]
) -> Judging:
    """Read the options. Raises `click.UsageError` for a pair that no rulebook has."""
    known = instruments(folders=tuple(folders))
    if not any(assembly in (None, one) and instrument in (None, kind) for one, kind in known):
        named = " ".join(part for part in (assembly, instrument) if part)
        pairs = ", ".join(" ".join(pair) for pair in known)
        raise click.UsageError(f"no rules are known for {named} (there are: {pairs})")
    return Judging(assembly=assembly, instrument=instrument, on=on.date() if on else None)
