"""Which column says what: made once for a source, kept as a file, used each time its list comes again.

1. Every column of the list is in the mapping, with a property or with the reason why it is left out; a column
   that is not is refused, and so is one that is missing.
2. The columns of the row key are named; they say which row it is, wherever it stands. The key stands in every
   claim of the row, so none of its columns may be stricter than the list.
3. A column's level is the mapping's unless it says a stricter one, and never milder than its property's
   least.
4. What stands in a cell for "not known" is a word of the mapping; an empty cell says nothing.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.intake.days import Order
from undersigned.evidence.intake.letters import tidy
from undersigned.evidence.properties import Property, PropertyError, property_of
from undersigned.evidence.sources import SourceError, SourceId, source_id
from undersigned.evidence.vocabularies.vocabulary import folded, vocabulary
from undersigned.values.digest import canonical_json, sha256
from undersigned.values.faults import UndersignedError

_OF_A_MAPPING = {
    *("source", "level", "key", "columns", "sheet", "header_at", "header_rows", "dates", "language"),
    *("encoding", "separator", "not_known", "respelled"),
}
_OF_A_COLUMN = {"property", "level", "apart", "words", "needed", "ignore"}
_ORDERS: tuple[Order, ...] = ("day-first", "month-first")


class MappingError(UndersignedError):
    """A mapping says something that cannot be, or leaves a question open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column says: a property, or `ignored` with the reason why nothing is read from it."""

    header: str
    property: Property | None = None
    level: Level = Level.RESTRICTED
    apart: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False
    ignored: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """How one source's list is read; `digest` stands for everything it says."""

    source: SourceId
    key: tuple[str, ...]
    columns: Mapping[str, Column]  # by the folded header
    level: Level
    digest: str
    sheet: str | None = None
    header_at: int | None = None
    header_rows: int = 1
    order: Order | None = None
    language: str | None = None
    encoding: str | None = None
    separator: str | None = None
    respelled: bool = False
    not_known: frozenset[str] = frozenset()

    @property
    def strictest(self) -> Level:
        """The level of any file that holds cells of this list."""
        return strictest(column.level for column in self.columns.values())


def read_mapping(text: str) -> ColumnMapping:
    """The mapping of a TOML text. Raises `MappingError`."""
    try:
        data = tomllib.loads(tidy(text))  # words that were copied from a list, as its cells are
    except tomllib.TOMLDecodeError as fault:
        raise MappingError(f"the mapping is no TOML: {fault}") from fault
    try:
        return _mapping(data)
    except (AttributeError, TypeError, ValueError, PropertyError, SourceError) as fault:
        raise MappingError(f"the mapping cannot be used: {fault}") from fault


def _mapping(data: Mapping[str, Any]) -> ColumnMapping:
    _only("the mapping", data, _OF_A_MAPPING)
    if missing := [name for name in ("source", "key", "columns") if not data.get(name)]:
        raise MappingError(f"the mapping does not say: {', '.join(missing)}")
    if data.get("dates") not in (None, *_ORDERS):
        raise MappingError(f"dates must be one of {', '.join(_ORDERS)}, or left out")
    level = Level(data.get("level", "restricted"))
    columns = {folded(header): _column(header, said, level) for header, said in data["columns"].items()}
    if len(columns) < len(data["columns"]):
        raise MappingError("two columns of the mapping have the same header")
    if strangers := [word for word in data["key"] if folded(word) not in columns]:
        raise MappingError(f"the key names columns that the mapping has not: {', '.join(strangers)}")
    if hidden := [word for word in data["key"] if columns[folded(word)].level is not level]:
        raise MappingError(
            f"the key stands in every claim, and {', '.join(hidden)} is stricter than the list"
        )
    return ColumnMapping(
        source=source_id(data["source"]),
        key=tuple(folded(word) for word in data["key"]),
        columns=columns,
        level=level,
        digest=sha256(canonical_json(data)),
        sheet=data.get("sheet"),
        header_at=data.get("header_at"),
        header_rows=int(data.get("header_rows", 1)),
        order=data.get("dates"),
        language=data.get("language"),
        encoding=data.get("encoding"),
        separator=data.get("separator"),
        respelled=bool(data.get("respelled", False)),
        not_known=frozenset(folded(word) for word in data.get("not_known", ())),
    )


def _column(header: str, said: Mapping[str, Any], level: Level) -> Column:
    _only(f"column {header}", said, _OF_A_COLUMN)
    if bool(said.get("property")) == bool(said.get("ignore")):
        raise MappingError(f"column {header}: say a property, or under ignore why nothing is read from it")
    if "ignore" in said:
        return Column(header=header, ignored=str(said["ignore"]), level=level)
    known = property_of(said["property"])
    if known.type == "subject":
        raise MappingError(f"column {header}: {known.path} is made from the row, no column says it")
    own = Level(said.get("level", level))
    words = {folded(word): code for word, code in said.get("words", {}).items()}
    if known.vocabulary and (wrong := sorted(set(words.values()) - set(vocabulary(known.vocabulary).terms))):
        raise MappingError(f"column {header}: {known.vocabulary} has no term {', '.join(wrong)}")
    return Column(
        header=header,
        property=known,
        level=strictest((own, level, known.least)),
        apart=_apart(header, said.get("apart", ())),
        words=words,
        needed=bool(said.get("needed", known.path == "person.name")),
    )


def _apart(header: str, said: Any) -> tuple[str, ...]:  # noqa: ANN401 (whatever a mapping says)
    """What stands between several values: one sign or several."""
    signs = (said,) if isinstance(said, str) else tuple(said)
    if not all(isinstance(one, str) and one for one in signs):
        raise MappingError(f"column {header}: apart is a text, or a list of texts")
    return signs


def _only(what: str, said: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(said) - known):
        raise MappingError(f"{what}: nothing is called {', '.join(unknown)}")
