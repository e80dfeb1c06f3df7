"""Begins the log of this installation, once and never again.

1. The key is made, is readable by its owner alone, and never leaves its file.
2. Folder, key and trust file come first and the row last: whoever is stopped on the way begins by hand with
   what lies there, and never makes a second log over a first.
3. A row without its folder, or a folder without its row, is a database or a disk of another day: then
   nothing is written to the log.
"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from undersigned.log.appending import begin
from undersigned.log.faults import LogError
from undersigned.log.keys import signing_key
from undersigned.server.actions.journal import record
from undersigned.server.actions.log.trusting import TrustFileError, trust_of
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import Log, SequencerLease
from undersigned.values.faults import UndersignedError


class LogMissingError(UndersignedError):
    """The log's folder exists without its row, or its row without the folder."""


def the_log() -> Log | None:
    """The log; `None` before it has begun. Raises `LogMissingError` if the folder exists without the row."""
    log = Log.objects.first()
    if log is None and Path(settings.LOG_KEY).exists():
        raise LogMissingError(
            f"{settings.LOG_KEY} is there and the database knows no log: it is older than the log, or "
            "another; restore the right one"
        )
    return log


def begin_log(*, origin: str, trust: bytes, seed: bytes, at: datetime) -> Log | Refusal:
    """Begin the log `origin`, with witnesses and registrars from a trust file that names no log yet."""
    places = (settings.LOG_KEY, settings.LOG_FOLDER, settings.TRUST)
    taken = [str(place) for place in map(Path, places) if place.exists() and not _is_empty(place)]
    if taken or Log.objects.exists():
        return refuse("signing.log.once", places=tuple(taken))
    try:
        key = signing_key(origin, seed)
        written = b"log %s\n" % str(key.verifier).encode() + trust
        trust_of(written)
    except (LogError, TrustFileError) as fault:
        return refuse("signing.log.trust", fault=str(fault))

    try:
        _write(Path(settings.LOG_KEY), key.as_secret_text().encode() + b"\n", 0o600)
        begin(Path(settings.LOG_FOLDER), key, at.date())
        _write(Path(settings.TRUST), written, 0o644)
    except (OSError, LogError) as fault:
        return refuse("signing.log.place", fault=str(fault))
    with transaction.atomic():
        log = Log.objects.create(origin=origin, key=str(key.verifier), begun_at=at)
        SequencerLease.objects.get_or_create(id=1)
        record("log-begun", log, by=None, at=at, particulars={"origin": origin, "key": log.key})
    return log


def _is_empty(place: Path) -> bool:
    return place.is_dir() and not any(place.iterdir())


def _write(file: Path, content: bytes, mode: int) -> None:
    """Write a new file, durable when this returns. Raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
