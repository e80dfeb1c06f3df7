"""`undersigned evidence show`: what a folder of claims says, thing by thing, with every source."""

import json
from collections.abc import Iterable
from pathlib import Path

import click
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.cli.files.claims_folder import claims_files, kept_claims, kept_withheld
from undersigned.cli.files.inputs import json_option, language_option, said_in
from undersigned.cli.files.key_ring import FolderRing
from undersigned.cli.shown_things import SCHEMA, Things
from undersigned.cli.terminal.exits import leave
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.showing import KINDS, Asked, Shown, shown
from undersigned.evidence.sources import SourceId
from undersigned.evidence.withholding import Handle, handle_of
from undersigned.linking.clusters import clusters_of
from undersigned.linking.decision_files import read_decisions
from undersigned.values.findings import Finding
from undersigned.values.refusal import TERM, RefusedError, refusal
from undersigned.wording.words import term

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(short_help="What a folder of claims says, with every source.")
@click.argument("folder", type=FOLDER)
@click.option("--kind", metavar="KIND", help=f"Only things of a kind: {', '.join(KINDS)}.")
@click.option("--source", help="Only what a source says, by its id.")
@click.option("--key", "key_", help="Only the row of a key.")
@click.option(
    "--decisions", type=FILE, help="Who is the same person (JSON Lines): their sources stand together."
)
@click.option("--restricted", is_flag=True, help="Show what is restricted, too: for whoever may see it.")
@click.option(
    "--keys",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the keys; else <folder>.keys.",
)
@json_option
@language_option
def show(
    folder: Path,
    *,
    kind: str | None,
    source: str | None,
    key_: str | None,
    decisions: Path | None,
    restricted: bool,
    keys: Path | None,
    as_json: bool,
    language: str,
) -> None:
    """Show what a folder of claims says of people and things, every value with the sources that say it.

    \b
        undersigned evidence show register --kind detention
        undersigned evidence show register --source harbour-watch --key 17 --restricted

    Where sources differ all of them are shown, and so is what a source denies, or sought and did not find.
    Nothing is shown of a person or thing of which anything is not public; --restricted shows them, without
    what is withheld, which is never shown. What stays back is counted.
    """  # noqa: D301
    if kind is not None and kind not in KINDS:
        raise RefusedError(refusal(TERM, "kind", word=kind, terms=KINDS))
    files = claims_files(folder)
    claims = tuple(claim for file in files for claim in kept_claims(file))
    withheld = tuple(one.handle for file in files for one in kept_withheld(file))
    ring = FolderRing(keys or folder.with_name(f"{folder.name}.keys"))
    # Whose something is, and what it replaces, only the register's own key tells; it opens nothing.
    register_key = ring.made_register_key() if withheld or any(one.supersedes for one in claims) else b""
    what = Asked(kind=kind, source=source, key=key_, restricted=restricted)
    _require_known(what, claims, frozenset(withheld), register_key)
    joined = clusters_of(said_in(decisions, read_decisions) if decisions else ())
    found = shown(claims, what, clusters=joined.clusters, withheld=frozenset(withheld), key=register_key)
    findings = (*found.incomplete, *(one for one in joined.findings if not one.ok))
    number = len(withheld) + sum(claim.level is Level.WITHHELD for claim in claims)
    if as_json:
        _as_lines(found, number, findings, language)
    else:
        _as_tables(found, number, findings, language)
    leave(joined.findings)


def _require_known(what: Asked, claims: tuple[Claim, ...], withheld: frozenset[Handle], key: bytes) -> None:
    """Refuse a source and a row of which there is nothing, not even withheld. Raises `RefusedError`."""
    sources = tuple(dict.fromkeys(claim.subject.source for claim in claims))
    if any(what.has(claim.subject) for claim in claims):
        return
    if what.source and what.key:
        row = Subject(source=SourceId(what.source), kind="person", key=what.key)
        if withheld and handle_of(row, key=key) in withheld:
            return
    if what.source and what.source not in sources:
        raise RefusedError(refusal("cli.register.source", "source", source=what.source, sources=sources))
    if what.key:
        raise RefusedError(refusal("cli.register.key-known", "key", key=what.key, source=what.source))


def _as_lines(found: Shown, withheld: int, findings: Iterable[Finding], language: str) -> None:
    """One JSON object for each thing, then one that says what stays back
    (`docs/reference/evidence-shown.schema.json`).
    """
    things = Things(found, language)
    for thing in found.things:
        click.echo(json.dumps(things.data(thing), ensure_ascii=False))
    last = {
        "schema": SCHEMA,
        "held_back": {"things": found.held_back, "withheld_claims": withheld},
        "findings": [finding.as_data() for finding in findings],
    }
    click.echo(json.dumps(last, ensure_ascii=False))


def _as_tables(found: Shown, withheld: int, findings: Iterable[Finding], language: str) -> None:
    console, things = screen(), Things(found, language)
    for thing in found.things:
        console.print(Text(things.heading(thing), style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        for style in ("dim", "", "dim"):
            table.add_column(overflow="fold", style=style)
        for row in things.rows(thing):
            table.add_row(*map(Text, row))
        console.print(Padding(table, (0, 0, 1, 2)))
    show_findings(console, findings, language)
    for line in _told(found, withheld, language):
        console.print(Text(line))


def _told(found: Shown, withheld: int, language: str) -> Iterable[str]:
    """How many things are shown, and how much stays back and why."""
    number = len(found.things)
    yield term("shown.things", language, n=number) if number else term("shown.nothing", language)
    if found.held_back:
        yield term("shown.held-back", language, n=found.held_back)
    if withheld:
        yield term("shown.withheld", language, n=withheld)
