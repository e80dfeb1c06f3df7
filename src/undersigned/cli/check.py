"""`undersigned check`: what do the rules of its day make of this text?"""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.cli.exits import leave
from undersigned.cli.inputs import FILES, contents, json_option, language_option, named_files
from undersigned.cli.read import reference_line
from undersigned.cli.screen import screen, show_count, show_findings
from undersigned.declaring.examination import Examination, examine
from undersigned.declaring.interchange import to_data
from undersigned.declaring.reading.reader import read as read_bytes
from undersigned.declaring.rulebooks.rulebook import RuleField
from undersigned.declaring.rulebooks.words import label, shown
from undersigned.values.findings import Finding
from undersigned.wording.words import term

RULES = click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with rulebooks of your own, laid out as <assembly>/<instrument>/<first day>.toml.",
)


@click.command(short_help="What do the rules of its day make of it?")
@FILES
@RULES
@click.option("--fields", is_flag=True, help="Show every field of the rulebook with its status and source.")
@json_option
@language_option
def check(
    files: Sequence[Path], *, folders: Sequence[Path], fields: bool, as_json: bool, language: str
) -> None:
    """Check declarations: total, order of names, legend, groups, delegations, words, threshold.

    \b
        undersigned check doc-14983.txt
        undersigned check doc-14983.txt --fields
        undersigned check saved-texts/ --json > findings.jsonl

    Each answer is passed, failed or undetermined: what the sources do not tell is never filled in.
    """  # noqa: D301
    console = screen()
    found: list[Finding] = []
    for name, content in contents(named_files(files)):
        reading = read_bytes(content, file=name)
        examinations = [examine(one, folders=folders) for one in reading.declarations]
        findings = (*reading.findings, *(f.at(name) for one in examinations for f in one.findings))
        found.extend(findings)
        if as_json:
            click.echo(json.dumps(as_data(name, examinations, findings), ensure_ascii=False))
            continue
        console.print(Text(name, style="dim"))
        for examination in examinations:
            show_examination(console, examination, language, with_fields=fields)
        show_findings(console, findings, language)
        show_count(console, findings, language)
    leave(found)


def as_data(name: str, examinations: Sequence[Examination], findings: Sequence[Finding]) -> dict[str, object]:
    """A check as data: what was read, what was counted, which rulebook, all findings."""
    return {
        "schema": "undersigned.check/1",
        "file": name,
        "declarations": [
            {
                "declaration": to_data(one.declaration),
                "tally": one.tally.as_data(),
                "rulebook": one.rulebook.as_data() if one.rulebook else None,
            }
            for one in examinations
        ],
        "findings": [finding.as_data() for finding in findings],
    }


def show_examination(console: Console, examination: Examination, language: str, *, with_fields: bool) -> None:
    """The head: which text, which names, which rules."""
    declaration, tally = examination.declaration, examination.tally
    console.print(Text(reference_line(declaration, language), style="bold"))
    console.print(Text(declaration.title or term("read.no-title", language), style="bold italic"))
    console.print(
        Padding(
            Text(
                term(
                    "check.counted",
                    language,
                    names=tally.names,
                    delegations=len(tally.delegations),
                    groups=len(tally.groups),
                    unregistered=tally.unregistered,
                    blank=tally.without_group,
                )
            ),
            (0, 0, 1, 0),
        )
    )
    if with_fields and examination.rulebook:
        console.print(Padding(fields_table(examination.fields, language), (0, 0, 1, 2)))


def fields_table(fields: Sequence[RuleField], language: str) -> Table:
    """A rulebook in readable form: field, value, status, source."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key in ("rules.field", "rules.value", "rules.status", "rules.source"):
        table.add_column(term(key, language), overflow="fold")
    for field in fields:
        table.add_row(
            label(field.name, language),
            shown(field, language),
            term(f"status.{field.status.value}", language),
            field.source or "–",
        )
    return table
