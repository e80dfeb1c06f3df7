"""The rules of the day, as far as a verifier asks them: who may appear, who counts, how many are needed.

1. What the rulebook does not say is unknown, and unknown is an answer (`None`).
2. The test is a tree: `all` and `any` over `count` and `distinct`; a number that is not there, or a test of
   another form, is undetermined. `all` fails if one fails; `any` is met if one is met.
3. A group that is none for the rules counts as one only where `roll.no_group_is_group` says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from undersigned.verifying.roll_file import Seat

MET, NOT_MET, UNDETERMINED = "met", "not-met", "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What a threshold is asked with: how many count, from how many delegations and groups."""

    signatories: int
    delegations: int
    groups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One number that the rules ask for, beside the number that is there."""

    name: str
    needed: int | None
    there: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A rulebook's answers; without a readable rulebook every answer is unknown."""

    code: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    test: Any = None

    def appears(self, role: str) -> bool | None:
        """Whether a role may stand on the list; `None` where the rulebook does not say."""
        return self._among("roll.appears", role)

    def counts(self, role: str) -> bool | None:
        """Whether a role counts towards the threshold; `None` where the rulebook does not say."""
        return self._among("roll.counts", role)

    @property
    def withdrawal_until(self) -> str | None:
        """The moment until which a name may be withdrawn, as the rulebook names it."""
        value = self.fields.get("withdrawal.until")
        return value if isinstance(value, str) else None

    def numbers(self, seats: Iterable[Seat], without_group: frozenset[str]) -> Numbers:
        """How many of these seats count, and from where they come."""
        counted = [seat for seat in seats if self.counts(seat.role)]
        no_group_too = self.fields.get("roll.no_group_is_group") is True
        groups = {seat.group if seat.group not in without_group else None for seat in counted}
        return Numbers(
            signatories=len(counted),
            delegations=len({seat.delegation for seat in counted}),
            groups=len(groups if no_group_too else groups - {None}),
        )

    def threshold(self, numbers: Numbers) -> str:
        """Whether there are enough names: `met`, `not-met` or `undetermined`."""
        return _answer(self.test, numbers)

    def needs(self, numbers: Numbers) -> tuple[Need, ...]:
        """Each number that is asked for, in the order of the rulebook."""
        return tuple(_needs(self.test, numbers))

    def _among(self, name: str, role: str) -> bool | None:
        roles = self.fields.get(name)
        return role in roles if isinstance(roles, list) else None


def rules_of(rulebook: Any) -> Rules:  # noqa: ANN401 (JSON is anything)
    """The rules that a rulebook's data hold; what is not of the known form is unknown."""
    data = rulebook if isinstance(rulebook, dict) else {}
    fields, stages = _listed(data, "fields"), _listed(data, "stages")
    code = data.get("code")
    return Rules(
        code=code if isinstance(code, str) else None,
        fields={
            one["name"]: one.get("value")
            for one in fields
            if isinstance(one, dict) and isinstance(one.get("name"), str)
        },
        test=stages[0].get("test") if stages and isinstance(stages[0], dict) else None,
    )


def _listed(data: Mapping[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    return found if isinstance(found, list) else []


def _answer(test: Any, numbers: Numbers) -> str:  # noqa: ANN401
    for branch, decides, otherwise in (("all", NOT_MET, MET), ("any", MET, NOT_MET)):
        if isinstance(test, dict) and set(test) == {branch} and isinstance(test[branch], list):
            answers = {_answer(one, numbers) for one in test[branch]}
            return decides if decides in answers else UNDETERMINED if UNDETERMINED in answers else otherwise
    leaf = _leaf(test, numbers)
    if leaf is None or leaf.needed is None or leaf.there is None:
        return UNDETERMINED
    return MET if leaf.there >= leaf.needed else NOT_MET


def _needs(test: Any, numbers: Numbers) -> Iterable[Need]:  # noqa: ANN401
    leaf = _leaf(test, numbers)
    if leaf:
        yield leaf
    elif isinstance(test, dict):
        for branch in ("all", "any"):
            for one in test.get(branch, ()) if isinstance(test.get(branch), list) else ():
                yield from _needs(one, numbers)


def _leaf(test: Any, numbers: Numbers) -> Need | None:  # noqa: ANN401
    known = {
        ("count", "signatories"): numbers.signatories,
        ("distinct", "delegations"): numbers.delegations,
        ("distinct", "groups"): numbers.groups,
    }
    for kind in ("count", "distinct"):
        if isinstance(test, dict) and kind in test and set(test) <= {kind, "at_least"}:
            name, needed = test[kind], test.get("at_least")
            whole = isinstance(needed, int) and not isinstance(needed, bool)
            there = known.get((kind, name)) if isinstance(name, str) else None
            return Need(name=str(name), needed=needed if whole else None, there=there)
    return None
