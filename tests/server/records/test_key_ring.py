"""The keys of what is withheld: each a file by itself, durable before its use, agreed on, destroyed alone."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from tests.server.builders import AT
from tests.server.evidence import COLUMNS, a_source, a_table, people_rows, taken_in

from undersigned.server.records import durably
from undersigned.server.records.key_ring import DataFolderRing, KeyRingError, KeysElsewhereError
from undersigned.server.records.models import EvidenceSubject

MANY = [f"{number:032x}" for number in range(200)]


@pytest.fixture
def synced(monkeypatch):
    """What was brought down to the disk: files and folders."""
    seen, real = {"file": 0, "folder": 0}, os.fsync

    def counting(handle):
        seen["folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"] += 1
        real(handle)

    monkeypatch.setattr(durably.os, "fsync", counting)
    return seen


def test_many_keys_go_down_side_by_side_and_the_folder_once(synced):
    """Each is on the disk; none has another name left; those that are there are not made again."""
    ring = DataFolderRing()
    ring.register_key()
    synced.update(file=0, folder=0)

    ring.make_keys(MANY)
    ring.make_keys(MANY)

    assert synced == {"file": len(MANY), "folder": 1}
    keys = {ring.key(one) for one in MANY}
    assert {len(key) for key in keys} == {64}
    assert len(keys) == len(MANY)
    assert {path.stat().st_mode & 0o077 for path in Path(settings.KEYS).iterdir()} == {0}
    assert {path.name for path in Path(settings.KEYS).iterdir()} == {*MANY, "register.key"}


def test_whoever_makes_the_same_keys_at_once_agrees_on_them():
    """None replaces another's."""
    DataFolderRing().register_key()

    def made(_number):
        ring = DataFolderRing()
        ring._make(MANY[:50])
        return [ring.key(one) for one in MANY[:50]]

    with ThreadPoolExecutor(4) as several:
        found = list(several.map(made, range(4)))

    assert found[0] == found[1] == found[2] == found[3]


def test_one_of_many_is_destroyed_by_itself_and_never_made_again():
    """Its own blocks are written over where they lie; the others are neither read nor written."""
    ring = DataFolderRing()
    ring.make_keys(MANY[:3])
    gone, *others = (Path(settings.KEYS) / one for one in MANY[:3])
    before = [(path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in others]
    held = gone.open("rb")  # its blocks, whatever becomes of its name
    number = gone.stat().st_ino

    ring.destroy(MANY[0])
    ring.make_keys(MANY[:3])

    assert (gone.stat().st_ino, gone.stat().st_size, held.read()) == (number, 0, b"")
    held.close()
    assert [(path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in others] == before
    with pytest.raises(KeyRingError):
        ring.new_key(MANY[0])


def test_a_withheld_list_makes_its_keys_in_batches(synced, monitor):
    """Sixty people: a folder is waited for a few times, not sixty."""
    columns = {
        **COLUMNS,
        "level": "withheld",
        "columns": {**COLUMNS["columns"], "Telephone": {"ignore": "x"}},
    }

    taken_in(a_table(*people_rows(60)), by=monitor, columns=columns)

    assert EvidenceSubject.objects.count() == 60
    assert synced["folder"] <= 6


def test_where_people_are_and_the_register_key_is_not_none_is_made(monitor):
    """A stick that is not there: a new key would know nobody again. Nor is any other made there."""
    EvidenceSubject.objects.create(handle=MANY[0], source=a_source(by=monitor), seen_at=AT)
    ring = DataFolderRing()

    for act in (ring.register_key, lambda: ring.new_key(MANY[1]), lambda: ring.lock("a" * 20, b"x")):
        with pytest.raises(KeysElsewhereError):
            act()
    assert not Path(settings.KEYS).exists()
