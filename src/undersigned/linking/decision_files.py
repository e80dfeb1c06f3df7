"""Decisions as JSON Lines: one object for each, in the order of deciding; lines are only ever added."""

import json
from datetime import datetime
from typing import Any

from undersigned.evidence.claims import Subject
from undersigned.evidence.sources import SourceId
from undersigned.linking.decisions import Decision, DecisionError, Same
from undersigned.values.json_lines import json_object
from undersigned.values.refusal import RefusedError
from undersigned.values.tables import Table

_PERSON = "person"
_KEYS = ("one", "other", "what", "by", "at", "why", "supersedes")


def read_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions of a text. Raises `DecisionError` with the line of an invalid one."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(_decision(Table(json_object(line.encode(), number))))
            except RefusedError as fault:
                raise DecisionError(fault.on_line(number).finding) from fault
    return tuple(found)


def write_decisions(decisions: tuple[Decision, ...]) -> str:
    """The same decisions as text."""
    return "".join(json.dumps(_as_data(decision), ensure_ascii=False) + "\n" for decision in decisions)


def _decision(said: Table) -> Decision:
    said.only(_KEYS)
    return Decision(
        one=_subject(said, "one"),
        other=_subject(said, "other"),
        what=Same(said.term("what", tuple(Same))),
        by=said.text("by"),
        at=_moment(said),
        why=said.text("why"),
        supersedes=said.text_or_none("supersedes"),
    )


def _subject(said: Table, name: str) -> Subject:
    said.need(name)
    pair = said.texts(name)
    if len(pair) != 2:  # noqa: PLR2004 -- the source and the key
        raise said.unfit("pair", name)
    return Subject(source=SourceId(pair[0]), kind=_PERSON, key=pair[1])


def _moment(said: Table) -> datetime:
    """When it was decided; without its offset from UTC it could not be put in order."""
    try:
        found = datetime.fromisoformat(said.text("at"))
    except ValueError as fault:
        raise said.of_another_kind("at", "moment") from fault
    if found.tzinfo is None:
        raise said.of_another_kind("at", "moment")
    return found


def _as_data(decision: Decision) -> dict[str, Any]:
    said = {
        "one": [decision.one.source, decision.one.key],
        "other": [decision.other.source, decision.other.key],
        "what": decision.what.value,
        "by": decision.by,
        "at": decision.at.isoformat(),
        "why": decision.why,
    }
    return {**said, "supersedes": decision.supersedes} if decision.supersedes else said
