"""Reads TOML that people write; the only module that calls the parser, and words its errors.

1. A text that is no TOML is refused with its line and column, and a word of ours for the reason
   (`toml-why.<why>`). What stands on the line is not repeated: it may be confidential.
2. The reader's own sentences are told apart by how they begin; one that is not known here is `statement`.
3. Bytes are UTF-8, with or without a byte order mark; a file of another kind is told by its first bytes.
"""

import re
import tomllib
from typing import Any

from undersigned.values.findings import Finding
from undersigned.values.kinds import kind_of
from undersigned.values.refusal import ENCODING, TOML, RefusedError, refusal

_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_WHY = {
    "Unterminated string": "text-open",
    'Expected "': "text-open",
    "Illegal character": "text-open",
    "Unescaped": "backslash",
    "Invalid hex value": "backslash",
    "Escaped character": "backslash",
    "Unclosed": "bracket-open",
    "Expected ']": "head-open",
    "Cannot": "twice",
    "Duplicate": "twice",
    "Expected '='": "no-value",
    "Invalid value": "value",
    "Invalid date": "day",
    "Expected newline": "two-on-a-line",
    "Found invalid character": "character",
}


class TomlError(RefusedError):
    """A text is no TOML."""

    @property
    def line(self) -> int | None:
        """The line at which it stops being TOML, where one can be named."""
        return self.finding.place.line if self.finding.place else None


def toml_table(text: str) -> dict[str, Any]:
    """What stands in a text. Raises `TomlError` with the line."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError as fault:
        raise TomlError(refusal(TOML, why="nested")) from fault
    except ValueError as fault:  # tomllib's own, and that of a number with thousands of digits
        raise TomlError(_refusal(text, str(fault))) from fault


def toml_of(content: bytes) -> dict[str, Any]:
    """What stands in the bytes of a file. Raises `TomlError`."""
    return toml_table(utf_8(content))


def utf_8(content: bytes) -> str:
    """The text of the bytes of a file that must be text in UTF-8. Raises `TomlError`."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise TomlError(refusal(ENCODING, line=line, byte=fault.start + 1, kind=kind_of(content))) from fault


def _refusal(text: str, said: str) -> Finding:
    """What is wrong, by how the reader's sentence begins; an end without a place is that of the text."""
    why = next((why for begins, why in _WHY.items() if said.startswith(begins)), "statement")
    found = _WHERE.search(said)
    line = int(found[1]) if found else text.count("\n") + 1
    column = int(found[2]) if found else None
    return refusal(TOML, line=line, column=column, why=why, kind=kind_of(text.encode()))
