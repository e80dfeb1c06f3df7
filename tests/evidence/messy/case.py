"""A messy list and what must become of it: who is taken in, which rows come back and why, and how they are
mended.

All people are invented. `refused` is by the number of the row that people see, and names column and question;
`mended` is what a person writes into the file of refused rows (`None`: they take the row out).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One list, its mapping, and everything that is expected of it."""

    name: str
    content: bytes
    mapping: str
    people: Mapping[str, str | None] = field(default_factory=dict)  # by key; no name where it is not known
    says: Sequence[tuple[str, str, str | None]] = ()  # (key, property, value) of claims that must be there
    refused: Mapping[int, Sequence[str]] = field(default_factory=dict)  # row: "column: question"
    whole: str | None = None  # the question that keeps the file from being read at all
    mended: Mapping[int, Mapping[str, str] | None] = field(default_factory=dict)
    after: Mapping[str, str | None] = field(default_factory=dict)  # the people of the mended rows
    notes: Sequence[str] = ()  # questions about the whole file, other than whether every row was taken
    groups: int = 0  # detentions of nobody who is named

    def __str__(self) -> str:
        """For the name of the test."""
        return self.name


LIST = ("№", "ФИО", "Дата рождения", "Дата задержания", "Место", "Итог")
PROPERTIES = {
    "№": {"ignore": "only the key"},
    "ФИО": {"property": "person.name"},
    "Дата рождения": {"property": "person.birth"},
    "Дата задержания": {"property": "detention.start"},
    "Место": {"property": "detention.place"},
    "Итог": {"property": "detention.outcome"},
}


def a_mapping(columns: Mapping[str, Mapping[str, Any]] | None = None, **top: Any) -> str:
    """The mapping of the usual list; `columns` replaces or adds, a column of `None` is not there."""
    said = {"source": "messy", "level": "public", "key": ["№"], "dates": "day-first", **top}
    all_columns = {word: one for word, one in {**PROPERTIES, **(columns or {})}.items() if one}
    lines = [f"{word} = {_toml(value)}" for word, value in said.items() if value is not None]
    for header, one in all_columns.items():
        lines.append(f"[columns.{_toml(header)}]")
        lines += [f"{word} = {_toml(value)}" for word, value in one.items()]
    return "\n".join(lines) + "\n"


def only(*headers: str | Mapping[str, Any]) -> dict[str, Any]:
    """Of the usual columns only these, and others with what they say."""
    usual = {header: (PROPERTIES[header] if header in headers else None) for header in LIST}
    return usual | {word: said for one in headers if isinstance(one, Mapping) for word, said in one.items()}


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
