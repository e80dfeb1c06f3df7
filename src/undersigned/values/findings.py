"""A `Finding`: the answer to any question a person could ask, such as "does the list agree with its total?".

* A code names the question (`declaring.list.total`), never the answer; once published it is never renamed.
* The outcome answers it: passed, failed, undetermined, not applicable. What is not known is undetermined.
* Particulars are plain values for the words of `undersigned.wording`; a finding holds no sentence.
* A finding says where: file, line, field. And on what ground: the sources it cites.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from undersigned.values.sourced import Citation

Particular = str | int | bool | None | tuple[str, ...]


class Outcome(StrEnum):
    """What a question was answered with."""

    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"


class Severity(StrEnum):
    """How much a person must care when the outcome is not `passed`."""

    REFUSAL = "refusal"  # nothing can be done with this input
    ERROR = "error"  # something is wrong and must be mended or explained
    WARNING = "warning"  # look at it
    NOTICE = "notice"  # good to know


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding stands: `line` counts from 1; `field` is a path such as `signatories[3].group`."""

    file: str | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        """File, line and field as people write them: `doc.txt:42 signatories[3].group`."""
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return " ".join(part for part in (where, self.field) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One question, its answer, and what the answer rests on."""

    code: str
    outcome: Outcome
    severity: Severity = Severity.ERROR
    particulars: Mapping[str, Particular] = field(default_factory=dict)
    place: Place | None = None
    cites: tuple[Citation, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nobody has to do anything about it."""
        return self.outcome in (Outcome.PASSED, Outcome.NOT_APPLICABLE)

    def at(self, file: str) -> "Finding":
        """The same finding, said of this file."""
        return replace(self, place=replace(self.place or Place(), file=file))

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; keys without a value are left out."""
        data: dict[str, Any] = {
            "code": self.code,
            "outcome": self.outcome.value,
            "severity": self.severity.value,
        }
        if self.particulars:
            data["particulars"] = {
                key: list(value) if isinstance(value, tuple) else value
                for key, value in self.particulars.items()
            }
        if self.place:
            place = {"file": self.place.file, "line": self.place.line, "field": self.place.field}
            data["place"] = {key: value for key, value in place.items() if value is not None}
        if self.cites:
            data["cites"] = [citation.as_data() for citation in self.cites]
        return data


def passed(code: str, **particulars: Particular) -> Finding:
    """The question was asked and all is well."""
    return Finding(code=code, outcome=Outcome.PASSED, severity=Severity.NOTICE, particulars=particulars)


def failed(
    code: str, place: Place | None = None, severity: Severity = Severity.ERROR, **particulars: Particular
) -> Finding:
    """The question was asked and the answer is no."""
    return Finding(code=code, outcome=Outcome.FAILED, severity=severity, particulars=particulars, place=place)


def undetermined(
    code: str, place: Place | None = None, severity: Severity = Severity.WARNING, **particulars: Particular
) -> Finding:
    """The question was asked and nobody here can answer it."""
    return Finding(
        code=code, outcome=Outcome.UNDETERMINED, severity=severity, particulars=particulars, place=place
    )


def not_applicable(code: str, **particulars: Particular) -> Finding:
    """The question does not arise."""
    return Finding(
        code=code, outcome=Outcome.NOT_APPLICABLE, severity=Severity.NOTICE, particulars=particulars
    )


def refusals(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those after which nothing can be done with the input."""
    return tuple(f for f in findings if f.severity is Severity.REFUSAL and f.outcome is Outcome.FAILED)


def failures(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that were answered with no."""
    return tuple(f for f in findings if f.outcome is Outcome.FAILED)
