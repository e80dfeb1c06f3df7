"""A `publishing.document.Document` ↔ the plain data that an `Edition` keeps of it.

Keys are the names of the fields; days are ISO 8601. What a later release adds to a document is absent from
an older edition and takes the field's own default. What stands behind the figures and what became of people
is no part of an edition: it is joined again whenever the site is made (`publishing/preparing/bound.py`).
"""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from enum import Enum
from typing import Any

from undersigned.publishing.document import (
    Document,
    EditionEntry,
    LegendEntry,
    Level,
    Nature,
    SignatoryLine,
    Text,
)
from undersigned.values.findings import Finding, Outcome, Place, Severity
from undersigned.values.names import PersonalName
from undersigned.values.sourced import Citation

Data = Mapping[str, Any]
_JOINED = ("figures", "earlier_figures", "followed")


def document_as_data(document: Document) -> dict[str, Any]:
    """Plain data for JSON."""
    kept = replace(document, figures=(), earlier_figures=(), followed=None)
    data: dict[str, Any] = _plain(asdict(kept))
    return {name: value for name, value in data.items() if name not in _JOINED}


def document_of(data: Data) -> Document:
    """The document that was kept."""
    read = dict(data)
    read |= {
        "nature": Nature(data["nature"]),
        "texts": {language: _text(text) for language, text in data["texts"].items()},
        "signatories": tuple(_signatory(one) for one in data["signatories"]),
        "legend": tuple(LegendEntry(**one) for one in data["legend"]),
        "day": _day(data["day"]),
        "tabled_on": _day(data["tabled_on"]),
        "edition": _edition(data["edition"]) if data["edition"] else None,
        "editions": tuple(_edition(one) for one in data["editions"]),
        "notes": tuple(data["notes"]),
        "local_notes": {language: tuple(notes) for language, notes in data["local_notes"].items()},
        "findings": tuple(_finding(one) for one in data["findings"]),
    }
    known = {field.name for field in fields(Document)}
    return Document(**{name: value for name, value in read.items() if name in known})


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a dataclass holds)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _text(data: Data) -> Text:
    return Text(**{**data, "clauses": tuple(data["clauses"])})


def _signatory(data: Data) -> SignatoryLine:
    name = PersonalName(**data["name"])
    signed_on = _day(data.get("signed_on"))
    return SignatoryLine(**{**data, "name": name, "level": Level(data["level"]), "signed_on": signed_on})


def _edition(data: Data) -> EditionEntry:
    return EditionEntry(**{**data, "day": _day(data["day"])})


def _finding(data: Data) -> Finding:
    particulars = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data["particulars"].items()
    }
    return Finding(
        code=data["code"],
        outcome=Outcome(data["outcome"]),
        severity=Severity(data["severity"]),
        particulars=particulars,
        place=Place(**data["place"]) if data["place"] else None,
        cites=tuple(Citation(**one) for one in data["cites"]),
    )
