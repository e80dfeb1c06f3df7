"""The roll to choose names from: by delegation, with the reason where a member may not sign."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from undersigned.declaring.assemblies.assembly import folded
from undersigned.server.actions.collecting.signable import Choice
from undersigned.server.desk.refusals import sentences
from undersigned.server.desk.shown.labels import Labels, role_said
from undersigned.server.desk.shown.sheets import line_numbers

_MOST_HITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A member to be ticked; `why_not` says why that cannot be, `spelt` is what a search looks at, and `role`
    is empty for a representative; `number` is that of the line on the sheet.
    """

    key: str
    family: str
    given: str
    delegation: str
    group: str | None
    role: str
    counts: bool | None
    signed: bool
    why_not: str
    doubts: str
    spelt: str
    ticked: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The members of a delegation; without a label, those who have no seat that day."""

    label: str
    rows: tuple[Row, ...]


def by_delegation(ordered: Sequence[Choice], labels: Labels, ticked: Iterable[str] = ()) -> tuple[Rows, ...]:
    """The roll by delegation, in the order of the sheet (`sheets.in_sheet_order`) and with its numbers."""
    marked, numbers = frozenset(ticked), line_numbers(ordered)
    rows = [
        replace(row_of(choice, labels, ticked=choice.key in marked), number=numbers.get(choice.key))
        for choice in ordered
    ]
    return tuple(
        Rows(label=label, rows=tuple(inner)) for label, inner in groupby(rows, key=lambda row: row.delegation)
    )


def hits(choices: Iterable[Choice], labels: Labels, asked: str) -> tuple[Row, ...]:
    """The members whose name, in any spelling, matches the typed words; those who may sign come first."""
    words = folded(asked).split()
    if not words:
        return ()
    found = [row for choice in choices if _has(row := row_of(choice, labels), words)]
    return tuple(sorted(found, key=lambda row: bool(row.why_not))[:_MOST_HITS])


def row_of(choice: Choice, labels: Labels, *, ticked: bool = False) -> Row:
    """One member for a page."""
    name, seat = choice.member.name, choice.seat
    return Row(
        key=choice.key,
        family=name.family,
        given=" ".join(part for part in (name.given, f"[{name.style}]" if name.style else None) if part),
        delegation=labels.delegation(seat.delegation) if seat else "",
        group=labels.group(seat.group) if seat else None,
        role=role_said(seat.role.value, choice.stands_in_for) if seat else "",
        counts=choice.counts,
        signed=choice.signed,
        why_not=sentences(choice.refusals),
        doubts=sentences(choice.doubts),
        spelt=" ".join(_spelt(choice)),
        ticked=ticked,
    )


def _spelt(choice: Choice) -> Iterator[str]:
    for name in choice.spellings:
        yield folded(name.surname_first())


def _has(row: Row, words: Iterable[str]) -> bool:
    """Whether every typed word begins a word of some spelling."""
    parts = row.spelt.split()
    return all(any(part.startswith(word) for part in parts) for word in words)
