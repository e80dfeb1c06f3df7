"""Erases from the database's own files what was deleted from its tables.

1. SQLite writes over what it erases (`secure_delete`); its write-ahead log holds the older pages until it is
   emptied.
2. PostgreSQL leaves erased rows in the tables' files, in the indexes and in the planner's statistics, which
   hold samples of the values. A plain VACUUM frees their places and leaves their bytes: only a table that is
   written again (VACUUM FULL) is free of them, and only once nobody reads who began before. Whether it was is
   asked of the database, which does not refuse what an account may not do but leaves it undone.
3. PostgreSQL's write-ahead files hold what was written since; they end with a checkpoint, if this account may
   order one. Those that it keeps to use again, for an archive or for a replica are not reached: that is told.
4. Nothing here is done within a transaction; whoever began one does it afterwards.
"""

import logging
import time
from collections.abc import Iterator

from django.db import OperationalError, ProgrammingError, connection
from django.db.backends.utils import CursorWrapper

from undersigned.server.records.free_words import OURS, TO_DECIDE
from undersigned.values.findings import Finding, failed, undetermined

journal = logging.getLogger(__name__)
_TRIES = 3
_PATIENCE_MS, _PAUSE_S = 1_000, 0.1  # a worker that answers a request is not held up for long
_LOCK_MS = 10_000  # of one table, which others read meanwhile
# Where a person's data lie in plain, where their row has its name outside, what the public read of them, and
# where somebody may have written of them.
TABLES = (
    *("claimvalue", "decisionreason", "refusedlistrow", "countablerow", "caserow"),
    *("evidencesubject", "evidencecapture", "publishedbody"),
    *sorted({one.partition(".")[0] for one in OURS | TO_DECIDE} - {"decisionreason"}),
)
_STATISTICS = "pg_catalog.pg_statistic"
LATER = frozenset({"desk.destruction.wal", "desk.destruction.wal-kept"})  # what is for somebody else to do


def empty_database() -> Iterator[Finding]:
    """Erase deleted data from the files of the database; yields a finding for whatever could not be
    erased.
    """
    if connection.in_atomic_block:  # rule 4
        return
    if connection.vendor == "sqlite":
        if not _empty_log():
            journal.error("the write-ahead log could not be emptied: somebody is reading")
            yield failed("desk.destruction.journal")
        return
    with connection.cursor() as cursor:
        if left := _not_rewritten(cursor):
            journal.error("not written anew: %s", ", ".join(left))
            yield failed("desk.destruction.tables", tables=tuple(left))
        yield from _end_log(cursor)


def _empty_log() -> bool:
    """Whether SQLite's write-ahead log is empty now."""
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        try:
            for left in reversed(range(_TRIES)):
                busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return True
                time.sleep(_PAUSE_S if left else 0)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return False


def _not_rewritten(cursor: CursorWrapper) -> list[str]:
    """Rewrite the tables and their statistics; return those that may still hold old rows."""
    tables = [*(f"records_{table}" for table in TABLES), _STATISTICS]
    if _read_by_others(cursor):  # what they may still see is copied with the rest
        return tables
    cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(_LOCK_MS)])
    try:
        return [table for table in tables if not _rewritten(cursor, table)]
    finally:
        cursor.execute("RESET lock_timeout")


def _read_by_others(cursor: CursorWrapper) -> bool:
    """Whether another transaction can still see the tables as they were before."""
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::xid")
    (now,) = cursor.fetchone()
    for left in reversed(range(_TRIES * 10)):
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND age(backend_xmin) > age(%s::text::xid)",
            [now],
        )
        if cursor.fetchone() == (0,):
            return False
        time.sleep(_PAUSE_S if left else 0)
    return True


def _rewritten(cursor: CursorWrapper, table: str) -> bool:
    before = _file_of(cursor, table)
    try:
        cursor.execute(f"VACUUM (FULL{'' if table == _STATISTICS else ', ANALYZE'}) {table}")
    except (OperationalError, ProgrammingError):  # somebody holds the table; this account may not
        return False
    return _file_of(cursor, table) != before


def _file_of(cursor: CursorWrapper, table: str) -> object:
    cursor.execute("SELECT pg_relation_filenode(%s::regclass)", [table])
    return cursor.fetchone()


def _end_log(cursor: CursorWrapper) -> Iterator[Finding]:
    """Remove PostgreSQL's write-ahead files, if this account may; yields a finding for those that are
    kept.
    """
    try:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("CHECKPOINT")
    except (OperationalError, ProgrammingError):
        yield failed("desk.destruction.wal")
        return
    try:
        cursor.execute(
            "SELECT count(*) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' "
            "AND name <> pg_walfile_name(pg_current_wal_insert_lsn())"
        )
    except (OperationalError, ProgrammingError):
        yield undetermined("desk.destruction.wal-kept")
        return
    (kept,) = cursor.fetchone()
    if kept:
        yield failed("desk.destruction.wal-kept", files=kept)
