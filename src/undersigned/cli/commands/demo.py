"""`undersigned demo`: runs the examples through every stage, and says what each did and how long it took."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console

from undersigned.cli.commands.publish import Survey, documents, leaving, surveyed
from undersigned.cli.files.figures_files import Figures, figures_of
from undersigned.cli.files.inputs import language_option
from undersigned.cli.proofs import BUNDLED, lay_bundles, proved
from undersigned.cli.terminal.exits import REFUSED, leave
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.declaring.archive.archive import archive, examples
from undersigned.declaring.archive.known import known_by_text
from undersigned.declaring.examination import examine
from undersigned.publishing.document import Document
from undersigned.publishing.frame import Settings
from undersigned.publishing.preparing.assembling import from_archive
from undersigned.publishing.site.build import LeavingError, SiteReport, build
from undersigned.publishing.site.proofreading import Proof, proofread
from undersigned.values.findings import Finding, Outcome, Place, Severity, failed, failures, passed
from undersigned.verifying.browser_page import browser_page
from undersigned.wording.words import term

Result = TypeVar("Result")
_KNOWN = "publishing.official.known"
FICTIONAL = "declaration*.txt"
FIGURES = ("harbour-square/figures.toml", "doc-14983/figures.toml")
HOST = "127.0.0.1"  # a demonstration is for this machine only


@click.command(short_help="The examples through every stage, as a site.")
@click.option(
    "--out",
    default="build/site",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The site's folder.",
)
@click.option(
    "--official",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The official file of a declaration of the archive: its page then shows the text.",
)
@click.option("--serve/--no-serve", default=None, help="By default, serve where a terminal is looking.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="The port on this machine.",
)
@language_option
def demo(*, out: Path, official: tuple[Path, ...], serve: bool | None, port: int, language: str) -> None:
    """Read, check and publish the examples: a fictional declaration, the founding one, an archive of 48.

    \b
        undersigned demo
        undersigned demo --official doc-14983.txt --out build/site --no-serve
    """  # noqa: D301
    console, began = screen(), time.perf_counter()
    fictional = _timed(console, partial(_read_fictional, language))
    joined = _timed(console, partial(_read_official, official, language))
    _stop_at(console, [*fictional.findings, *joined.findings], language)
    behind = _timed(console, partial(_read_figures, language))
    _stop_at(console, behind.findings, language)
    everything = _timed(console, partial(_examine_all, fictional, joined, behind, language))
    try:
        report = _timed(console, partial(_publish_all, everything, out, language))
    except LeavingError as fault:
        show_findings(console, [leaving(fault, out)], language)
        sys.exit(REFUSED)
    proof = _timed(console, partial(_proofread, report, language))
    if proof.findings:
        console.print(term("demo.faults", language), style="bold red")
    _stop_at(console, proof.findings, language)
    took = time.perf_counter() - began
    console.print(f"{took:6.2f} s  {term('demo.look', language, page=str(out / 'index.html'))}", style="bold")
    if serve if serve is not None else sys.stdout.isatty():
        _serve(console, out, port, language)


def _timed(console: Console, stage: Callable[[], tuple[Result, str]]) -> Result:
    began = time.perf_counter()
    result, said = stage()
    console.print(f"{time.perf_counter() - began:6.2f} s  {said}")
    return result


def _stop_at(console: Console, findings: Sequence[Finding], language: str) -> None:
    """Show findings, and end if one of them failed."""
    if findings:
        show_findings(console, findings, language)
    if failures(findings):
        leave(findings)


def _read_fictional(language: str) -> tuple[Survey, str]:
    survey = surveyed(sorted((examples() / "harbour-square").glob(FICTIONAL)), language)
    return survey, term("demo.read", language, files=survey.files)


def _read_official(official: Sequence[Path], language: str) -> tuple[Survey, str]:
    if not official:
        return Survey(), term("demo.official-missing", language)
    survey = surveyed(official, language)
    survey.findings.extend(official_findings(survey))
    return survey, term("demo.official-read", language, files=survey.files)


def official_findings(survey: Survey) -> Iterator[Finding]:
    """Whether each text given as official is that of the archive, recognised by its digest alone."""
    for version in (one for editions in survey.declarations for edition in editions for one in edition):
        entry = known_by_text(version.text)
        if entry:
            yield passed(_KNOWN, file=version.file, number=entry.number, digest=version.text)
        else:
            place = Place(file=version.file)
            yield failed(_KNOWN, place, Severity.REFUSAL, file=version.file, digest=version.text)


def _read_figures(language: str) -> tuple[Figures, str]:
    """The figures files of two examples, and what became of the people they name."""
    behind = figures_of([examples() / name for name in FIGURES])
    return behind, term("demo.figures", language, **behind.counted)


def _examine_all(
    fictional: Survey, joined: Survey, behind: Figures, language: str
) -> tuple[tuple[Document, ...], str]:
    """Every declaration with its examination: the files, then the entries of the archive without a file."""
    made = [*proved(_from_files(fictional)), *_from_files(joined)]
    shown = {
        (document.assembly, document.instrument, document.number)
        for document in made
        if document.number is not None
    }
    made.extend(
        from_archive(entry, findings=examine(entry.declaration()).findings)
        for entry in archive()
        if (entry.assembly, entry.instrument, entry.number) not in shown
    )
    made = [*behind.joined(made)]
    asked = [finding.outcome for document in made for finding in document.findings]
    return tuple(made), term(
        "demo.checked",
        language,
        documents=len(made),
        passed=asked.count(Outcome.PASSED),
        failed=asked.count(Outcome.FAILED),
        undetermined=asked.count(Outcome.UNDETERMINED),
    )


def _from_files(survey: Survey) -> Iterator[Document]:
    yield from documents([edition for editions in survey.declarations for edition in editions], ())


def _publish_all(everything: Sequence[Document], out: Path, language: str) -> tuple[SiteReport, str]:
    settings = Settings(title="Undersigned", publisher=term("demo.publisher", language))
    report = build(everything, out, settings=settings, bundled=BUNDLED, verifier=browser_page())
    lay_bundles(report.folder)
    return report, term("demo.published", language, documents=report.declarations, files=report.files)


def _proofread(report: SiteReport, language: str) -> tuple[Proof, str]:
    proof = proofread(report.folder)
    counts = {"forms": proof.forms, "links": proof.links, "digests": proof.digests}
    return proof, term("demo.proofread", language, **counts)


def _serve(console: Console, out: Path, port: int, language: str) -> None:
    """Serve the folder on this machine until interrupted; if the port is busy, on any free one."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(out))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError:
        server = ThreadingHTTPServer((HOST, 0), handler)
    with server:
        address = f"http://{HOST}:{server.server_port}/"
        console.print(term("demo.serving", language, folder=str(out), address=address))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print()
