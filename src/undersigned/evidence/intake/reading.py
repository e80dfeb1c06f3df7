"""All rows of a file, one after the other: nothing is kept but what was counted.

1. The columns are held to the mapping first; one that differs, and no row is read.
2. Rows before `after` were read in an earlier run and are gone through only for their keys.
3. A claim that is known already changes nothing; a row of which every claim is known is counted as unchanged.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date

from undersigned.evidence.claims import Claim, ClaimId, Entry, claim_id
from undersigned.evidence.intake.grid import Grid, GridError
from undersigned.evidence.intake.headers import columns_of, header_of, held_to
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.intake.rows import ReadRow, RowReader
from undersigned.evidence.intake.text_files import quoting
from undersigned.values.findings import Finding, Outcome, Severity

Progress = Callable[[], None]


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many rows there were, by what became of them, and how many claims are new."""

    taken: int = 0
    refused: int = 0
    unchanged: int = 0
    empty: int = 0
    claims: int = 0

    def finding(self) -> Finding:
        """Was every row taken?"""
        return Finding(
            code="evidence.file.taken",
            outcome=Outcome.FAILED if self.refused else Outcome.PASSED,
            severity=Severity.ERROR if self.refused else Severity.NOTICE,
            particulars={
                "taken": self.taken,
                "refused": self.refused,
                "unchanged": self.unchanged,
                "rows": self.taken + self.refused + self.unchanged,
                "claims": self.claims,
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenList:
    """A table whose columns fit the mapping: ready to be gone through once."""

    header: tuple[str, ...]
    columns: tuple[Column | None, ...]
    rows: Iterator[ReadRow]


def open_list(
    grid: Grid, mapping: ColumnMapping, *, on: date, entry: Entry | None = None, after: int = -1
) -> OpenList | tuple[Finding, ...]:
    """The rows of a table under a mapping, or everything that keeps it from being read.

    `rows` may raise `GridError` where the file breaks off.
    """
    try:
        header = header_of(grid, at=mapping.header_at, rows=mapping.header_rows)
    except GridError as fault:
        return (quoting(fault),)
    if isinstance(header, Finding):
        return (header,)
    if found := held_to(header, mapping):
        return found
    columns = columns_of(header, mapping)
    reader = RowReader(grid=grid, mapping=mapping, columns=columns, on=on, entry=entry)
    rows = (_empty(row.number) if row.empty else reader.read(row) for row in header.rows)
    return OpenList(header=header.words, columns=columns, rows=(row for row in rows if row.number > after))


def counted(
    rows: Iterator[ReadRow],
    tally: Tally,
    *,
    key: bytes,
    known: Container[ClaimId],
    progress: Progress | None = None,
) -> Iterator[tuple[ReadRow, tuple[tuple[ClaimId, Claim], ...]]]:
    """Each row that is not empty with those of its claims that are new, counted as they pass."""
    for row in rows:
        if progress:
            progress()
        if not row.claims and not row.findings:
            tally.empty += 1
            continue
        ids = {claim_id(claim, key=key): claim for claim in row.claims}
        new = tuple((id_, claim) for id_, claim in ids.items() if id_ not in known)
        tally.refused += bool(row.findings)
        tally.unchanged += bool(row.claims and not new)
        tally.taken += bool(new)
        tally.claims += len(new)
        yield row, new


def _empty(number: int) -> ReadRow:
    return ReadRow(number=number, cells=())
