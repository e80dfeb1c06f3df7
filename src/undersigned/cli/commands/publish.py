"""`undersigned publish`: writes every form of a declaration as a folder of files.

The files are gone through twice: once to see what belongs together, which keeps only small keys, and once to
publish one declaration after the other; so memory does not grow with their number.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from undersigned.cli.commands.check import RULES
from undersigned.cli.files.figures_files import Figures, figures_of, figures_option
from undersigned.cli.files.inputs import FILES, contents, language_option, named_files
from undersigned.cli.judging import Judging, judging, judging_options
from undersigned.cli.terminal.exits import REFUSED, SOMETHING_FAILED, leave
from undersigned.cli.terminal.interruption import INTERRUPTED
from undersigned.cli.terminal.progress import Advance, shown_progress
from undersigned.cli.terminal.screen import aside, screen, show_findings
from undersigned.declaring.archive.known import known_findings
from undersigned.declaring.examination import examine, joined
from undersigned.declaring.reading.reader import Reading
from undersigned.declaring.reading.reader import read as read_bytes
from undersigned.publishing.corrections import corrections_address
from undersigned.publishing.document import Document
from undersigned.publishing.forms import FORMS
from undersigned.publishing.frame import Settings
from undersigned.publishing.preparing.assembling import document
from undersigned.publishing.preparing.gathering import Edition, Version, gather, in_the_way, version_of
from undersigned.publishing.site.build import LeavingError, SiteReport, build
from undersigned.values.findings import Finding, Severity, failed, failures
from undersigned.wording.words import term

LEAVING_NAMED = 10


@dataclass(slots=True)
class Survey:
    """The result of the first pass: the declarations by edition, and what prevents publication."""

    declarations: tuple[tuple[Edition, ...], ...] = ()
    files: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)


@click.command(short_help="Make every form of it, as a folder of files.")
@FILES
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The site's folder."
)
@click.option("--title", default="Undersigned", show_default=True, help="The name of the site.")
@click.option("--publisher", help="Who publishes the site.")
@click.option("--corrections", help="Where to ask for a correction: a mail, web or postal address.")
@click.option(
    "--forms", help=f"Which forms, by suffix: {','.join(form.key for form in FORMS)} (default: all)."
)
@click.option("--skip-refused", is_flag=True, help="Leave out files that are refused, instead of stopping.")
@click.option("--remove", is_flag=True, help="Let declarations leave the site that are not given again.")
@figures_option
@RULES
@judging_options
@language_option
def publish(
    files: Sequence[Path],
    *,
    out: Path,
    title: str,
    publisher: str | None,
    corrections: str | None,
    forms: str | None,
    skip_refused: bool,
    remove: bool,
    figures: Sequence[Path],
    folders: Sequence[Path],
    assembly: str | None,
    instrument: str | None,
    on: datetime | None,
    language: str,
) -> None:
    """Publish declarations as a site of files: HTML, PDF, Akoma Ntoso, JSON, JSON-LD, text, CSV.

    \b
        undersigned publish doc-14983.txt --out site
        undersigned publish draft.en.docx draft.fr.docx --out draft-site
        undersigned publish saved-texts/ --out site --publisher "The Archive" --corrections me@example.org
        undersigned publish declaration.en.txt --figures figures.toml --out site

    The folder opens from a disk as well as from a server. Language versions of one number become one
    declaration, texts of one number with different days its editions. The site is written beside the old one
    and takes its place in one step. What the old one has must be given again, or be removed with --remove.
    """  # noqa: D301
    console = screen()
    suffixes = _suffixes(forms)
    asked_at = None if corrections is None else corrections_address(corrections)
    settings = Settings(title=title, publisher=publisher, corrections=asked_at)
    judged = judging(assembly, instrument, on, folders)
    behind = _figures(console, figures, language)
    survey = surveyed(named_files(files), language)
    show_findings(console, survey.findings, language)
    if survey.refused and not skip_refused:
        said = term("publish.refused", language, refused=survey.refused, files=survey.files)
        console.print(said, style="bold")
        sys.exit(REFUSED)
    if not survey.declarations:
        sys.exit(REFUSED)
    found: list[Finding] = []
    editions = [edition for declaration in survey.declarations for edition in declaration]
    with shown_progress(term("publish.writing", language), len(editions)) as advance:
        made = _told(behind.joined(documents(editions, folders, judged)), found, advance)
        report = _built(made, out, settings, suffixes, removing=remove, language=language)
    _show_report(console, report, language)
    found.extend(behind.missing())
    show_findings(console, (*report.refused, *failures(found)), language)
    if report.refused:
        sys.exit(SOMETHING_FAILED)
    leave(found)


def _figures(console: Console, paths: Sequence[Path], language: str) -> Figures:
    """Read the figures files; end the process if a step could reveal somebody and nobody approved it."""
    behind = figures_of(paths)
    show_findings(console, behind.findings, language)
    if behind.refused:
        sys.exit(REFUSED)
    if paths:
        console.print(term("demo.figures", language, **behind.counted))
    return behind


def _built(
    made: Iterable[Document],
    out: Path,
    settings: Settings,
    suffixes: tuple[str, ...] | None,
    *,
    removing: bool,
    language: str,
) -> SiteReport:
    """Build the site, or end the process with the reason in words."""
    try:
        return build(made, out, settings=settings, suffixes=suffixes, removing=removing)
    except LeavingError as fault:
        show_findings(screen(), [leaving(fault, out)], language)
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        aside().print(term("publish.interrupted", language, folder=str(out)))
        sys.exit(INTERRUPTED)


def leaving(fault: LeavingError, out: Path) -> Finding:
    """A refusal that names the declarations that would leave the site (the first, if many)."""
    first, rest = fault.left[:LEAVING_NAMED], fault.left[LEAVING_NAMED:]
    named = (*first, "…") if rest else first
    code = "publishing.site.leaving"
    return failed(code, None, Severity.REFUSAL, number=len(fault.left), folder=str(out), left=named)


def _show_report(console: Console, report: SiteReport, language: str) -> None:
    """Say what was written, and which declarations left."""
    page = str(report.folder / "index.html")
    said = term("publish.done", language, documents=report.declarations, files=report.files, folder=page)
    console.print(said, style="bold")
    for address in report.left:
        console.print(term("publish.left", language, address=address))


def surveyed(files: Sequence[Path], language: str) -> Survey:
    """Read every file once: which declarations they are, and what cannot be published."""
    survey = Survey(files=len(files))
    versions: list[Version] = []
    with shown_progress(term("publish.reading", language), len(files)) as advance:
        for name, content in contents(files):
            reading = read_bytes(content, file=name)
            findings = (*reading.findings, *_against_what_is_known(reading, name))
            stopped = in_the_way(findings)
            survey.findings.extend(stopped)
            survey.refused += bool(stopped)
            if not stopped:
                versions.extend(
                    version_of(name, index, declaration)
                    for index, declaration in enumerate(reading.declarations)
                )
            advance()
    survey.declarations, gathered = gather(versions)
    survey.findings.extend(gathered)
    survey.refused += len({finding.place for finding in in_the_way(gathered)})
    return survey


def documents(
    editions: Iterable[Edition], folders: Sequence[Path], judged: Judging | None = None
) -> Iterator[Document]:
    """Each edition as a document, read again from its files; `judged` fills in what a draft does not say."""
    by = judged or Judging()
    for edition in editions:
        findings: list[Finding] = []
        examinations = []
        for version in edition:
            _, content = next(contents([Path(version.file)]))
            file = Path(version.file).name  # what is published names no folder of the publisher's machine
            reading = read_bytes(content, file=file)
            findings.extend(reading.findings)
            declaration = by.of(reading.declarations[version.index])
            examinations.append(examine(declaration, on=by.on, folders=folders))
        declarations = [examination.declaration for examination in examinations]
        yield document(declarations, findings=(*findings, *joined(examinations)))


def _against_what_is_known(reading: Reading, name: str) -> Iterator[Finding]:
    for declaration in reading.declarations:
        yield from (finding.at(name) for finding in known_findings(declaration))


def _told(made: Iterable[Document], found: list[Finding], advance: Advance) -> Iterator[Document]:
    for one in made:
        found.extend(failures(one.findings))
        advance()
        yield one


def _suffixes(forms: str | None) -> tuple[str, ...] | None:
    if forms is None:
        return None
    by_key = {form.key: form.suffix for form in FORMS}
    wanted = [key.strip().lstrip(".") for key in forms.split(",") if key.strip()]
    unknown = [key for key in wanted if key not in by_key]
    if unknown:
        raise click.UsageError(f"no such form: {', '.join(unknown)} (there are {', '.join(by_key)})")
    if not wanted:
        raise click.UsageError(f"--forms names no form (there are {', '.join(by_key)})")
    return tuple(by_key[key] for key in wanted)
