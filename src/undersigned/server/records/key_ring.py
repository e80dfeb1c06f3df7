"""The keys of withheld claims: files in the data folder, outside the database and the store.

1. `register.key` makes the handles of subjects and the ids of claims that are not public; every other key
   lies under the handle of its subject, or the id of its capture.
2. A key is durable before anything is encrypted under it. Two processes that make one at once agree on it.
3. A destroyed key leaves an empty file in its place, so that no new one is ever made for that handle.
4. Keys that were read are remembered by nobody beyond one act. Where there are people in the database and no
   register's key, the keys are elsewhere: none is made in its place, since nobody would be known again.
5. Each key is a file by itself, never a line in a file of many. To destroy one is then to write over its own
   blocks where they lie: no other key is rewritten, so none is copied to another place on the disk and left
   behind there, and a disk that stops half-way tears nobody else's. Many keys are made quickly all the same:
   their files go down to the disk side by side, which waits for the disk once for many of them, and the
   folder after them once for all.
"""

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from undersigned.evidence.withholding import KEY_BYTES, Handle
from undersigned.server.records.durably import make_durable, write_all_new
from undersigned.server.records.ids import new_id
from undersigned.server.records.models import EvidenceSubject
from undersigned.values.faults import UndersignedError

_REGISTER = Handle("register.key")


class KeyRingError(UndersignedError):
    """A key is missing, or does not decrypt what it should."""


class KeysElsewhereError(KeyRingError):
    """The database has people, but the key that their handles are made with is missing."""


class DataFolderRing:
    """The key ring of this installation."""

    def __init__(self) -> None:
        """The ring in the folder from the settings, which is created with its first key."""
        self.folder = Path(settings.KEYS)
        self._known: dict[str, bytes] = {}

    def register_key(self) -> bytes:
        """The register's own key, created while there is nobody yet. Raises `KeyRingError`."""
        if (known := self.key(_REGISTER)) is not None:
            return known
        if EvidenceSubject.objects.exists():
            raise KeysElsewhereError(f"the keys of this register are not in {self.folder}")
        return self.new_key(_REGISTER)

    def key(self, handle: Handle) -> bytes | None:
        """The key of a handle; `None` if it never existed or was destroyed. Raises `KeyRingError`."""
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
        """Create a key for a handle. Raises `KeyRingError` if its key was destroyed."""
        self._make([handle])
        key = self.key(handle)
        if key is None:
            raise KeyRingError("a key that was destroyed is not made again")
        return key

    def make_keys(self, handles: Iterable[Handle]) -> None:
        """Create all missing keys of these handles at once, except destroyed ones."""
        missing = [handle for handle in dict.fromkeys(handles) if not (self.folder / handle).exists()]
        if missing:
            self._make(missing)

    def _make(self, handles: list[Handle]) -> None:
        """Write all new keys to the disk before any has its name; then rename them."""
        if handles != [_REGISTER]:
            self.register_key()  # where it is elsewhere, so is the place of all keys
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = {handle: self.folder / f".{new_id()}" for handle in handles}
        write_all_new({file: secrets.token_bytes(KEY_BYTES) for file in fresh.values()})
        for handle, file in fresh.items():
            with contextlib.suppress(FileExistsError):
                (self.folder / handle).hardlink_to(file)  # never replaces one that is there, or was destroyed
            file.unlink()
        make_durable(self.folder)

    def destroy(self, handle: Handle) -> None:
        """Overwrite a key, and leave an empty file that says so."""
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
        """Encrypt bytes under a named key, created if missing. Raises `KeyRingError`."""
        handle = Handle(name)
        return AESSIV(self.key(handle) or self.new_key(handle)).encrypt(content or b"\0", [name.encode()])

    def unlock(self, name: str, box: "bytes | memoryview[int]") -> bytes | None:
        """Decrypt bytes; `None` if the key was destroyed. Raises `KeyRingError`."""
        key = self.key(Handle(name))
        if key is None:
            return None
        try:
            content = AESSIV(key).decrypt(bytes(box), [name.encode()])
        except InvalidTag as fault:
            raise KeyRingError("something kept does not open under its key") from fault
        return b"" if content == b"\0" else content
