"""The records of a site in one SQLite file: filled document by document, read for every later page.

* It is also one of the downloads, so nothing stands in it that may not leave.
* Tables are kept in the order of their keys and the file is rewritten at the end: the order in which
  documents came leaves no trace, and the same documents give the same bytes under the same SQLite.
* Editions of a declaration come in the order of their labels, since each says what it changed.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from undersigned.publishing import addresses
from undersigned.publishing.addresses import Address
from undersigned.publishing.document import Document
from undersigned.publishing.site.news import News, news_of
from undersigned.publishing.site.tables import TABLES, Row, Table, edition_key, rows
from undersigned.values.digest import canonical_list
from undersigned.values.faults import UndersignedError
from undersigned.values.names import PersonalName

_NEWEST = """
UPDATE declarations SET newest = 1 WHERE NOT EXISTS (
  SELECT 1 FROM declarations AS later
  WHERE later.id > declarations.id AND later.id < declarations.declaration || 'A'
    AND later.declaration = declarations.declaration)
"""  # `A` follows `@`: the range holds the keys of one declaration and keeps the search short
_ENTRIES = """
SELECT id, declaration, instrument, nature, number, doc_number, day, dated_as_written, list_known,
  list_complete, total, edition, list_language FROM declarations
"""
_LATEST_FIRST = " ORDER BY day IS NULL, day DESC, number DESC, doc_number DESC, id"


class DocumentOrderError(UndersignedError):
    """An edition was given twice, or after a later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A declaration as lists and feeds show it: titles by language, and the address of its page."""

    declaration: str
    instrument: str
    nature: str
    number: int | None
    doc_number: int | None
    day: date | None
    dated_as_written: str | None
    list_known: bool
    list_complete: bool | None
    total: int
    edition: str | None
    list_language: str
    titles: dict[str, str] = field(default_factory=dict)

    def tongue(self, language: str) -> str:
        """The language in which the title is shown to readers of a language."""
        return language if language in self.titles else next(iter(self.titles), language)

    def title(self, language: str) -> str:
        """The title in a language, else the first there is; empty where none is known."""
        return self.titles.get(self.tongue(language), "")

    def address(self, language: str, *, dated: bool = False) -> Address:
        """The address of its page, or with `dated` of the edition's own."""
        return addresses.declaration(language, self.declaration, ".html", self.edition if dated else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A printed name with its country, and the number of declarations it is on."""

    key: str
    name: PersonalName
    country: str | None
    country_code: str | None
    declarations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list: a name as printed, with its group."""

    entry: Entry
    name: PersonalName
    country: str | None
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an edition: its label, the lines of its list, the digests of its text by language."""

    label: str
    lines: tuple[str, ...]
    digests: Mapping[str, str]


def lines_of(canonical: str) -> tuple[str, ...]:
    """The lines of a canonical list without its total."""
    return tuple(canonical.splitlines()[:-1])


class Records:
    """The facts of all documents of a site. Raises `DocumentOrderError` for editions out of order."""

    def __init__(self, file: Path) -> None:
        self._news: dict[tuple[str, str], News] = {}
        self._base = sqlite3.connect(file, isolation_level=None)
        self._base.row_factory = sqlite3.Row
        self._base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096"
        )
        for table in TABLES:
            self._base.execute(_definition(table))
        self._base.execute("CREATE INDEX by_member ON signatories (member, id)")
        self._base.execute("CREATE INDEX by_day ON declarations (assembly, day)")
        self._base.execute("BEGIN")

    def add(self, document: Document) -> None:
        """Add the facts of a document."""
        key, declaration = edition_key(document), addresses.declaration_key(document)
        later = "SELECT id FROM declarations WHERE id >= ? AND id < ? AND declaration = ? ORDER BY id DESC"
        if found := self._base.execute(later, (key, f"{declaration}A", declaration)).fetchone():
            fault = "was given twice" if found[0] == key else f"was given after the later {found[0]}"
            raise DocumentOrderError(f"{key} {fault}; editions are given once, the oldest first")
        self._news.update(news_of(document, declaration))
        given = rows(document)
        for table in TABLES:
            marks = ", ".join("?" * len(table.columns))
            self._base.executemany(f"INSERT INTO {table.name} VALUES ({marks})", given[table.name])  # noqa: S608 -- names of our tables

    def complete(self) -> None:
        """Finish: mark the latest editions and rewrite the file in order."""
        self._base.execute(_NEWEST)
        self._base.execute("COMMIT")
        self._base.execute("VACUUM")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def rows(self, table: Table) -> Iterator[Row]:
        """All rows of a table in the order of its key."""
        with closing(
            self._base.execute(f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}")  # noqa: S608 -- names of our tables
        ) as found:
            yield from map(tuple, found)

    def latest(self, number: int) -> tuple[Entry, ...]:
        """The declarations with the latest days."""
        return self._entries(f"WHERE newest = 1{_LATEST_FIRST} LIMIT ?", number)

    def news(self) -> tuple[News, ...]:
        """All news, the latest first."""
        ordered = sorted(self._news.items(), key=lambda item: item[0])
        return tuple(news for _, news in sorted(ordered, key=lambda item: item[1].day, reverse=True))

    def of_assembly(self, assembly: str, number: int) -> tuple[Entry, ...]:
        """An assembly's declarations with the latest days."""
        return self._entries(f"WHERE newest = 1 AND assembly = ?{_LATEST_FIRST} LIMIT ?", assembly, number)

    def editions(self, number: int) -> tuple[Entry, ...]:
        """The latest editions that have a day, newest first."""
        return self._entries(f"WHERE day IS NOT NULL{_LATEST_FIRST} LIMIT ?", number)

    def of_year(self, assembly: str, year: str | None) -> tuple[Entry, ...]:
        """An assembly's declarations of a year (`None`: those without a day)."""
        when = "day BETWEEN ? || '-01-01' AND ? || '-12-31'" if year else "day IS ? AND day IS ?"
        return self._entries(
            f"WHERE newest = 1 AND assembly = ? AND {when}{_LATEST_FIRST}", assembly, year, year
        )

    def years(self, assembly: str) -> tuple[tuple[str | None, int], ...]:
        """The years of an assembly's declarations with their numbers, latest first, no day last."""
        counted = """SELECT substr(day, 1, 4) AS year, count(*) FROM declarations
            WHERE newest = 1 AND assembly = ? GROUP BY year ORDER BY year IS NULL, year DESC"""
        return tuple(self._base.execute(counted, (assembly,)).fetchall())

    def known_editions(self, declaration: str) -> tuple[Known, ...]:
        """The editions of a declaration so far that have a label, oldest first."""
        labels = (
            "SELECT id, edition FROM declarations WHERE id > ? AND id < ? AND declaration = ? ORDER BY id"
        )
        found = self._base.execute(labels, (declaration, f"{declaration}A", declaration)).fetchall()
        return tuple(self._known(key, label) for key, label in found if label)

    def _known(self, key: str, label: str) -> Known:
        printed = "SELECT family, given, country, group_code FROM signatories WHERE id = ? ORDER BY position"
        digests = "SELECT language, text_digest FROM versions WHERE id = ? AND text_digest IS NOT NULL"
        return Known(
            label=label,
            lines=lines_of(canonical_list(self._base.execute(printed, (key,)))),
            digests=dict(self._base.execute(digests, (key,)).fetchall()),
        )

    def assemblies(self) -> tuple[tuple[str, int], ...]:
        """The codes of the assemblies with the number of their declarations, most first."""
        counted = """SELECT assembly, count(*) FROM declarations WHERE newest = 1
            GROUP BY assembly ORDER BY count(*) DESC, assembly"""
        return tuple(self._base.execute(counted).fetchall())

    def notes(self, assembly: str, language: str) -> tuple[str, ...]:
        """All notes in a language that stand on an assembly's declarations, each once."""
        found = self._base.execute(
            """SELECT DISTINCT notes FROM versions JOIN declarations USING (id)
            WHERE assembly = ? AND language = ? AND notes IS NOT NULL ORDER BY notes""",
            (assembly, language),
        )
        return tuple(dict.fromkeys(line for (notes,) in found for line in notes.split("\n")))

    def people(self, assembly: str) -> Iterator[Person]:
        """Each printed name with its country, by the alphabet of their addresses."""
        found = self._base.execute(
            """SELECT member, family, given, min(country), min(country_code), count(DISTINCT declaration)
            FROM signatories JOIN declarations USING (id)
            WHERE newest = 1 AND assembly = ? GROUP BY member ORDER BY member""",
            (assembly,),
        )
        for key, family, given, country, code, number in found:
            name = PersonalName(family=family, given=given)
            yield Person(key=key, name=name, country=country, country_code=code, declarations=number)

    def lines(self, assembly: str, member: str) -> tuple[Line, ...]:
        """Every line on which a printed name stands, latest first."""
        found = self._base.execute(
            f"""{_ENTRIES.replace("FROM", ", family, given, honorific, style, country, group_code FROM")}
            JOIN signatories USING (id)
            WHERE member = ? AND newest = 1 AND assembly = ?{_LATEST_FIRST}, position""",
            (member, assembly),
        ).fetchall()
        return tuple(
            Line(
                entry=self._entry(row),
                name=PersonalName(
                    family=row["family"], given=row["given"], honorific=row["honorific"], style=row["style"]
                ),
                country=row["country"],
                group=row["group_code"],
            )
            for row in found
        )

    def _entries(self, where: str, *values: str | int | None) -> tuple[Entry, ...]:
        return tuple(self._entry(row) for row in self._base.execute(_ENTRIES + where, values).fetchall())

    def _entry(self, row: sqlite3.Row) -> Entry:
        titles = self._base.execute(
            "SELECT language, title FROM versions WHERE id = ? AND title != '' ORDER BY language",
            (row["id"],),
        )
        complete = row["list_complete"]
        return Entry(
            declaration=row["declaration"],
            instrument=row["instrument"],
            nature=row["nature"],
            number=row["number"],
            doc_number=row["doc_number"],
            day=date.fromisoformat(row["day"]) if row["day"] else None,
            dated_as_written=row["dated_as_written"],
            list_known=bool(row["list_known"]),
            list_complete=None if complete is None else bool(complete),
            total=row["total"],
            edition=row["edition"],
            list_language=row["list_language"],
            titles=dict(titles.fetchall()),
        )


def _definition(table: Table) -> str:
    columns = [f"{name} {kind}" for name, kind in table.columns]
    if table.name != "declarations":
        columns[0] += " REFERENCES declarations (id)"
    key = f"PRIMARY KEY ({', '.join(table.key)})"
    return f"CREATE TABLE {table.name} ({', '.join(columns)}, {key}) WITHOUT ROWID"
