"""What the column words themselves say against reading what stands under them.

1. A word that is a day stands over no column of days: the first row of the list has taken the place of the
   column words, and would be lost.
2. A column of days whose word has another unit ("срок, мес.") is no column of days.
3. Under a word with thousands or millions ("штраф, тыс. руб.") a number or an amount is another one.
"""

import re
from collections.abc import Iterator
from datetime import date

from undersigned.evidence.intake.dates import date_of
from undersigned.evidence.intake.headers import Header
from undersigned.evidence.intake.mapping import Column, ColumnMapping
from undersigned.evidence.intake.measures import lengths_in, multiplies
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.dates import SourceDate
from undersigned.values.findings import Finding, Place, Severity, failed

_YEAR = re.compile(r"\d{4}")
_AMOUNTS = frozenset({"detention.fine", "proceeding.fine"})


def against(header: Header, mapping: ColumnMapping, *, on: date) -> tuple[Finding, ...]:
    """Why the list is not read under these column words, if it is not."""
    words = [folded(word) for word in header.words]
    return tuple(
        failed(f"evidence.file.{code}", Place(line=header.row), Severity.REFUSAL, column=column.header)
        for key, column in mapping.columns.items()
        if key in words
        for code in _codes(column, mapping, on)
    )


def _codes(column: Column, mapping: ColumnMapping, on: date) -> Iterator[str]:
    known = column.property
    if known is None:
        return
    if known.type == "date" and not _YEAR.fullmatch(column.header):
        found = date_of(
            column.header, order=mapping.order or "day-first", on=on, years_from=column.years_from
        )
        if isinstance(found, SourceDate):
            yield "column-says"
    units = lengths_in(column.header)
    other = known.unit == "day" and bool(units) and "D" not in units
    if other or ((known.type == "number" or known.path in _AMOUNTS) and multiplies(column.header)):
        yield "column-unit"
