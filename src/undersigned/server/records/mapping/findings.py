"""Rows of findings (`Finding.as_data`) → `Finding`, to be worded in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from undersigned.values.findings import Finding, Outcome, Place, Severity
from undersigned.values.sourced import Citation


def findings_as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Plain data for JSON."""
    return [finding.as_data() for finding in findings]


def findings_of(data: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The findings that were kept."""
    return tuple(_finding(one) for one in data)


def _finding(data: Mapping[str, Any]) -> Finding:
    particulars = data.get("particulars", {})
    return Finding(
        code=data["code"],
        outcome=Outcome(data["outcome"]),
        severity=Severity(data["severity"]),
        particulars={
            key: tuple(particular) if isinstance(particular, list) else particular
            for key, particular in particulars.items()
        },
        place=Place(**data["place"]) if data.get("place") else None,
        cites=tuple(Citation(**one) for one in data.get("cites", ())),
    )
