"""Writes files so that a power cut cannot undo them: written aside, synchronised, renamed into place.

1. A file is written under a name that begins with a dot, synchronised, renamed, and its folder
   synchronised. At its own name there is the old content or the new one, at no moment a part.
2. A folder that had to be made is synchronised into the folder above it first.
3. Of several files each is whole before the next begins; the folders are synchronised when all are in
   place.
4. Each step is told before it is taken, so that a test can stop there. The lock belongs to the process:
   one that is killed holds nothing. On Windows there is none, so no log is written there; it is read.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from undersigned.log.faults import LogError

if sys.platform != "win32":
    import fcntl

Step = Callable[[str], None]


def untold(step: str) -> None:
    """Nobody is told."""


def write_all(place: Path, files: Mapping[str, bytes], step: Step = untold) -> None:
    """Files by their paths below a place, each durable when this returns. Raises `OSError`."""
    folders = dict[Path, None]()
    for path, content in files.items():
        file = place / path
        _make(file.parent, step)
        aside = file.with_name(f".{file.name}.new")
        step(f"write {path}")
        try:
            with aside.open("wb") as opened:
                opened.write(content)
                opened.flush()
                step(f"synchronise {path}")
                os.fsync(opened.fileno())
            step(f"rename {path}")
            aside.replace(file)
        except OSError as fault:  # such as a full disk: it is told of this file, and nothing is left of it
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise OSError(fault.errno, fault.strerror, str(file)) from fault
        folders[file.parent] = None
    for folder in folders:
        step(f"synchronise {folder.name}/")
        synchronise(folder)


def synchronise(folder: Path) -> None:
    """Make the names in a folder durable, where the system can; Windows cannot."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _make(folder: Path, step: Step) -> None:
    if not folder.is_dir():
        _make(folder.parent, step)
        step(f"make {folder.name}/")
        folder.mkdir(exist_ok=True)
        synchronise(folder.parent)


@contextmanager
def only_writer(file: Path) -> Iterator[None]:
    """Hold a lock file for as long as one writes. Raises `LogError` where one cannot, or another holds it."""
    if sys.platform == "win32":
        raise LogError(
            "log-system", "a log is not written on Windows: nothing here keeps a second writer out"
        )
    opened = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(opened)
        yield
    finally:
        os.close(opened)


def _lock(opened: int) -> None:
    if sys.platform != "win32":  # told again to the type checker
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise LogError("log-locked", "another process writes this log") from fault
