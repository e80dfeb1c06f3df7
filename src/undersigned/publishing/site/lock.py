"""Locks a folder so that only one publication writes to it at a time.

* The lock is held by the process, not by the file: one that is killed holds nothing.
* Where the system has no such lock (Windows) none is taken; there only the exchange itself is safe.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from undersigned.values.faults import UndersignedError

if sys.platform != "win32":
    import fcntl


class AnotherPublicationError(UndersignedError):
    """Another process is publishing to the same folder."""


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file, which is removed afterwards. Raises `AnotherPublicationError`,
    `OSError`.
    """
    held = _held(file)
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink()
        os.close(held)


def _held(file: Path) -> int:
    """The open, locked file; opened again if it was removed between opening and locking."""
    while True:
        opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(opened)
            if _is_same_file(file, opened):
                return opened
        except BlockingIOError as fault:
            os.close(opened)
            raise AnotherPublicationError("another publication to this folder is running") from fault
        os.close(opened)


def _lock(opened: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_same_file(file: Path, opened: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(opened))
    except FileNotFoundError:
        return False
