"""`undersigned figures`: which figures does this text state, and which of its numbers are in doubt?"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.cli.files.inputs import FILES, OUTSIDE_LARGEST, json_option, language_option
from undersigned.cli.terminal.exits import leave
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.cli.terminal.turns import in_turn, refusing
from undersigned.counting.clauses import Clause, clauses_of
from undersigned.counting.figure import Figure, Relation, Unit
from undersigned.counting.figures import FiguresRead, read_figures
from undersigned.counting.reading.language import language_of
from undersigned.counting.reading.vocabulary import LANGUAGES
from undersigned.declaring.reading.reader import read as read_bytes
from undersigned.values.findings import Finding, Place, Severity, failed, refusals
from undersigned.wording.words import term

_LEFT_OUT = "declaring.line.understood"
_INSIDE_PARAGRAPH = re.compile(r"(?<![.:;!?\n])\r?\n(?=[^\n\r])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text in one language: a clause of a declaration (0 is its title), or a plain text."""

    text: str
    language: str
    clause: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A passage with its figures."""

    passage: Passage
    read: FiguresRead
    clauses: tuple[Clause, ...]


@click.command(short_help="Which figures does this text state?")
@FILES
@click.option(
    "--of",
    "text_language",
    type=click.Choice(LANGUAGES),
    help="The language of the text (default: as the text shows it).",
)
@json_option
@language_option
def figures(files: Sequence[Path], *, text_language: str | None, as_json: bool, language: str) -> None:
    """Find the figures of a text: value, qualifier, what is counted, who says it.

    \b
        undersigned figures statement.txt
        undersigned figures declaration.fr.docx --language fr
        undersigned figures report.ru.txt --of ru --json

    English, French and Russian. A number that can be read in two ways is shown as a doubt, never
    guessed; days, articles, ages, sums of money and percentages are set aside. Nothing is checked
    against records here.
    """  # noqa: D301
    console = screen()

    def answer(name: str, content: bytes) -> tuple[Finding, ...]:
        passages, refused = passages_of(name, content, text_language)
        found = tuple(read_passage(passage) for passage in passages)
        findings = (*refused, *(said for reading in found for said in findings_of(reading, name)))
        if as_json:
            click.echo(json.dumps(as_data(name, found, findings), ensure_ascii=False))
        else:
            show(console, name, found, findings, language)
        return findings

    refuse = refusing(lambda name, finding: as_data(name, (), [finding]), language, as_json=as_json)
    leave(in_turn(files, answer, refuse))


def passages_of(name: str, content: bytes, of: str | None) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """The passages of a file: the clauses of its declarations, else the plain text; or why there are none."""
    if len(content) >= OUTSIDE_LARGEST:
        return (), (_refused("counting.text.size", name, most=OUTSIDE_LARGEST - 1),)
    reading = read_bytes(content, file=name)
    if reading.declarations and not refusals(reading.findings):
        passages = [
            Passage(text=text, language=of or declaration.language, clause=number, line=line)
            for declaration in reading.declarations
            for number, (text, line) in enumerate(
                [
                    (declaration.title or "", declaration.lines.get("title")),
                    *((c.text, c.line) for c in declaration.clauses),
                ]
            )
            if text
        ]
        told = [replace(passage, language=_known(passage, passages)) for passage in passages]
        if any(passage.language not in LANGUAGES for passage in told):
            return (), (_refused("counting.text.language", name),)
        # What no part of a declaration took may hold figures: it is never left out in silence.
        left_out = (finding for finding in reading.findings if finding.code == _LEFT_OUT and not finding.ok)
        return tuple(told), tuple(left_out)
    return _plain(name, content, of)


def _known(passage: Passage, passages: Sequence[Passage]) -> str:
    """The language of a passage; where the reader cannot tell, that of the whole text."""
    if passage.language in LANGUAGES:
        return passage.language
    return language_of(" ".join(one.text for one in passages)) or ""


def _plain(name: str, content: bytes, of: str | None) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (), (_refused("counting.text.letters", name),)
    if "\0" in text:
        return (), (_refused("counting.text.letters", name),)
    language = of or language_of(text)
    if language is None:
        return (), (_refused("counting.text.language", name),)
    # A line broken inside a paragraph is no end of a sentence; the length stays, and so do the places.
    joined = _INSIDE_PARAGRAPH.sub(lambda line_end: " " * len(line_end[0]), text)
    return (Passage(text=joined, language=language),), ()


def _refused(code: str, name: str, **particulars: int) -> Finding:
    return failed(code, Place(file=name), Severity.REFUSAL, file=name, **particulars)


def read_passage(passage: Passage) -> Read:
    """The figures of a passage, with the kinds of its clauses."""
    read = read_figures(passage.text, passage.language)
    if passage.clause is not None:
        numbered = tuple(replace(figure, clause=passage.clause) for figure in read.figures)
        read = replace(read, figures=numbered)
    return Read(passage=passage, read=read, clauses=clauses_of(passage.text, passage.language, read))


def findings_of(reading: Read, name: str) -> tuple[Finding, ...]:
    """The doubts of a passage, each with its line in the file."""
    line = reading.passage.line
    return tuple(
        replace(said, place=Place(file=name, line=line)) if line else said.at(name)
        for said in reading.read.findings
    )


def as_data(name: str, found: Sequence[Read], findings: Sequence[Finding]) -> dict[str, Any]:
    """The result as plain data (`docs/reference/figures.schema.json`)."""
    return {
        "schema": "undersigned.figures/1",
        "file": name,
        "passages": [
            {
                "language": reading.passage.language,
                "clause": reading.passage.clause,
                "figures": [figure.as_data() for figure in reading.read.figures],
                "clauses": [clause.as_data() for clause in reading.clauses],
                "asides": [aside.as_data() for aside in reading.read.asides],
            }
            for reading in found
        ],
        "findings": [finding.as_data() for finding in findings],
    }


def show(
    console: Console, name: str, found: Sequence[Read], findings: Sequence[Finding], language: str
) -> None:
    """Show the figures, then what was set aside, then the doubts."""
    console.print(Text(name, style="dim"))
    if any(reading.read.figures for reading in found):
        console.print(Padding(_table(found, language), (1, 0, 1, 2)))
    elif found:
        console.print(Padding(Text(term("figures.none", language)), (1, 0, 1, 2)))
    aside = [
        f"{one.written} ({term(f'figure-aside.{one.kind}', language)})"
        for r in found
        for one in r.read.asides
    ]
    if aside:
        words = Text(term("figures.asides", language, what="; ".join(aside)), style="dim")
        console.print(Padding(words, (0, 0, 1, 2)))
    if findings:
        show_findings(console, findings, language)


def _table(found: Sequence[Read], language: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key in ("clause", "written", "qualifier", "value", "unit", "kind", "tie", "said-by"):
        table.add_column(term(f"figures.{key}", language), overflow="fold")
    for reading in found:
        kinds = {index: clause.kind for clause in reading.clauses for index in clause.figures}
        for index, figure in enumerate(reading.read.figures):
            kind = kinds.get(index)
            table.add_row(
                str(figure.clause),
                figure.written + (f" ({term('figures.doubted', language)})" if figure.doubts else ""),
                term(f"figure-qualifier.{figure.qualifier.value}", language),
                value_in_words(figure, language),
                _counts(figure, language),
                term(f"figure-clause.{kind.value}", language) if kind else "",
                _tie(figure.relation, reading.read.figures, language),
                figure.attributed_to or "",
            )
    return table


def value_in_words(figure: Figure, language: str) -> str:
    """The number, or both ends of a range, in words."""
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        return term("figures.to", language, low=figure.low, high=figure.high)
    return str(figure.value)


def _counts(figure: Figure, language: str) -> str:
    if figure.unit is None:
        return ""
    if figure.unit is Unit.OTHER:
        return figure.noun or ""
    return term(f"figure-unit.{figure.unit.value}", language, n=figure.value)


def _tie(relation: Relation | None, figures: Sequence[Figure], language: str) -> str:
    if relation is None:
        return ""
    if relation.to is None:
        return term(f"figure-tie.{relation.tie.value}.open", language)
    return term(f"figure-tie.{relation.tie.value}", language, of=figures[relation.to].written)
