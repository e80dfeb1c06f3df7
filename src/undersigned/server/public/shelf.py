"""Where published bytes are looked up: one query for an address, over a connection that cannot write.

1. The publication that is current is asked anew with each address: a switch is seen at once by every worker.
2. Bodies are found by their digest and never change, so the small and wanted ones are kept in memory.
3. Each thread has a connection of its own; one that has broken is opened again once.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Any, Protocol

import psycopg
from django.db import connections

from undersigned.values.faults import UndersignedError

_FOUND = """
SELECT file.content_type, file.body_id, file.immutable
FROM records_currentpublication AS now
JOIN records_publishedfile AS file ON file.publication_id = now.publication_id
WHERE file.path = {}
"""
_BODY = "SELECT body, gzip FROM records_publishedbody WHERE digest = {}"
_KEPT = 256
_SMALL = 256 * 1024


class ShelfError(UndersignedError):
    """The database cannot be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at an address: its media type, the digest of its bytes, and whether they ever change."""

    content_type: str
    digest: str
    immutable: bool


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes, and the same compressed where that is shorter."""

    plain: bytes
    gzip: bytes | None


class Shelf(Protocol):
    """What gives out published bytes."""

    def find(self, address: str) -> Found | None:
        """What lies at an address of the site; `None` where nothing does."""

    def body(self, digest: str) -> Body | None:
        """The bytes of a digest; `None` for those that have gone meanwhile."""


class DatabaseShelf:
    """The shelf of the server's own database, SQLite or PostgreSQL."""

    def __init__(self) -> None:
        self._of_thread = local()
        self._kept = lru_cache(_KEPT)(self._small_body)

    def find(self, address: str) -> Found | None:
        """What lies at an address of the site; one query. Raises `ShelfError`."""
        row = self._row(_FOUND, address)
        return Found(row[0], row[1], bool(row[2])) if row else None

    def body(self, digest: str) -> Body | None:
        """The bytes of a digest, small ones from memory. Raises `ShelfError`."""
        try:
            return self._kept(digest)
        except _NotKept as large:
            return large.body

    def _small_body(self, digest: str) -> Body:
        row = self._row(_BODY, digest)
        body = Body(bytes(row[0]), bytes(row[1]) if row[1] is not None else None) if row else None
        if body is None or len(body.plain) > _SMALL:
            raise _NotKept(body)
        return body

    def _row(self, query: str, value: str) -> Sequence[Any] | None:
        try:
            return self._asked(query, value)
        except (sqlite3.Error, psycopg.Error):
            self.close()
        try:
            return self._asked(query, value)
        except (sqlite3.Error, psycopg.Error) as fault:
            self.close()
            raise ShelfError("the published site cannot be read now") from fault

    def close(self) -> None:
        """Close this thread's connection; the next question opens another."""
        connection, self._of_thread.connection = getattr(self._of_thread, "connection", None), None
        if connection is not None:
            connection.close()

    def _asked(self, query: str, value: str) -> Sequence[Any] | None:
        connection = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = self._of_thread.connection = _opened()
        mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
        row: Sequence[Any] | None = connection.execute(query.format(mark), (value,)).fetchone()
        return row


class _NotKept(Exception):  # noqa: N818 (carries what is too large to keep past the memory)
    def __init__(self, body: Body | None) -> None:
        self.body = body


def _opened() -> Any:  # noqa: ANN401 (one of two libraries with the same few methods)
    """A connection of our own beside Django's, for reading only."""
    settings = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        file = f"file:{settings['NAME']}?mode=ro"
        return sqlite3.connect(file, uri=True, isolation_level=None, check_same_thread=False)
    return psycopg.connect(
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        dbname=settings["NAME"],
        options="-c default_transaction_read_only=on",
        autocommit=True,
    )
