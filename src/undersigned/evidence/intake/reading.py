"""All rows of a file, one after the other: nothing is kept but what was counted.

1. The list is gone through once for what only all of its rows tell (`surveying.py`), and then row by row. The
   columns are held to the mapping first; one that differs, and no row is read.
2. Rows before `after` were read in an earlier run and are gone through only for their keys.
3. A claim that is known already changes nothing; a row of which every claim is known is counted as unchanged.
4. What is hidden or not read, and rows that say the same under keys of their own, are told.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from datetime import date

from undersigned.evidence.claims import Claim, ClaimId, Entry, claim_id
from undersigned.evidence.intake.alike import Alike
from undersigned.evidence.intake.column_words import against
from undersigned.evidence.intake.former import Former
from undersigned.evidence.intake.grid import Grid, GridError, Unshown
from undersigned.evidence.intake.headers import Header, columns_of, header_of, held_to
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.intake.rows import ReadRow, RowReader
from undersigned.evidence.intake.surveying import NO_DOUBT, Survey, surveyed
from undersigned.evidence.intake.text_files import quoting
from undersigned.values.findings import Finding, Outcome, Severity, undetermined

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
    unshown: Unshown
    alike: Alike

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said of the whole list once its rows were gone through."""
        return (*unshown(self.unshown), *self.alike.findings())


def open_list(
    grid: Grid,
    mapping: ColumnMapping,
    *,
    on: date,
    entry: Entry | None = None,
    after: int = -1,
    former: Former | None = None,
) -> OpenList | tuple[Finding, ...]:
    """The rows of a table under a mapping, or everything that keeps it from being read.

    `former` is who was named under each key when the list was read before. `rows` may raise `GridError` where
    the file breaks off.
    """
    survey = _survey(grid, mapping)
    header = _header(grid, mapping)
    if isinstance(header, Finding):
        return (header,)
    if found := held_to(header, mapping) or against(header, mapping, on=on):
        return found
    columns = columns_of(header, mapping)
    reader = RowReader(
        grid=grid,
        mapping=mapping,
        columns=columns,
        on=on,
        entry=entry,
        survey=survey,
        former={} if former is None else former,
    )
    alike = Alike()
    rows = (_empty(row.number) if row.empty else alike.seen(reader.read(row)) for row in header.rows)
    return OpenList(
        header=header.words,
        columns=columns,
        rows=(row for row in rows if row.number > after),
        unshown=grid.unshown,
        alike=alike,
    )


def _survey(grid: Grid, mapping: ColumnMapping) -> Survey:
    """The list gone through once before it is read (`surveying.py`)."""
    if grid.again is None:
        return NO_DOUBT
    header = _header(replace(grid, rows=grid.again()), mapping)
    if isinstance(header, Finding) or held_to(header, mapping):
        return NO_DOUBT
    return surveyed(header.rows, grid.kind, columns_of(header, mapping), mapping.order)


def _header(grid: Grid, mapping: ColumnMapping) -> Header | Finding:
    try:
        return header_of(grid, at=mapping.header_at, rows=mapping.header_rows, mapping=mapping)
    except GridError as fault:
        return quoting(fault)


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


def unshown(what: Unshown) -> Iterator[Finding]:
    """What is hidden in a file, or not read, where anything is."""
    if what:
        yield undetermined(
            "evidence.file.shown",
            severity=Severity.NOTICE,
            rows=what.rows or None,
            columns=what.columns or None,
            comments=what.comments or None,
            sheets=what.sheets or None,
            macros=what.macros or None,
            links=what.links or None,
        )
