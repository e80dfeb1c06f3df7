"""`undersigned witness`: makes sure that a log shows everyone the same history."""

import os
import time
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from undersigned.cli.extras import needing
from undersigned.cli.files.inputs import language_option
from undersigned.cli.files.protocol_files import new_key, public_key
from undersigned.cli.files.witness_folder import WitnessFolder, begin_witness
from undersigned.cli.witness_site import Site, witness_site
from undersigned.log.keys import COSIGNATURE
from undersigned.wording.words import term

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


@click.group(short_help="Watch logs of others: keep a key, cosign what is consistent.")
def witness() -> None:
    """Watch logs of others: cosign a checkpoint only when it continues the one that was cosigned before.

    \b
        undersigned witness init w --name witness.example --log 'log.example+5f8a21c3+AX…'
        undersigned witness keys w
        undersigned witness serve w
    """  # noqa: D301


@witness.command()
@FOLDER
@click.option("--name", required=True, help="What the witness is called in signature lines: an address.")
@click.option("--log", "logs", multiple=True, metavar="KEY", help="The verifier key of a log to watch.")
@language_option
def init(folder: Path, *, name: str, logs: Sequence[str], language: str) -> None:
    """Make the folder of a new witness: its key, and the list of logs it knows."""
    new_key(name, COSIGNATURE)  # is the name one that a key can have?
    for log in logs:
        public_key(log)
    made = begin_witness(folder, name, os.urandom(32), logs)
    click.echo(term("witness.made", language, folder=str(folder)))
    click.echo(str(made.key.verifier))


@witness.command()
@FOLDER
@language_option
def keys(folder: Path, *, language: str) -> None:
    """Show the witness's verifier key, and the logs it knows with the size it saw last."""
    opened = WitnessFolder(folder)
    click.echo(str(opened.key.verifier))
    for log in opened.logs():
        note = opened.latest(log.name)
        if note:
            size = note.decode().split("\n")[1]
            click.echo(term("witness.seen", language, log=log.name, size=size))
        else:
            click.echo(term("witness.nothing-seen", language, log=log.name))


@witness.command()
@FOLDER
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8100, show_default=True, type=click.IntRange(1, 65535))
@language_option
def serve(folder: Path, *, host: str, port: int, language: str) -> None:
    """Answer logs that ask for a cosignature (C2SP tlog-witness), until it is stopped."""
    opened = WitnessFolder(folder)
    with needing("server", language):
        granian = import_module("granian")
    click.echo(term("witness.serving", language, name=opened.key.name, address=f"http://{host}:{port}/"))
    server = granian.Granian(
        "undersigned.cli.witness_site",
        address=host,
        port=port,
        workers=1,
        interface="wsgi",
        blocking_threads=4,
        log_access=False,
        log_level="warning",
        respawn_failed_workers=True,
    )
    server.serve(target_loader=partial(_site_of, folder), wrap_loader=False)


def _site_of(folder: Path) -> Site:
    """The site, made in the process that serves it."""
    return witness_site(folder, time.time)
