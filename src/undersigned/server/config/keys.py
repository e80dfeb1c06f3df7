"""The key that signs cookies: from the environment, else made once and kept in the data folder."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(said: str, folder: Path) -> str:
    """The key; a new one is readable by its owner alone, and two starts at once agree on one."""
    if said:
        return said
    file = folder / "secret-key"
    fresh = folder / f".secret-key.{os.getpid()}"
    if not file.exists():
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(fresh)  # unlike a rename, it never replaces a key that another start has made
        fresh.unlink()
    return file.read_text(encoding="ascii")
