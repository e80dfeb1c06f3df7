"""Moving a collection along the table of its instrument (`declaring/lifecycles/*.toml`)."""

from collections.abc import Iterator
from datetime import datetime

from undersigned.declaring.lifecycles.lifecycle import Lifecycle, lifecycle, move
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.server.actions.journal import record
from undersigned.server.records.models import Collection, User
from undersigned.values.findings import Finding


def acts_until(rulebook: Rulebook, state: str, act: str) -> tuple[str, ...] | Finding:
    """The acts that lead from a state up to and including an act, the shortest way; or why there is none.

    Only acts that judge nothing are taken on the way: tabling, and finding in order what was ruled in order.
    """
    life = lifecycle(rulebook.lifecycle or rulebook.instrument)
    way = next(_ways(life, state, act), None)
    if way is not None:
        return way
    refused = move(life, state, act)
    assert isinstance(refused, Finding)  # a way of one act would have been found
    return refused


def has_act(rulebook: Rulebook, act: str) -> bool:
    """Whether the instrument knows an act at all: a joint statement takes no number."""
    return any(one.act == act for one in lifecycle(rulebook.lifecycle or rulebook.instrument).moves)


def make_moves(
    collection: Collection, rulebook: Rulebook, acts: tuple[str, ...], *, by: User, at: datetime
) -> None:
    """Change the state act by act, each written down. The caller has asked whether it may be done."""
    life = lifecycle(rulebook.lifecycle or rulebook.instrument)
    for act in acts:
        following = move(life, collection.state, act)
        assert not isinstance(following, Finding)  # `acts_until` found the way
        before, collection.state = collection.state, following.code
        record(f"moved-{act}", collection, by=by, at=at, particulars={"from": before, "to": following.code})


_ON_THE_WAY = ("table", "find-in-order")


def _ways(life: Lifecycle, state: str, act: str) -> Iterator[tuple[str, ...]]:
    """Ways to an act over what may be passed, shortest first; a lifecycle has no circle of those."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(state, ())]
    while waiting:
        here, way = waiting.pop(0)
        for one in life.open_to(here):
            if one.act == act:
                yield (*way, act)
            elif one.act in _ON_THE_WAY and one.act not in way:
                waiting.append((one.to, (*way, one.act)))
