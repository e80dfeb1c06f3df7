"""Writes a mapping made on a form as the TOML that `evidence/intake/mapping.py` reads."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_TABLES = ("columns", "words", "also")


def mapping_text(said: Mapping[str, Any]) -> str:
    """The mapping as TOML: the same data give the same text, and fields without a value are left out."""
    return "\n".join(_lines(said)) + "\n"


def _lines(said: Mapping[str, Any]) -> Iterator[str]:
    yield from _pairs(said)
    for header, column in said["columns"].items():
        yield ""
        yield f"[columns.{_text(header)}]"
        yield from _pairs(column)
        for table in ("words", "also"):
            if column.get(table):
                yield f"[columns.{_text(header)}.{table}]"
                yield from (f"{_text(name)} = {_value(said)}" for name, said in sorted(column[table].items()))


def _pairs(said: Mapping[str, Any]) -> Iterator[str]:
    for name, value in said.items():
        if name not in _TABLES and value not in (None, "", []):
            yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_text(str(one)) for one in value)}]"
    return _text(str(value))


def _text(text: str) -> str:
    """A basic string of TOML: as JSON writes it, with DEL escaped, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
