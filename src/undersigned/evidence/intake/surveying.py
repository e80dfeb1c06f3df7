"""A list gone through before it is read: what only all of its rows together tell.

1. Where a column has days of both orders, a day that may be of either is in doubt, whatever the mapping says.
   One that is none in the order of the mapping is a slip; two are another order.
2. A program of another country turns round, when it opens a text, every day that it can (03.02. becomes the
   second of March) and leaves the others as text. It is told by a column whose days of the program all have a
   day of twelve or less, and whose days as text all have none: then the former are in doubt.
3. A row that is wider than its column words, where other rows are not, was moved by a separator in a cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from undersigned.evidence.intake.days import Order
from undersigned.evidence.intake.grid import Cell, FileKind, GridError, GridRow
from undersigned.evidence.intake.mapping import Column

_TWO_PARTS = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)")
_MONTHS = 12
_LEAST_OF_ANOTHER_ORDER = 2
_LEAST_OF_EITHER, _LEAST_OF_BOTH = 2, 6  # so that chance makes such a column less than once in fifty


@dataclass(slots=True)
class DayOrders:
    """How the days of a column are written: how many can be of one order alone, and how many of either."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    low: int = 0  # days of a program, up to the twelfth of a month
    high: int = 0

    def see(self, cell: Cell) -> None:
        """Take one more cell into account."""
        if isinstance(cell, date):
            self.low += cell.day <= _MONTHS and cell.day != cell.month
            self.high += cell.day > _MONTHS
            return
        found = _TWO_PARTS.match(cell) if isinstance(cell, str) else None
        if found is None:
            return
        one, other = int(found[1]), int(found[2])
        self.day_first += one > _MONTHS >= other
        self.month_first += other > _MONTHS >= one
        self.either += one <= _MONTHS and other <= _MONTHS and one != other

    def both_orders(self, order: Order | None) -> bool:
        """Whether the column has days of another order than the mapping says."""
        others = {"day-first": self.month_first, "month-first": self.day_first}
        least = min(self.day_first, self.month_first)
        return (others[order] if order else least) >= _LEAST_OF_ANOTHER_ORDER

    @property
    def turned_round(self) -> bool:
        """Whether a program seems to have turned round what it could (rule 2)."""
        written = self.day_first + self.month_first
        enough = min(self.low, written) >= _LEAST_OF_EITHER and self.low + written >= _LEAST_OF_BOTH
        return enough and not self.high and not self.either


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is in doubt of a list: columns by their position, and whether rows differ in width."""

    both_orders: frozenset[int] = frozenset()
    turned_round: frozenset[int] = frozenset()
    ragged: bool = False

    def doubt(self, column: int, cell: Cell) -> str | None:
        """The question that a cell fails, though it is a day by itself."""
        if column in self.turned_round and isinstance(cell, date):
            return "evidence.row.date-swapped"
        if column in self.both_orders and isinstance(cell, str):
            seen = DayOrders()
            seen.see(cell)
            return "evidence.row.date-orders" if seen.either else None
        return None


NO_DOUBT = Survey()


def surveyed(
    rows: Iterable[GridRow], kind: FileKind, columns: Sequence[Column | None], order: Order | None
) -> Survey:
    """The rows after the column words gone through; of a file that breaks off, as far as it goes."""
    days = {at: DayOrders() for at, one in enumerate(columns) if one and _is_day(one)}
    of_text = kind in (FileKind.CSV, FileKind.TSV)
    if not (days or of_text):
        return NO_DOUBT
    widths: set[int] = set()
    for row in _whole(rows):
        for at, orders in days.items():
            if at < len(row.cells) and row.cells[at] is not None:
                orders.see(row.cells[at])
        if of_text and not row.empty:
            widths.add(len(row.cells))
    return Survey(
        both_orders=frozenset(at for at, one in days.items() if one.both_orders(order)),
        turned_round=frozenset(at for at, one in days.items() if one.turned_round),
        ragged=len(widths) > 1,
    )


def _whole(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    try:
        yield from rows
    except GridError:  # the reading itself meets it again, and tells it
        return


def _is_day(column: Column) -> bool:
    return column.property is not None and column.property.type == "date"
