"""The store: bytes that people handed in (scans, membership files), by digest, outside the web root.

1. A file is written beside its place, made durable, and then takes it: a crash leaves the whole file or none.
2. The same bytes are kept once. What is read is held against its digest.
3. Only the server's own user can read it; nothing of it is served but through a view that asks who may.
"""

import os
from pathlib import Path

from django.conf import settings

from undersigned.server.records.durably import make_durable, write_new
from undersigned.server.records.ids import new_id
from undersigned.values.digest import sha256
from undersigned.values.faults import UndersignedError


class StoreError(UndersignedError):
    """Bytes are missing from the store, or were changed."""


def keep(content: bytes) -> str:
    """Keep bytes; return their digest, by which they are found again."""
    digest = sha256(content)
    place = _place(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = place.with_name(f".{digest}.{new_id()}")
        write_new(beside, content)
        beside.replace(place)
        make_durable(place.parent)
    return digest


def fetch(digest: str) -> bytes:
    """The bytes of a digest. Raises `StoreError`."""
    try:
        content = _place(digest).read_bytes()
    except OSError as fault:
        raise StoreError(f"the file {digest[:12]}… is missing from the store") from fault
    if sha256(content) != digest:
        raise StoreError(f"the file {digest[:12]}… is damaged: its bytes are not those that were kept")
    return content


def holds(digest: str) -> bool:
    """Whether there is a file for a digest."""
    return _place(digest).exists()


def forget(digest: str) -> None:
    """Remove the bytes of a destroyed capture from the store."""
    place = _place(digest)
    if place.exists():
        with place.open("r+b") as file:
            file.write(bytes(place.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        place.unlink()
        make_durable(place.parent)


def _place(digest: str) -> Path:
    return Path(settings.STORE) / digest[:2] / digest
