"""The keys of what is withheld: files in a folder of the data folder, outside the database and the store.

1. `register.key` makes the handles of subjects and the ids of claims that are not public; every other key
   lies under the handle of its subject, or the id of its capture.
2. A key is durable before anything is encrypted under it. Two processes that make one at once agree on it.
3. A destroyed key leaves an empty file in its place, so that no new one is ever made for that handle.
4. Keys that were read are remembered by nobody beyond one act.
"""

import contextlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from undersigned.evidence.withholding import KEY_BYTES, Handle
from undersigned.server.records.durably import make_durable, write_new
from undersigned.server.records.ids import new_id
from undersigned.values.faults import UndersignedError

_REGISTER = Handle("register.key")


class KeyRingError(UndersignedError):
    """A key is gone, or does not open what it should."""


class DataFolderRing:
    """The key ring of this installation."""

    def __init__(self) -> None:
        """The ring of the folder that the settings name; made with its first key."""
        self.folder = Path(settings.KEYS)
        self._known: dict[str, bytes] = {}

    def register_key(self) -> bytes:
        """The register's own key, made where there is none yet. Raises `KeyRingError`."""
        return self.key(_REGISTER) or self.new_key(_REGISTER)

    def key(self, handle: Handle) -> bytes | None:
        """The key of a handle; `None` where it never was or is destroyed. Raises `KeyRingError`."""
        if handle not in self._known:
            try:
                content = (self.folder / handle).read_bytes()
            except FileNotFoundError:
                return None
            if len(content) not in (0, KEY_BYTES):
                raise KeyRingError(f"a file of the key ring is no key of {KEY_BYTES} bytes")
            self._known[handle] = content
        return self._known[handle] or None

    def new_key(self, handle: Handle) -> bytes:
        """A key for a handle that has none. Raises `KeyRingError` for one that was destroyed."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self.folder / f".{new_id()}"
        write_new(fresh, secrets.token_bytes(KEY_BYTES))
        with contextlib.suppress(FileExistsError):
            (self.folder / handle).hardlink_to(fresh)  # never replaces one that is there, or was destroyed
        fresh.unlink()
        make_durable(self.folder)
        key = self.key(handle)
        if key is None:
            raise KeyRingError("a key that was destroyed is not made again")
        return key

    def destroy(self, handle: Handle) -> None:
        """Overwrite a key and leave an empty file in its place."""
        self._known.pop(handle, None)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(self.folder / handle, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            file.write(bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
            file.truncate(0)
            os.fsync(file.fileno())
        make_durable(self.folder)

    def is_destroyed(self, handle: Handle) -> bool:
        """Whether an empty file says that the key of a handle was destroyed."""
        file = self.folder / handle
        return file.exists() and not file.stat().st_size

    def lock(self, name: str, content: bytes) -> bytes:
        """Bytes as ciphertext under the key of a name, made where there is none. Raises `KeyRingError`."""
        handle = Handle(name)
        return AESSIV(self.key(handle) or self.new_key(handle)).encrypt(content or b"\0", [name.encode()])

    def unlock(self, name: str, box: "bytes | memoryview[int]") -> bytes | None:
        """The bytes again; `None` where the key is gone. Raises `KeyRingError`."""
        key = self.key(Handle(name))
        if key is None:
            return None
        try:
            content = AESSIV(key).decrypt(bytes(box), [name.encode()])
        except InvalidTag as fault:
            raise KeyRingError("something kept does not open under its key") from fault
        return b"" if content == b"\0" else content
