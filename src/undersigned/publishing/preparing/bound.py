"""Joins a document with its figures file: the answers of each day's evidence, marked in the current text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from undersigned.publishing.addresses import declaration_key
from undersigned.publishing.document import Document
from undersigned.publishing.figures.answer import Answer, answers
from undersigned.publishing.figures.file import FiguresFile
from undersigned.publishing.figures.places import Stretch, places
from undersigned.publishing.followed import Followed


def with_figures(document: Document, file: FiguresFile, followed: Followed | None = None) -> Document:
    """The document with the answers to its figures; text, list and digests stay the same."""
    stretches, found = places(
        file.bindings, {language: text.clauses for language, text in document.texts.items()}
    )
    first = file.first
    everything = [
        _marked(answers(file.bindings, evidence, first if evidence is not first else None), stretches)
        for evidence in file.editions
    ]
    missing = tuple(finding for finding in found if not finding.ok)
    return replace(
        document,
        figures=everything[-1],
        earlier_figures=tuple(everything[:-1]),
        followed=followed,
        findings=(*document.findings, *missing),
    )


def bound(
    documents: Iterable[Document], beside: Mapping[str, tuple[FiguresFile | None, Followed | None]]
) -> Iterator[Document]:
    """Each document joined with its figures and its follow-up, by the key of the declaration."""
    for document in documents:
        file, followed = beside.get(declaration_key(document), (None, None))
        yield with_figures(document, file, followed) if file else replace(document, followed=followed)


def _marked(given: Iterable[Answer], stretches: Mapping[str, tuple[Stretch, ...]]) -> tuple[Answer, ...]:
    return tuple(
        replace(
            answer,
            stretches={
                language: stretch
                for language, found in stretches.items()
                for stretch in found
                if stretch.figure == answer.binding.id
            },
        )
        for answer in given
    )
