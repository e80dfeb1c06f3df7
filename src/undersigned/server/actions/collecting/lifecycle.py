"""Moves a collection along its instrument's table of states (`declaring/lifecycles/*.toml`)."""

from collections.abc import Iterator
from datetime import datetime

from undersigned.declaring.lifecycles.lifecycle import Lifecycle, lifecycle, move
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.server.actions.journal import record
from undersigned.server.records.models import Collection, User
from undersigned.values.findings import Finding


def acts_until(rulebook: Rulebook, state: str, act: str) -> tuple[str, ...] | Finding:
    """The shortest way from a state up to and including an act, or a finding that there is none.

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
    """Whether the lifecycle has an act at all: a joint statement, say, is given no number."""
    return any(one.act == act for one in lifecycle(rulebook.lifecycle or rulebook.instrument).moves)


def make_moves(
    collection: Collection, rulebook: Rulebook, acts: tuple[str, ...], *, by: User, at: datetime
) -> None:
    """Change the state act by act, each recorded in the journal; the caller has checked that it may."""
    life = lifecycle(rulebook.lifecycle or rulebook.instrument)
    for act in acts:
        following = move(life, collection.state, act)
        assert not isinstance(following, Finding)  # `acts_until` found the way
        before, collection.state = collection.state, following.code
        record(f"moved-{act}", collection, by=by, at=at, particulars={"from": before, "to": following.code})


_ON_THE_WAY = ("table", "find-in-order")


def _ways(life: Lifecycle, state: str, act: str) -> Iterator[tuple[str, ...]]:
    """The ways to an act through acts that may be passed over, shortest first."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(state, ())]
    while waiting:
        here, way = waiting.pop(0)
        for one in life.open_to(here):
            if one.act == act:
                yield (*way, act)
            elif one.act in _ON_THE_WAY and one.act not in way:
                waiting.append((one.to, (*way, one.act)))
