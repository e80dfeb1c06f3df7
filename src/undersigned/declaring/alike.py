"""Merges many findings on one question that have one cause, such as a lost date or numbers before all names.

1. More than three doubts, or more than ten failures, of one code become the first of them, with how many
   there are and on which lines. Ten failures are still worth reading one by one: each names what to mend.
2. Nothing is dropped from the lines, and the outcome stays.
"""

from collections.abc import Iterable
from dataclasses import replace

from undersigned.values.findings import Finding, Outcome, Severity

_MOST = {Outcome.UNDETERMINED: 3, Outcome.FAILED: 10}
_NEXT = slice(1, 3)


def alike_as_one(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, where too many of one code and outcome are one with their number and lines."""
    kinds: dict[tuple[str, Outcome, Severity], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.code, finding.outcome, finding.severity), []).append(finding)
    many = {kind for kind, found in kinds.items() if len(found) > _MOST.get(kind[1], len(found))}
    return tuple(
        one for kind, found in kinds.items() for one in ((_as_one(found),) if kind in many else found)
    )


def _as_one(found: list[Finding]) -> Finding:
    lines = [finding.place.line for finding in found if finding.place and finding.place.line is not None]
    told = tuple(str(line) for line in dict.fromkeys(lines))
    return replace(
        found[0],
        particulars={**found[0].particulars, "alike": len(found), "also": told[_NEXT], "lines": told},
    )
