"""`undersigned seal`: puts the publishing body's seal on a PDF, as a second file, and checks seals.

`undersigned seal FILE.pdf …` puts one on; `undersigned seal check FILE.pdf …` reads one.
"""

import errno
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from undersigned.cli.authority import Ask, authority_options
from undersigned.cli.extras import needing
from undersigned.cli.files.inputs import language_option, of_file
from undersigned.cli.terminal.exits import REFUSED, leave
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.log.durable import write_all
from undersigned.values.findings import failures
from undersigned.values.kinds import kind_of
from undersigned.values.refusal import unopened
from undersigned.wording.words import term

if TYPE_CHECKING:  # comes with an extra, which only the commands themselves need
    from undersigned.publishing.seal import Lasting

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_PUT = "put"


class _Sealing(click.Group):
    """A group of which a first word that is no command is the file to be sealed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words of the command line, with the command that they leave out."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_PUT, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Sealing, short_help="Put the publishing body's seal on a PDF, or check one.")
def seal() -> None:
    """The seal of the publishing body on a PDF (PAdES): the institution's word, not the members' signatures.

    \b
        undersigned seal page.pdf --key seal.key --certificate seal.pem --out page.sealed.pdf
        undersigned seal check page.sealed.pdf --trust root.pem

    The file that is sealed stays as it is, for everyone's use; the sealed one is published beside it.
    """  # noqa: D301
    for library in ("pyhanko", "pyhanko_certvalidator"):  # what they have to say is said in our words
        logging.getLogger(library).setLevel(logging.CRITICAL)


@seal.command(_PUT)
@click.argument("file", type=FILE)
@click.option("--key", required=True, type=FILE, help="The seal's secret key (PEM).")
@click.option("--certificate", required=True, type=FILE, help="Its certificate, then its chain (PEM).")
@authority_options
@click.option("--trust", type=FILE, help="Roots (PEM): put inside what checking for long needs (B-LTA).")
@click.option("--crl", "crls", multiple=True, type=FILE, help="A revocation list to put inside (DER).")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The sealed file."
)
@language_option
def put(
    file: Path,
    *,
    key: Path,
    certificate: Path,
    ask: Ask | None,
    trust: Path | None,
    crls: Sequence[Path],
    out: Path,
    language: str,
) -> None:
    """Seal FILE into a new file; FILE itself is not touched. The word `put` may be left out.

    With an authority (--tsa) the seal has a time that is not yours to choose; with --trust as well it is made
    to be checked for long.
    """
    with needing("seal", language):
        from undersigned.publishing.seal import owner_of, sealed  # noqa: PLC0415
        from undersigned.publishing.seal_check import certificates_in  # noqa: PLC0415
    _require_own(out, file, language)
    with of_file(certificate):
        certificates = certificate.read_bytes()
        certificates_in(certificates)
    secret, passphrase = _secret_of(key, language)
    with of_file(key):
        owner = owner_of(secret, certificates, passphrase)
    lasting = _lasting(trust, crls) if trust else None
    with of_file(file):
        done = sealed(
            file.read_bytes(),
            owner,
            at=datetime.now(UTC),
            words=term("seal.words", language),
            ask=ask,
            lasting=lasting,
        )
    write_all(out.parent, {out.name: done})
    level = "b-lta" if lasting else "b-t" if ask else "b-b"
    click.echo(term(f"seal.made.{level}", language, out=str(out)))
    click.echo(term("seal.means", language))


def _require_own(out: Path, file: Path, language: str) -> None:
    """Refuse to write over FILE itself, or over anything but a PDF (most often another file's name)."""
    if out.exists() and out.samefile(file):
        raise click.UsageError(term("seal.same-file", language))
    if out.exists() and kind_of(out.read_bytes()) != "PDF":
        raise unopened(FileExistsError(errno.EEXIST, ""), str(out))


def _secret_of(key: Path, language: str) -> tuple[bytes, bytes | None]:
    """A secret key as it stands in its file, and the passphrase that is asked for where it needs one."""
    secret = key.read_bytes()
    if b"ENCRYPTED" not in secret:
        return secret, None
    return secret, click.prompt(term("seal.passphrase", language), hide_input=True, err=True).encode()


def _lasting(trust: Path, crls: Sequence[Path]) -> "Lasting":
    """What is put inside so that the seal can be checked for long: roots and revocation lists."""
    from undersigned.publishing.seal import Lasting  # noqa: PLC0415
    from undersigned.publishing.seal_check import certificates_in, revocations_in  # noqa: PLC0415

    with of_file(trust):
        certificates_in(trust.read_bytes())
    lists: list[bytes] = []
    for crl in crls:
        with of_file(crl):
            lists.append(revocations_in(crl.read_bytes()))
    return Lasting(roots=trust.read_bytes(), revocations=lists)


@seal.command()
@click.argument("file", type=FILE)
@click.option(
    "--trust", "roots", required=True, multiple=True, type=FILE, help="Certificates that you believe (PEM)."
)
@language_option
def check(file: Path, *, roots: Sequence[Path], language: str) -> None:
    """Is the file as it was sealed, by whom, and when? Offline, under the certificates that you bring.

    Exit status: 0 it is; 2 it is not, or has no seal.
    """
    with needing("seal", language):
        from undersigned.publishing.seal_check import certificates_in, checked_seals  # noqa: PLC0415
    trusted: list[Any] = []
    for root in roots:
        with of_file(root):
            trusted += certificates_in(root.read_bytes())
    found = tuple(
        finding.at(str(file)) for finding in checked_seals(file.read_bytes(), trusted, datetime.now(UTC))
    )
    console = screen()
    verdict = "refused" if failures(found) else "holds"
    console.print(term(f"seal.verdict.{verdict}", language), style="bold")
    show_findings(console, found, language)
    click.echo(term("seal.means", language))
    if failures(found):
        sys.exit(REFUSED)
    leave(found)
