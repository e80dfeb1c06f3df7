"""Sources: a document, list or ruling that says something, and on what ground it may be used.

1. A source has an id that is kept for ever, and a title or an address: without both nobody could look it up.
2. A list that is sent again is the same source with another capture; its rows keep their keys.
3. A source that must not be named has a level of its own, and all its claims inherit it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NewType

from undersigned.evidence.confidentiality import Level
from undersigned.values.dates import SourceDate
from undersigned.values.refusal import FITTING, GIVEN, RefusedError, refusal
from undersigned.values.sourced import Citation
from undersigned.values.tables import Table, TableError

SourceId = NewType("SourceId", str)
TEXT_FIELDS = (
    *("kind", "title", "publisher", "author", "language", "url", "archive_url", "capture", "right"),
    *("connection", "reliability"),
)


class SourceError(RefusedError):
    """What is said of a source does not let anyone look it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where claims come from; `capture` is the SHA-256 of the bytes read, `right` why they may be used."""

    id: SourceId
    kind: str  # a term of the vocabulary `source-kind`
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    published: SourceDate | None = None
    url: str | None = None
    archive_url: str | None = None
    capture: str | None = None
    right: str | None = None
    read_on: SourceDate | None = None
    connection: str | None = None
    reliability: str | None = None
    level: Level = Level.PUBLIC

    def __post_init__(self) -> None:
        if not (self.title or self.url):
            raise SourceError(refusal(GIVEN, f"sources.{self.id}", names=("title", "url")))

    def citation(self, at: str | None = None) -> Citation:
        """How this source is cited, at a place in it."""
        return Citation(source=self.id, title=self.title or self.publisher, at=at, url=self.url)


def source_id(written: str) -> SourceId:
    """The id of a source. Raises `SourceError` for one with white space or a slash in it."""
    if not written or any(character.isspace() or character == "/" for character in written):
        raise SourceError(refusal(FITTING, why="id-of-source", value=written))
    return SourceId(written)


def source_of(id_: str, data: Mapping[str, Any]) -> Source:
    """A source as files hold it. Raises `SourceError` for a field that no source has, or a wrong value."""
    try:
        return _source(id_, Table(data, f"sources.{id_}"))
    except TableError as fault:
        raise SourceError(fault.finding) from fault


def sources_of(table: Table) -> dict[str, Source]:
    """All sources of a file, under `[sources.<id>]`. Raises `SourceError`, `TableError`."""
    said = table.table("sources")
    return {id_: source_of(id_, said.table(id_).said) for id_ in said.names()}


def _source(id_: str, said: Table) -> Source:
    said.only((*TEXT_FIELDS, "published", "read_on", "level"))
    return Source(
        id=source_id(id_),
        level=Level(said.term("level", tuple(Level))) if said.has("level") else Level.PUBLIC,
        published=said.source_date("published") if said.has("published") else None,
        read_on=said.source_date("read_on") if said.has("read_on") else None,
        kind=said.text_or_none("kind") or "unknown",
        **{name: said.text_or_none(name) for name in TEXT_FIELDS if name != "kind"},
    )
