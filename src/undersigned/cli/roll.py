"""`undersigned roll`: read a membership file, convert it, compare two of them."""

from pathlib import Path

import click


@click.group(short_help="Membership files: check, convert, compare.")
def roll() -> None:
    """Membership files as CSV or Popolo JSON."""


_ = Path
