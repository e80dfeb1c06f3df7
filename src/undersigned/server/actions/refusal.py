"""A refusal: what an action returns instead of a result when a rule says no; nothing was changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.values.findings import Finding, Particular, Place, Severity, failed, failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why nothing was done; its findings are shown as they are (`wording`)."""

    findings: tuple[Finding, ...]


def refuse(code: str, field: str | None = None, **particulars: Particular) -> Refusal:
    """A refusal for one reason; `field` is the form's field that it concerns, if one."""
    place = Place(field=field) if field else None
    return Refusal(findings=(failed(code, place, Severity.ERROR, **particulars),))


def refused_by(findings: Iterable[Finding]) -> Refusal | None:
    """A refusal on the findings that failed, if any did."""
    found = failures(findings)
    return Refusal(findings=found) if found else None
