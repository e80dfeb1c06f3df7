"""The claims of a row that holds: each value of its subject, then who the others are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from undersigned.evidence.claims import Claim, Entry, Standing, Subject
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.intake.row_checks import NAME, PERSON, Group, Said, is_of_a_person


def keys_of(key: str, people: int) -> list[str]:
    """The key of each person of a row: the row's own, or one each where it names several."""
    return [f"{key}/{nth}" for nth in range(1, people + 1)] if people > 1 else [key]


def keys_of_things(key: str, said: Sequence[Group], people: int) -> tuple[str, ...]:
    """The keys of a row beside its own, which no other row may have: of several people, of things by `of`."""
    parts = {group[0].column.of for group in said} - {""}
    keys = keys_of(key, people)
    return (*(keys if people > 1 else ()), *(_key_of(one, part) for part in sorted(parts) for one in keys))


def said_too(column: Column, held: Group, at: str) -> Iterator[Group]:
    """What a column also says with a cell that has a value: of each person, or of the thing."""
    assert column.property
    if any(one.value is not None for one in held):
        whole = held if column.property.kind == PERSON else held[:1]
        for other, value in column.also:
            yield (Said(column=column, property=other, value=value, as_written=None, at=at),) * len(whole)


def beside(pieces: Sequence[Group]) -> Iterator[Group]:
    """What the pieces of a cell say beside their terms, by property."""
    by_path: dict[str, list[Said]] = {}
    for one in (one for group in pieces for one in group):
        by_path.setdefault(one.property.path, []).append(one)
    yield from map(tuple, by_path.values())


def claims_of(
    mapping: ColumnMapping, entry: Entry | None, key: str, said: Sequence[Group], people: int
) -> Iterator[Claim]:
    """All claims of a row of that key, which names so many people."""
    keys = keys_of(key, people)
    things: dict[tuple[str, str], None] = {}
    for group in said:
        for nth, one in enumerate(group):
            kind, part = one.property.kind, one.column.of
            things[kind, part] = None
            own = [keys[nth]] if kind == PERSON and people > 1 else keys
            for of_key in own if is_of_a_person(kind) else [key]:
                yield _claim(mapping, entry, _key_of(of_key, part), one)
    level = strictest(one.column.level for group in said for one in group if one.property.path == NAME)
    for kind, part in things:
        if kind != PERSON and (PERSON, "") in things and is_of_a_person(kind):
            for of_key in keys:
                yield _about(
                    mapping, entry, Thing(kind=kind, key=_key_of(of_key, part), person=of_key), level
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something of a row, by its kind and key, and the key of the person whom it is about."""

    kind: str
    key: str
    person: str


def _key_of(key: str, part: str) -> str:
    """The key of a thing of a row: the row's own, or that of one of several things of its kind."""
    return f"{key}#{part}" if part else key


def _about(mapping: ColumnMapping, entry: Entry | None, thing: Thing, level: Level) -> Claim:
    """Whom a subject of a row is about, at the level of the name."""
    person = Subject(source=mapping.source, kind=PERSON, key=thing.person)
    subject = Subject(source=mapping.source, kind=thing.kind, key=thing.key)
    return Claim(subject=subject, property=PERSON, value=person, level=level, entry=entry)


def _claim(mapping: ColumnMapping, entry: Entry | None, key: str, one: Said) -> Claim:
    return Claim(
        subject=Subject(source=mapping.source, kind=one.property.kind, key=key),
        property=one.property.name,
        value=one.value,
        standing=Standing.NOT_FOUND if one.value is None else Standing.SAID,
        as_written=one.as_written,
        language=mapping.language if one.property.type in ("name", "text") else None,
        at=one.at,
        level=strictest((one.column.level, one.property.least)),
        entry=entry,
    )
