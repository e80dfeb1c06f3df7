"""Finds rulebooks in folders: `<root>/<assembly>/<instrument>/<first day>.toml`.

1. Folders of one's own come before the shipped one.
2. Names of folders are codes (`uk-commons`); any other is passed over, so no name leads out of the root.
"""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def roots(folders: tuple[Path, ...]) -> tuple[Traversable, ...]:
    """The folders given, then the shipped rulebooks."""
    return (*folders, files("undersigned.declaring") / "rulebooks")


def subfolders(root: Traversable) -> list[Traversable]:
    """The folders in a folder that are named by a code."""
    if not root.is_dir():
        return []
    return [entry for entry in root.iterdir() if entry.is_dir() and _CODE.fullmatch(entry.name)]


def toml_files(root: Traversable, assembly: str, instrument: str) -> list[Traversable]:
    """The rulebook files of an instrument, oldest first by name."""
    if not (_CODE.fullmatch(assembly) and _CODE.fullmatch(instrument)):
        return []
    folder = root / assembly / instrument
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda file: file.name)
