"""The folder that a site takes the place of: all or nothing, and never one that is not ours.

* A site is made in `.<name>.building` beside its place and renamed when it is whole; the one before it stands
  aside as `.<name>.before` for the moment between, and a later build puts it back if need be.
* A folder without our mark is refused unless it is empty.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from undersigned.values.faults import UndersignedError

MARK = "undersigned-site.json"
_KIND = {"kind": "undersigned/v1 site"}


class SiteFolderError(UndersignedError):
    """The folder cannot be made, or is not one of ours."""


@contextmanager
def taking_the_place_of(place: Path) -> Iterator[Path]:
    """An empty folder that becomes `place` when all went well. Raises `SiteFolderError`."""
    try:
        building = _prepared(place)
        yield building
        _exchange(building, place)
    except SiteFolderError:
        raise
    except OSError as fault:
        raise SiteFolderError(
            f"the site could not be written to {place}: {fault.strerror or fault}"
        ) from fault
    finally:
        shutil.rmtree(_beside(place, "building"), ignore_errors=True)


def is_site(place: Path) -> bool:
    """Whether a folder carries our mark."""
    try:
        return bool(json.loads((place / MARK).read_text(encoding="utf-8")) == _KIND)
    except (OSError, ValueError):
        return False


def write(folder: Path, address: str, content: bytes) -> None:
    """A file of the site, its folders made as needed."""
    file = folder / address
    try:
        file.write_bytes(content)
    except FileNotFoundError:  # the first file of its folder
        file.parent.mkdir(parents=True)
        file.write_bytes(content)


def _prepared(place: Path) -> Path:
    before, building = _beside(place, "before"), _beside(place, "building")
    if before.exists() and not place.exists():
        before.rename(place)
    if place.exists() and not is_site(place) and (not place.is_dir() or any(place.iterdir())):
        raise SiteFolderError(f"{place} is not empty and was not made by this program; choose another folder")
    for left_over in (before, building):
        shutil.rmtree(left_over, ignore_errors=True)
    building.mkdir(parents=True)
    write(building, MARK, json.dumps(_KIND).encode() + b"\n")
    return building


def _exchange(building: Path, place: Path) -> None:
    before = _beside(place, "before")
    if place.exists():
        place.rename(before)
    building.rename(place)
    shutil.rmtree(before, ignore_errors=True)


def _beside(place: Path, what: str) -> Path:
    whole = place.resolve()
    return whole.with_name(f".{whole.name}.{what}")
