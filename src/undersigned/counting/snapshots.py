"""Snapshots of the rows that a count is made from, and what changed between two of them.

* The public snapshot holds what was approved for the public: ids, days, places, categories, sources; no name.
  Its bytes are JSON by RFC 8785 with rows and decisions in order, so the same rows give the same digest.
* The internal one is never published; a digest of it with a salt lets a later disclosure be checked.
* Changes are told by subject (added, removed, changed), with their effect on the count.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NewType

import rfc8785

from undersigned.counting.countable import (
    Countable,
    CountableRowError,
    Decision,
    Grade,
    Sameness,
    standing,
)
from undersigned.counting.documented import Documented, count_documented
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.values.digest import sha256
from undersigned.values.faults import UndersignedError

SnapshotDigest = NewType("SnapshotDigest", str)
KIND = "undersigned/v1 evidence-snapshot"
LEAST_SALT = 32  # bytes: 256 bits


class SnapshotError(UndersignedError):
    """The bytes are no snapshot."""


class WeakSaltError(UndersignedError):
    """The salt is too short to hide the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The rows and decisions of one moment."""

    rows: tuple[Countable, ...]
    decisions: tuple[Decision, ...] = ()

    def canonical(self) -> bytes:
        """The snapshot as canonical JSON; the order in which rows and decisions came does not matter."""
        rows = sorted((row.as_data() for row in self.rows), key=rfc8785.dumps)
        decided = sorted(standing(self.decisions).items())
        decisions = [[*pair, sameness.value] for pair, sameness in decided]
        return rfc8785.dumps({"kind": KIND, "rows": rows, "decisions": decisions})

    def digest(self) -> SnapshotDigest:
        """SHA-256 of the public bytes."""
        return _digest(self)

    def salted_digest(self, salt: bytes) -> SnapshotDigest:
        """A digest that reveals nothing without the salt. Raises `WeakSaltError`."""
        if len(salt) < LEAST_SALT:
            raise WeakSaltError(f"a salt has {LEAST_SALT} bytes; this one has {len(salt)}")
        return SnapshotDigest(sha256(salt + self.canonical()))


@lru_cache(maxsize=8)  # every card of a text is made from the same few snapshots
def _digest(snapshot: Snapshot) -> SnapshotDigest:
    return SnapshotDigest(sha256(snapshot.canonical()))


def snapshot_from(content: bytes) -> Snapshot:
    """Read a public snapshot. Raises `SnapshotError`, also for bytes that are not in canonical form."""
    try:
        data = json.loads(content)
        snapshot = Snapshot(
            rows=tuple(_row(row) for row in data["rows"]),
            decisions=tuple(
                Decision(one=one, other=other, sameness=Sameness(sameness))
                for one, other, sameness in data["decisions"]
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError, CountableRowError) as fault:
        raise SnapshotError(f"these bytes are no snapshot: {fault}") from fault
    if snapshot.canonical() != content:
        raise SnapshotError("these bytes are not the canonical form of the snapshot that they hold")
    return snapshot


def _row(data: dict[str, Any]) -> Countable:
    days = {key: date.fromisoformat(data[key]) for key in ("first", "last") if key in data}
    return Countable(
        subject=data["subject"],
        unit=Unit(data["unit"]),
        sources=frozenset(data["sources"]),
        first=days.get("first"),
        last=days.get("last"),
        place=data.get("place"),
        categories=frozenset(data.get("categories", ())),
        outcome=data.get("outcome"),
        grade=Grade(data["grade"]),
        group=(data["group"][0], data["group"][1]) if "group" in data else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What changed in the answer to a question between two snapshots."""

    before: Documented
    after: Documented
    come: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether the count itself changed."""
        return (self.before.least, self.before.most) != (self.after.least, self.after.most)

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "before": [self.before.least, self.before.most],
            "after": [self.after.least, self.after.most],
            "come": list(self.come),
            "gone": list(self.gone),
            "changed": list(self.changed),
        }


def movement(question: Question, before: Snapshot, after: Snapshot) -> Movement:
    """Compare the count of a question in two snapshots."""
    then = count_documented(question, before.rows, before.decisions)
    now = count_documented(question, after.rows, after.decisions)
    told_then, told_now = _by_subject(before.rows), _by_subject(after.rows)
    both = then.ids() & now.ids()
    return Movement(
        before=then,
        after=now,
        come=tuple(sorted(now.ids() - then.ids())),
        gone=tuple(sorted(then.ids() - now.ids())),
        changed=tuple(sorted(one for one in both if told_then[one] != told_now[one])),
    )


def _by_subject(rows: Iterable[Countable]) -> dict[str, frozenset[bytes]]:
    told: dict[str, set[bytes]] = {}
    for row in rows:
        told.setdefault(row.subject, set()).add(rfc8785.dumps(row.as_data()))
    return {subject: frozenset(said) for subject, said in told.items()}
