"""Figures files given on the command line: read, checked for revealing steps, and ready to be published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from undersigned.cli.files.inputs import said_in
from undersigned.followup.published import published
from undersigned.publishing.document import Document
from undersigned.publishing.figures.file import FiguresFile, FiguresFileError, read_figures_file
from undersigned.publishing.followed import Followed
from undersigned.publishing.preparing.bound import bound
from undersigned.values.findings import Finding, Place, Severity, failed, refusals
from undersigned.values.refusal import TWICE, refusal

KNOWN = "publishing.figure.known"


def figures_option(command: Any) -> Any:  # noqa: ANN401 -- click's own type is as wide
    """Add the option `--figures FILE`, which may be repeated."""
    return click.option(
        "--figures",
        "figures",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="What stands behind the figures of a declaration (docs/reference/figures-file-format.md).",
    )(command)


@dataclass(slots=True)
class Figures:
    """The figures files by declaration, and which of these declarations were published."""

    files: Mapping[str, tuple[FiguresFile, Followed | None]] = field(default_factory=dict)
    paths: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    seen: set[str] = field(default_factory=set)

    def joined(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Each document with its figures."""
        for document in documents:
            self.seen.add(f"{document.assembly}/{document.instrument}/{document.slug}")
            yield from bound([document], self.files)

    def missing(self) -> tuple[Finding, ...]:
        """A finding for each file whose declaration was not among the documents."""
        return tuple(
            failed(KNOWN, Place(file=str(path)), file=path.name, declaration=key)
            for key, path in self.paths.items()
            if key not in self.seen
        )

    @property
    def counted(self) -> dict[str, int]:
        """How many figures there are, and how many people are followed."""
        figures = sum(len(file.bindings) for file, _ in self.files.values())
        people = sum(len(followed.people) for _, followed in self.files.values() if followed)
        return {"figures": figures, "people": people}

    @property
    def refused(self) -> bool:
        """Whether there is a revealing step that nobody approved."""
        return bool(refusals(self.findings))


def figures_of(paths: Sequence[Path]) -> Figures:
    """Read the figures files. Raises `FiguresFileError`."""
    files: dict[str, tuple[FiguresFile, Followed | None]] = {}
    by_key: dict[str, Path] = {}
    findings: list[Finding] = []
    for path in paths:
        file = _read(path)
        key = f"{file.assembly}/{file.instrument}/{file.slug}"
        if key in files:
            raise FiguresFileError(refusal(TWICE, id=key)).at(str(path))
        followed = published(file.case, names=file.names, as_of=file.latest.as_of) if file.case else None
        files[key], by_key[key] = (file, followed), path
        findings.extend(finding for finding in file.steps() if finding.severity is Severity.REFUSAL)
        findings.extend(finding for finding in file.completeness() if not finding.ok)
    return Figures(files=files, paths=by_key, findings=tuple(findings))


def _read(path: Path) -> FiguresFile:
    return said_in(path, lambda text: read_figures_file(text, lambda name: (path.parent / name).read_bytes()))
