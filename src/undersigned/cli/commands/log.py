"""`undersigned log`: begins a log, shows its state, rebuilds it to compare, adds an entry of the operator."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from undersigned.cli.authority import Ask, authority_options, judge_of, required
from undersigned.cli.files.inputs import language_option
from undersigned.cli.files.protocol_files import ProtocolFileError, key_in, log_in, new_key, policy_in
from undersigned.cli.files.witness_folder import write_secret
from undersigned.cli.log_entry import Appended, anchored, appended
from undersigned.cli.terminal.exits import FINE, SOMETHING_FAILED, leave
from undersigned.cli.terminal.screen import screen, show_count, show_findings
from undersigned.log.appending import begin, require_empty
from undersigned.log.checkpoint import require_log_signature
from undersigned.log.directory import LogDirectory
from undersigned.log.faults import LogError
from undersigned.log.keys import SigningKey
from undersigned.log.policy import Policy, standing
from undersigned.log.rederiving import Rederivation, rederived
from undersigned.log.witness import newest_seen
from undersigned.signing.releases import release as release_entry
from undersigned.values.findings import Finding, Place, failed, passed, undetermined
from undersigned.values.refusal import refusal
from undersigned.wording.words import term

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
POLICY = click.option(
    "--policy",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your policy: which witnesses must have seen the log (C2SP tlog-policy).",
)
KEY = click.option(
    "--key", required=True, type=click.Path(path_type=Path, exists=True), help="The log's secret key."
)
_SECONDS = 10.0

# Which question a broken rule answers with no; any other rule is one of the checkpoints' form or signature.
_QUESTIONS = {
    "bundle-length": "log.entries.whole",
    "log-tile": "log.tiles.derived",
    "tile-length": "log.tiles.derived",
    "log-root": "log.checkpoint.root",
    "log-unrecorded": "log.checkpoint.recorded",
}
_ALL = ("log.checkpoint.signed", *dict.fromkeys(_QUESTIONS.values()))


@click.group(short_help="A public log: begin it, show it, derive it anew.")
def log() -> None:
    """A public log as a folder of files (C2SP tlog-tiles): begun once, only ever appended to.

    \b
        undersigned log init log --origin log.example/concord --key log.key
        undersigned log show log
        undersigned log check log --policy policy
        undersigned log anchor log --key log.key --policy policy --tsa https://tsa.example/
    """  # noqa: D301


@log.command()
@FOLDER
@click.option("--origin", required=True, help="The log's name for ever: an address without its scheme.")
@click.option(
    "--key", required=True, type=click.Path(path_type=Path), help="The secret key; made if missing."
)
@POLICY
@language_option
def init(folder: Path, *, origin: str, key: Path, policy: Path | None, language: str) -> None:
    """Begin a log in an empty place, once; refused where a witness knows one of this name."""
    for witness in policy_in(policy).witnesses:
        if witness.url and newest_seen(witness.key, witness.url, origin, timeout=_SECONDS):
            raise LogError("log-begun", term("log.begun", language, origin=origin, witness=witness.name))
    _require_empty(folder)
    made = not key.exists()
    if made:
        write_secret(key, new_key(origin))
    own = key_in(key)
    if own.name != origin:
        raise LogError("log-inception", term("log.other-key", language, origin=own.name))
    try:
        begun = begin(folder, own, datetime.now(UTC).date())
    except OSError:
        if made:  # no log has begun under it
            key.unlink(missing_ok=True)
        raise
    click.echo(term("log.begins", language, origin=begun.origin, day=begun.day.isoformat()))
    click.echo(str(begun.key.key))


@log.command()
@FOLDER
@POLICY
@language_option
def show(folder: Path, *, policy: Path | None, language: str) -> None:
    """Show the log's name, key and day, how far it goes, and who has seen it."""
    opened = log_in(folder)
    shown, recorded = opened.checkpoint().checkpoint, opened.recorded().checkpoint
    begun = opened.inception
    click.echo(term("log.begins", language, origin=begun.origin, day=begun.day.isoformat()))
    click.echo(str(begun.key.key))
    click.echo(term("log.size", language, size=shown.size, recorded=recorded.size, root=shown.root.hex()))
    show_findings(screen(), [_witnessed(opened, policy)], language)


@log.command()
@FOLDER
@POLICY
@language_option
def check(folder: Path, *, policy: Path | None, language: str) -> None:
    """Derive the whole log anew from its entries and compare every file, byte for byte."""
    opened = log_in(folder)
    derived = rederived(opened)
    found = [*_compared(derived), _witnessed(opened, policy)]
    console = screen()
    console.print(term("log.derived", language, size=derived.size, root=derived.root.hex()))
    show_findings(console, found, language)
    show_count(console, found, language)
    leave(found)


@log.command()
@FOLDER
@KEY
@POLICY
@authority_options
@click.option("--tsa-roots", type=FILE, help="Judge the stamp under these roots before it is logged (PEM).")
@language_option
def anchor(
    folder: Path, *, key: Path, policy: Path | None, ask: Ask | None, tsa_roots: Path | None, language: str
) -> None:
    """Have an outside authority stamp what is shown (RFC 3161), and log its stamp.

    \b
        undersigned log anchor log --key log.key --policy policy --tsa https://tsa.example/

    Once a day, and after each edition. A stamp over a later checkpoint renews all that came before.
    For the folder of a log at rest: where a server writes to it, nobody else can.
    """  # noqa: D301
    own, rules = _key_and_policy(key, policy)
    judge = judge_of(tsa_roots, language) if tsa_roots else None
    entry = anchored(log_in(folder), rules, required(ask, language), judge, language)
    _tell(appended(folder, own, rules, entry.encoded(), timeout=_SECONDS, language=language), language)


@log.command()
@FOLDER
@KEY
@POLICY
@click.option("--version", required=True, help="Which version it is, in your own words.")
@click.argument("archive", type=FILE)
@language_option
def release(
    folder: Path, archive: Path, *, key: Path, policy: Path | None, version: str, language: str
) -> None:
    """Log the digest of an archive that you hand out (a wheel, verify.pyz), so that anyone can compare."""
    own, rules = _key_and_policy(key, policy)
    log_in(folder)
    entry = release_entry(version, archive.read_bytes())
    _tell(appended(folder, own, rules, entry.encoded(), timeout=_SECONDS, language=language), language)


def _require_empty(folder: Path) -> None:
    try:
        require_empty(folder)
    except LogError as fault:
        raise ProtocolFileError(refusal("cli.log.empty", folder=str(folder))) from fault


def _key_and_policy(key: Path, policy: Path | None) -> tuple[SigningKey, Policy]:
    own = key_in(key)
    return own, policy_in(policy)


def _tell(done: Appended, language: str) -> None:
    """Say where the new entry is and who has seen it; status 1 if it is not shown yet."""
    state = "shown" if done.shown else "recorded"
    click.echo(term(f"log.appended-{state}", language, index=done.index))
    for name, fault in done.silent.items():
        click.echo(term("log.witness-silent", language, witness=name, fault=fault))
    sys.exit(FINE if done.shown else SOMETHING_FAILED)


def _compared(derived: Rederivation) -> list[Finding]:
    """A finding for each question of the comparison, and one for each difference."""
    answers = {code: list[Finding]() for code in _ALL}
    for difference in derived.differences:
        code = _QUESTIONS.get(difference.rule, _question_of(difference.path))
        answers[code].append(failed(code, Place(file=difference.path), rule=difference.rule))
    return [
        finding for code, found in answers.items() for finding in found or [passed(code, size=derived.size)]
    ]


def _question_of(path: str) -> str:
    """The question to which a missing or malformed file belongs."""
    if path.startswith("tile/entries/"):
        return "log.entries.whole"
    return "log.tiles.derived" if path.startswith("tile/") else "log.checkpoint.signed"


def _witnessed(opened: LogDirectory, policy: Path | None) -> Finding:
    """Whether the witnesses that the reader trusts have cosigned the checkpoint."""
    code = "log.checkpoint.witnessed"
    try:
        rules, signed = policy_in(policy), opened.checkpoint()
        if rules.logs:  # the key in the folder is the log's own word
            require_log_signature(signed, rules.log_keys)
        found = standing(rules, signed)
    except LogError as fault:
        return failed(code, quorum=fault.rule)
    if not rules.asks_for_witnesses:
        return undetermined(code)
    names = tuple(sorted(cosignature.witness.name for cosignature in found.cosignatures))
    return passed(code, witnesses=names) if found.met else failed(code, quorum=rules.quorum)
