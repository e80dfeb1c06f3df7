"""Reads rule data from TOML: fields with value, status and source; collects every fault.

* `{ value = 20, status = "confirmed", source = "rop", at = "56.1" }`; an unknown field has no value.
* What press or lists alone show is observed, never confirmed.
* A source is a key of `[sources.<key>]`, declared once in the file; a known value names at least one.
* Nothing is repaired: each wrong thing is a fault with its field, and reading goes on to find the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from undersigned.declaring.assemblies.spans import PartialDateError, partial_date
from undersigned.values.dates import SourceDate
from undersigned.values.faults import UndersignedError
from undersigned.values.sourced import Citation, Sourced, Status
from undersigned.values.toml import TomlError, toml_of
from undersigned.wording.words import sentence

LEVELS = ("rule", "convention", "practice", "press", "observed")
CONFIRMING = ("rule", "convention", "practice")
_SOURCE_KEYS = {"title", "url", "date", "level"}
_FIELD_KEYS = {"value", "status", "source", "at", "note"}
_BETWEEN = ("not_before", "not_after", "as_written")


class WrongValueError(UndersignedError):
    """A value is not of the kind that its field holds; caught where the field is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a rule file: the field, and why it cannot be read."""

    field: str
    why: str

    def __str__(self) -> str:
        return f"{self.field}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as the file declares it; `level` says what kind of ground it is."""

    key: str
    title: str
    level: str
    url: str | None = None
    dated: str | None = None


@dataclass(slots=True, kw_only=True)
class RuleSource:
    """One file while it is read: its sources, the notes of its fields, and the faults found so far."""

    sources: dict[str, Source] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, name: str, why: str) -> None:
        """Keep a fault and go on."""
        self.faults.append(Fault(field=name, why=why))

    def unknown_keys(self, table: Mapping[str, Any], known: set[str], name: str) -> None:
        """Every key that nobody would read is a fault: it is most often a misspelt one."""
        for key in sorted(table.keys() - known):
            self.fault(f"{name}.{key}" if name else key, "is not a field of this format")

    def read_sources(self, table: object) -> None:
        """The table `[sources]`."""
        for key, entry in self.table(table, "sources").items():
            name = f"sources.{key}"
            declared = self.table(entry, name)
            self.unknown_keys(declared, _SOURCE_KEYS, name)
            if declared.get("level") not in LEVELS:
                self.fault(f"{name}.level", f"must be one of {', '.join(LEVELS)}")
            if not isinstance(declared.get("title"), str):
                self.fault(f"{name}.title", "a source needs a title")
            self.sources[key] = Source(
                key=key,
                title=str(declared.get("title", key)),
                level=str(declared.get("level")),
                url=declared.get("url"),
                dated=str(declared["date"]) if "date" in declared else None,
            )

    def table(self, value: object, name: str) -> Mapping[str, Any]:
        """A table, or a fault and an empty one."""
        if isinstance(value, dict):
            return value
        self.fault(name, "must be a table" if value is not None else "is missing")
        return {}

    def cites(self, entry: Mapping[str, Any], name: str) -> tuple[Citation, ...]:
        """The citations of a field: its source or sources, each with the same place in it."""
        given = entry.get("source", [])
        keys = [given] if isinstance(given, str) else given
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            self.fault(f"{name}.source", "must be the key of a source, or a list of keys")
            return ()
        for key in keys:
            if key not in self.sources:
                self.fault(f"{name}.source", f"{key!r} is not declared under [sources]")
        found = [self.sources[key] for key in keys if key in self.sources]
        return tuple(
            Citation(source=source.key, title=source.title, at=entry.get("at"), url=source.url)
            for source in found
        )

    def sourced(self, entry: object, name: str, kind: Callable[[object], Any]) -> Sourced[Any] | None:
        """One field; `None` after a fault."""
        before = len(self.faults)
        read = self.table(entry, name)
        self.unknown_keys(read, _FIELD_KEYS, name)
        cites = self.cites(read, name)
        status, value = self._status(read, name), None
        if status is Status.UNKNOWN and "value" in read:
            self.fault(name, "an unknown field cannot have a value")
        if status is not Status.UNKNOWN and "value" not in read:
            self.fault(name, 'has no value; write status = "unknown" if nobody knows it')
        if status is not Status.UNKNOWN and not read.get("source"):
            self.fault(name, "has no source")
        levels = {self.sources[citation.source].level for citation in cites}
        if status is Status.CONFIRMED and cites and not levels & set(CONFIRMING):
            self.fault(name, f"is confirmed by {', '.join(sorted(levels))} only; such a value is observed")
        if "value" in read:
            value = self._value(read["value"], name, kind)
        if isinstance(read.get("note"), str):
            self.notes[name] = read["note"]
        if status is None or len(self.faults) > before:
            return None
        return Sourced(value=value, status=status, cites=cites)

    def _status(self, read: Mapping[str, Any], name: str) -> Status | None:
        try:
            return Status(str(read.get("status")))
        except ValueError:
            self.fault(f"{name}.status", "must be confirmed, observed or unknown")
            return None

    def _value(self, value: object, name: str, kind: Callable[[object], Any]) -> object:
        try:
            return kind(value)
        except WrongValueError as wrong:
            self.fault(f"{name}.value", str(wrong))
            return None


def toml_table(file: Traversable, source: RuleSource) -> Mapping[str, Any]:
    """The file as a table; an unreadable one is a fault and an empty table."""
    try:
        return toml_of(file.read_bytes())
    except OSError as unreadable:
        source.fault("file", f"cannot be read: {unreadable.strerror}")
    except TomlError as wrong:
        source.fault("file", f"line {wrong.line}: {sentence(wrong.finding, 'en')}")
    return {}


def source_date(value: object) -> SourceDate:
    """A day, `"2023-01"`, `"1974"`, or a table `{ not_before, not_after, as_written }`.

    Raises `WrongValueError`.
    """
    if isinstance(value, dict):
        return _between(value)
    if type(value) is not date and not isinstance(value, str):
        raise WrongValueError(f"{value!r} is not a day, a month or a year")
    try:
        return partial_date(value)
    except PartialDateError as wrong:
        raise WrongValueError(str(wrong)) from wrong


def _between(value: Mapping[str, Any]) -> SourceDate:
    first, last, words = (value.get(key) for key in ("not_before", "not_after", "as_written"))
    days = type(first) is date and type(last) is date and first < last
    if len(value) != len(_BETWEEN) or not days or not isinstance(words, str):
        raise WrongValueError("needs not_before and a later not_after, and as_written in words")
    assert isinstance(first, date)
    assert isinstance(last, date)
    return SourceDate(first=first, last=last, precision="year", as_written=words)
