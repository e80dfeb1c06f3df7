"""`undersigned link`: counts the people behind rows, by what people decided about them."""

from pathlib import Path

import click

from undersigned.cli.files.claims_folder import CLAIMS, ClaimsFileError, kept_claims
from undersigned.cli.files.inputs import language_option, said_in
from undersigned.cli.terminal.exits import leave
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.evidence.claims import Claim
from undersigned.evidence.people import people
from undersigned.linking.clusters import clusters_of
from undersigned.linking.decision_files import read_decisions
from undersigned.values.refusal import refusal
from undersigned.wording.words import term

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(short_help="How many people, by what people decided.")
@click.argument("claims", type=FILE)
@click.option(
    "--decisions", required=True, type=FILE, help="Who is the same: JSON Lines, one decision a line."
)
@language_option
def link(claims: Path, *, decisions: Path, language: str) -> None:
    """Count the people of a file of claims under decisions: same, different, unsure; nothing is guessed.

    \b
        undersigned link register/claims.public.jsonl --decisions decisions.jsonl
    """  # noqa: D301
    decided = said_in(decisions, read_decisions)
    joined = clusters_of(decided)
    found = people(read_claims(claims), joined.clusters)
    rows = sum(len(person.subjects) for person in found)
    sources = len({subject.source for person in found for subject in person.subjects})
    said = {"people": len(found), "rows": rows, "sources": sources, "decisions": len(decided)}
    screen().print(term("link.counted", language, **said))
    show_findings(screen(), joined.findings, language)
    leave(joined.findings)


def read_claims(file: Path) -> tuple[Claim, ...]:
    """The claims of a file written by `undersigned evidence read`, without withheld ones.

    Raises `ClaimsFileError`, also where there is not one line in it.
    """
    if not file.stat().st_size:
        raise ClaimsFileError(refusal(CLAIMS, why="empty")).at(str(file))
    return tuple(kept_claims(file))
