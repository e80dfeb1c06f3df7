"""Reads a roll from CSV (RFC 4180) as spreadsheet programs write it.

1. One line of column words, in any order; `,`, `;` or a tab between cells, told by that line.
2. A row is one mandate, one group membership, or both; empty lines are nothing.
3. Any fault is a finding with line and column, and then there is no roll.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from undersigned.declaring.roll.cells import Cells
from undersigned.declaring.roll.members import (
    ALIASES_APART,
    GIVEN_APART,
    GroupMembership,
    Mandate,
    MemberId,
)
from undersigned.declaring.roll.row_rules import Row
from undersigned.declaring.roll.rows import RollReading, roll_of
from undersigned.declaring.roll.spreadsheet import COLUMNS, NEEDED, OF_A_GROUP, OF_A_MANDATE
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Place, Severity, failed
from undersigned.values.names import PersonalName
from undersigned.values.spreadsheets import as_meant

_SEPARATORS = (",", ";", "\t")


class QuotingError(UndersignedError):
    """The quotation marks of a line, or the size of a cell, are not those of a CSV file."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def read_csv(text: str, *, assembly: str, file: str | None = None) -> RollReading:
    """The roll of a CSV text, or every reason why there is none."""
    try:
        lines = _lines(text)
    except QuotingError as fault:
        place = Place(line=fault.line)
        return _refused(failed("declaring.roll.quoting", place, Severity.REFUSAL, reason=str(fault)))
    if len(lines) <= 1:
        return _refused(failed("declaring.roll.has-rows", Place(line=1), Severity.REFUSAL))
    header = [word.strip().casefold() for word in lines[0][1]]
    if faults := _columns(header, lines[0][0]):
        return _refused(*faults)
    found: list[Finding] = []
    rows: list[Row] = []
    for line, cells in lines[1:]:
        row, more = _row(assembly, header, Place(file=file, line=line), cells)
        found.extend(more)
        rows.extend([row] if row else [])
    return roll_of(assembly, rows, found)


def _refused(*findings: Finding) -> RollReading:
    return RollReading(roll=None, findings=findings)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The cells of each line that is not empty, with the line on which it begins. Raises `QuotingError`."""
    separator, text, skipped = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[str]]] = []
    begins = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((begins, cells))
            begins = skipped + reader.line_num + 1
    except csv.Error as fault:
        raise QuotingError(begins, str(fault)) from fault
    return lines


def _separator(text: str) -> tuple[str, str, int]:
    """What stands between cells, the text without Excel's own line `sep=;`, and how many lines that took."""
    first = text.partition("\n")[0].strip()
    if re.fullmatch(r"sep=[,;\t]", first):
        return first[-1], text.partition("\n")[2], 1
    return max(_SEPARATORS, key=first.count), text, 0


def _columns(header: Sequence[str], line: int) -> tuple[Finding, ...]:
    """What is wrong with the line of column words: unknown, missing, twice."""
    faults = [
        failed("declaring.roll.column-known", Place(line=line, field=word), column=word, known=COLUMNS)
        for word in dict.fromkeys(header)
        if word not in COLUMNS
    ]
    faults += [
        failed("declaring.roll.column-present", Place(line=line, field=word), column=word)
        for word in NEEDED
        if word not in header
    ]
    faults += [
        failed("declaring.roll.column-once", Place(line=line, field=word), column=word)
        for word in COLUMNS
        if header.count(word) > 1
    ]
    return tuple(faults)


def _row(
    assembly: str, header: Sequence[str], place: Place, cells: Sequence[str]
) -> tuple[Row | None, Sequence[Finding]]:
    if len(cells) != len(header):
        return None, [failed("declaring.roll.row-shape", place, cells=len(cells), columns=len(header))]
    said = dict(zip(header, map(as_meant, cells), strict=True))
    values = Cells(assembly=assembly, line=place.line, values=said)
    id_, name, aliases = values.needed("id"), values.name(), tuple(_aliases(values))
    mandate, group = _mandate(values), _group(values)
    if values.findings or id_ is None or name is None:
        return None, values.findings
    return Row(place=place, id=MemberId(id_), name=name, aliases=aliases, mandate=mandate, group=group), ()


def _aliases(values: Cells) -> Iterator[PersonalName]:
    for alias in (values.text("aliases") or "").split(ALIASES_APART):
        family, _, given = (part.strip() for part in alias.partition(GIVEN_APART))
        if family:
            yield PersonalName(family=family, given=given or None)
        elif alias.strip():
            values.fault("declaring.roll.alias", "aliases", alias=alias.strip())


def _mandate(values: Cells) -> Mandate | None:
    """The mandate of a row, where any of its cells is filled or the row says no group either."""
    if not any(values.text(column) for column in OF_A_MANDATE) and any(
        values.text(column) for column in OF_A_GROUP
    ):
        return None
    delegation, role = values.delegation("delegation"), values.role("role")
    period, principal = values.period("from", "until"), values.text("substitute_for")
    if delegation is None or role is None or period is None:
        return None
    return Mandate(
        delegation=delegation,
        role=role,
        period=period,
        substitute_for=MemberId(principal) if principal else None,
    )


def _group(values: Cells) -> GroupMembership | None:
    if not any(values.text(column) for column in OF_A_GROUP):
        return None
    group, period = values.group("group"), values.period("group_from", "group_until")
    return GroupMembership(group=group, period=period) if group and period else None
