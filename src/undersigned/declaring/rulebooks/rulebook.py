"""Rulebooks: an assembly's rules for one kind of text and one period, and which is in force on a day.

1. A rulebook is a file `<assembly>/<instrument>/<first day>.toml` (`docs/reference/rulebook-format.md`).
2. The periods of an instrument follow one another without gap or overlap; a faulty file or shelf is refused
   whole, with every fault.
3. A later rule never judges an earlier text: the day of the text picks the rulebook.
4. A folder of one's own that has an instrument takes the place of the shipped rulebooks of that instrument.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any

import rfc8785

from undersigned.declaring.rulebooks.file import read_file, threshold_fields
from undersigned.declaring.rulebooks.folders import roots, subfolders, toml_files
from undersigned.declaring.rulebooks.schema import LANGUAGE_KEYS, Ground, Opening, SeenVariant, Wording
from undersigned.declaring.rulebooks.source import Fault, Source
from undersigned.declaring.rulebooks.threshold import Stage
from undersigned.declaring.rulebooks.threshold_data import stage_data
from undersigned.declaring.rulebooks.vectors import Vector
from undersigned.values.dates import SourceDate
from undersigned.values.digest import sha256
from undersigned.values.faults import UndersignedError
from undersigned.values.sourced import Citation, Sourced, Status


class RulebookError(UndersignedError):
    """A rulebook, or the shelf of an instrument, is refused; `faults` has every fault by file."""

    def __init__(self, faults: Mapping[str, tuple[Fault, ...]]) -> None:
        self.faults = faults
        lines = [f"{file}: {fault}" for file, found in faults.items() for fault in found]
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleField:
    """A field in readable form: `values` are its words one by one, `value` all of them together.

    `wordings` has them by language, where the rulebook itself gives them in words (grounds).
    """

    name: str
    value: str | int | bool | None
    status: Status
    source: str | None
    values: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    note: str | None = None
    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules of an instrument for a period, each with value, status and source."""

    assembly: str
    instrument: str
    title: Mapping[str, str]
    first: SourceDate
    until: SourceDate | None
    picked_by: str
    fictional: bool
    calendar: str | None
    lifecycle: str | None
    cites: tuple[Citation, ...]
    sources: Mapping[str, Source]
    fields: Mapping[str, Sourced[Any]]
    notes: Mapping[str, str]
    stages: tuple[Stage, ...]
    vectors: tuple[Vector, ...]

    @property
    def code(self) -> str:
        """Its address on the shelf: `pace/written-declaration/2010-01-25`."""
        return f"{self.assembly}/{self.instrument}/{self.first.first}"

    def rule(self, name: str) -> Sourced[Any]:
        """A field by name; a field that the rulebook does not speak of is unknown."""
        return self.fields.get(name) or Sourced(value=None, status=Status.UNKNOWN)

    def statuses(self) -> Mapping[Status, int]:
        """How many fields are confirmed, observed, unknown."""
        rules = (*self.fields.values(), *threshold_fields(self.stages).values())
        return Counter(rule.status for rule in rules)

    def in_force(self, day: date) -> bool:
        """Whether it is taken for a day: from the first day on which it may have begun, until the next."""
        return self.first.first <= day and (self.until is None or day < self.until.first)

    def surely_in_force(self, day: date) -> bool:
        """Whether a day lies where nothing about the beginning and the end is doubtful."""
        return self.first.last <= day and (self.until is None or day < self.until.first)

    def period(self) -> str:
        """First day and day from which the next holds, as precisely as known: `2010-01-25 – 2023-01`."""
        return f"{self.first.iso()} – {self.until.iso() if self.until else ''}".rstrip()

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON: the period, every field, and the stages with their tests."""
        return {
            "code": self.code,
            "title": dict(self.title),
            "from": self.first.iso(),
            "until": self.until.iso() if self.until else None,
            "picked_by": self.picked_by,
            "fictional": self.fictional,
            "fields": [
                {
                    "name": rule.name,
                    "value": list(rule.values) if rule.values else rule.value,
                    "status": rule.status.value,
                    "cites": [citation.as_data() for citation in rule.cites],
                }
                for rule in rule_fields(self)
            ],
            "stages": [stage_data(stage) for stage in self.stages],
        }

    def digest(self) -> str:
        """SHA-256 of its data as canonical JSON (RFC 8785)."""
        return sha256(rfc8785.dumps(self.as_data()))


def rulebook_on(
    assembly: str, instrument: str, day: date, *, folders: tuple[Path, ...] = ()
) -> Rulebook | None:
    """The rulebook taken for a day, or `None` where no period holds it. Raises `RulebookError`."""
    shelf = rulebooks(assembly, instrument, folders=folders)
    return next((book for book in shelf if book.in_force(day)), None)


@cache
def rulebooks(assembly: str, instrument: str, *, folders: tuple[Path, ...] = ()) -> tuple[Rulebook, ...]:
    """All rulebooks of an instrument, oldest first. Raises `RulebookError`."""
    for root in roots(folders):
        found = toml_files(root, assembly, instrument)
        if found:
            return _shelf(found, assembly, instrument)
    return ()


@cache
def instruments(*, folders: tuple[Path, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Every assembly and instrument that has a rulebook, in alphabetical order."""
    return tuple(
        sorted(
            {
                (assembly.name, instrument.name)
                for root in roots(folders)
                for assembly in subfolders(root)
                for instrument in subfolders(assembly)
                if toml_files(root, assembly.name, instrument.name)
            }
        )
    )


def rule_fields(rulebook: Rulebook) -> tuple[RuleField, ...]:
    """Every field with value, status and source, in the order of the schema, what a text needs first."""
    every = {**threshold_fields(rulebook.stages), **rulebook.fields}
    return tuple(_rule_field(name, rule, rulebook.notes.get(name)) for name, rule in every.items())


def _rule_field(name: str, rule: Sourced[Any], note: str | None) -> RuleField:
    values = tuple(_plain(one) for one in rule.value) if isinstance(rule.value, tuple) else ()
    one = rule.value if isinstance(rule.value, int | str | None) else _plain(rule.value)
    grounds = "; ".join(dict.fromkeys(c.title or c.source for c in rule.cites))
    places = ", ".join(dict.fromkeys(c.at for c in rule.cites if c.at))
    source = f"{grounds}, {places}" if places else grounds
    return RuleField(
        name=name,
        value=", ".join(values) if values else one,
        values=values,
        status=rule.status,
        source=source or None,
        cites=rule.cites,
        note=note,
        wordings=_wordings(rule.value),
    )


def _wordings(value: object) -> Mapping[str, tuple[str, ...]]:
    several = value if isinstance(value, tuple) else (value,)
    worded = [one for one in several if isinstance(one, Ground | Wording)]
    return {key: tuple(one.words[key] for one in worded) for key in LANGUAGE_KEYS if worded}


def _plain(value: object) -> str:
    match value:
        case Opening():
            return value.text
        case SeenVariant():
            return value.variant
        case Ground():
            return value.code
        case Wording():
            return value.words["en"]
        case _:
            return str(value)


def _shelf(found: list[Traversable], assembly: str, instrument: str) -> tuple[Rulebook, ...]:
    books: list[Rulebook] = []
    faults: dict[str, tuple[Fault, ...]] = {}
    for file in found:
        read, wrong = read_file(file, assembly=assembly, instrument=instrument)
        if read is None:
            faults[f"{assembly}/{instrument}/{file.name}"] = wrong
        else:
            books.append(
                Rulebook(
                    assembly=assembly,
                    instrument=instrument,
                    title=read.title,
                    first=read.first,
                    until=read.until,
                    picked_by=read.head["picked_by"],
                    fictional=bool(read.head.get("fictional", False)),
                    calendar=read.head.get("calendar"),
                    lifecycle=read.head.get("lifecycle"),
                    cites=read.cites,
                    sources=read.sources,
                    fields=read.fields,
                    notes=read.notes,
                    stages=read.stages,
                    vectors=read.vectors,
                )
            )
    faults = faults or _seams(books)
    if faults:
        raise RulebookError(faults)
    return tuple(books)


def _seams(books: list[Rulebook]) -> dict[str, tuple[Fault, ...]]:
    """A gap or an overlap between one period and the next."""
    faults: dict[str, tuple[Fault, ...]] = {}
    for book, following in pairwise(books):
        ends = book.until.first if book.until else None
        if ends != following.first.first:
            kind = "a gap" if ends and ends < following.first.first else "an overlap"
            why = f"leaves {kind} before the next rulebook, which begins {following.first.first}"
            faults[f"{book.code}.toml"] = (Fault(field="valid.until", why=why),)
    return faults
