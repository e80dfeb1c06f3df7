"""Reads an assembly from its file `assemblies/<code>.toml`.

1. A label, a group or a standing without its period, code or kind is refused, and the fault is named.
2. A fictional assembly's places have codes that no country has, and no other's have (`delegations.py`).
3. A group cites its sources; one with status `unknown` may cite nothing and is shown as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from undersigned.declaring.assemblies.delegations import KINDS, Delegation, Label, Standing, fits
from undersigned.declaring.assemblies.groups import Group, GroupName
from undersigned.declaring.assemblies.spans import PartialDateError, Span, partial_date
from undersigned.values.faults import UndersignedError
from undersigned.values.sourced import Citation, Status
from undersigned.values.toml import TomlError, toml_of
from undersigned.wording.words import sentence

Table = Mapping[str, Any]
_NOT_LANGUAGES = frozenset({"first", "last", "also"})


class AssemblyError(UndersignedError):
    """There is no such assembly, or its file is not as it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """An assembly as data: its names, delegations and groups; `fictional` is said on every page about it.

    `list_order` is the rule by which its lists are ordered (`order.py`), where one is known.
    """

    code: str
    name: Mapping[str, str]
    fictional: bool
    delegations: tuple[Delegation, ...]
    groups: tuple[Group, ...]
    list_order: str | None = None


def read_assembly(file: Traversable) -> Assembly:
    """An assembly from its TOML file. Raises `AssemblyError` with the file and what is wrong in it."""
    try:
        return _assembly(toml_of(file.read_bytes()))
    except FileNotFoundError as missing:
        raise AssemblyError(f"no assembly {file.name.removesuffix('.toml')!r} is known here") from missing
    except KeyError as missing:
        raise AssemblyError(f"{file.name}: {missing} is missing") from missing
    except TomlError as wrong:
        raise AssemblyError(f"{file.name}, line {wrong.line}: {sentence(wrong.finding, 'en')}") from wrong
    except (PartialDateError, ValueError) as wrong:
        raise AssemblyError(f"{file.name}: {wrong}") from wrong


def _assembly(table: Table) -> Assembly:
    sources = {key: _citation(key, source) for key, source in table.get("sources", {}).items()}
    return Assembly(
        code=table["code"],
        name=table["name"],
        fictional=table["fictional"],
        list_order=table.get("list_order"),
        delegations=tuple(_delegation(row, table["fictional"]) for row in table.get("delegations", ())),
        groups=tuple(_group(row, sources) for row in table.get("groups", ())),
    )


def _citation(key: str, source: Table) -> Citation:
    return Citation(source=key, title=source["title"], url=source.get("url"))


def _delegation(row: Table, fictional: bool) -> Delegation:
    if not fits(row["code"], fictional=fictional):
        free = "that no country has" if fictional else "of a country"
        raise ValueError(f"a delegation of this assembly has a code {free}, not {row['code']!r}")
    return Delegation(
        code=row["code"],
        seats=row.get("seats"),
        standings=tuple(_standing(standing) for standing in row["standing"]),
        labels={
            language: tuple(
                Label(text=label["text"], seen=_span(label), printed=label.get("printed", True))
                for label in labels
            )
            for language, labels in row["labels"].items()
        },
    )


def _standing(row: Table) -> Standing:
    if row["kind"] not in KINDS:
        raise ValueError(f"a delegation is one of {', '.join(KINDS)}, not {row['kind']!r}")
    return Standing(kind=row["kind"], from_=row["from"], until=row.get("until"))


def _group(row: Table, sources: Mapping[str, Citation]) -> Group:
    names = tuple(_name(name) for name in row["names"])
    return Group(
        code=row["code"],
        name=names[-1].text,
        names=names,
        is_group=row.get("is_group", True),
        seen=_span(row),
        status=Status(row["status"]),
        cites=tuple(sources[key] for key in row["cites"]),
        also=_wordings(row),
        note=row.get("note"),
    )


def _name(row: Table) -> GroupName:
    text = {language: words for language, words in row.items() if language not in _NOT_LANGUAGES}
    return GroupName(text=text, seen=_span(row), also=_wordings(row))


def _wordings(row: Table) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(wordings) for language, wordings in row.get("also", {}).items()}


def _span(row: Table) -> Span:
    return Span(
        first=partial_date(row["first"]) if "first" in row else None,
        last=partial_date(row["last"]) if "last" in row else None,
        absent_before=row.get("absent_before"),
        absent_from=row.get("absent_from"),
    )
