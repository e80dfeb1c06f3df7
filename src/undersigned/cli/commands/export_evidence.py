"""`undersigned evidence export`: writes public evidence as followthemoney statements."""

import errno
import json
from pathlib import Path

import click

from undersigned.cli.files.claims_folder import written
from undersigned.cli.files.inputs import language_option, of_file
from undersigned.cli.terminal.screen import screen
from undersigned.evidence.followthemoney import to_statements
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.publishing.figures.statements import claims_of, told_once
from undersigned.values.refusal import unopened
from undersigned.wording.words import term


@click.command(short_help="What went out, as followthemoney statements.")
@click.argument("evidence", type=click.Path(path_type=Path, exists=True))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The new file.")
@language_option
def export(evidence: Path, *, out: Path, language: str) -> None:
    """Write a file of public evidence as followthemoney statements, one JSON object a line.

    \b
        undersigned evidence export public.2026-10-09.json --out statements.jsonl

    It reads what `undersigned evidence public` wrote, never a folder of claims: nothing goes out that no
    second person approved. Names are not exported, not even of those who agreed, since a copy could not be
    taken back. What no statement can hold is counted, with the reason.
    """  # noqa: D301
    with of_file(evidence):
        public = read_public_evidence(evidence.read_bytes())
    if out.exists():
        raise unopened(FileExistsError(errno.EEXIST, ""), str(out))
    rows = told_once(public)
    made = to_statements(claims_of(rows))
    lines = (json.dumps(dict(one), ensure_ascii=False) + "\n" for one in made.statements)
    written(out, "".join(lines).encode())
    console = screen()
    number = len(made.statements)
    console.print(term("export.written", language, statements=number, rows=len(rows), file=str(out)))
    left = {
        **made.left_out_by,
        "again": len(public.rows) - len(rows),
        "decision": len(public.decisions),
        "stated": len(public.stated),
    }
    for why, many in left.items():
        if many:
            console.print(term(f"export.left.{why}", language, n=many))
