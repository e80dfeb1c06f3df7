"""Published counts that point at nobody: no count, and no change between two editions, is too small.

1. A cell under three is merged with others until what is merged holds three or more; the total stays.
2. What was published before stands beside it: where the people who are not named are one or two more or fewer
   than in the edition before, the step would tell of them, and the earlier count stays until it is larger.
3. People who are named in public already are counted apart: of them a step tells nothing new.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from undersigned.values.findings import Finding, failed, passed

LEAST = 3
MERGED, TOTAL = "merged", "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count, and how many of it are named in public."""

    total: int
    named: int = 0

    @property
    def unnamed(self) -> int:
        """How many must not be told from each other."""
        return self.total - self.named


def merged(cells: Mapping[str, int]) -> Mapping[str, int]:
    """The cells as they may go out by rule 1; what stays small even merged is left out."""
    small = {name for name, number in cells.items() if 0 < number < LEAST}
    rest = sorted((number, name) for name, number in cells.items() if number >= LEAST)
    while small and sum(cells[name] for name in small) < LEAST and rest:
        small.add(rest.pop(0)[1])
    if not small:
        return dict(cells)
    shown = {name: number for name, number in cells.items() if name not in small}
    together = sum(cells[name] for name in small)
    return {**shown, MERGED: together} if together >= LEAST else shown


def may_follow(before: Mapping[str, Counted], after: Mapping[str, Counted]) -> tuple[Finding, ...]:
    """Does any cell, or the total, move by so few that the step points at somebody?"""
    nobody = Counted(total=0)
    steps = {
        name: abs(after.get(name, nobody).unnamed - before.get(name, nobody).unnamed)
        for name in dict.fromkeys((*before, *after))
    }
    steps[TOTAL] = abs(_unnamed(after) - _unnamed(before))
    code = "evidence.count.step"
    found = [failed(code, cell=name) for name, step in steps.items() if 0 < step < LEAST]
    return tuple(found) or (passed(code),)


def as_published(before: Mapping[str, Counted], after: Mapping[str, Counted]) -> Mapping[str, Counted]:
    """The counts that may go out after these: the earlier one wherever the step would be too small."""
    nobody = Counted(total=0)
    return {
        name: count
        if not 0 < abs(count.unnamed - before.get(name, nobody).unnamed) < LEAST
        else before.get(name, nobody)
        for name, count in after.items()
    }


def _unnamed(cells: Mapping[str, Counted]) -> int:
    return sum(count.unnamed for count in cells.values())
