"""Files that only the server's own user reads, written so that a crash leaves the whole of them or none.

A file is new and on the disk before anything names it; its folder is made durable once it has its place.
"""

import os
from pathlib import Path


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet, down to the disk."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def make_durable(folder: Path) -> None:
    """Bring the names in a folder down to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
