"""The lifecycle of a text: its states and all moves between them, one table for each instrument.

1. A move is an act that is allowed in some states and leads to one state; an act not in the table is refused.
2. Every state can be reached from the first; every state but a final one has a way out; no act leads two ways
   from one state. A table that breaks this is refused with every fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, failed
from undersigned.values.toml import TomlError, toml_table
from undersigned.wording.words import sentence

ACT_ALLOWED = "declaring.lifecycle.act"


class LifecycleError(UndersignedError):
    """A lifecycle is refused, or there is none of that name; `faults` has every fault."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{name}.toml: {fault}" for fault in faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a text may stand; from a final state nothing follows."""

    code: str
    title: Mapping[str, str]
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An act, the states in which it may be done, the state that it leads to, and who does it."""

    act: str
    from_: tuple[str, ...]
    to: str
    by: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """All states and moves of an instrument; the first state is where a text begins."""

    name: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def state(self, code: str) -> State | None:
        """The state of a code."""
        return next((state for state in self.states if state.code == code), None)

    def open_to(self, state: str) -> tuple[Move, ...]:
        """The moves that may be made in a state."""
        return tuple(move for move in self.moves if state in move.from_)


def move(life: Lifecycle, state: str, act: str) -> State | Finding:
    """The state that an act leads to, or a finding that it may not be done there."""
    for step in life.open_to(state):
        following = life.state(step.to)
        if step.act == act and following:
            return following
    allowed = tuple(step.act for step in life.open_to(state))
    return failed(ACT_ALLOWED, act=act, state=state, allowed=allowed or None)


@cache
def lifecycle(name: str) -> Lifecycle:
    """The lifecycle of a name. Raises `LifecycleError`."""
    file = files("undersigned.declaring") / "lifecycles" / f"{name}.toml"
    if not file.is_file():
        raise LifecycleError(name, ("there is no such lifecycle",))
    return read_lifecycle(name, file.read_text(encoding="utf-8"))


def read_lifecycle(name: str, text: str) -> Lifecycle:
    """A lifecycle from the text of its file. Raises `LifecycleError`."""
    try:
        table = toml_table(text)
    except TomlError as wrong:
        raise LifecycleError(name, (f"line {wrong.line}: {sentence(wrong.finding, 'en')}",)) from wrong
    shape = _shape_faults(table)
    if shape:
        raise LifecycleError(name, shape)
    life = Lifecycle(
        name=name,
        states=tuple(State(code=code, **state) for code, state in table["states"].items()),
        moves=tuple(
            Move(act=m["act"], from_=tuple(m["from"]), to=m["to"], by=m["by"], title=m["title"])
            for m in table["moves"]
        ),
    )
    faults = _faults(life)
    if faults:
        raise LifecycleError(name, faults)
    return life


def _shape_faults(table: Mapping[str, Any]) -> tuple[str, ...]:
    """What is not as a lifecycle is written."""
    faults = [f"{key}: is not a field of this format" for key in sorted(table.keys() - {"states", "moves"})]
    states, moves = table.get("states"), table.get("moves")
    if not isinstance(states, dict) or not isinstance(moves, list):
        return (*faults, "a lifecycle has [states.<code>] and [[moves]]")
    for code, state in states.items():
        whole = isinstance(state, dict) and {"title"} <= state.keys() <= {"title", "final"}
        if not whole or not isinstance(state["title"], dict):
            faults.append(f"states.{code}: has a title and, where it is one, final = true")
    for place, written in enumerate(moves):
        wanted = {"act", "from", "to", "by", "title"}
        whole = isinstance(written, dict) and written.keys() == wanted and isinstance(written["title"], dict)
        if not whole or not isinstance(written["from"], list):
            faults.append(f"moves[{place}]: has act, from (a list), to, by and title")
    return tuple(faults)


def _faults(life: Lifecycle) -> tuple[str, ...]:
    codes = {state.code for state in life.states}
    faults = [
        f"{step.act}: there is no state {code!r}"
        for step in life.moves
        for code in (*step.from_, step.to)
        if code not in codes
    ]
    reached = _reached(life)
    faults += [f"{code}: cannot be reached from the first state" for code in codes - reached]
    for state in life.states:
        ways = [step.act for step in life.open_to(state.code)]
        if state.final and ways:
            faults.append(f"{state.code}: is final and has a way out")
        if not state.final and not ways:
            faults.append(f"{state.code}: has no way out and is not final")
        faults += [
            f"{state.code}: {act} leads two ways" for act in sorted({a for a in ways if ways.count(a) > 1})
        ]
    return tuple(sorted(faults))


def _reached(life: Lifecycle) -> set[str]:
    reached: set[str] = set()
    waiting = [life.states[0].code] if life.states else []
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            waiting += [step.to for step in life.open_to(code)]
    return reached
