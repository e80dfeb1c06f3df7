"""Evaluates a threshold tree on given facts; the answer is never a bare yes or no.

1. What is known only within limits (`Extent`) is compared within them: below the need at its most, failed;
   at the need at its least, passed; else undetermined. Unknown is never taken for no.
2. `all` fails with one failure and passes with all; `any` passes with one and fails with all; else
   undetermined.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from undersigned.declaring.rulebooks.threshold import (
    Branch,
    Count,
    Leaf,
    PerGroup,
    Share,
    Table,
    Test,
    Word,
    rule_of,
)
from undersigned.values.findings import Outcome
from undersigned.values.sourced import Citation, Status


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


def verdicts_on_leaves(verdict: Verdict) -> tuple[Verdict, ...]:
    """The verdicts on the leaves of a tree, in written order."""
    if not verdict.parts:
        return (verdict,)
    return tuple(leaf for part in verdict.parts for leaf in verdicts_on_leaves(part))


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
