"""Captures: the bytes of a source by digest, with a record of everything that was done with them since.

1. A capture is its digest; the evidentiary copy is never edited, working copies derive from it.
2. Custody is a chronological record, only ever added to; each event names who, when and the digest seen.
3. What can be said is "unchanged since it was taken in", never "unchanged since it was made".
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from undersigned.evidence.sources import SourceId
from undersigned.values.digest import sha256
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, failed, passed, undetermined


class CustodyError(UndersignedError):
    """An event does not fit the record that it would be added to."""


class CustodyAct(StrEnum):
    """What was done with a capture."""

    RECEIVED = "received"
    HASHED = "hashed"
    MOVED = "moved"
    OPENED = "opened"
    EXPORTED = "exported"
    RECHECKED = "rechecked"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """Who did what with the bytes, when, and which digest they had."""

    act: CustodyAct
    by: str
    at: datetime
    digest: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of a source on a day: their digest, from where they came, and their custody."""

    source: SourceId
    digest: str
    size: int
    media_type: str
    taken_from: str
    custody: tuple[CustodyEvent, ...]

    def then(self, event: CustodyEvent) -> "Capture":
        """The same capture with one event more. Raises `CustodyError` for one before the latest."""
        if event.at < self.custody[-1].at:
            raise CustodyError(f"{event.at} is before the latest event, {self.custody[-1].at}")
        if self.custody[-1].act is CustodyAct.DESTROYED:
            raise CustodyError("a destroyed capture has no further events")
        return replace(self, custody=(*self.custody, event))


def capture(
    content: bytes, *, source: SourceId, media_type: str, taken_from: str, by: str, at: datetime
) -> Capture:
    """Bytes taken in: the first event of their custody."""
    digest = sha256(content)
    first = CustodyEvent(act=CustodyAct.RECEIVED, by=by, at=at, digest=digest)
    return Capture(
        source=source,
        digest=digest,
        size=len(content),
        media_type=media_type,
        taken_from=taken_from,
        custody=(first,),
    )


def unchanged(taken: Capture, content: bytes | None) -> Finding:
    """Are these bytes the ones that were taken in? Undetermined where they are no longer here."""
    code = "evidence.capture.unchanged"
    if content is None:
        return undetermined(code, source=taken.source, digest=taken.digest)
    found = sha256(content)
    return (passed if found == taken.digest else failed)(
        code, source=taken.source, digest=taken.digest, found=found
    )
