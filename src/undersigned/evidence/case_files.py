"""Evidence written down by hand: a TOML file of sources, and of people and things with who says what of them.

1. Under `[sources.<id>]` stands every source that is used; one that is not there is a fault.
2. `[[people]]` has a `key`; a property of a person holds a list of `{ value, source, at }`; `denied = true`
   and `not_found = true` are values of their own. A table named after another kind (`[[people.outcome]]`) is
   about that person, and all it says is said by its one `source`.
3. Whoever writes sources under one person decides that they speak of one person: `decided` says who, when,
   why.
4. The file is plain text: a claim of the withheld level has no place in it, and is a fault.
5. Things that are about nobody (`[[recommendation]]`, `[[call]]`, `[[event]]` …) stand by themselves. One
   thing points at another by `{ source, key }`: `same-as` where two sources speak of one recommendation.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from undersigned.evidence.claims import Claim, ClaimError, Standing, Subject, Value
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.properties import Property, PropertyError, properties, property_of
from undersigned.evidence.sources import Source, SourceError, SourceId, source_of
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.values.dates import SourceDate
from undersigned.values.faults import UndersignedError

_HEAD = {"sources", "people", "decided", "level"}
_ABOUT = {"key", "source", "at", "level", "quotation", "language"}
_KINDS = {known.kind for known in properties().values()}


class CaseFileError(UndersignedError):
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
        data = tomllib.loads(text)
        return _case_file(data)
    except (tomllib.TOMLDecodeError, SourceError, PropertyError, ClaimError) as fault:
        raise CaseFileError(str(fault)) from fault
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise CaseFileError(f"the file cannot be used: {fault!r}") from fault


def _case_file(data: Mapping[str, Any]) -> CaseFile:
    if strangers := sorted(set(data) - _HEAD - _KINDS):
        raise CaseFileError(f"nothing is called {', '.join(strangers)}")
    sources = {id_: source_of(id_, said) for id_, said in data.get("sources", {}).items()}
    level = Level(data.get("level", "public"))
    claims: list[Claim] = []
    clusters: list[tuple[Subject, ...]] = []
    for person in data.get("people", ()):
        own = tuple(_person(person, sources, level))
        claims.extend(own)
        clusters.append(tuple(dict.fromkeys(_people_in(own))))
    for kind in (name for name in data if name not in _HEAD):
        for nth, said in enumerate(data[kind], 1):
            claims.extend(_thing(kind, said, said.get("key", str(nth)), sources, level))
    if clusters and not {"by", "on", "why"} <= set(data.get("decided", {})):
        raise CaseFileError(
            "`decided` must say by whom, on which day and why the sources speak of one person"
        )
    decided = {name: str(value) for name, value in data.get("decided", {}).items()}
    return CaseFile(sources=sources, claims=tuple(claims), clusters=tuple(clusters), decided=decided)


def _person(said: Mapping[str, Any], sources: Mapping[str, Source], level: Level) -> Iterator[Claim]:
    key = said["key"]
    for name, values in said.items():
        if name in _ABOUT:
            continue
        for nth, one in enumerate(values, 1):
            if name in _KINDS:
                about = Subject(source=_known(one, sources), kind="person", key=key)
                yield from _thing(name, one, f"{key}/{nth}", sources, level, about)
            else:
                yield _claim(property_of(f"person.{name}"), one, key, sources, level)


def _people_in(claims: tuple[Claim, ...]) -> Iterator[Subject]:
    """The subjects that stand for the person: in each source what is said of them, or who is pointed at."""
    for claim in claims:
        for subject in (claim.subject, claim.value):
            if isinstance(subject, Subject) and subject.kind == "person":
                yield subject


def _thing(
    kind: str,
    said: Mapping[str, Any],
    key: str,
    sources: Mapping[str, Source],
    level: Level,
    person: Subject | None = None,
) -> Iterator[Claim]:
    """A table whose source says all of it."""
    if person:
        about = property_of(f"{kind}.person")
        yield _claim(about, {"value": person, **_head(said)}, key, sources, level)
    for name, value in said.items():
        if name in _ABOUT:
            continue
        known = property_of(f"{kind}.{name}")
        for one in value if isinstance(value, list) else [value]:
            yield _claim(known, {"value": one, **_head(said)}, key, sources, level)


def _head(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ("source", "at", "level") if name in said}


def _known(said: Mapping[str, Any], sources: Mapping[str, Source]) -> SourceId:
    if said["source"] not in sources:
        raise CaseFileError(f"source {said['source']} is not among the sources of the file")
    return sources[said["source"]].id


def _claim(
    known: Property, said: Mapping[str, Any], key: str, sources: Mapping[str, Source], level: Level
) -> Claim:
    source = sources[_known(said, sources)]
    standing = (
        Standing.NOT_FOUND
        if said.get("not_found")
        else Standing.DENIED
        if said.get("denied")
        else Standing.SAID
    )
    of_claim = strictest((Level(said.get("level", level)), known.least, source.level))
    if of_claim is Level.WITHHELD:
        raise CaseFileError(f"{known.path} is withheld: it has no place in a file of plain text")
    return Claim(
        subject=Subject(source=source.id, kind=known.kind, key=key),
        property=known.name,
        value=None if standing is Standing.NOT_FOUND else _value(known, said["value"]),
        standing=standing,
        at=said.get("at"),
        quotation=said.get("quotation"),
        language=said.get("language"),
        level=of_claim,
    )


def _value(known: Property, said: object) -> Value:
    """The value of a property out of a TOML value."""
    if known.type == "date":
        found = SourceDate.of_iso(said.isoformat() if isinstance(said, date) else str(said))
        if found is None:
            raise CaseFileError(f"{known.path}: {said} is no date")
        return found
    if known.type == "number" and isinstance(said, int) and not isinstance(said, bool):
        return said
    if known.type == "subject" and isinstance(said, Subject):
        return said
    if known.type == "subject" and isinstance(said, Mapping) and said.keys() == {"source", "key"}:
        return Subject(source=SourceId(said["source"]), kind=known.of or known.kind, key=str(said["key"]))
    if known.type == "code" and said not in vocabulary(known.vocabulary or "").terms:
        raise CaseFileError(f"{known.path}: {known.vocabulary} has no term {said}")
    if known.type in ("text", "name", "code") and isinstance(said, str) and said:
        return said
    raise CaseFileError(f"{known.path}: {said!r} is no {known.type}")
