"""The claims of a row that holds: each value of its subject, then who the others are about."""

from collections.abc import Iterator, Sequence

from undersigned.evidence.claims import Claim, Entry, Standing, Subject
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.intake.mapping import ColumnMapping
from undersigned.evidence.intake.row_checks import NAME, PERSON, Group, Said, is_of_a_person


def keys_of(key: str, people: int) -> list[str]:
    """The key of each person of a row: the row's own, or one each where it names several."""
    return [f"{key}/{nth}" for nth in range(1, people + 1)] if people > 1 else [key]


def claims_of(
    mapping: ColumnMapping, entry: Entry | None, key: str, said: Sequence[Group], people: int
) -> Iterator[Claim]:
    """All claims of a row of that key, which names so many people."""
    keys = keys_of(key, people)
    kinds: dict[str, None] = {}
    for group in said:
        for nth, one in enumerate(group):
            kind = one.property.kind
            kinds[kind] = None
            own = [keys[nth]] if kind == PERSON and people > 1 else keys
            for of_key in own if is_of_a_person(kind) else [key]:
                yield _claim(mapping, entry, of_key, one)
    level = strictest(one.column.level for group in said for one in group if one.property.path == NAME)
    for kind in kinds:
        if kind != PERSON and PERSON in kinds and is_of_a_person(kind):
            yield from (_about(mapping, entry, kind, of_key, level) for of_key in keys)


def _about(mapping: ColumnMapping, entry: Entry | None, kind: str, key: str, level: Level) -> Claim:
    """Whom a subject of a row is about, at the level of the name."""
    person = Subject(source=mapping.source, kind=PERSON, key=key)
    subject = Subject(source=mapping.source, kind=kind, key=key)
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
        level=one.column.level,
        entry=entry,
    )
