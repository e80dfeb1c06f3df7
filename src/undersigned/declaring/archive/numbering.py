"""Numbers of declarations: two series that both ascend from one declaration to the next.

1. A declaration has a number of its own and one in the series of all the assembly's documents; of two of them
   the one with the higher number has the higher document number (no exception in the archive).
2. Dates do not grow with the numbers: a later edition carries a later day.
3. The next numbers follow the last ones, without a gap and without a double; other documents take numbers of
   the second series in between.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Outcome, Place, Severity


class NumberingError(UndersignedError):
    """A number was asked for that cannot follow the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Numbers:
    """A declaration's number in both series."""

    declaration: int
    document: int


def next_numbers(last: Numbers, last_document: int) -> Numbers:
    """The numbers after the last declaration's, where `last_document` is the last given to any document.

    Raises `NumberingError` where the last document number lies before that of the last declaration.
    """
    if last_document < last.document:
        raise NumberingError(f"the last document cannot be {last_document}: {last.document} is given already")
    return Numbers(declaration=last.declaration + 1, document=last_document + 1)


def series_finding(numbers: Numbers, known: Iterable[Numbers], place: Place | None = None) -> Finding:
    """Whether a pair of numbers fits between the known ones; beyond the last of them nobody here can say."""
    series = tuple(sorted(known))
    same = next((one for one in series if one.declaration == numbers.declaration), numbers)
    before = [one for one in series if one.declaration < numbers.declaration]
    after = [one for one in series if one.declaration > numbers.declaration]
    lower = same if same != numbers else max(before, default=None)
    upper = min(after, default=None)
    fits = (lower is None or _follows(numbers, lower)) and (upper is None or _follows(upper, numbers))
    between = Outcome.PASSED if lower and upper else Outcome.UNDETERMINED
    return Finding(
        code="declaring.number.series",
        outcome=between if fits else Outcome.FAILED,
        severity=Severity.NOTICE if fits else Severity.ERROR,
        place=None if fits else place,
        particulars={
            "number": numbers.declaration,
            "doc_number": numbers.document,
            "lower": lower.declaration if lower else None,
            "lower_doc": lower.document if lower else None,
            "upper": upper.declaration if upper else None,
            "upper_doc": upper.document if upper else None,
        },
    )


def _follows(later: Numbers, earlier: Numbers) -> bool:
    """Whether both series agree that one comes after the other, or is the same."""
    return later == earlier or (later.declaration > earlier.declaration and later.document > earlier.document)
