"""`undersigned verify`: is this bundle what it claims to be, under the keys that the reader brings?"""

import sys
from pathlib import Path

import click

from undersigned.cli.authority import judge_of
from undersigned.cli.files.inputs import json_option, language_option
from undersigned.verifying.door import answer_for

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(short_help="Is this bundle what it says, under the keys that I bring?")
@click.argument("bundle", type=FILE)
@click.option("--trust", type=FILE, help="Whom you believe: the log, the registrars, the witnesses.")
@click.option("--since", type=FILE, help="An older bundle that this one must go on from.")
@click.option("--tsa-roots", type=FILE, help="Roots of time-stamping authorities that you believe (PEM).")
@json_option
@language_option
def verify(
    bundle: Path,
    trust: Path | None,
    since: Path | None,
    tsa_roots: Path | None,
    *,
    as_json: bool,
    language: str,
) -> None:
    """Check a bundle from end to end, offline: every name, signature and figure of one declaration.

    \b
        undersigned verify harbour-square.bundle.zip --trust trust.txt
        undersigned verify new.bundle.zip --trust trust.txt --since old.bundle.zip

    Time stamps in the log are checked with --tsa-roots alone, and with the extra undersigned[seal].
    Take the trust file from elsewhere than the bundle. Without one the answer is at most that the bundle
    agrees with itself: whoever made it could have made the keys too.
    Exit status: 0 verified under your keys; 1 consistent with itself; 2 refused.
    """  # noqa: D301 (\b is click's mark for lines that are not rewrapped)
    stamps = judge_of(tsa_roots, language) if tsa_roots else None
    said, status = answer_for(bundle, trust, since, as_json=as_json, language=language, stamps=stamps)
    click.echo(said, nl=False)
    sys.exit(status)
