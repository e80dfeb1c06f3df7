"""A ZIP archive whose bytes follow from its files alone (`docs/protocol/v1/bundle.md`).

1. Stored, never compressed, since compression differs from library to library; in ascending order of names.
2. Every time is the first that ZIP knows; no extra fields, no comments, no entries for folders.
3. Made by and needed: version 2.0; no flags, no attributes, so that no system shows.
"""

import io
import re
import zipfile
from collections.abc import Mapping

from undersigned.values.faults import UndersignedError

BEGINNING = (1980, 1, 1, 0, 0, 0)
MOST_FILES = 4_096
MOST_BYTES = 512 * 1024 * 1024

_NAME = re.compile(r"(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+")


class BundleError(UndersignedError):
    """What was given makes no bundle."""


def stored_zip(files: Mapping[str, bytes]) -> bytes:
    """The archive with these files. Raises `BundleError`."""
    if wrong := [name for name in files if not _NAME.fullmatch(name) or ".." in name.split("/")]:
        raise BundleError(f"no file of a bundle can be called {wrong[0]!r}")
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise BundleError(f"a bundle has at most {MOST_FILES} files and {MOST_BYTES} bytes")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.create_system = 0
            archive.writestr(entry, files[name])
            entry.external_attr = 0  # which writing has set, and closing writes down
    return made.getvalue()
