"""The form of a line: a key and the parts of its value, read and written in one way.

Every line has one regular expression, made from the table of kinds once: a record is read in the time that
its signature check must not be slowed by.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from undersigned.signing.faults import SigningError
from undersigned.signing.kinds import KINDS, Line
from undersigned.signing.value_types import Part, pattern, reader, writer

Value = Part | tuple[Part, ...] | tuple[tuple[Part, ...], ...]
Given = Part | Sequence[Part] | Sequence[Sequence[Part]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """How the lines of one key look."""

    key: str
    many: bool
    single: bool
    pattern: re.Pattern[str]
    readers: tuple[Callable[[str], Part] | None, ...]
    writers: tuple[Callable[[Part], str], ...]

    def read(self, line: str) -> Value:
        """The value of a line. Raises `SigningError`."""
        match = self.pattern.fullmatch(line)
        if not match:
            rule = "text-value" if line.startswith(f"{self.key} ") else "text-order"
            raise SigningError(rule, f"{self.key} is wanted in its form, and {line[:80]!r} stands there")
        try:
            if self.single:
                read = self.readers[0]
                return read(match[1]) if read else match[1]
            parts = zip(self.readers, match.groups(), strict=True)
            return tuple([read(part) if read else part for read, part in parts])
        except ValueError as fault:
            raise SigningError("text-value", f"{self.key} has no such value: {line[:80]!r}") from fault

    def begins(self, line: str) -> bool:
        """Whether a line is one of this key."""
        return line.startswith(f"{self.key} ")

    def write(self, given: Given) -> list[str]:
        """The lines for a value. Raises `SigningError`."""
        rows = given if self.many and _is_row(given) else (given,)
        return [self._written(row) for row in rows]  # type: ignore[union-attr]  # `_is_row` has told

    def _written(self, row: object) -> str:
        parts = row if _is_row(row) else (row,)
        try:
            written = [write(part) for write, part in zip(self.writers, parts, strict=True)]  # type: ignore[call-overload]
        except (TypeError, ValueError) as fault:
            raise SigningError("text-value", f"{self.key} cannot be written from {row!r}") from fault
        return " ".join([self.key, *written])


def _is_row(given: object) -> bool:
    return isinstance(given, Sequence) and not isinstance(given, str | bytes)


def _form(line: Line) -> LineForm:
    parts = " ".join(pattern(type_) for type_ in line.types)
    return LineForm(
        key=line.key,
        many=line.many,
        single=len(line.types) == 1,
        pattern=re.compile(f"{re.escape(line.key)} {parts}"),
        readers=tuple(reader(type_) for type_ in line.types),
        writers=tuple(writer(type_) for type_ in line.types),
    )


FORMS: Mapping[str, tuple[LineForm, ...]] = {kind: tuple(map(_form, lines)) for kind, lines in KINDS.items()}
