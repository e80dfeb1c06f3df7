"""The form of a record's line: a key and the parts of its value, with one way to write it.

Every line has one regular expression, made from the table of kinds once. Where a kind has each key once, all
its lines together are one expression too: reading must not slow the check of a signature. What that one does
not match is read line by line, to say what is wrong.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

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
    groups: slice
    readers: tuple[Callable[[str], Part] | None, ...]
    writers: tuple[Callable[[Part], str], ...]

    def read(self, line: str) -> Value:
        """The value of a line. Raises `SigningError`."""
        match = self.pattern.fullmatch(f"{line}\n")
        if not match:
            rule = "text-value" if line.startswith(f"{self.key} ") else "text-order"
            raise SigningError(rule, f"{self.key} is wanted in its form, and {line[:80]!r} stands there")
        try:
            return self.value(match.groups())
        except ValueError as fault:
            raise SigningError("text-value", f"{self.key} has no such value: {line[:80]!r}") from fault

    def value(self, parts: Sequence[str]) -> Value:
        """The value that matching parts stand for. Raises `ValueError`."""
        if self.single:
            read = self.readers[0]
            return read(parts[0]) if read else parts[0]
        return tuple([read(part) if read else part for read, part in zip(self.readers, parts, strict=True)])

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


def read_at_once(kind: str, lines: str) -> dict[str, Value] | None:
    """The values of all lines of a kind; `None` where they must be read one by one."""
    whole = _WHOLE.get(kind)
    match = whole.fullmatch(lines) if whole else None
    if not match:
        return None
    parts = match.groups()
    try:
        return {form.key: form.value(parts[form.groups]) for form in FORMS[kind]}
    except ValueError:
        return None


def _forms(lines: Sequence[Line]) -> tuple[LineForm, ...]:
    starts = accumulate((len(line.types) for line in lines), initial=0)
    return tuple(_form(line, start) for line, start in zip(lines, starts, strict=False))


def _form(line: Line, start: int) -> LineForm:
    parts = " ".join(pattern(type_) for type_ in line.types)
    return LineForm(
        key=line.key,
        many=line.many,
        single=len(line.types) == 1,
        pattern=re.compile(f"{re.escape(line.key)} {parts}\n"),
        groups=slice(start, start + len(line.types)),
        readers=tuple(reader(type_) for type_ in line.types),
        writers=tuple(writer(type_) for type_ in line.types),
    )


FORMS: Mapping[str, tuple[LineForm, ...]] = {kind: _forms(lines) for kind, lines in KINDS.items()}
_WHOLE = {
    kind: re.compile("".join(form.pattern.pattern for form in forms))
    for kind, forms in FORMS.items()
    if not any(form.many for form in forms)
}
