"""Backs up everything that is kept into one file, and restores it: database, published site, store.

1. A backup is a tar archive: `backup.json` with the digest of every other file, the dump, the store's files.
   It holds scans and accounts: it is readable by its owner alone and belongs where such things may lie.
2. It is written beside its place and takes it when whole. The key that signs cookies is not in it: after a
   restore everybody signs in again.
3. Nothing is restored before every digest was found right, and only where there is nothing yet.
4. What is withheld is in it as ciphertext, and the keys are not. They go into a file of their own, if
   somebody asks for one, to be kept elsewhere; a key that is destroyed later is still in a file made before
   (`keys_apart.py`).
"""

import json
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from undersigned.server.actions.keeping.archiving import BackupError, place_for_copies, write_archive
from undersigned.server.actions.keeping.keys_apart import key_files, keys_in, place_keys
from undersigned.server.records import dumps

_KIND = "undersigned/v1 backup"
_LIST = "backup.json"
_STORE = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup's description; `files` are digests by name, `digest` is that of the archive."""

    made_at: str
    engine: str
    migration: str
    files: dict[str, str]
    size: int
    digest: str


def make_backup(file: Path, *, at: datetime) -> Backup:
    """Write a backup to a new file. Raises `BackupError`, `DumpError`."""
    if file.exists():
        raise BackupError(f"{file} exists already; choose another name")
    with place_for_copies("backup") as folder:
        dump = folder / f"database.{dumps.engine()}"
        dumps.dump(dump)
        # The database first: every scan that it names is in the store by then, and stays.
        kept = {dump.name: dump, **dict(_store_files())}
        listed = {
            "kind": _KIND,
            "made_at": at.isoformat(timespec="seconds"),
            "program": version("undersigned"),
            "engine": dumps.engine(),
            "migration": _newest_migration(),
            "files": {name: _digest(path) for name, path in kept.items()},
        }
        listing = folder / _LIST
        listing.write_text(json.dumps(listed, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        write_archive(file, {_LIST: listing, **kept})
    return _described(listed, file)


def restore_backup(file: Path, *, keys: Path | None = None) -> Backup:
    """Restore everything from a backup, and the keys if they are given. Raises `BackupError`, `DumpError`."""
    if not dumps.is_empty() or any(True for _ in _store_files()):
        raise BackupError("something is kept here already; a backup is restored into an empty place only")
    brought = keys_in(keys) if keys else {}
    if brought and any(True for _ in key_files()):
        raise BackupError("there are keys here already; keys are restored into an empty place only")
    with place_for_copies("restore") as folder:
        listed = _unpacked(file, folder)
        _suits(listed)
        try:
            _place_store(folder / _STORE)
            if brought:
                place_keys(brought)
            dumps.load(folder / f"database.{listed['engine']}")
        except (dumps.DumpError, BackupError):
            shutil.rmtree(settings.STORE, ignore_errors=True)
            for name in brought:
                (Path(settings.KEYS) / name).unlink(missing_ok=True)
            raise
    return _described(listed, file)


def _place_store(unpacked: Path) -> None:
    """Put the store's files in place; the store was checked to be empty."""
    place = Path(settings.STORE)
    shutil.rmtree(place, ignore_errors=True)
    if unpacked.is_dir():
        unpacked.rename(place)
        for path in (place, *place.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)


def _suits(listed: dict[str, Any]) -> None:
    if listed["engine"] != dumps.engine():
        raise BackupError(f"the backup is of {listed['engine']}, this place is for {dumps.engine()}")
    if listed["migration"] > _newest_migration():
        raise BackupError(f"the backup was made by a newer program ({listed['program']}); install that first")


def _unpacked(file: Path, folder: Path) -> dict[str, Any]:
    """The listing of an archive whose files were unpacked into a folder and checked by digest."""
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
        listed: dict[str, Any] = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        expected = listed["files"]
        kind = listed["kind"]
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as fault:
        raise BackupError(
            f"{file} is not a whole backup: it was cut short, or is not what `undersigned backup` wrote"
        ) from fault
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {_LIST}
    if kind != _KIND or found != set(expected):
        raise BackupError(f"{file} is not a whole backup: its files are not those that it lists")
    for name, digest in expected.items():
        if _digest(folder / name) != digest:
            raise BackupError(f"{file} is damaged: {name} is not what was backed up")
    return listed


def _store_files() -> Iterator[tuple[str, Path]]:
    store = Path(settings.STORE)
    for path in sorted(store.glob("??/*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"{_STORE}/{path.relative_to(store).as_posix()}", path


def _newest_migration() -> str:
    names = MigrationLoader(None).disk_migrations or {}
    return max(name for app, name in names if app == "records")


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _described(listed: dict[str, Any], file: Path) -> Backup:
    return Backup(
        made_at=listed["made_at"],
        engine=listed["engine"],
        migration=listed["migration"],
        files=listed["files"],
        size=file.stat().st_size,
        digest=_digest(file),
    )
