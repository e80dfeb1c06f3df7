"""The atom of evidence: one source says one thing about one subject.

1. A subject is what one row of one source speaks of: (source, kind, the row's declared key). That two
   subjects are one person is never said here.
2. A claim says a value, or denies it, or says that it was sought and not found: three things, none of them
   silence.
3. A public claim's id is the digest of what it says, so that reading a source again changes nothing; any
   other claim's is a keyed digest and is never published. The place in the source is not part of it: a row
   that moved is the same row. What was taken back or corrected and is said again counts in `again` how
   often it was there before, and is another claim.
4. What was destroyed leaves a tombstone: an id, a day and a reason, nothing that names anyone.
"""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from undersigned.evidence.confidentiality import Level
from undersigned.evidence.sources import SourceId
from undersigned.values.dates import SourceDate
from undersigned.values.digest import canonical_json, sha256
from undersigned.values.faults import UndersignedError
from undersigned.values.sourced import Citation

ClaimId = NewType("ClaimId", str)
KIND = "undersigned/v1 claim"


class ClaimError(UndersignedError):
    """A claim says two things at once, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Subject:
    """What a row speaks of: a person, a detention, an event …, within one source."""

    source: SourceId
    kind: str
    key: str

    def __str__(self) -> str:
        """As messages to staff write it: `list-a/person/17`."""
        return f"{self.source}/{self.kind}/{self.key}"


Value = str | int | SourceDate | Subject


class Standing(StrEnum):
    """What a source does with a value."""

    SAID = "said"
    DENIED = "denied"
    NOT_FOUND = "sought-not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who entered a claim, when, with which import."""

    by: str
    at: datetime
    batch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source says one thing about one subject; `at` is the place in the source where it says so."""

    subject: Subject
    property: str
    value: Value | None = None
    standing: Standing = Standing.SAID
    as_written: str | None = None
    language: str | None = None
    quotation: str | None = None
    at: str | None = None
    level: Level = Level.PUBLIC
    reliability: str | None = None
    entry: Entry | None = None
    supersedes: ClaimId | None = None
    withdrawn: str | None = None  # why, where somebody took it back
    again: int = 0  # how often the very same was entered before, and then taken back or corrected

    def __post_init__(self) -> None:
        if (self.value is None) is not (self.standing is Standing.NOT_FOUND):
            raise ClaimError(
                f"{self.property} is {self.standing}: it has {'no' if self.value is None else 'a'} value"
            )

    def citation(self) -> Citation:
        """The source, and the place in it."""
        return Citation(source=self.subject.source, at=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What remains of a claim that was destroyed: references to it still end somewhere."""

    id: ClaimId
    destroyed_on: date
    reason: str


def claim_id(claim: Claim, *, key: bytes) -> ClaimId:
    """The id of a claim by rule 3; `key` is the register's own and never leaves it."""
    said = canonical_json(
        {
            "kind": KIND,
            "subject": [claim.subject.source, claim.subject.kind, claim.subject.key],
            "property": claim.property,
            "standing": claim.standing.value,
            "value": value_as_data(claim.value),
            "as_written": claim.as_written,
            **({"again": claim.again} if claim.again else {}),
        }
    )
    if claim.level is Level.PUBLIC:
        return ClaimId(sha256(said))
    return ClaimId(hmac.digest(key, said, "sha256").hex())


def value_as_data(value: Value | None) -> str | int | dict[str, str] | None:
    """A value as plain data: a text or number as it is, a date or a subject as a small object."""
    if isinstance(value, SourceDate):
        return {"date": value.iso()}
    if isinstance(value, Subject):
        return {"source": value.source, "kind": value.kind, "key": value.key}
    return value
