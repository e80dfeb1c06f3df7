"""Reads a case file: TOML written by hand, with sources, people and events, and who says what about them.

1. Under `[sources.<id>]` stands every source that is used; one that is not there is a fault.
2. `[[people]]` has a `key`; a property of a person holds a list of `{ value, source, at }`; `denied = true`
   and `not_found = true` are values of their own. A table named after another kind (`[[people.outcome]]`) is
   about that person, and all it says is said by its one `source`.
3. Whoever writes sources under one person decides that they speak of one person: `decided` says who, when,
   why.
4. The file is plain text: a claim of the withheld level has no place in it, and is a fault.
5. Things that are about nobody (`[[recommendation]]`, `[[call]]`, `[[event]]` …) stand by themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from undersigned.evidence.claims import Claim, Standing, Subject, Value
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.properties import Property, PropertyError, properties, property_of
from undersigned.evidence.sources import Source, SourceId, sources_of
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.values.refusal import RefusedError
from undersigned.values.tables import Table, no_two_alike
from undersigned.values.toml import toml_table

_HEAD = {"sources", "people", "decided", "level"}
_ABOUT = {"key", "source", "at", "level", "quotation", "language"}
_OF_A_VALUE = {"value", "source", "at", "level", "quotation", "language", "denied", "not_found"}
_KINDS = {known.kind for known in properties().values()}


class CaseFileError(RefusedError):
    """A case file says something that cannot be held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What a file holds; `clusters` are the subjects that its author takes for one person each."""

    sources: Mapping[str, Source]
    claims: tuple[Claim, ...]
    clusters: tuple[tuple[Subject, ...], ...]
    decided: Mapping[str, str]


def read_case_file(text: str) -> CaseFile:
    """The evidence of a TOML text. Raises `CaseFileError`."""
    try:
        return _case_file(Table(toml_table(text)))
    except RefusedError as fault:
        raise CaseFileError(fault.finding) from fault


def _case_file(file: Table) -> CaseFile:
    file.only(_HEAD | _KINDS)
    file.need("sources")
    reader = _Reader(sources=sources_of(file), level=_level(file, Level.PUBLIC))
    claims: list[Claim] = []
    clusters: list[tuple[Subject, ...]] = []
    people = file.tables("people")
    no_two_alike((person.text("key") for person in people), "people")
    for person in people:
        own = tuple(reader.person(person))
        claims.extend(own)
        clusters.append(tuple(dict.fromkeys(_people_in(own))))
    for kind in (name for name in file.names() if name not in _HEAD):
        for nth, said in enumerate(file.tables(kind), 1):
            claims.extend(reader.thing(kind, said, said.text("key") if said.has("key") else str(nth)))
    decided = file.table("decided")
    if clusters:
        decided.need("by", "on", "why")
    told = {name: str(value) for name, value in decided.said.items()}
    return CaseFile(sources=reader.sources, claims=tuple(claims), clusters=tuple(clusters), decided=told)


def _people_in(claims: tuple[Claim, ...]) -> Iterator[Subject]:
    """The persons among these claims: the subjects of claims, and those at whom values point."""
    for claim in claims:
        for subject in (claim.subject, claim.value):
            if isinstance(subject, Subject) and subject.kind == "person":
                yield subject


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads the tables of one file into claims, under the sources and the level that it gives."""

    sources: Mapping[str, Source]
    level: Level

    def person(self, said: Table) -> Iterator[Claim]:
        """One of `[[people]]`."""
        key = said.text("key")
        for name in (name for name in said.names() if name not in _ABOUT):
            for nth, table in enumerate(said.tables(name), 1):
                if name in _KINDS:
                    about = Subject(source=self._source(table).id, kind="person", key=key)
                    yield from self.thing(name, table, f"{key}/{nth}", about)
                else:
                    table.only(_OF_A_VALUE)
                    yield self._claim(_property(f"person.{name}", said), table, key)

    def thing(self, kind: str, said: Table, key: str, person: Subject | None = None) -> Iterator[Claim]:
        """A table of which one source says everything."""
        head = {name: said.said[name] for name in ("source", "at", "level") if said.has(name)}
        self._source(said)
        if person:
            about = Table({"value": person, **head}, said.path)
            yield self._claim(property_of(f"{kind}.person"), about, key)
        for name, value in said.said.items():
            if name in _ABOUT:
                continue
            known = _property(f"{kind}.{name}", said)
            for one in value if isinstance(value, list) else [value]:
                yield self._claim(known, Table({name: one, **head}, said.path), key, name)

    def _source(self, said: Table) -> Source:
        return self.sources[said.id_of("source", self.sources, "sources")]

    def _claim(self, known: Property, said: Table, key: str, name: str = "value") -> Claim:
        """A claim, its value under `name`."""
        source, standing = self._source(said), _standing(said)
        of_claim = strictest((_level(said, self.level), known.least, source.level))
        if of_claim is Level.WITHHELD:
            raise said.unfit("withheld-in-plain", name, value=known.path)
        return Claim(
            subject=Subject(source=source.id, kind=known.kind, key=key),
            property=known.name,
            value=None if standing is Standing.NOT_FOUND else _value(known, said, name),
            standing=standing,
            at=said.text_or_none("at"),
            quotation=said.text_or_none("quotation"),
            language=said.text_or_none("language"),
            level=of_claim,
        )


def _property(path: str, said: Table) -> Property:
    try:
        return property_of(path)
    except PropertyError as fault:
        raise fault.under(said.field(path.partition(".")[2])) from fault


def _level(said: Table, otherwise: Level) -> Level:
    return Level(said.term("level", tuple(Level))) if said.has("level") else otherwise


def _standing(said: Table) -> Standing:
    if said.yes("not_found"):
        if said.has("value"):
            raise said.unfit("not-found-with-value", "value")
        return Standing.NOT_FOUND
    return Standing.DENIED if said.yes("denied") else Standing.SAID


def _value(known: Property, said: Table, name: str) -> Value:
    """The value of a property out of a TOML value."""
    value: Any = said.said.get(name)
    if known.type == "subject":
        return value if isinstance(value, Subject) else _pointed_at(known, said, name)
    said.need(name)
    if known.type == "date":
        return said.source_date(name)
    if known.type == "number":
        return said.whole(name)
    if known.type == "code":
        return said.term(name, vocabulary(known.vocabulary or "").terms, known.vocabulary)
    return said.text(name)


def _pointed_at(known: Property, said: Table, name: str) -> Subject:
    """Another thing of the file, as `{ source, key }` points at it."""
    if not isinstance(said.said.get(name), Mapping):
        raise said.unfit("no-column-says-it", name, value=known.path)
    other = said.table(name)
    other.only(("source", "key"))
    return Subject(source=SourceId(other.text("source")), kind=known.of or known.kind, key=other.text("key"))
