"""`undersigned registrar`: keeps a registrar's key offline, and signs records with it after showing them.

1. The key's file is made once, for its owner's eyes only, and never written over.
2. Before anything is signed it is shown in plain words, and the person is asked; `--yes` is for those who
   have read it elsewhere.
3. A registrar signs rolls, keys, revocations and contests; anything else is refused.
4. The line is added to the file in its place. A file with a wrong line of this key is not signed again.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from undersigned.cli.files.inputs import language_option, of_file
from undersigned.cli.files.protocol_files import key_in, new_key
from undersigned.cli.files.witness_folder import write_secret
from undersigned.log.durable import write_all
from undersigned.log.keys import SigningKey
from undersigned.signing.faults import SigningError
from undersigned.signing.keys import assertion_of, passkey_of
from undersigned.signing.kinds import BY_REGISTRARS
from undersigned.signing.records import Record, read_draft
from undersigned.signing.registrars import registrars_of
from undersigned.signing.registrars import sign as signed_by
from undersigned.values.digest import sha256
from undersigned.values.faults import UndersignedError
from undersigned.values.kinds import kind_of
from undersigned.values.refusal import RefusedError, refusal
from undersigned.wording.words import MissingWordsError, term

KEY = click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The file of your registrar's key.",
)

_TOLD = ("assembly", "members", "name", "holder", "member", "entry")  # what the sentences speak of


class RegistrarError(UndersignedError):
    """A registrar's key cannot be made or read, or a file not be signed."""


@click.group(short_help="Registrars: an offline key that signs rolls and members' keys.")
def registrar() -> None:
    """Keep a registrar's key, offline, and sign rolls, keys, revocations and contests with it.

    \b
        undersigned registrar keygen registrar.key --name concord.example/registrar-1
        undersigned registrar show registrar.key
        undersigned registrar sign key-of-a-member.txt --key registrar.key
    """  # noqa: D301


@registrar.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="What the key is called in signature lines: an address.")
@language_option
def keygen(file: Path, *, name: str, language: str) -> None:
    """Make a registrar's key in a new file that only you can read; show its public part."""
    key = new_key(name)
    try:
        write_secret(file, key)
    except FileExistsError as there:
        raise RegistrarError(term("registrar.exists", language, file=str(file))) from there
    click.echo(term("registrar.made", language, file=str(file)))
    _show(key, language)


@registrar.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@language_option
def show(file: Path, *, language: str) -> None:
    """Show the public part of a registrar's key, and its fingerprint to print on paper."""
    _show(key_in(file), language)


@registrar.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@KEY
@click.option("--yes", is_flag=True, help="Sign without asking; what is signed is shown all the same.")
@language_option
def sign(files: Sequence[Path], *, key: Path, yes: bool, language: str) -> None:
    """Read records, see in plain words what they say, and add your line to each."""
    own = key_in(key)
    for file in files:
        record = _record_in(file, own, language)
        click.echo(f"{file}\n{in_words(record, language)}")
        if registrars_of(record, [own.verifier]):
            click.echo(term("registrar.has-signed", language))
            continue
        if not yes:
            click.confirm(term("registrar.asks", language), abort=True)
        write_all(file.parent, {file.name: signed_by(record, own).encoded()})
        click.echo(term("registrar.signed", language, name=own.name))


def in_words(record: Record, language: str) -> str:
    """What a record says, for the person who is to sign it: one sentence, then value by value."""
    text = record.text
    told = {key: str(value) for key, value in text.values.items() if key in _TOLD}
    lines = [term(f"registrar.{record.kind}", language, **told)]
    for row in text.written.rstrip("\n").split("\n")[1:]:
        key, _, value = row.partition(" ")
        if value != "-":
            label = term(f"record.{key}", language)
            said = term("registrar.line", language, label=label, value=_value(key, value, language))
            lines.append(f"  {said}")
    if record.kind == "key":
        lines.append(term(f"registrar.key-{_holding(record)}", language))
    lines.append(term("registrar.text", language, digest=text.digest))
    return "\n".join(lines)


def _value(key: str, value: str, language: str) -> str:
    """The value in words where its key has such; else as it stands."""
    try:
        return term(f"record.{key}.{value}", language)
    except MissingWordsError:
        return value


def _holding(record: Record) -> str:
    """Whether the key itself has signed its record: rightly, wrongly, or not at all."""
    _, broken = assertion_of(record, passkey_of(record))
    return "missing" if broken is None else "wrong" if broken else "held"


def _record_in(file: Path, own: SigningKey, language: str) -> Record:
    with of_file(file):
        content = file.read_bytes()
        try:
            record = read_draft(content)
            registrars_of(record, [own.verifier])
        except SigningError as fault:
            code = "cli.record.line" if fault.rule == "registrar-signature" else "cli.record.read"
            raise RefusedError(refusal(code, rule=fault.rule, kind=kind_of(content))) from fault
    if record.kind not in BY_REGISTRARS:
        raise RegistrarError(term("registrar.other-kind", language, file=str(file), kind=record.kind))
    if record.kind == "key" and _holding(record) == "wrong":
        raise RegistrarError(f"{file}: {term('registrar.key-wrong', language)}")
    return record


def _show(key: SigningKey, language: str) -> None:
    public = str(key.verifier)
    digits = sha256(key.verifier.public)[:32]
    groups = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    click.echo(public)
    click.echo(term("registrar.fingerprint", language, digits=groups))
