"""Reads a table of a file that people write, key by key; what is wrong is refused with its field.

1. A key that nobody would read is refused: it is most often a misspelt one. So is one that is missing.
2. A value is of its kind: a number in quotes is no number, a day is a day and no number, and nothing is
   turned into something else in silence.
3. A field is named from the top of the file (`people[2].birth[1].source`), an index counting from 0 as
   findings do.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from undersigned.values.dates import SourceDate
from undersigned.values.refusal import FITTING, GIVEN, KIND, KNOWN, NAMED, TERM, TWICE, RefusedError, refusal

Kind = TypeVar("Kind")


class TableError(RefusedError):
    """A table says something that cannot be used."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the path that leads to it; every method raises `TableError`."""

    said: Mapping[str, Any]
    path: str = ""

    def field(self, name: str) -> str:
        """The path of a key."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Whether anything is said under a key."""
        return name in self.said

    def names(self) -> Iterator[str]:
        """The keys, as they are written."""
        return iter(self.said)

    def only(self, known: Iterable[str]) -> None:
        """Refuse a key that is none of these."""
        known = sorted(known)
        if unknown := sorted(set(self.said) - set(known)):
            raise TableError(refusal(KNOWN, self.path, names=tuple(unknown), known=tuple(known)))

    def need(self, *names: str) -> None:
        """Refuse a table that does not say all of these."""
        if missing := tuple(name for name in names if self.said.get(name) in (None, "", [], {})):
            raise TableError(refusal(GIVEN, self.path, names=missing))

    def text(self, name: str) -> str:
        """A text that must be there, and not be empty."""
        self.need(name)
        return self._kind(name, str, "text")

    def text_or_none(self, name: str) -> str | None:
        """A text, where there is one."""
        return self._kind(name, str, "text") if self.has(name) else None

    def whole(self, name: str) -> int:
        """A whole number that must be there."""
        self.need(name)
        return self._kind(name, int, "whole")

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, where there is one."""
        return self._kind(name, int, "whole") if self.has(name) else None

    def yes(self, name: str, *, default: bool = False) -> bool:
        """`true` or `false`."""
        return self._kind(name, bool, "yes-no") if self.has(name) else default

    def day(self, name: str) -> date:
        """A day that must be there: a date of TOML, or its ten characters in quotes."""
        self.need(name)
        value = self.said[name]
        if isinstance(value, str) and (found := _day(value)):
            return found
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.of_another_kind(name, "day")
        return value

    def source_date(self, name: str) -> SourceDate:
        """A day, a month, a year, as a source gives them."""
        value = self.said[name]
        written = value.isoformat() if isinstance(value, date) else value
        found = SourceDate.of_iso(written) if isinstance(written, str) else None
        if found is None:
            raise self.of_another_kind(name, "date")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where nothing is said."""
        found = self._kind(name, list, "texts") if self.has(name) else []
        if not all(isinstance(one, str) for one in found):
            raise self.of_another_kind(name, "texts")
        return tuple(found)

    def table(self, name: str) -> "Table":
        """A table; an empty one where nothing is said."""
        return Table(self._kind(name, dict, "table") if self.has(name) else {}, self.field(name))

    def tables(self, name: str) -> tuple["Table", ...]:
        """A list of tables (`[[name]]`); empty where nothing is said."""
        found = self._kind(name, list, "tables") if self.has(name) else []
        if not all(isinstance(one, dict) for one in found):
            raise self.of_another_kind(name, "tables")
        return tuple(Table(one, f"{self.field(name)}[{at}]") for at, one in enumerate(found))

    def term(self, name: str, terms: Collection[str], vocabulary: str | None = None) -> str:
        """A word that must be there and be one of these."""
        value = self.text(name)
        if value not in terms:
            raise self.no_term(name, value, terms, vocabulary)
        return value

    def id_of(self, name: str, ids: Collection[str], of: str) -> str:
        """The id of something that stands in the file, such as a source."""
        value = self.text(name)
        if value not in ids:
            raise TableError(refusal(NAMED, self.field(name), id=value, of=of))
        return value

    def no_term(
        self, name: str, value: str, terms: Collection[str], vocabulary: str | None = None
    ) -> TableError:
        """That a word is none of those there are."""
        named = tuple(sorted(terms))
        return TableError(refusal(TERM, self.field(name), word=value, terms=named, vocabulary=vocabulary))

    def of_another_kind(self, name: str, wanted: str) -> TableError:
        """That a value is not of the kind it must be (`kind-wanted.<wanted>`)."""
        return TableError(refusal(KIND, self.field(name), wanted=wanted, found=_found(self.said.get(name))))

    def unfit(self, why: str, name: str | None = None, value: str | None = None) -> TableError:
        """That something does not go with the rest (`unfit.<why>`)."""
        return TableError(refusal(FITTING, self.field(name) if name else self.path, why=why, value=value))

    def _kind(self, name: str, kind: type[Kind], wanted: str) -> Kind:
        value = self.said[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.of_another_kind(name, wanted)
        return value


def no_two_alike(ids: Iterable[str], path: str) -> None:
    """Refuse an id that two have. Raises `TableError`."""
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise TableError(refusal(TWICE, path, id=id_))
        seen.add(id_)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _found(value: object) -> str:
    """What stands there, by a word for its kind; bool before int, since it is one."""
    kinds = (
        *((bool, "yes-no"), (int, "whole"), (float, "fraction"), (str, "text")),
        *((datetime, "moment"), (date, "day"), (dict, "table"), (list, "list")),
    )
    return next((word for kind, word in kinds if isinstance(value, kind)), "something")
