"""The keys of withheld claims as a file of their own, kept apart from every backup; and back.

1. The file never takes the place of another, is readable by its owner alone, and holds nothing but keys: one
   that holds anything else is refused.
2. It is no backup and lies in nothing that a backup is made of: with both, anybody reads.
3. With a backup, keys are restored only where there are none. Brought later, none takes the place of a key
   that is here, or was destroyed here; the key of somebody destroyed meanwhile is destroyed again
   (`shredding.py`).
"""

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from undersigned.evidence.withholding import KEY_BYTES
from undersigned.server.actions.keeping.archiving import BackupError, write_archive
from undersigned.server.records.durably import make_durable, write_all_new
from undersigned.server.records.models import ClaimValue, EvidenceCapture

_REGISTER = "register.key"
_KEY_NAME = re.compile(r"register\.key|[0-9a-f]{20,32}")


def back_up_keys(file: Path, *, apart_from: Path) -> int:
    """Write the keys of withheld claims to a file of their own; return how many. Raises `BackupError`."""
    require_apart(file, apart_from)
    keys = {path.name: path for path in key_files()}
    write_archive(file, keys)
    return len(keys)


def require_apart(keys: Path, backup: Path) -> None:
    """Raise `BackupError` if the key file exists, is the backup, or lies in a folder that is backed up."""
    place = keys.resolve()
    if place == backup.resolve() or place == backup.resolve() / keys.name:
        raise BackupError("the keys belong into another file than the backup: with both, anybody reads it")
    if keys.exists():
        raise BackupError(f"{keys} exists already; choose another name")
    for folder in (Path(settings.STORE), Path(settings.KEYS)):
        if place.is_relative_to(folder.resolve()):
            raise BackupError(f"the file of the keys may not lie in {folder}: backups are made of it")


def restore_keys(file: Path) -> int:
    """Restore keys that are missing here and were not destroyed here; return how many. Raises
    `BackupError`.
    """
    return place_keys(keys_in(file))


def without_keys() -> int:
    """How many lists and claims are unreadable because the register's key is missing."""
    if any(path.name == _REGISTER for path in key_files()):
        return 0
    captures = EvidenceCapture.objects.filter(destroyed_at=None)
    return captures.count() + ClaimValue.objects.exclude(box=None).count()


def place_keys(keys: dict[str, bytes]) -> int:
    """Put missing keys into the ring; return how many. Raises `BackupError`."""
    folder = Path(settings.KEYS)
    new = {folder / name: key for name, key in keys.items() if not (folder / name).exists()}
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_all_new(new)
        make_durable(folder)
    except OSError as fault:
        raise BackupError(f"the keys could not be written: {fault.strerror or fault}") from fault
    return len(new)


def keys_in(file: Path) -> dict[str, bytes]:
    """Every key in a key file, by name. Raises `BackupError`."""
    keys: dict[str, bytes] = {}
    try:
        with tarfile.open(file) as archive:
            for member in archive:
                if not _is_key(member) or (content := archive.extractfile(member)) is None:
                    raise BackupError(f"{file} is no file of keys: it holds something that is none")
                keys[member.name] = content.read()
    except (OSError, EOFError, tarfile.TarError) as fault:
        raise BackupError(f"{file} is no file of keys: {fault}") from fault
    if keys and _REGISTER not in keys:
        raise BackupError(f"{file} is no file of keys: the register's own is not in it")
    return keys


def _is_key(member: tarfile.TarInfo) -> bool:
    return member.isfile() and member.size in (0, KEY_BYTES) and _KEY_NAME.fullmatch(member.name) is not None


def key_files() -> Iterator[Path]:
    """The files of the key ring."""
    folder = Path(settings.KEYS)
    if folder.is_dir():
        yield from sorted(
            path for path in folder.iterdir() if _KEY_NAME.fullmatch(path.name) and path.is_file()
        )
