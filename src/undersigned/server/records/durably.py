"""Writes files that only the server's own user can read; a crash leaves the whole of a file or none.

A file is new and on the disk before anything names it; its folder is made durable once it has its place.
Several go down side by side: a disk that is waited for once takes many of them.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_SIDE_BY_SIDE = 32  # more wait for the disk no less


def write_new(file: Path, content: bytes) -> None:
    """Write a new file, synchronised to the disk."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def write_all_new(files: Mapping[Path, bytes]) -> None:
    """Write several new files, synchronised to the disk."""
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as several:
        list(several.map(write_new, files.keys(), files.values()))


def make_durable(folder: Path) -> None:
    """Synchronise the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
