"""Claims as plain data and back, without loss: one JSON object for each, as files and the desk exchange them.

A key without a value is left out. What a file says that no claim can hold is a `ClaimError` that names it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from undersigned.evidence.claims import (
    Claim,
    ClaimError,
    ClaimId,
    Entry,
    Standing,
    Subject,
    Value,
    value_as_data,
)
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.properties import property_of
from undersigned.evidence.sources import SourceId
from undersigned.values.dates import SourceDate

_TEXTS = ("as_written", "language", "quotation", "at", "reliability", "supersedes", "withdrawn")


def claim_as_data(claim: Claim) -> dict[str, Any]:
    """A claim as plain data for JSON."""
    data: dict[str, Any] = {
        "source": claim.subject.source,
        "kind": claim.subject.kind,
        "key": claim.subject.key,
        "property": claim.property,
        "value": value_as_data(claim.value),
        "level": claim.level.value,
        "standing": None if claim.standing is Standing.SAID else claim.standing.value,
        "again": claim.again or None,
        **{name: getattr(claim, name) for name in _TEXTS},
    }
    if claim.entry:
        entry = claim.entry
        data["entry"] = {"by": entry.by, "at": entry.at.isoformat(), "batch": entry.batch}
    return {name: value for name, value in data.items() if value is not None}


def claim_of_data(data: Mapping[str, Any]) -> Claim:
    """A claim out of plain data. Raises `ClaimError`."""
    try:
        subject = _subject(data)
        property_of(f"{subject.kind}.{data['property']}")
        return Claim(
            subject=subject,
            property=data["property"],
            value=_value(data.get("value"), data.get("as_written")),
            standing=Standing(data.get("standing", "said")),
            level=Level(data["level"]),
            entry=_entry(data.get("entry")),
            **{name: _text(data, name) for name in _TEXTS if name != "supersedes"},
            supersedes=ClaimId(data["supersedes"]) if "supersedes" in data else None,
            again=int(data.get("again", 0)),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ClaimError(f"this is no claim: {fault}") from fault


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} must be text")
    return value


def _subject(data: Mapping[str, Any]) -> Subject:
    parts = (data["source"], data["kind"], data["key"])
    if not all(isinstance(part, str) for part in parts):
        raise TypeError("source, kind and key must be text")
    return Subject(source=SourceId(parts[0]), kind=parts[1], key=parts[2])


def _value(said: object, as_written: str | None) -> Value | None:
    if isinstance(said, Mapping) and "date" in said:
        date = SourceDate.of_iso(said["date"])
        if date is None:
            raise ValueError(f"no date: {said['date']}")
        return _as_it_was_written(date, as_written)
    if isinstance(said, Mapping):
        return _subject(said)
    if said is None or (isinstance(said, (str, int)) and not isinstance(said, bool)):
        return said
    raise TypeError(f"no value: {said!r}")


def _as_it_was_written(date: SourceDate, as_written: str | None) -> SourceDate:
    if as_written is None:
        return date
    return SourceDate(first=date.first, last=date.last, precision=date.precision, as_written=as_written)


def _entry(data: Mapping[str, Any] | None) -> Entry | None:
    if data is None:
        return None
    return Entry(by=data["by"], at=datetime.fromisoformat(data["at"]), batch=data.get("batch"))
