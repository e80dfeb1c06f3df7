"""`undersigned verifier`: write both verifiers as files that run alone, to be handed to a stranger."""

from pathlib import Path

import click

from undersigned.log.durable import write_all
from undersigned.verifying.verifiers import verifiers


@click.command(short_help="Write both verifiers, each as one file that runs alone.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=".", show_default=True)
def verifier(out: Path) -> None:
    """Write verify.pyz, which runs on Python and the package cryptography alone, and verify.html, a page
    that any browser opens, offline. They were written apart, and say the same.

    \b
        undersigned verifier --out .
        python3 verify.pyz harbour-square.bundle.zip --trust trust.txt

    The same program writes the same bytes, so anybody can make the file again and compare.
    """  # noqa: D301 (\b is click's mark for lines that are not rewrapped)
    for name, content in verifiers().items():
        write_all(out, {name: content})
        click.echo(str(out / name))
