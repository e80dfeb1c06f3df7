"""Public evidence: the rows, names and stated counts that are public on a day, as bytes with a digest.

1. Its bytes are JSON by RFC 8785; the digest of them names the snapshot in every address that rests on it.
2. Rows have no name, and no name is in the bytes: the names of those who agreed stand beside them, by the
   row's opaque id, so that one can go and every digest and address stays.
3. An outcome that fewer than three subjects have is not in it; a day that fewer than three have is its month,
   or its year: each could point at somebody.
4. What was read back gives the same bytes: whoever has the file can make each figure's answer again.
"""

import json
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import rfc8785

from undersigned.counting.countable import Countable, Decision
from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.snapshots import KIND as EVIDENCE_SNAPSHOT
from undersigned.counting.snapshots import Snapshot, SnapshotError, snapshot_from
from undersigned.counting.stated import Share, StatedCount
from undersigned.values.digest import sha256
from undersigned.values.refusal import RefusedError, refusal

KIND = "undersigned/v1 public-evidence"
LABEL_DIGITS = 12
READ = "publishing.evidence.read"
SMALL = 3
_COUNT_TEXTS = (
    "id",
    "counts",
    "place",
    "said_by",
    "published_by",
    "url",
    "said_on",
    "within",
    "superseded_by",
    "first_as",
)


class PublicEvidenceError(RefusedError):
    """The bytes are no public evidence in the form written here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSource:
    """A source as it may be named: publisher, title and address."""

    title: str
    publisher: str | None = None
    url: str | None = None

    def as_data(self) -> dict[str, str]:
        """Plain data for JSON; what is not known has no key."""
        data = {"title": self.title, "publisher": self.publisher, "url": self.url}
        return {key: value for key, value in data.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEvidence:
    """Everything that is public on a day; `names` by id of the subject, `sources` by their own."""

    as_of: date
    rows: tuple[Countable, ...] = ()
    decisions: tuple[Decision, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, PublicSource] = field(default_factory=dict)
    stated: tuple[StatedCount, ...] = ()

    def snapshot(self) -> Snapshot:
        """The rows and decisions that a count is made from."""
        return Snapshot(rows=self.rows, decisions=self.decisions)

    def as_data(self) -> dict[str, Any]:
        """Plain data, in one order whatever order it came in."""
        snapshot = json.loads(self.snapshot().canonical())
        return {
            "kind": KIND,
            "as_of": self.as_of.isoformat(),
            "rows": snapshot["rows"],
            "decisions": snapshot["decisions"],
            "sources": {id_: source.as_data() for id_, source in self.sources.items()},
            "stated": [count_as_data(count) for count in sorted(self.stated, key=lambda count: count.id)],
        }

    def canonical(self) -> bytes:
        """The bytes whose digest names the snapshot."""
        return rfc8785.dumps(self.as_data())

    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return sha256(self.canonical())

    @property
    def label(self) -> str:
        """What addresses say of it: the first digits of the digest."""
        return self.digest()[:LABEL_DIGITS]


def public_rows(rows: Iterable[Countable]) -> tuple[Countable, ...]:
    """The rows as they may be shown: without place and categories, and without small cells (rule 3)."""
    return without_small_cells(replace(row, place=None, categories=frozenset()) for row in rows)


def without_small_cells(rows: Iterable[Countable]) -> tuple[Countable, ...]:
    """The rows without subjects that are alone, or one of two, in a cell (rule 3)."""
    rows = tuple(rows)
    having = Counter(outcome for _, outcome in {(row.subject, row.outcome) for row in rows})
    rows = tuple(replace(row, outcome=None) if having[row.outcome] < SMALL else row for row in rows)
    for wider in (_month, _year):
        days = Counter(days for _, days in {(row.subject, (row.first, row.last)) for row in rows})
        rows = tuple(wider(row) if days[row.first, row.last] < SMALL else row for row in rows)
    return rows


def _month(row: Countable) -> Countable:
    """The row with the months of its days."""
    last = row.last and row.last.replace(day=monthrange(row.last.year, row.last.month)[1])
    return replace(row, first=row.first and row.first.replace(day=1), last=last)


def _year(row: Countable) -> Countable:
    """The row with the years of its days."""
    last = row.last and row.last.replace(month=12, day=31)
    return replace(row, first=row.first and row.first.replace(month=1, day=1), last=last)


def read_public_evidence(content: bytes) -> PublicEvidence:
    """Read public evidence from its bytes. Raises `PublicEvidenceError`."""
    try:
        data = json.loads(content)
        if data["kind"] != KIND:
            raise PublicEvidenceError(refusal(READ, kind=str(data["kind"])))
        held = {"kind": EVIDENCE_SNAPSHOT, "rows": data["rows"], "decisions": data["decisions"]}
        snapshot = snapshot_from(rfc8785.dumps(held))
        return PublicEvidence(
            as_of=date.fromisoformat(data["as_of"]),
            rows=snapshot.rows,
            decisions=snapshot.decisions,
            sources={id_: PublicSource(**said) for id_, said in data["sources"].items()},
            stated=tuple(_count(count) for count in data["stated"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, SnapshotError) as fault:
        raise PublicEvidenceError(refusal(READ, kind=None)) from fault


def count_as_data(count: StatedCount) -> dict[str, Any]:
    """A stated count as plain data; unknown values have no key."""
    data = {name: getattr(count, name) for name in _COUNT_TEXTS} | {
        "unit": count.unit.value,
        "qualifier": count.qualifier.value,
        "value": count.value,
        "first": count.first.isoformat(),
        "last": count.last.isoformat(),
        "beside": sorted(count.beside) or None,
        "own": count.own or None,
        "authority": count.authority or None,
        "parts": [_share_as_data(share) for share in count.parts] or None,
        "note": count.note,
        "words_in": {language: dict(words) for language, words in count.words_in.items()} or None,
    }
    return {key: value for key, value in data.items() if value is not None}


def _share_as_data(share: Share) -> dict[str, Any]:
    data = {
        "value": share.value,
        "qualifier": share.qualifier.value,
        "what": share.what,
        "on": share.on and share.on.isoformat(),
    }
    return {key: value for key, value in data.items() if value is not None}


def _count(said: Mapping[str, Any]) -> StatedCount:
    given = dict(said) | {
        "unit": Unit(said["unit"]),
        "qualifier": Qualifier(said["qualifier"]),
        "first": date.fromisoformat(said["first"]),
        "last": date.fromisoformat(said["last"]),
        "beside": frozenset(said.get("beside", ())),
        "parts": tuple(
            Share(
                value=share["value"],
                qualifier=Qualifier(share["qualifier"]),
                what=share.get("what"),
                on=_day(share.get("on")),
            )
            for share in said.get("parts", ())
        ),
    }
    return StatedCount(**given)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
