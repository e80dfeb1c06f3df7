"""What an entry says, as claims of its thing: the thing's key, the level they share, what of them is new."""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from undersigned.evidence.claims import Claim, Subject, value_as_data
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.entry import Saying
from undersigned.evidence.properties import properties
from undersigned.evidence.sources import SourceId
from undersigned.evidence.withholding import handle_of
from undersigned.server.actions.evidence.register import levels_around, one_person
from undersigned.server.records.models import CaseRow, EvidenceSource, EvidenceSubject
from undersigned.values.dates import SourceDate
from undersigned.values.digest import canonical_json

PERSON, _OUTCOME = "person", "outcome"
_DIGITS = 16  # of a key made of a digest, in hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Where in its source something stands, in which words and language."""

    place: str = ""
    quotation: str = ""
    language: str = ""


def new_thing(
    source: EvidenceSource, kind: str, persons: Sequence[EvidenceSubject], says: Sequence[Saying], key: bytes
) -> Subject:
    """The subject of a thing that is not there yet; its key is made of what is said of it (under `key`)."""
    whose = persons[0].pk if persons else ""
    day = _day_of(says) if kind == _OUTCOME else ""
    said = sorted(
        canonical_json([saying.property.name, saying.standing.value, value_as_data(saying.value)]).decode()
        for saying in says
    )
    data = canonical_json(
        ["undersigned/v1 by hand", source.pk, kind, [subject.pk for subject in persons], said]
    )
    ending = day if day and whose else hmac.digest(key, data, "sha256").hex()[:_DIGITS]
    return Subject(
        source=SourceId(source.pk), kind=kind, key="-".join(part for part in (whose, ending) if part)
    )


def _day_of(says: Iterable[Saying]) -> str:
    """The day that an entry gives, to the day; else nothing."""
    on = (saying.value for saying in says if saying.property.name == "on")
    return next((day.iso() for day in on if isinstance(day, SourceDate) and day.precision == "day"), "")


def levels_of(
    of: Subject,
    people: Sequence[Subject],
    says: Sequence[Saying],
    persons: Sequence[EvidenceSubject],
    key: bytes,
) -> Iterator[Level]:
    """The levels that the entry may not fall below: of its persons, its thing, and what it points at."""
    cases = [handle for subject in persons for handle in one_person(subject)]
    if CaseRow.objects.filter(pk__in=cases, level=Level.WITHHELD.value).exists():
        yield Level.WITHHELD
    pointed = [saying.value for saying in says if isinstance(saying.value, Subject)]
    yield from levels_around(str(handle_of(subject, key=key)) for subject in (of, *people, *pointed))


def claims_of(
    of: Subject, people: Iterable[Subject], says: Iterable[Saying], cited: Cited, level: Level
) -> list[Claim]:
    """The claims of an entry: whom the thing is about (a person's row points at nobody), and what is said."""
    about = () if of.kind == PERSON else people
    persons = (Saying(property=properties()[f"{of.kind}.{PERSON}"], value=person) for person in about)
    return [_claim(of, saying, cited, level) for saying in (*persons, *says)]


def _claim(of: Subject, saying: Saying, cited: Cited, level: Level) -> Claim:
    return Claim(
        subject=of,
        property=saying.property.name,
        value=saying.value,
        standing=saying.standing,
        at=cited.place or None,
        quotation=cited.quotation or None,
        language=cited.language or None,
        level=strictest((level, saying.property.least)),
    )


def unsaid(claims: Iterable[Claim], before: Iterable[Claim]) -> list[Claim]:
    """The claims whose content does not stand already, at whatever level and place."""
    said = {_content(claim) for claim in before}
    return [claim for claim in claims if _content(claim) not in said]


def said_milder(claims: Iterable[Claim], before: Iterable[Claim]) -> bool:
    """Whether any of this is on record at a milder level: the entry would not change that claim."""
    levels = {_content(claim): claim.level for claim in before if claim.property != PERSON}
    return any(
        claim.level.strictness > levels[_content(claim)].strictness
        for claim in claims
        if _content(claim) in levels
    )


def _content(claim: Claim) -> bytes:
    """What makes two claims of one thing the same, whatever their level and place."""
    return canonical_json([claim.property, claim.standing.value, value_as_data(claim.value)])
