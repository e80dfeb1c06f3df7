"""Writes archives whole or not at all, and leaves no copy behind.

1. An archive is written beside its place, for its owner alone, and takes it when it is on the disk.
2. While one is made or unpacked, a copy of the database lies in the data folder; so does the site while it is
   made again. What a process left that was killed meanwhile goes with the next of these, or a destruction.
"""

import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from undersigned.values.faults import UndersignedError

_COPY = re.compile(r"(?:backup|restore|site)-([0-9]+)-\w+")


class BackupError(UndersignedError):
    """A backup could not be made, is incomplete, or cannot be restored here."""


def write_archive(file: Path, kept: dict[str, Path]) -> None:
    """Write files by name into an archive. Raises `BackupError`."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            with tarfile.open(fileobj=out, mode="w") as archive:
                for name, path in kept.items():
                    archive.add(path, arcname=name, recursive=False)
            out.flush()
            os.fsync(out.fileno())
        beside.rename(file)
    except OSError as fault:
        raise BackupError(f"the backup could not be written: {fault.strerror or fault}") from fault
    finally:
        beside.unlink(missing_ok=True)


def forget_left_copies() -> int:
    """Remove copies left by killed processes; return how many could not be removed."""
    gone = 0
    left = [file for file in Path(settings.DATA).iterdir() if _is_left(file)]
    for folder in left:
        for path in folder.rglob("*"):
            if path.is_file():
                path.write_bytes(b"")
        shutil.rmtree(folder, ignore_errors=True)
        gone += not folder.exists()
    return len(left) - gone


@contextmanager
def place_for_copies(what: str) -> Iterator[Path]:
    """A temporary folder within the data folder, removed afterwards (rule 6)."""
    forget_left_copies()
    prefix = f"{what}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=prefix) as folder:
        yield Path(folder)


def _is_left(path: Path) -> bool:
    """Whether a folder holds copies of a process that no longer runs."""
    named = _COPY.fullmatch(path.name)
    if not named or not path.is_dir():
        return False
    try:
        os.kill(int(named[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False
