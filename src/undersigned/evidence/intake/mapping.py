"""Which column says what: made once for a source, kept as a file, used each time its list comes again.

1. Every column of the list is in the mapping, with a property or with the reason why it is left out; a column
   that is not is refused, and so is one that is missing.
2. The columns of the row key are named; they say which row it is, wherever it stands. The key stands in every
   claim of the row, so none of its columns may be stricter than the list.
3. A column's level is the mapping's unless it says a stricter one, and never milder than its property's
   least.
4. What stands in a cell for "not known" is a word of the mapping; an empty cell says nothing.
5. What a column word says beside its cells ("released on") is said by `also`, with every cell that has a
   value. Columns with the same word under `of` speak of one thing; without it a row has one of each kind.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from undersigned.evidence.claims import Value
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.intake.days import Order
from undersigned.evidence.intake.encodings import is_encoding
from undersigned.evidence.intake.letters import tidy
from undersigned.evidence.properties import Property, PropertyError, property_of
from undersigned.evidence.sources import SourceError, SourceId, source_id
from undersigned.evidence.vocabularies.vocabulary import folded, vocabulary
from undersigned.values.digest import canonical_json, sha256
from undersigned.values.refusal import NAMED, RefusedError, refusal
from undersigned.values.tables import Table, TableError
from undersigned.values.toml import toml_table

_OF_A_MAPPING = {
    *("source", "level", "key", "columns", "sheet", "header_at", "header_rows", "dates", "language"),
    *("encoding", "separator", "not_known", "respelled"),
}
_OF_A_COLUMN = {"property", "level", "apart", "words", "needed", "ignore", "also", "of"}
_ENCODINGS = ("utf-8", "utf-16", "cp1251", "koi8-r")  # some of those there are
_PART = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ORDERS: tuple[Order, ...] = ("day-first", "month-first")


class MappingError(RefusedError):
    """A mapping says something that cannot be, or leaves a question open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column says: a property, or `ignored` with the reason why nothing is read from it.

    `is_key` is one that tells rows apart; a column may be that alone.
    """

    header: str
    property: Property | None = None
    level: Level = Level.RESTRICTED
    apart: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False
    ignored: str | None = None
    also: tuple[tuple[Property, Value], ...] = ()
    of: str = ""
    is_key: bool = False


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
        return _mapping(Table(toml_table(tidy(text))))
    except RefusedError as fault:
        raise MappingError(fault.finding) from fault


def _mapping(file: Table) -> ColumnMapping:
    file.only(_OF_A_MAPPING)
    file.need("source", "key", "columns")
    level = _level(file, Level.RESTRICTED)
    said = file.table("columns")
    keys = frozenset(map(folded, file.texts("key")))
    columns = {
        folded(header): replace(_column(header, said.table(header), level), is_key=folded(header) in keys)
        for header in said.names()
    }
    if len(columns) < len(said.said):
        raise said.unfit("two-headers")
    return ColumnMapping(
        source=_source(file),
        key=_key(file, columns, level),
        columns=columns,
        level=level,
        sheet=file.text_or_none("sheet"),
        header_at=file.whole_or_none("header_at"),
        header_rows=file.whole("header_rows") if file.has("header_rows") else 1,
        order=_order(file),
        language=file.text_or_none("language"),
        encoding=_encoding(file),
        separator=_separator(file),
        respelled=file.yes("respelled"),
        not_known=frozenset(folded(word) for word in file.texts("not_known")),
        digest=sha256(canonical_json(file.said)),  # last: by now it holds nothing that has no such form
    )


def _source(file: Table) -> SourceId:
    try:
        return source_id(file.text("source"))
    except SourceError as fault:
        raise fault.under("source") from fault


def _key(file: Table, columns: Mapping[str, Column], level: Level) -> tuple[str, ...]:
    """The columns that say which row it is, by rule 2."""
    words = file.texts("key")
    for word in words:
        if folded(word) not in columns:
            raise TableError(refusal(NAMED, "key", id=word, of="columns"))
        if columns[folded(word)].level is not level:
            raise file.unfit("key-stricter", "key", value=word)
    return tuple(folded(word) for word in words)


def _order(file: Table) -> Order | None:
    if not file.has("dates"):
        return None
    written = file.term("dates", _ORDERS)
    return next(order for order in _ORDERS if order == written)


def _encoding(file: Table) -> str | None:
    written = file.text_or_none("encoding")
    if written is not None and not is_encoding(written):
        raise file.no_term("encoding", written, _ENCODINGS)
    return written


def _separator(file: Table) -> str | None:
    """What stands between cells: one character, and none that ends a line or quotes a text."""
    written = file.text("separator") if file.has("separator") else None
    if written is not None and (len(written) > 1 or written in '"\r\n\0'):
        raise file.unfit("separator", "separator")
    return written


def _column(header: str, said: Table, level: Level) -> Column:
    said.only(_OF_A_COLUMN)
    if bool(said.text_or_none("property")) == bool(said.text_or_none("ignore")):
        raise said.unfit("property-or-ignore")
    if said.has("ignore"):
        return Column(header=header, ignored=said.text("ignore"), level=level)
    known = _property(said)
    return Column(
        header=header,
        property=known,
        level=strictest((_level(said, level), level, known.least)),
        apart=_apart(said),
        words=_words(said.table("words"), known),
        needed=said.yes("needed", default=known.path == "person.name"),
        also=tuple(_also(said.table("also"), known)),
        of=_part(said, known),
    )


def _also(said: Table, known: Property) -> Iterator[tuple[Property, Value]]:
    """What each cell of the column says beside its own value: of the same thing, always the same."""
    for path in said.names():
        other = _known(path, said)
        if other.kind != known.kind or other.type == "subject" or other == known:
            raise said.unfit("not-also", path, value=path)
        yield other, _value(said, path, other)


def _value(said: Table, path: str, known: Property) -> Value:
    if known.type == "date":
        return said.source_date(path)
    if known.type == "number":
        number = said.whole(path)
        if number < 0:
            raise said.of_another_kind(path, "whole")
        return number
    if known.type == "code":
        return said.term(path, vocabulary(known.vocabulary or "").terms, known.vocabulary)
    words = " ".join(said.text(path).split())
    if not words:
        raise said.of_another_kind(path, "text")
    return words


def _part(said: Table, known: Property) -> str:
    """By which word the column's thing is told from others of its kind in a row."""
    part = said.text_or_none("of") or ""
    if part and (known.kind == "person" or not _PART.fullmatch(part)):
        raise said.unfit("part-of-row", "of", value=part)
    return part


def _known(path: str, said: Table) -> Property:
    try:
        return property_of(path)
    except PropertyError as fault:
        raise fault.under(said.field(path)) from fault


def _property(said: Table) -> Property:
    try:
        known = property_of(said.text("property"))
    except PropertyError as fault:
        raise fault.under(said.field("property")) from fault
    if known.type == "subject":
        raise said.unfit("no-column-says-it", "property", value=known.path)
    return known


def _words(said: Table, known: Property) -> Mapping[str, str]:
    """What the words of a column stand for: terms, where its property has a vocabulary."""
    if known.vocabulary is None:
        return {folded(word): said.text(word) for word in said.names()}
    terms = vocabulary(known.vocabulary).terms
    return {folded(word): said.term(word, terms, known.vocabulary) for word in said.names()}


def _level(said: Table, otherwise: Level) -> Level:
    return Level(said.term("level", tuple(Level))) if said.has("level") else otherwise


def _apart(said: Table) -> tuple[str, ...]:
    """What stands between several values: one sign or several."""
    if not said.has("apart"):
        return ()
    one = isinstance(said.said["apart"], str)
    signs = (said.text("apart"),) if one else said.texts("apart")
    if not all(signs):
        raise said.of_another_kind("apart", "text-or-texts")
    return signs
