"""Reads one rulebook: its rules, or every fault of the file at once.

A rulebook has `assembly`, `instrument`, `title.<language>`, `picked_by`, `lifecycle`, `calendar`, `[valid]`,
`[sources]`, the sections of `rule_schema`, `[[stages]]` with their tests, `[tables]`, and `[[vectors]]`.

1. The file is named by the first day of its period, or the first day on which the period may have begun.
2. Every key is known, every required field is there, every known value has a source that is declared.
3. Every confirmed field has a vector, and every vector comes out as it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from undersigned.declaring.rulebooks.schema import FIELDS, LANGUAGE_KEYS, REQUIRED, SECTIONS
from undersigned.declaring.rulebooks.source import (
    Fault,
    RuleSource,
    Source,
    WrongValueError,
    source_date,
    toml_table,
)
from undersigned.declaring.rulebooks.threshold import Stage, leaves, rule_name, rule_of
from undersigned.declaring.rulebooks.threshold_source import numbers_by_word, read_test
from undersigned.declaring.rulebooks.vectors import Vector, answer
from undersigned.values.dates import SourceDate
from undersigned.values.sourced import Citation, Sourced, Status

SCHEMA = "undersigned.rulebook/1"
PICKED_BY = ("tabled", "registered", "opened", "published")
_TOP = {
    "schema", "assembly", "instrument", "title", "picked_by", "fictional", "calendar", "lifecycle", "valid",
    "sources", "stages", "tables", "vectors", *SECTIONS,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookFile:
    """What a faultless file holds."""

    head: Mapping[str, Any]
    title: Mapping[str, str]
    first: SourceDate
    until: SourceDate | None
    cites: tuple[Citation, ...]
    sources: Mapping[str, Source]
    fields: Mapping[str, Sourced[Any]]
    notes: Mapping[str, str]
    stages: tuple[Stage, ...]
    vectors: tuple[Vector, ...]


def read_file(
    file: Traversable, *, assembly: str, instrument: str
) -> tuple[RulebookFile | None, tuple[Fault, ...]]:
    """The rules of a file that stands in the folder of an assembly and instrument, or all its faults."""
    source = RuleSource()
    table = toml_table(file, source)
    if source.faults:
        return None, tuple(source.faults)
    source.unknown_keys(table, _TOP, "")
    source.read_sources(table.get("sources"))
    _head(source, table, assembly, instrument)
    first, until = _period(source, table, file.name)
    fields = _fields(source, table)
    stages = _stages(source, table)
    vectors = _vectors(source, table)
    if not source.faults:  # rules that are not whole cannot be asked
        _check_vectors(source, vectors, fields, stages)
    if source.faults or first is None:
        return None, tuple(source.faults)
    read = RulebookFile(
        head=table, title=table["title"], first=first, until=until, sources=source.sources, fields=fields,
        cites=source.cites(table["valid"], "valid"), notes=source.notes, stages=stages, vectors=vectors,
    )  # fmt: skip
    return read, ()


def threshold_fields(stages: tuple[Stage, ...]) -> Mapping[str, Sourced[Any]]:
    """What the tests need, by name."""
    return {
        rule_name(place, stage, leaf.name): rule_of(leaf)
        for place, stage in enumerate(stages)
        for leaf in leaves(stage.test)
    }


def _head(source: RuleSource, table: Mapping[str, Any], assembly: str, instrument: str) -> None:
    for key, wanted in (("schema", SCHEMA), ("assembly", assembly), ("instrument", instrument)):
        if table.get(key) != wanted:
            source.fault(
                key, f"must be {wanted!r}, as its folder says" if key != "schema" else f"must be {wanted!r}"
            )
    if table.get("picked_by") not in PICKED_BY:
        source.fault("picked_by", f"must be one of {', '.join(PICKED_BY)}")
    titles = source.table(table.get("title"), "title")
    for language in LANGUAGE_KEYS:
        if not isinstance(titles.get(language), str):
            source.fault(f"title.{language}", "is missing")
    for key in ("calendar", "lifecycle"):
        if not isinstance(table.get(key, ""), str):
            source.fault(key, "must be the name of a file")


def _period(
    source: RuleSource, table: Mapping[str, Any], name: str
) -> tuple[SourceDate | None, SourceDate | None]:
    valid = source.table(table.get("valid"), "valid")
    source.unknown_keys(valid, {"from", "until", "source", "note"}, "valid")
    dates: dict[str, SourceDate] = {}
    for key in valid.keys() & {"from", "until"}:
        try:
            dates[key] = source_date(valid[key])
        except WrongValueError as wrong:
            source.fault(f"valid.{key}", str(wrong))
    if "from" not in valid:
        source.fault("valid.from", "is missing")
    if not source.cites(valid, "valid"):
        source.fault("valid.source", "a period needs a source")
    first = dates.get("from")
    if first and name != f"{first.first}.toml":
        source.fault("valid.from", f"the file must be named {first.first}.toml")
    if first and "until" in dates and dates["until"].first <= first.first:
        source.fault("valid.until", "is not after the first day")
    return first, dates.get("until")


def _fields(source: RuleSource, table: Mapping[str, Any]) -> Mapping[str, Sourced[Any]]:
    fields: dict[str, Sourced[Any]] = {}
    for section in sorted(SECTIONS & table.keys()):
        for key, entry in source.table(table[section], section).items():
            name = f"{section}.{key}"
            if name not in FIELDS:
                source.fault(name, "is not a field of this format")
                continue
            read = source.sourced(entry, name, FIELDS[name].read)
            if read is not None:
                fields[name] = read
    for name in REQUIRED:
        section, _, key = name.partition(".")
        if key not in source.table(table.get(section, {}), section):
            source.fault(name, "is missing; an unknown rule is written as unknown")
    return {name: fields[name] for name in FIELDS if name in fields}


def _stages(source: RuleSource, table: Mapping[str, Any]) -> tuple[Stage, ...]:
    tables = {}
    for name, numbers in source.table(table.get("tables", {}), "tables").items():
        try:
            tables[name] = numbers_by_word(numbers)
        except WrongValueError as wrong:
            source.fault(f"tables.{name}", str(wrong))
    entries = table.get("stages")
    if not isinstance(entries, list) or not entries:
        source.fault("stages", "a rulebook needs at least one stage with a test")
        return ()
    read = [_stage(source, entry, f"stages[{place}]", tables) for place, entry in enumerate(entries)]
    return tuple(stage for stage in read if stage)


def _stage(
    source: RuleSource, entry: object, name: str, tables: Mapping[str, Mapping[str, int]]
) -> Stage | None:
    stage = source.table(entry, name)
    source.unknown_keys(stage, {"code", "test"}, name)
    if not isinstance(stage.get("code"), str):
        source.fault(f"{name}.code", "is missing")
    test = read_test(source, stage.get("test"), f"{name}.test", tables)
    names = [leaf.name for leaf in leaves(test)] if test else []
    if len(names) != len(set(names)):
        source.fault(f"{name}.test", "two tests have the same name")
    return Stage(code=str(stage.get("code")), test=test) if test else None


def _vectors(source: RuleSource, table: Mapping[str, Any]) -> tuple[Vector, ...]:
    entries = table.get("vectors", [])
    if not isinstance(entries, list):
        source.fault("vectors", "must be a list, each under [[vectors]]")
        return ()
    return tuple(_vector(source, entry, f"vectors[{place}]") for place, entry in enumerate(entries))


def _vector(source: RuleSource, entry: object, name: str) -> Vector:
    read = source.table(entry, name)
    source.unknown_keys(read, {"field", "given", "expect", "source", "at"}, name)
    cites = source.cites(read, name)
    if not cites:
        source.fault(f"{name}.source", "a vector needs a source")
    given = source.table(read.get("given", {}), f"{name}.given")
    return Vector(field=str(read.get("field")), given=given, expect=read.get("expect"), cites=cites)


def _check_vectors(
    source: RuleSource,
    vectors: tuple[Vector, ...],
    fields: Mapping[str, Sourced[Any]],
    stages: tuple[Stage, ...],
) -> None:
    """Rule 3: every vector comes out as it says, and every confirmed field has one."""
    for place, vector in enumerate(vectors):
        found = answer(vector, fields, stages)
        if found != vector.expect or type(found) is not type(vector.expect):
            source.fault(f"vectors[{place}]", f"{vector.field} answers {found!r} and not {vector.expect!r}")
    shown = {vector.field for vector in vectors}
    for name, rule in {**fields, **threshold_fields(stages)}.items():
        if rule.status is Status.CONFIRMED and name not in shown:
            source.fault(name, "is confirmed and has no vector")
