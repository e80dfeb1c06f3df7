"""A document, a list or a ruling that says something, and on what ground it may be used.

1. A source has an id that is kept for ever, and a title or an address: without both nobody could look it up.
2. A list that is sent again is the same source with another capture; its rows keep their keys.
3. A source that must not be named has a level of its own, and all its claims inherit it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NewType

from undersigned.evidence.confidentiality import Level
from undersigned.values.dates import SourceDate
from undersigned.values.faults import UndersignedError
from undersigned.values.sourced import Citation

SourceId = NewType("SourceId", str)
TEXT_FIELDS = (
    *("kind", "title", "publisher", "author", "language", "url", "archive_url", "capture", "right"),
    *("connection", "reliability"),
)


class SourceError(UndersignedError):
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
            raise SourceError(f"source {self.id}: neither a title nor an address")

    def citation(self, at: str | None = None) -> Citation:
        """How this source is cited, at a place in it."""
        return Citation(source=self.id, title=self.title or self.publisher, at=at, url=self.url)


def source_id(written: str) -> SourceId:
    """The id of a source. Raises `SourceError` for one with white space or a slash in it."""
    if not written or any(character.isspace() or character == "/" for character in written):
        raise SourceError(f"{written!r} is no id of a source: no white space, no slash")
    return SourceId(written)


def source_of(id_: str, data: Mapping[str, Any]) -> Source:
    """A source as files hold it. Raises `SourceError` for a field that no source has, or a wrong value."""
    known = {*TEXT_FIELDS, "published", "read_on", "level"}
    if unknown := sorted(set(data) - known):
        raise SourceError(f"source {id_}: no source has {', '.join(unknown)}")
    if wrong := [name for name in TEXT_FIELDS if not isinstance(data.get(name, ""), str)]:
        raise SourceError(f"source {id_}: {', '.join(wrong)} must be text")
    if data.get("level", "public") not in tuple(Level):
        raise SourceError(f"source {id_}: no level is called {data['level']}")
    return Source(
        id=source_id(id_),
        level=Level(data.get("level", "public")),
        published=_date(id_, data, "published"),
        read_on=_date(id_, data, "read_on"),
        kind=data.get("kind", "unknown"),
        **{name: data[name] for name in TEXT_FIELDS if name in data and name != "kind"},
    )


def _date(id_: str, data: Mapping[str, Any], name: str) -> SourceDate | None:
    if name not in data:
        return None
    found = SourceDate.of_iso(str(data[name]))
    if found is None:
        raise SourceError(f"source {id_}: {name} is no date: {data[name]}")
    return found
