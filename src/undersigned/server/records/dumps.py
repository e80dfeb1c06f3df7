"""Dumps the database to one file and restores it, with SQLite's backup or PostgreSQL's `pg_dump`.

1. A dump is of one instant, whatever is written meanwhile, and keeps the guards.
2. It is loaded only where there is nothing yet, whole or not at all.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

from undersigned.values.faults import UndersignedError


class DumpError(UndersignedError):
    """The database could not be written to a file, or restored from one."""


def engine() -> str:
    """`sqlite` or `postgresql`, as a backup names it."""
    return str(connections["default"].vendor)


def dump(file: Path) -> None:
    """Write the whole database to a new file. Raises `DumpError`."""
    if engine() == "sqlite":
        _dump_sqlite(file)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def is_empty() -> bool:
    """Whether there is no database yet, or one without tables. Raises `DumpError`."""
    if engine() == "sqlite":
        return not _place().exists() or _place().stat().st_size == 0
    try:
        with psycopg.connect(**_address()) as connection:
            counted = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            return counted.fetchone() == (0,)
    except psycopg.Error as fault:
        raise DumpError(f"the database cannot be reached: {fault}") from fault


def load(file: Path) -> None:
    """Restore the database from a dump, where there is none. Raises `DumpError`."""
    if not is_empty():
        raise DumpError("there is a database already; a backup is restored into an empty place only")
    if engine() == "sqlite":
        beside = _place().with_name(f".{_place().name}.restoring")
        shutil.copyfile(file, beside)
        beside.chmod(0o600)
        beside.replace(_place())
    else:
        options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _run("pg_restore", *options, f"--dbname={_address()['dbname']}", str(file))


def _dump_sqlite(file: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"file:{_place()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(file)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as fault:
        raise DumpError(f"the database cannot be copied: {fault}") from fault
    if sound != "ok":
        raise DumpError(f"the database is damaged: {sound}")


def _place() -> Path:
    return Path(str(connections["default"].settings_dict["NAME"]))


def _address() -> dict[str, Any]:
    said = connections["default"].settings_dict
    parts = {
        "host": said["HOST"],
        "port": said["PORT"],
        "user": said["USER"],
        "password": said["PASSWORD"],
        "dbname": said["NAME"],
    }
    return {key: value for key, value in parts.items() if value}


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password is passed by the environment."""
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    environment = {"PATH": os.defpath} | {names[key]: str(value) for key, value in _address().items()}
    found = shutil.which(program)
    if found is None:
        raise DumpError(f"{program} is missing: install PostgreSQL's client programs")
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (a program of PostgreSQL with our own arguments)
    if done.returncode != 0:
        raise DumpError(f"{program} failed: {done.stderr.strip()}")
