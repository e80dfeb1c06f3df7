"""What the rulebook of the bundle requires in numbers, beside what there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from undersigned.signing.count import Count

_THERE = {
    ("count", "signatories"): "counting",
    ("distinct", "delegations"): "delegations",
    ("distinct", "groups"): "groups",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One number that the rules ask for, `None` where it is not known; and the number that is there."""

    what: str
    needed: int | None
    there: int


def needs(test: Any, count: Count) -> Iterator[Need]:  # noqa: ANN401 (a test of any form)
    """Every number that a test asks for and that names can meet, in its order."""
    if not isinstance(test, dict):
        return
    for branch in ("all", "any"):
        for inner in test[branch] if isinstance(test.get(branch), list) else ():
            yield from needs(inner, count)
    for (how, what), there in _THERE.items():
        if test.get(how) == what:
            needed = test.get("at_least")
            yield Need(
                what=what, needed=needed if type(needed) is int else None, there=int(getattr(count, there))
            )
