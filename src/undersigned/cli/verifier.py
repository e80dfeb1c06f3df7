"""`undersigned verifier`: write the verifier as a file of its own, for a bundle, a stick, or a stranger."""

from pathlib import Path

import click

from undersigned.publishing.stored_zip import stored_zip
from undersigned.verifying.one_file import sources

FILE_NAME = "verify.pyz"


@click.command(short_help="Write the verifier as one file that runs alone.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=".", show_default=True)
def verifier(out: Path) -> None:
    """Write verify.pyz: the whole verifier in one file, on Python and the package cryptography alone.

    \b
        undersigned verifier --out .
        python3 verify.pyz harbour-square.bundle.zip --trust trust.txt

    The same program writes the same bytes, so anybody can make the file again and compare.
    """  # noqa: D301 (\b is click's mark for lines that are not rewrapped)
    out.mkdir(parents=True, exist_ok=True)
    (out / FILE_NAME).write_bytes(verify_pyz())
    click.echo(str(out / FILE_NAME))


def verify_pyz() -> bytes:
    """The verifier as the bytes of one file."""
    return stored_zip(sources())
