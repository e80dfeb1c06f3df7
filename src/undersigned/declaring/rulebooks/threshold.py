"""What a text needs before it may proceed: a tree of tests, as data.

1. Leaves: `count` names, `distinct` delegations or groups, a `share` of a whole, a `body` in place of names,
   a `decision` of a person, `per_group` (so many in so many countries), a `table` (a number by kind of case).
2. Branches: `all` and `any`.
3. Fractions are exact; a share that is no whole number is rounded as the rule names, up where it is silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from undersigned.values.sourced import Sourced

Rounding = Literal["up", "down", "nearest", "more-than"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """At least so many names of a kind; or, `distinct`, of different delegations, groups, countries."""

    name: str
    at_least: Sourced[int]
    distinct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """At least (or more than) a part of a whole, as the rule rounds it, and never below `floor`."""

    name: str
    part: Sourced[Fraction]
    of: str
    rounding: Rounding = "up"
    floor: int = 0

    def needed(self, whole: int) -> int:
        """The number that the part of this whole comes to."""
        exact = (self.part.value or Fraction(0)) * whole
        rounded = {
            "up": ceil(exact),
            "down": floor(exact),
            "nearest": floor(exact + Fraction(1, 2)),
            "more-than": floor(exact) + 1,
        }
        return max(rounded[self.rounding], self.floor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a body or a person settles: a `body` may stand in place of names, a `decision` is asked anyhow."""

    name: str
    kind: Literal["body", "decision"]
    suffices: Sourced[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerGroup:
    """In at least so many groups (countries, cantons) the number that a table gives, or one for all."""

    name: str
    groups: Sourced[int]
    reach: Mapping[str, int] | int

    def needed_in(self, group: str) -> int | None:
        """The number needed in a group; `None` where the table is silent."""
        return self.reach if isinstance(self.reach, int) else self.reach.get(group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """At least the number that a table gives for the kind of the case (`law`, `constitution`)."""

    name: str
    by: str
    numbers: Sourced[Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """All of several tests, or any of them."""

    kind: Literal["all", "any"]
    tests: tuple["Test", ...]


Leaf = Count | Share | Word | PerGroup | Table
Test = Branch | Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the procedure and the test that a text must pass to take it."""

    code: str
    test: Test


def leaves(test: Test) -> tuple[Leaf, ...]:
    """All leaves of a tree, in written order."""
    if isinstance(test, Branch):
        return tuple(leaf for inner in test.tests for leaf in leaves(inner))
    return (test,)


def rule_name(place: int, stage: Stage, name: str) -> str:
    """What a leaf is called: `threshold.signatories`; in a later stage `threshold.<stage>.<name>`."""
    return f"threshold.{name}" if place == 0 else f"threshold.{stage.code}.{name}"


def rule_of(leaf: Leaf) -> Sourced[int] | Sourced[Fraction] | Sourced[bool] | Sourced[Mapping[str, int]]:
    """The number, share, word or table that a leaf rests on, with its status and source."""
    match leaf:
        case Count():
            return leaf.at_least
        case Share():
            return leaf.part
        case Word():
            return leaf.suffices
        case PerGroup():
            return leaf.groups
        case Table():
            return leaf.numbers
