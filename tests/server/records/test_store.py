"""The store of bytes that people handed in."""

from pathlib import Path

import pytest
from django.conf import settings

from undersigned.server.records import store


def file_of(digest):
    return Path(settings.STORE) / digest[:2] / digest


def test_the_same_bytes_are_kept_once_and_found_again():
    """By their digest, readable by the server's own user alone."""
    digest = store.keep(b"a sheet")

    assert store.keep(b"a sheet") == digest
    assert store.fetch(digest) == b"a sheet"
    assert file_of(digest).stat().st_mode & 0o077 == 0
    assert not list(file_of(digest).parent.glob(".*"))


def test_damaged_bytes_are_never_given_out():
    """What was changed on the disk is a fault, and so is what is missing."""
    digest = store.keep(b"another sheet")
    file_of(digest).write_bytes(b"forged")

    with pytest.raises(store.StoreError, match="damaged"):
        store.fetch(digest)
    file_of(digest).unlink()
    with pytest.raises(store.StoreError, match="missing"):
        store.fetch(digest)
