"""Decisions as JSON Lines: one object a decision, in the order of deciding, only ever added to."""

import json
from datetime import datetime
from typing import Any

from undersigned.evidence.claims import Subject
from undersigned.evidence.sources import SourceId
from undersigned.linking.decisions import Decision, DecisionError, Same

_PERSON = "person"


def read_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions of a text. Raises `DecisionError` with the line of one that is none."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found.append(_decision(json.loads(line)))
            except (DecisionError, KeyError, TypeError, ValueError) as fault:
                raise DecisionError(f"line {number} is no decision: {fault}") from fault
    return tuple(found)


def write_decisions(decisions: tuple[Decision, ...]) -> str:
    """The same decisions as text."""
    return "".join(json.dumps(_as_data(one), ensure_ascii=False) + "\n" for one in decisions)


def _decision(said: dict[str, Any]) -> Decision:
    return Decision(
        one=_subject(said["one"]),
        other=_subject(said["other"]),
        what=Same(said["what"]),
        by=said["by"],
        at=datetime.fromisoformat(said["at"]),
        why=said["why"],
        supersedes=said.get("supersedes"),
    )


def _subject(said: list[str]) -> Subject:
    source, key = said
    return Subject(source=SourceId(source), kind=_PERSON, key=key)


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
