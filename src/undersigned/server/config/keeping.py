"""`undersigned backup`, `restore` and `export`: what is kept as one file and back; the site as a folder."""

from importlib import import_module
from pathlib import Path

import click

from undersigned.server.config.door import with_settings

_FILE = click.Path(path_type=Path, dir_okay=False)
_ACTIONS = "undersigned.server.actions"


@click.command(short_help="Everything that is kept, as one file.")
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Write everything that the server keeps to FILE: database, scans, the published site.

    It may run while the server serves. The file holds confidential things: keep it where they may lie.
    """
    with_settings()
    made = import_module(f"{_ACTIONS}.backup").make_backup(
        file, at=import_module("undersigned.server.desk.clock").now()
    )
    click.echo(f"{file}: {len(made.files)} files, {made.size} bytes, {made.engine}, {made.migration}")
    click.echo(f"sha256 {made.digest}")


@click.command(short_help="Everything from a backup, into an empty place.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Restore what FILE holds into an empty place (UNDERSIGNED_DATA, UNDERSIGNED_DATABASE).

    Every digest is checked first; where anything is kept already, nothing is done. Then: undersigned serve
    """
    with_settings()
    found = import_module(f"{_ACTIONS}.backup").restore_backup(file)
    click.echo(f"restored as of {found.made_at}: {len(found.files)} files; everybody signs in again")


@click.command(short_help="The published site as a folder of files.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write the published site to FOLDER, byte for byte as it is served."""
    with_settings()
    files = import_module(f"{_ACTIONS}.exporting").export_site(folder)
    click.echo(f"{files} files in {folder}")
