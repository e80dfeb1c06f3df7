"""A snapshot read again from its bytes: so that anybody who has them can make its cards anew."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from undersigned.counting.countable import Countable, CountableRowError, Decision, Grade, Sameness
from undersigned.counting.figure import Unit
from undersigned.counting.snapshots import KIND, Snapshot
from undersigned.values.faults import UndersignedError


class SnapshotError(UndersignedError):
    """Bytes are no snapshot."""


def read_snapshot(content: bytes | str) -> Snapshot:
    """The snapshot of its bytes; an empty one of `{}`. Raises `SnapshotError`."""
    try:
        data = json.loads(content)
        if data == {}:
            return Snapshot(rows=())
        if data["kind"] != KIND:
            raise SnapshotError(f"this is no {KIND}")
        return Snapshot(
            rows=tuple(_row(one) for one in data["rows"]),
            decisions=tuple(
                Decision(one=one, other=other, sameness=Sameness(what))
                for one, other, what in data["decisions"]
            ),
        )
    except (KeyError, TypeError, ValueError, CountableRowError) as fault:
        raise SnapshotError(f"these bytes are no snapshot: {fault}") from fault


def _row(data: Mapping[str, Any]) -> Countable:
    group = data.get("group")
    return Countable(
        subject=data["subject"],
        unit=Unit(data["unit"]),
        sources=frozenset(data["sources"]),
        first=_day(data.get("first")),
        last=_day(data.get("last")),
        place=data.get("place"),
        categories=frozenset(data.get("categories", ())),
        outcome=data.get("outcome"),
        grade=Grade(data["grade"]),
        group=(group[0], group[1]) if group else None,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
