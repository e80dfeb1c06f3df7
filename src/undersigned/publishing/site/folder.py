"""Replaces the folder of a site: all or nothing, and never a folder that this program did not write.

* A site is made in a folder of its own beside its place (`.<name>.publishing-…/site`) and renamed when it is
  whole; the one before it stands aside in there (`before`) for the moment between.
* One publication at a time: the second is refused (`lock.py`). What a killed one left is cleared by the next,
  which also puts back a site that stood aside.
* A folder without our mark is refused unless it is empty.
"""

import glob
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from undersigned.publishing.site.lock import AnotherPublicationError, alone_with
from undersigned.values.refusal import RefusedError, refusal, why_not

MARK = "undersigned-site.json"
_KIND = {"kind": "undersigned/v1 site"}
_NEW, _BEFORE = "site", "before"
_FULL = "full"  # as SQLite says it: "database or disk is full"


class SiteFolderError(RefusedError):
    """The folder cannot be made, or is not one that this program wrote."""


def _unfit(place: Path, why: str) -> SiteFolderError:
    return SiteFolderError(refusal("publishing.site.folder", folder=str(place), why=why))


@contextmanager
def taking_the_place_of(place: Path) -> Iterator[Path]:
    """Yield an empty folder that replaces `place` if nothing fails. Raises `SiteFolderError`."""
    whole = place.resolve()
    if not whole.name:
        raise _unfit(place, "not-ours")
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        with alone_with(whole.with_name(f".{whole.name}.lock")):
            _restore(whole)
            _refuse_others(whole, place)
            with _workplace(whole) as workplace:
                yield workplace / _NEW
                _exchange(workplace, whole)
    except AnotherPublicationError as fault:
        raise _unfit(place, "another") from fault
    except OSError as fault:
        raise _unfit(place, why_not(fault)) from fault
    except sqlite3.Error as fault:  # of the table that a site is made with: it lies on the same disk
        raise _unfit(place, "full" if _FULL in str(fault) else "device") from fault


def is_site(place: Path) -> bool:
    """Whether a folder has the mark of a site."""
    try:
        return bool(json.loads((place / MARK).read_text(encoding="utf-8")) == _KIND)
    except (OSError, ValueError):
        return False


def write(folder: Path, address: str, content: bytes) -> None:
    """Write a file of the site, with the folders that it needs."""
    file = folder / address
    try:
        file.write_bytes(content)
    except FileNotFoundError:  # the first file of its folder
        file.parent.mkdir(parents=True)
        file.write_bytes(content)


def _refuse_others(whole: Path, place: Path) -> None:
    if whole.exists() and not is_site(whole) and (not whole.is_dir() or any(whole.iterdir())):
        raise _unfit(place, "not-ours")


@contextmanager
def _workplace(whole: Path) -> Iterator[Path]:
    """A temporary folder for the new site, removed afterwards."""
    workplace = Path(tempfile.mkdtemp(prefix=_prefix(whole), dir=whole.parent))
    try:
        (workplace / _NEW).mkdir()  # not the private folder itself: a site is there to be read
        write(workplace / _NEW, MARK, json.dumps(_KIND).encode() + b"\n")
        yield workplace
    finally:
        _put_back(workplace, whole)
        shutil.rmtree(workplace, ignore_errors=True)


def _restore(whole: Path) -> None:
    """Restore what a killed publication set aside, and remove what it left; only folders with the mark."""
    for left_over in sorted(whole.parent.glob(f"{glob.escape(_prefix(whole))}*")):
        _put_back(left_over, whole)
        ours = is_site(left_over / _NEW) or is_site(left_over / _BEFORE)
        if left_over.is_dir() and (ours or not any(left_over.iterdir())):
            shutil.rmtree(left_over, ignore_errors=True)


def _put_back(workplace: Path, whole: Path) -> None:
    """Put the previous site back if the new one did not replace it."""
    if is_site(workplace / _BEFORE) and not whole.exists():
        (workplace / _BEFORE).rename(whole)


def _exchange(workplace: Path, whole: Path) -> None:
    if whole.exists():
        whole.rename(workplace / _BEFORE)
    (workplace / _NEW).rename(whole)


def _prefix(whole: Path) -> str:
    return f".{whole.name}.publishing-"
