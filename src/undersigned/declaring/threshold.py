"""What a text needs before it may go on: a tree of tests as data, and its evaluation.

1. Leaves: `count` names, `distinct` delegations or groups, a `share` of a whole, a `body` in place of names,
   a `decision` of a person, `per_group` (so many in so many countries), a `table` (a number by kind of case).
2. Branches: `all` and `any`.
3. What is known only within limits (`Extent`) is compared within them: below the need at its most, failed;
   at the need at its least, passed; else undetermined. Unknown is never taken for no.
4. `all` fails with one failure and passes with all; `any` passes with one and fails with all; else
   undetermined.
5. Fractions are exact; a share that is no whole number is rounded as the rule names, up where it is silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from undersigned.values.findings import Outcome
from undersigned.values.sourced import Citation, Sourced, Status

Rounding = Literal["up", "down", "nearest", "more-than"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A number known to lie between two, both included; `most` is `None` where nothing limits it."""

    least: int
    most: int | None

    @classmethod
    def exactly(cls, number: int) -> "Extent":
        """A number that is known."""
        return cls(least=number, most=number)

    def reaches(self, needed: int) -> Outcome:
        """Whether it is at least a number."""
        if self.least >= needed:
            return Outcome.PASSED
        if self.most is not None and self.most < needed:
            return Outcome.FAILED
        return Outcome.UNDETERMINED


NOTHING_KNOWN = Extent(least=0, most=None)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a case: numbers by name, numbers by group, words given, kinds of the case."""

    numbers: Mapping[str, Extent] = field(default_factory=dict)
    by_group: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    words: Mapping[str, bool] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def number(self, name: str) -> Extent:
        """The number of a name; where nothing is known, anything is possible."""
        return self.numbers.get(name, NOTHING_KNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to a test: what there was, what was needed, what is missing, on what ground."""

    name: str
    outcome: Outcome
    value: Extent | None = None
    needed: int | None = None
    status: Status | None = None
    cites: tuple[Citation, ...] = ()
    parts: tuple["Verdict", ...] = ()

    @property
    def missing(self) -> int | None:
        """How many are wanting by what is certain; `None` where the need is not known."""
        if self.needed is None or self.value is None:
            return None
        return max(0, self.needed - self.value.least)


def leaves(test: Test) -> tuple[Leaf, ...]:
    """All leaves of a tree, in written order."""
    if isinstance(test, Branch):
        return tuple(leaf for inner in test.tests for leaf in leaves(inner))
    return (test,)


def verdicts_on_leaves(verdict: Verdict) -> tuple[Verdict, ...]:
    """The verdicts on the leaves of a tree, in written order."""
    if not verdict.parts:
        return (verdict,)
    return tuple(leaf for part in verdict.parts for leaf in verdicts_on_leaves(part))


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


def evaluate(test: Test, facts: Facts) -> Verdict:
    """What the tests make of the facts."""
    match test:
        case Branch():
            return _branch(test, facts)
        case Count():
            return _compared(test, facts.number(test.name), test.at_least.value)
        case Share():
            whole = facts.number(test.of)
            known = whole.least if whole.least == whole.most and test.part.known else None
            needed = None if known is None else test.needed(known)
            return _compared(test, facts.number(test.name), needed)
        case Table():
            needed = (test.numbers.value or {}).get(facts.kinds.get(test.by, ""))
            return _compared(test, facts.number(test.name), needed)
        case PerGroup():
            return _compared(test, _reached(test, facts), test.groups.value)
        case Word():
            return _said(test, facts)


def _branch(branch: Branch, facts: Facts) -> Verdict:
    parts = tuple(evaluate(test, facts) for test in branch.tests)
    outcomes = {part.outcome for part in parts}
    decisive, other = Outcome.FAILED, Outcome.PASSED
    if branch.kind == "any":
        decisive, other = other, decisive
    agreed = other if outcomes == {other} else Outcome.UNDETERMINED
    return Verdict(name=branch.kind, outcome=decisive if decisive in outcomes else agreed, parts=parts)


def _compared(leaf: Leaf, value: Extent, needed: int | None) -> Verdict:
    outcome = Outcome.UNDETERMINED if needed is None else value.reaches(needed)
    rule = rule_of(leaf)
    return Verdict(
        name=leaf.name, outcome=outcome, value=value, needed=needed, status=rule.status, cites=rule.cites
    )


def _reached(test: PerGroup, facts: Facts) -> Extent:
    """In how many groups the number was reached; a group that the table does not know may be one more."""
    numbers = facts.by_group.get(test.name)
    if numbers is None:
        return NOTHING_KNOWN
    needed = {group: test.needed_in(group) for group in numbers}
    certain = sum(need is not None and numbers[group] >= need for group, need in needed.items())
    return Extent(least=certain, most=certain + sum(need is None for need in needed.values()))


def _said(word: Word, facts: Facts) -> Verdict:
    """A body or a person has spoken, has not, or nobody knows; a rule that gives them no say fails."""
    said = facts.words.get(word.name)
    if said is None or not word.suffices.known:
        outcome = Outcome.UNDETERMINED
    else:
        outcome = Outcome.PASSED if said and word.suffices.value else Outcome.FAILED
    return Verdict(name=word.name, outcome=outcome, status=word.suffices.status, cites=word.suffices.cites)
