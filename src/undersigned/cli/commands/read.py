"""`undersigned read`: what does this official text say, line by line?"""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.cli.files.inputs import FILES, json_option, language_option
from undersigned.cli.terminal.exits import leave
from undersigned.cli.terminal.screen import screen, show_findings, word_for
from undersigned.cli.terminal.turns import in_turn, refusing
from undersigned.declaring.archive.known import known_findings
from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.interchange import to_data
from undersigned.declaring.reading.reader import Reading
from undersigned.declaring.reading.reader import read as read_bytes
from undersigned.declaring.word_count import word_counts
from undersigned.publishing.rechecking import Recheck, recheck
from undersigned.values.findings import Finding, Outcome
from undersigned.wording.words import term

NOTHING_READ = Reading(declarations=(), findings=())


@click.command(short_help="What does this official text say?")
@FILES
@json_option
@language_option
def read(files: Sequence[Path], *, as_json: bool, language: str) -> None:
    """Read official declarations: as printed, as on an assembly's site, or a Word draft.

    \b
        undersigned read doc-14983.txt
        undersigned read page.html --json
        undersigned read draft.en.docx draft.fr.docx
        undersigned read 695.pdf
        pdftotext -layout doc.pdf - | undersigned read -

    A form that this program published (page, PDF, Akoma Ntoso, JSON, JSON-LD, text, CSV) is checked by
    itself: both digests are made again and compared with those it states.

    What a reader does not understand is said with its line, never guessed.
    """  # noqa: D301
    console = screen()

    def answer(name: str, content: bytes) -> tuple[Finding, ...]:
        published = recheck(content)
        reading = read_bytes(content, file=name) if is_text(published) else NOTHING_READ
        findings = (*rechecked(published, name), *reading.findings, *_known(reading, name))
        if as_json:
            click.echo(json.dumps(as_data(name, reading, findings, published), ensure_ascii=False))
        else:
            show(console, name, reading, findings, language)
        return findings

    refuse = refusing(lambda name, finding: as_data(name, NOTHING_READ, [finding]), language, as_json=as_json)
    leave(in_turn(files, answer, refuse))


def is_text(published: Recheck | None) -> bool:
    """Whether the declaration readers can read the file: any unpublished file, and published plain text."""
    return published is None or published.form == "txt"


def rechecked(published: Recheck | None, name: str) -> tuple[Finding, ...]:
    """The findings of a published form checked by itself."""
    return tuple(finding.at(name) for finding in published.findings) if published else ()


def as_data(
    name: str, reading: Reading, findings: Sequence[Finding], published: Recheck | None = None
) -> dict[str, object]:
    """A reading as data (`docs/reference/declaration.schema.json`)."""
    return {
        "schema": "undersigned.reading/1",
        "file": name,
        "declarations": [to_data(declaration) for declaration in reading.declarations],
        "digests": [digests(declaration) for declaration in reading.declarations],
        "words": [dict(word_counts(declaration)) for declaration in reading.declarations],
        "published": published.as_data() if published else None,
        "findings": [finding.as_data() for finding in findings],
    }


def digests(declaration: Declaration) -> dict[str, str | None]:
    """The digests of text and list; `None` for a list that the document does not have."""
    names = declaration.list_digest() if declaration.has_list else None
    return {"text": declaration.text_digest(), "list": names}


def show(console: Console, name: str, reading: Reading, findings: Sequence[Finding], language: str) -> None:
    """A reading for people: what was read, then what was found on the way."""
    console.print(Text(name, style="dim"))
    for declaration in reading.declarations:
        show_declaration(console, declaration, language)
    worth = [finding for finding in findings if finding.outcome is not Outcome.NOT_APPLICABLE]
    if worth:
        console.print()
        show_findings(console, worth, language)


def show_declaration(console: Console, declaration: Declaration, language: str) -> None:
    """Head, text, list, total, legend, digest."""
    console.print(Text(reference_line(declaration, language), style="bold"))
    console.print(
        Padding(Text(declaration.title or term("read.no-title", language), style="bold italic"), (0, 0, 1, 0))
    )
    console.print(Padding(_facts(declaration, language), (0, 0, 0, 2)))
    console.print()
    for number, clause in enumerate(declaration.clauses, start=1):
        console.print(Padding(Text(f"{number}. {clause.text}"), (0, 0, 1, 2)))
    if declaration.has_list:
        console.print(Padding(_names(declaration, language), (0, 0, 1, 2)))
    for line in declaration.legend or ():
        console.print(Padding(Text(f"{line.code}: {line.name}"), (0, 0, 0, 2)))


def reference_line(declaration: Declaration, language: str) -> str:
    """`Written declaration No. 695 · Doc. 14983 · 4 October 2019 · English · as printed`."""
    parts = [
        _kind(declaration, language),
        declaration.number is not None and f"No. {declaration.number}",
        declaration.doc_number is not None and f"Doc. {declaration.doc_number}",
        declaration.dated and declaration.dated.as_written,
        word_for("language", declaration.language, language),
        _form(declaration, language),
    ]
    return " · ".join(str(part) for part in parts if part)


def _kind(declaration: Declaration, language: str) -> str:
    """What it is: by its head's own words, by its instrument, a draft, or not known."""
    if declaration.called:
        return declaration.called
    if declaration.instrument:
        return word_for("instrument", declaration.instrument, language)
    kind = "draft" if declaration.form is Form.DRAFT else "unknown"
    return term(f"instrument.{kind}", language)


def _form(declaration: Declaration, language: str) -> str | None:
    """The form it was found in; a draft has said so already."""
    if declaration.form is Form.DRAFT and declaration.instrument is None:
        return None
    return word_for("form", declaration.form.value, language)


def _facts(declaration: Declaration, language: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    disclaimer = declaration.disclaimer
    rows = {
        "read.disclaimer": disclaimer and f"{disclaimer.text} [{disclaimer.variant or '?'}]",
        "read.opening": declaration.opening,
        "read.clauses": str(len(declaration.clauses)),
        "read.words": words_line(declaration, language),
        "read.signatories": str(len(declaration.signatories)) if declaration.has_list else None,
        "read.stated-total": declaration.stated_total,
        "read.legend": declaration.legend and str(len(declaration.legend)),
        **digest_rows(declaration),
    }
    for key, value in rows.items():
        if value is not None and value != "":
            table.add_row(Text(term(key, language), style="dim"), Text(str(value)))
    return table


def digest_rows(declaration: Declaration) -> dict[str, str]:
    """Both digests by the keys of their labels; that of the list only where there is one."""
    return {f"read.{of}-digest": f"sha256:{digest}" for of, digest in digests(declaration).items() if digest}


def words_line(declaration: Declaration, language: str) -> str:
    """How many words, by each way of counting, in words."""
    counts = word_counts(declaration)
    key = "read.words.whole" if declaration.opening else "read.words.body"
    return term(
        key,
        language,
        spaced=counts["by-space"],
        spaced_body=counts["by-space-without-opening"],
        worded=counts["by-word"],
        worded_body=counts["by-word-without-opening"],
    )


def _names(declaration: Declaration, language: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key in ("read.order", "read.family", "read.given", "read.country", "read.code", "read.group"):
        table.add_column(term(key, language))
    for signatory in declaration.signatories:
        name = signatory.name
        given = " ".join(
            part for part in (name.honorific, name.given, name.style and f"[{name.style}]") if part
        )
        table.add_row(
            str(signatory.order),
            name.family,
            given,
            signatory.country or "–",
            signatory.place or "?",
            signatory.group or "–",
        )
    return table


def _known(reading: Reading, name: str) -> tuple[Finding, ...]:
    return tuple(
        finding.at(name) for declaration in reading.declarations for finding in known_findings(declaration)
    )
