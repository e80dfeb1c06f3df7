"""Converts claims to followthemoney statements and back, as data; the library itself is not needed.

1. Only what is public and said can go: a statement has no place for a level, a denial or something sought
   and not found. What cannot go is counted, never changed to fit.
2. dataset is the source, origin the place in it, original_value the words as written; nothing is tidied
   before.
3. A date between two days becomes what the two have in common (`2019-10`), and so comes back wider.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from undersigned.evidence.claims import Claim, ClaimError, Standing, Subject, Value, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.properties import property_of
from undersigned.evidence.sources import SourceId
from undersigned.values.dates import SourceDate

Statement = Mapping[str, str | bool | None]

_SCHEMATA = {
    "person": "Person",
    "detention": "Event",
    "proceeding": "CourtCase",
    "event": "Event",
    "opinion": "Document",
    "recommendation": "Document",
    "recognition": "Note",
    "official": "Person",
}
_PROPERTIES = {
    "person.name": "name",
    "person.sex": "gender",
    "person.citizenship": "citizenship",
    "person.occupation": "position",
    "detention.person": "involved",
    "detention.start": "startDate",
    "detention.end": "endDate",
    "detention.place": "location",
    "detention.kind": "summary",
    "detention.occasion": "description",
    "event.name": "name",
    "event.start": "startDate",
    "event.end": "endDate",
    "event.place": "location",
    "proceeding.case-number": "caseNumber",
    "proceeding.court": "court",
    "proceeding.verdict": "status",
    "opinion.symbol": "title",
    "opinion.body": "publisher",
    "opinion.adopted": "publishedAt",
    "recommendation.symbol": "title",
    "recommendation.body": "publisher",
    "recognition.person": "entity",
    "recognition.by": "author",
    "recognition.on": "date",
    "official.name": "name",
    "official.post": "position",
}
_APART = "/"  # in an entity's id: source/kind/key


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The statements, and how many claims could not be said as one, by why.

    The reasons: `withdrawn`, `years` (a date over two of them), `property` (the model has none), `level`,
    `standing`.
    """

    statements: tuple[Statement, ...]
    left_out_by: Mapping[str, int]

    @property
    def left_out(self) -> int:
        """How many, for whatever reason."""
        return sum(self.left_out_by.values())


def to_statements(claims: Iterable[Claim]) -> Export:
    """Claims as statements by rule 1."""
    statements, left_out = [], Counter[str]()
    for claim in claims:
        if why := _why_not(claim):
            left_out[why] += 1
        else:
            statements.append(_statement(claim))
    return Export(statements=tuple(statements), left_out_by=dict(sorted(left_out.items())))


def to_claims(statements: Iterable[Statement]) -> tuple[Claim, ...]:
    """Statements that `to_statements` wrote, as claims. Raises `ClaimError` for one that it did not write."""
    return tuple(_claim(statement) for statement in statements)


def _why_not(claim: Claim) -> str | None:
    """Why no statement can say a claim; `None` where one can."""
    reasons = {
        "withdrawn": bool(claim.withdrawn),
        "level": claim.level is not Level.PUBLIC,
        "standing": claim.standing is not Standing.SAID,
        "property": _path(claim) not in _PROPERTIES,
        "years": _over_years(claim.value),
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _path(claim: Claim) -> str:
    return f"{claim.subject.kind}.{claim.property}"


def _statement(claim: Claim) -> Statement:
    entity = _entity(claim.subject)
    return {
        "id": claim_id(claim, key=b""),  # of a public claim: no key goes in
        "entity_id": entity,
        "canonical_id": entity,
        "schema": _SCHEMATA[claim.subject.kind],
        "prop": _PROPERTIES[_path(claim)],
        "value": _said(claim.value),
        "original_value": claim.as_written,
        "dataset": claim.subject.source,
        "origin": claim.at,
        "lang": claim.language,
        "external": False,
    }


def _over_years(value: Value | None) -> bool:
    """Whether a date lies between two days of different years, which no statement can say."""
    return isinstance(value, SourceDate) and value.first.year != value.last.year


def _said(value: Value | None) -> str:
    if isinstance(value, Subject):
        return _entity(value)
    if isinstance(value, SourceDate):
        if value.precision != "between":
            return value.iso()
        return value.first.isoformat()[: _in_common(value)]
    return str(value)


def _in_common(value: SourceDate) -> int:
    """How many leading characters of both ISO days are the same: 7 (year and month) or 4 (the year)."""
    return 7 if value.first.month == value.last.month else 4


def _claim(statement: Statement) -> Claim:
    subject = _subject(str(statement["entity_id"]))
    names = [
        path.partition(".")[2]
        for path, prop in _PROPERTIES.items()
        if prop == statement["prop"] and path.startswith(f"{subject.kind}.")
    ]
    if not names:
        raise ClaimError(f"{statement['schema']}.{statement['prop']} is nothing that a claim holds")
    written = statement["original_value"]
    return Claim(
        subject=subject,
        property=names[0],
        value=_value(subject.kind, names[0], str(statement["value"])),
        as_written=str(written) if written is not None else None,
        at=str(statement["origin"]) if statement["origin"] is not None else None,
        language=str(statement["lang"]) if statement["lang"] is not None else None,
    )


def _value(kind: str, name: str, said: str) -> Value:
    known = property_of(f"{kind}.{name}")
    if known.type == "subject":
        return _subject(said)
    if known.type == "number":
        return int(said)
    if known.type == "date":
        date = SourceDate.of_iso(said)
        if date is None:
            raise ClaimError(f"{said!r} is no date")
        return date
    return said


def _entity(subject: Subject) -> str:
    return _APART.join((subject.source, subject.kind, subject.key))


def _subject(entity: str) -> Subject:
    parts = entity.split(_APART, 2)
    if len(parts) != 3:  # noqa: PLR2004 (source, kind, key)
        raise ClaimError(f"{entity!r} is no subject of ours")
    return Subject(source=SourceId(parts[0]), kind=parts[1], key=parts[2])
