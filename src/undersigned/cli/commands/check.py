"""`undersigned check`: what do the rules of its day make of this text?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.cli.commands.read import (
    NOTHING_READ,
    digest_rows,
    digests,
    is_text,
    rechecked,
    reference_line,
)
from undersigned.cli.files.inputs import FILES, json_option, language_option, named_files, with_rulebooks
from undersigned.cli.judging import Judging, judging, judging_options
from undersigned.cli.terminal.exits import leave
from undersigned.cli.terminal.screen import screen, show_count, show_findings
from undersigned.cli.terminal.turns import in_turn, refusing
from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.examination import Examination, between_versions, examine
from undersigned.declaring.interchange import to_data
from undersigned.declaring.reading.reader import read as read_bytes
from undersigned.declaring.rulebooks.rulebook import RuleField
from undersigned.declaring.rulebooks.words import label, shown
from undersigned.declaring.word_count import word_counts
from undersigned.publishing.preparing.gathering import Version, gather, version_of
from undersigned.publishing.rechecking import Recheck, recheck
from undersigned.values.findings import Finding
from undersigned.wording.words import term

RULES = click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    callback=with_rulebooks,
    help="A folder with rulebooks of your own, laid out as <assembly>/<instrument>/<first day>.toml.",
)


@click.command(short_help="What do the rules of its day make of it?")
@FILES
@RULES
@judging_options
@click.option(
    "--fields/--no-fields",
    default=None,
    help="Show every field of the rulebook with its status and source (default: for a single file).",
)
@json_option
@language_option
def check(
    files: Sequence[Path],
    *,
    folders: Sequence[Path],
    assembly: str | None,
    instrument: str | None,
    on: datetime | None,
    fields: bool | None,
    as_json: bool,
    language: str,
) -> None:
    """Check declarations: total, order of names, legend, groups, delegations, words, threshold.

    \b
        undersigned check doc-14983.txt
        undersigned check saved-texts/ --json > findings.jsonl
        undersigned check draft.en.docx draft.fr.docx --assembly pace --instrument written-declaration \\
            --on 2026-10-09

    Each answer is passed, failed or undetermined: what the sources do not tell is never filled in.
    """  # noqa: D301
    console = screen()
    judged = judging(assembly, instrument, on, folders)
    drafts = Drafts()
    with_fields = len(named_files(files)) == 1 if fields is None else fields

    def answer(name: str, content: bytes) -> tuple[Finding, ...]:
        published = recheck(content)
        reading = read_bytes(content, file=name) if is_text(published) else NOTHING_READ
        examinations = examined(reading.declarations, judged, folders)
        between = drafts.with_file(name, [one.declaration for one in examinations])
        findings = (
            *rechecked(published, name),
            *reading.findings,
            *_at(name, examinations),
            *(finding.at(name) for finding in between),
        )
        if as_json:
            click.echo(json.dumps(as_data(name, examinations, findings, published), ensure_ascii=False))
        else:
            console.print(Text(name, style="dim"))
            for examination in examinations:
                show_examination(console, examination, language, with_fields=with_fields)
            show_findings(console, findings, language)
            show_count(console, findings, language)
        return findings

    refuse = refusing(lambda name, finding: as_data(name, (), [finding]), language, as_json=as_json)
    leave(in_turn(files, answer, refuse))


@dataclass(slots=True)
class Drafts:
    """The drafts read so far, so that their language versions can be examined together."""

    seen: dict[tuple[str, int], tuple[Version, Declaration]] = field(default_factory=dict)

    def with_file(self, name: str, declarations: Sequence[Declaration]) -> tuple[Finding, ...]:
        """The findings on a draft whose last language version, so far, is in this file."""
        for index, one in enumerate(declarations):
            if one.form is Form.DRAFT:
                self.seen[name, index] = (version_of(name, index, one), one)
        gathered, _ = gather(version for version, _ in self.seen.values())
        editions = (edition for declaration in gathered for edition in declaration)
        return tuple(
            finding
            for edition in editions
            if any(version.file == name for version in edition)
            for finding in between_versions([self.seen[one.file, one.index][1] for one in edition])
        )


def examined(
    declarations: Sequence[Declaration], judged: Judging, folders: Sequence[Path]
) -> tuple[Examination, ...]:
    """The examination of each declaration of a file, by the rules that it or the options name."""
    return tuple(
        examine(judged.of(declaration), on=judged.on, folders=folders) for declaration in declarations
    )


def _at(name: str, examinations: Sequence[Examination]) -> tuple[Finding, ...]:
    return tuple(finding.at(name) for examination in examinations for finding in examination.findings)


def as_data(
    name: str,
    examinations: Sequence[Examination],
    findings: Sequence[Finding],
    published: Recheck | None = None,
) -> dict[str, object]:
    """A check as plain data: what was read, what was counted, which rulebook, all findings."""
    return {
        "schema": "undersigned.check/1",
        "file": name,
        "declarations": [
            {
                "declaration": to_data(examination.declaration),
                "digests": digests(examination.declaration),
                "words": dict(word_counts(examination.declaration)),
                "tally": examination.tally.as_data(),
                "rulebook": examination.rulebook.as_data() if examination.rulebook else None,
            }
            for examination in examinations
        ],
        "published": published.as_data() if published else None,
        "findings": [finding.as_data() for finding in findings],
    }


def show_examination(console: Console, examination: Examination, language: str, *, with_fields: bool) -> None:
    """Show which text, which names and which rules were examined."""
    declaration = examination.declaration
    console.print(Text(reference_line(declaration, language), style="bold"))
    console.print(Text(declaration.title or term("read.no-title", language), style="bold italic"))
    console.print(Text(_counted(examination, language)))
    for key, digest in digest_rows(declaration).items():
        console.print(Text(f"{term(key, language)}  {digest}", style="dim", overflow="fold"))
    console.print()
    if with_fields and examination.rulebook:
        console.print(Padding(fields_table(examination.fields, language), (0, 0, 1, 2)))


def _counted(examination: Examination, language: str) -> str:
    """The numbers of names, delegations and groups, or that there is no list."""
    tally = examination.tally
    if not examination.declaration.has_list:
        return term("check.no-list", language)
    return term(
        "check.counted",
        language,
        names=tally.names,
        delegations=len(tally.delegations),
        groups=len(tally.groups),
        unregistered=tally.unregistered,
        blank=tally.without_group,
    )


def fields_table(fields: Sequence[RuleField], language: str) -> Table:
    """A rulebook in readable form: field, value, status, source."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key in ("rules.field", "rules.value", "rules.status", "rules.source"):
        table.add_column(term(key, language), overflow="fold")
    for rule in fields:
        table.add_row(
            label(rule.name, language),
            shown(rule, language),
            term(f"status.{rule.status.value}", language),
            rule.source or "–",
        )
    return table
