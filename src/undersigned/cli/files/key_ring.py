"""The keys of a register as files that only their owner can read, in a folder apart from the claims.

1. `register.key` makes the ids of claims that are not public; each subject's key lies under its handle.
2. A key is on disk before anything is encrypted under it.
3. A destroyed key leaves an empty file in its place, so that no new one is ever made for that handle.
"""

import os
import secrets
from pathlib import Path

from undersigned.evidence.withholding import KEY_BYTES, Handle
from undersigned.values.refusal import RefusedError, refusal

_OWNER_ONLY = 0o600
_REGISTER = "register.key"


class KeyRingError(RefusedError):
    """A requested key was destroyed, or a file of the ring was changed."""


class FolderRing:
    """A key ring in a folder."""

    def __init__(self, folder: Path) -> None:
        """The ring of a folder, which is created with its first key."""
        self.folder = folder
        self._known: dict[Handle, bytes] = {}

    def register_key(self) -> bytes:
        """The register's own key, created if there is none."""
        return self._read(_REGISTER) or self._make(_REGISTER)

    def made_register_key(self) -> bytes:
        """The register's own key, which must exist, since a new one would fit nothing. Raises
        `KeyRingError`.
        """
        found = self._read(_REGISTER)
        if found is None:
            raise self._unfit("missing", _REGISTER)
        return found

    def key(self, handle: Handle) -> bytes | None:
        """The key of a handle; `None` if there is none."""
        if handle not in self._known and (found := self._read(handle)):
            self._known[handle] = found
        return self._known.get(handle)

    def new_key(self, handle: Handle) -> bytes:
        """Create a key for a handle. Raises `KeyRingError` if its key was destroyed."""
        self._known[handle] = self._make(handle)
        return self._known[handle]

    def destroy(self, handle: Handle) -> None:
        """Overwrite a key, and leave an empty file that says so."""
        self._known.pop(handle, None)
        path = self.folder / handle
        if path.exists():
            with path.open("r+b") as file:
                file.write(bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
                file.truncate(0)
        else:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=_OWNER_ONLY)

    def _read(self, name: str) -> bytes | None:
        try:
            content = (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None
        if len(content) not in (0, KEY_BYTES):
            raise self._unfit("damaged", name)
        return content or None

    def _unfit(self, why: str, name: str) -> KeyRingError:
        return KeyRingError(refusal("cli.register.key", why=why, name=str(self.folder / name)))

    def _make(self, name: str) -> bytes:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_bytes(KEY_BYTES)
        try:
            written = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        except FileExistsError as fault:
            raise self._unfit("destroyed", name) from fault
        try:
            with os.fdopen(written, "wb") as file:
                file.write(key)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:  # an empty file would say that the key was destroyed
            (self.folder / name).unlink(missing_ok=True)
            raise OSError(fault.errno, fault.strerror, str(self.folder / name)) from fault
        return key
