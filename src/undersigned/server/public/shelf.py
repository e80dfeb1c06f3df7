"""Looks up published bytes, over a database connection that cannot write.

1. Which publication is current is asked a few times a second, so that a switch is seen by every worker at
   once and most answers cost no query; all that is found belongs to one publication.
2. Bodies are found by their digest and never change: those that are asked for stay in memory, within a limit.
3. While somebody must leave the site and it is not made anew yet, what stands beside a text is closed.
4. Each thread has a connection of its own; one that has broken is opened again once.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from threading import local
from time import monotonic
from typing import Any, Protocol

import psycopg
from django.db import connections

from undersigned.values.faults import UndersignedError

_NOW = """
SELECT publication_id, EXISTS (SELECT 1 FROM records_sitedue WHERE met_at IS NULL AND hides)
FROM records_currentpublication WHERE id = {}
"""
_FOUND = """
SELECT content_type, body_id, immutable, beside FROM records_publishedfile
WHERE path = {} AND publication_id = {}
"""
_KEPT = "SELECT 1 FROM records_publishedfile WHERE publication_id = {} LIMIT 1"
_BODY = "SELECT body, gzip FROM records_publishedbody WHERE digest = {}"
_ASK_AGAIN_AFTER = 0.2  # seconds
_KEPT_BYTES = 16 * 1024 * 1024
_KEPT_ADDRESSES = 20_000


class ShelfError(UndersignedError):
    """The database cannot be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at an address: its media type, the digest of its bytes, whether they ever change, and whether
    it may not be given out now.
    """

    content_type: str
    digest: str
    immutable: bool
    closed: bool = False


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


@dataclass(frozen=True, slots=True)
class _Publication:
    """The publication that is current, what was found of it so far, and until when nobody asks again."""

    id: int | None
    leaving: bool
    found: dict[str, Found]
    until: float


class DatabaseShelf:
    """The shelf of the server's own database, SQLite or PostgreSQL."""

    def __init__(self, *, ask_again_after: float = _ASK_AGAIN_AFTER) -> None:
        self._of_thread = local()
        self._ask_again_after = ask_again_after
        self._current = _Publication(id=None, leaving=False, found={}, until=0.0)
        self._bodies: dict[str, Body] = {}
        self._kept = 0

    def find(self, address: str) -> Found | None:
        """What lies at an address of the site. Raises `ShelfError`."""
        current = self._current
        asked = monotonic() >= current.until
        if asked:
            current = self._asked_again(current)
        found = self._found_in(current, address)
        if found is None and not asked and self._has_gone(current):
            found = self._found_in(self._asked_again(current), address)
        return found

    def _has_gone(self, current: _Publication) -> bool:
        """Whether the rows of a publication are deleted, as when somebody had to leave it at once."""
        return current.id is not None and self._row(_KEPT, current.id) is None

    def _found_in(self, current: _Publication, address: str) -> Found | None:
        found = current.found.get(address)
        if found is None and current.id is not None:
            found = self._looked_up(address, current)
        return found

    def body(self, digest: str) -> Body | None:
        """The bytes of a digest. Raises `ShelfError`."""
        known = self._bodies.get(digest)
        if known is not None:
            return known
        row = self._row(_BODY, digest)
        if row is None:
            return None
        body = Body(bytes(row[0]), bytes(row[1]) if row[1] is not None else None)
        self._keep(digest, body)
        return body

    def _looked_up(self, address: str, current: _Publication) -> Found | None:
        row = self._row(_FOUND, address, current.id or 0)
        if row is None:
            return None
        found = Found(row[0], row[1], bool(row[2]), closed=current.leaving and bool(row[3]))
        if len(current.found) < _KEPT_ADDRESSES:
            current.found[address] = found
        return found

    def _asked_again(self, before: _Publication) -> _Publication:
        row = self._row(_NOW, 1)
        now, leaving = (row[0], bool(row[1])) if row else (None, False)
        found = before.found if (now, leaving) == (before.id, before.leaving) else {}
        self._current = _Publication(
            id=now, leaving=leaving, found=found, until=monotonic() + self._ask_again_after
        )
        return self._current

    def _keep(self, digest: str, body: Body) -> None:
        """Keep a body in memory; when they grow too many, all are let go and asked for again."""
        size = len(body.plain) + len(body.gzip or b"")
        if size > _KEPT_BYTES // 16:
            return
        if self._kept + size > _KEPT_BYTES:
            self._bodies, self._kept = {}, 0
        self._bodies[digest] = body
        self._kept += size

    def _row(self, query: str, *values: str | int) -> Sequence[Any] | None:
        try:
            return self._asked(query, *values)
        except (sqlite3.Error, psycopg.Error):
            self.close()
        try:
            return self._asked(query, *values)
        except (sqlite3.Error, psycopg.Error) as fault:
            self.close()
            raise ShelfError("the published site cannot be read now") from fault

    def close(self) -> None:
        """Close this thread's connection; the next question opens another."""
        connection, self._of_thread.connection = getattr(self._of_thread, "connection", None), None
        if connection is not None:
            connection.close()

    def _asked(self, query: str, *values: str | int) -> Sequence[Any] | None:
        connection = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = self._of_thread.connection = _opened()
        mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
        row: Sequence[Any] | None = connection.execute(query.replace("{}", mark), values).fetchone()
        return row


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
