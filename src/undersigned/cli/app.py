"""The command group; each command is a module beside this one."""

import click


@click.group()
def undersigned() -> None:
    """Declarations that prove themselves."""
