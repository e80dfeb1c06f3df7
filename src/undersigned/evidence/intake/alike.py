"""Rows that say the same of the same name, each under a key of its own: one person twice, or two of one name.

Nobody is joined and nothing is refused for it: which it is, a person must say. Of each row a number of eight
bytes is kept, nothing of what it says.
"""

from dataclasses import dataclass, field

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.intake.rows import ReadRow
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Finding, Severity, undetermined

_TOLD = 20


@dataclass(slots=True)
class Alike:
    """The rows of a list as they pass; `pairs` are those that say what an earlier one said."""

    rows: dict[int, int] = field(default_factory=dict)
    pairs: list[tuple[int, int]] = field(default_factory=list)

    def seen(self, row: ReadRow) -> ReadRow:
        """The row, once it was compared with those before."""
        if any(_names_somebody(claim) for claim in row.claims):
            said = frozenset(_said(claim) for claim in row.claims if not isinstance(claim.value, Subject))
            first = self.rows.setdefault(hash(said), row.number)
            if first != row.number:
                self.pairs.append((first, row.number))
        return row

    def findings(self) -> tuple[Finding, ...]:
        """Which rows say the same, where any do."""
        if not self.pairs:
            return ()
        told = tuple(f"{later} = {first}" for first, later in self.pairs[:_TOLD])
        return (
            undetermined(
                "evidence.file.rows-alike", severity=Severity.WARNING, number=len(self.pairs), rows=told
            ),
        )


def _names_somebody(claim: Claim) -> bool:
    return claim.property == "name" and claim.subject.kind == "person" and claim.value is not None


def _said(claim: Claim) -> tuple[object, ...]:
    value = claim.value
    same = (value.first, value.last) if isinstance(value, SourceDate) else value
    return claim.subject.kind, claim.property, same
