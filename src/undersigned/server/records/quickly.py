"""Transactions that need not survive a power cut: nobody has been promised what they write.

1. On SQLite the disk is not waited for, and the threads of a process write one after another, since its own
   way of waiting for a lock sleeps longer than such a transaction takes. On PostgreSQL no commit waits.
2. Whoever promises something on it commits durably afterwards, and everything before is then durable too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection, transaction

_ONE_AT_A_TIME = Lock()


@contextmanager
def quickly() -> Iterator[None]:
    """A transaction by these rules; within another transaction it joins that one."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _ONE_AT_A_TIME, _not_synchronised(), transaction.atomic():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO OFF")
            yield


@contextmanager
def _not_synchronised() -> Iterator[None]:
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous = {int(before)}")
