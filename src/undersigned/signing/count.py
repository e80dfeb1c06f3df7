"""Counts the names that stand, and checks whether they are enough, by the rules in `rulebook.json`.

The file is the rulebook's data as canonical JSON, so the same few lines serve the desk and a stranger
(`docs/protocol/v1/verification.md`, "Thresholds").

1. A role may appear, or count, if the rulebook says so; where it does not know, nobody here knows.
2. Where it is not known who counts, every name is counted and the threshold is undetermined.
3. Distinct groups are those that count as groups, unless the rulebook takes "no group" for one.
4. `all` fails if one fails, `any` is met if one is met; else what is undetermined makes the whole so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from undersigned.signing.faults import SigningError
from undersigned.values.findings import Outcome

DEEPEST = 40
Threshold = Literal["met", "not-met", "undetermined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a count asks of a rulebook; `None` is unknown."""

    code: str
    appears: frozenset[str] | None
    counts: frozenset[str] | None
    no_group_is_group: bool
    withdrawal_until: str | None
    test: Mapping[str, Any] | None

    def entitled(self, role: str) -> Outcome:
        """Whether a name of this role may stand on the list."""
        if self.appears is None:
            return Outcome.UNDETERMINED
        return Outcome.PASSED if role in self.appears else Outcome.FAILED

    def withdrawal(self, *, day: date, closes: date | None, published: bool) -> Outcome:
        """Whether a name could be withdrawn on a day; `published` if an edition stood before."""
        match self.withdrawal_until:
            case "any-time":
                return Outcome.PASSED
            case "never":
                return Outcome.FAILED
            case "publication":
                return Outcome.FAILED if published else Outcome.PASSED
            case "closing" if closes is not None:
                return Outcome.PASSED if day <= closes else Outcome.FAILED
            case _:
                return Outcome.UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that stands, as the count sees it."""

    role: str
    delegation: str
    group: str | None
    group_counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The numbers of an edition."""

    names: int
    counting: int
    delegations: int
    groups: int
    withdrawn: int
    threshold: Threshold


def read_rules(data: object) -> Rules:
    """The rules from a rulebook's data. Raises `SigningError` where they have another form."""
    try:
        rules = _rules(data)  # type: ignore[arg-type]  # of any form: what does not fit is refused
    except (TypeError, KeyError, AttributeError, IndexError) as fault:
        raise SigningError("rulebook-form", "the rulebook's data have another form") from fault
    if _deeper(rules.test, DEEPEST):
        raise SigningError("rulebook-form", f"the tests are more than {DEEPEST} deep")
    return rules


def count(names: Iterable[Name], rules: Rules, *, withdrawn: int) -> Count:
    """The numbers of an edition with these names."""
    listed = list(names)
    counting = [name for name in listed if rules.counts is None or name.role in rules.counts]
    groups = {
        name.group for name in counting if name.group and (name.group_counts or rules.no_group_is_group)
    }
    numbers = {
        ("count", "signatories"): len(counting),
        ("distinct", "delegations"): len({name.delegation for name in counting}),
        ("distinct", "groups"): len(groups),
    }
    threshold: Threshold = (
        "undetermined" if rules.counts is None or rules.test is None else _met(rules.test, numbers)
    )
    return Count(
        names=len(listed),
        counting=len(counting),
        delegations=numbers["distinct", "delegations"],
        groups=len(groups),
        withdrawn=withdrawn,
        threshold=threshold,
    )


def _rules(data: Mapping[str, Any]) -> Rules:
    fields = {one["name"]: one["value"] for one in data["fields"]}
    stages = data["stages"]
    return Rules(
        code=data["code"],
        appears=_roles(fields.get("roll.appears")),
        counts=_roles(fields.get("roll.counts")),
        no_group_is_group=fields.get("roll.no_group_is_group") is True,
        withdrawal_until=fields.get("withdrawal.until"),
        test=stages[0]["test"] if stages else None,
    )


def _deeper(test: object, levels: int) -> bool:
    inner = test.values() if isinstance(test, dict) else test if isinstance(test, list) else ()
    return not levels or any(_deeper(one, levels - 1) for one in inner)


def _roles(value: Sequence[str] | None) -> frozenset[str] | None:
    return None if value is None else frozenset(value)


def _met(test: object, numbers: Mapping[tuple[str, str], int]) -> Threshold:
    if not isinstance(test, dict):
        return "undetermined"
    match list(test):
        case ["all"] if isinstance(test["all"], list):
            return _joined(test["all"], numbers, decisive="not-met", otherwise="met")
        case ["any"] if isinstance(test["any"], list):
            return _joined(test["any"], numbers, decisive="met", otherwise="not-met")
        case [_, _] if type(needed := test.get("at_least")) is int:
            how = next(key for key in test if key != "at_least")
            found = numbers.get((how, str(test[how])))
            return "undetermined" if found is None else "met" if found >= needed else "not-met"
        case _:
            return "undetermined"


def _joined(
    tests: Sequence[Any],
    numbers: Mapping[tuple[str, str], int],
    *,
    decisive: Threshold,
    otherwise: Threshold,
) -> Threshold:
    answers = [_met(test, numbers) for test in tests]
    if decisive in answers:
        return decisive
    return "undetermined" if "undetermined" in answers else otherwise
