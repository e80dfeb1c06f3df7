"""Political groups as an assembly's lists and legends show them.

1. A code belongs to a group for a time; the group may change its name and keep its code (SOC at PACE).
2. "Not registered in a group" is a code on the list and not a group.
3. A group is a property of a signature on its day, never of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from undersigned.declaring.assemblies.spans import Span
from undersigned.values.sourced import Citation, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupName:
    """A full name by language, when it was seen, and other wordings of it (`also`)."""

    text: Mapping[str, str]
    seen: Span
    also: Mapping[str, tuple[str, ...]]

    def wordings(self, language: str) -> tuple[str, ...]:
        """All wordings of the name in a language, the usual one first."""
        return (*((self.text[language],) if language in self.text else ()), *self.also.get(language, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group with its code and its name of a day, by language."""

    code: Mapping[str, str]
    name: Mapping[str, str]
    names: tuple[GroupName, ...]
    is_group: bool
    seen: Span
    status: Status
    cites: tuple[Citation, ...] = ()
    also: Mapping[str, tuple[str, ...]]
    note: str | None = None

    def codes(self, language: str) -> tuple[str, ...]:
        """The group's code in a language and its known misprints."""
        return (*((self.code[language],) if language in self.code else ()), *self.also.get(language, ()))

    def on(self, day: date) -> "Group":
        """The same group under its name of a day: the one seen then, else the last before, else the first."""
        seen = [name for name in self.names if name.seen.covers(day)]
        before = [name for name in self.names if name.seen.last and name.seen.last.last < day]
        return replace(self, name=(seen or before[-1:] or list(self.names))[0].text)

    def possible_names(self, day: date) -> tuple[GroupName, ...]:
        """The names that the group may have had on a day: the one seen then, else all of them."""
        return tuple(name for name in self.names if name.seen.covers(day)) or self.names
