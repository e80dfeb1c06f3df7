"""`undersigned backup`, `restore` and `export`: all records as one file and back; the site as a folder."""

from importlib import import_module
from pathlib import Path

import click

from undersigned.server.config.door import with_settings

_FILE = click.Path(path_type=Path, dir_okay=False)
_ACTIONS = "undersigned.server.actions"


@click.command(short_help="Everything that is kept, as one file.")
@click.argument("file", type=_FILE)
@click.option("--keys", type=_FILE, help="Also write the keys of what is withheld, to a file of their own.")
def backup(file: Path, *, keys: Path | None) -> None:
    """Write everything that the server keeps to FILE: database, scans, the published site.

    It may run while the server serves. The file holds confidential things: keep it where they may lie.
    What is withheld is in it as ciphertext: without its keys nobody reads it again, and with both anybody
    does, so keep the file of the keys apart.
    """
    with_settings()
    actions, apart = (
        import_module(f"{_ACTIONS}.keeping.backup"),
        import_module(f"{_ACTIONS}.keeping.keys_apart"),
    )
    if keys:
        apart.require_apart(keys, file)
    made = actions.make_backup(file, at=import_module("undersigned.server.desk.clock").now())
    click.echo(f"{file}: {len(made.files)} files, {made.size} bytes, {made.engine}, {made.migration}")
    click.echo(f"sha256 {made.digest}")
    if keys:
        number = apart.back_up_keys(keys, apart_from=file)
        click.echo(f"{keys}: {number} keys; keep this file apart from the other")


@click.command(short_help="Everything from a backup, into an empty place.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--keys",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The file of the keys that was written beside it.",
)
def restore(file: Path, *, keys: Path | None) -> None:
    """Restore what FILE holds into an empty place (UNDERSIGNED_DATA, UNDERSIGNED_DATABASE).

    Every digest is checked first; where anything is kept already, nothing is done. Then: undersigned serve
    """
    with_settings()
    actions = import_module(f"{_ACTIONS}.keeping.backup")
    found = actions.restore_backup(file, keys=keys)
    click.echo(f"restored as of {found.made_at}: {len(found.files)} files; everybody signs in again")
    if not keys and (sealed := import_module(f"{_ACTIONS}.keeping.keys_apart").without_keys()):
        click.echo(
            f"{sealed} lists or claims are ciphertext, and their keys are not here: nobody reads them. "
            "Bring them by: undersigned desk restorekeys FILE",
            err=True,
        )


@click.command(short_help="The published site as a folder of files.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write the published site to FOLDER, byte for byte as it is served."""
    with_settings()
    files = import_module(f"{_ACTIONS}.publishing.exporting").export_site(folder)
    click.echo(f"{files} files in {folder}")
