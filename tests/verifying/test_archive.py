"""The archive: read by the letter, or not at all."""

import io
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from undersigned.values.stored_zip import stored_zip
from undersigned.verifying import archive
from undersigned.verifying.archive import open_archive
from undersigned.verifying.faults import BundleError

FILES = {"README.txt": b"read me\n", "a.txt": b"", "log/entries": b"12345" * 9}
GOOD = stored_zip(FILES)


def opened(raw: bytes):
    return open_archive(io.BytesIO(raw))


def test_what_the_publisher_writes_is_read():
    """Names in order, bytes and digests as they were put in."""
    read = opened(GOOD)

    assert {name: read.read(name) for name in read.members} == FILES
    assert read.read_at("log/entries", 3, 4) == b"4512"


def test_no_byte_of_an_archive_may_be_another():
    """Headers, names, contents, directory, end: each byte has its one value."""
    for at, bit in product(range(len(GOOD)), (1, 0x80)):
        with pytest.raises(BundleError):
            opened(GOOD[:at] + bytes([GOOD[at] ^ bit]) + GOOD[at + 1 :])


@given(some.binary(max_size=300), some.integers(0, len(GOOD)))
def test_nothing_that_is_brought_ends_in_another_fault(content, at):
    """Whatever the bytes are, they are an archive or refused in our own words."""
    for raw in (content, GOOD[:at] + content + GOOD[at:], GOOD[:at]):
        try:
            opened(raw)
        except BundleError:
            continue
        assert raw == GOOD


def test_a_bundle_larger_than_half_a_gigabyte_is_not_opened(monkeypatch):
    """The size is asked before anything is read."""
    monkeypatch.setattr(archive, "LARGEST", len(GOOD) - 1)

    with pytest.raises(BundleError) as refused:
        opened(GOOD)
    assert refused.value.rule == "size"


def test_an_archive_with_too_many_files_is_not_opened():
    """4,096 files are enough for everybody."""
    files = {f"f{number:05}": b"" for number in range(4096)}

    assert len(opened(stored_zip(files)).members) == 4096
    doctored = bytearray(stored_zip(files))
    doctored[-14:-10] = (4097).to_bytes(2, "little") * 2
    with pytest.raises(BundleError) as refused:
        opened(bytes(doctored))
    assert refused.value.rule == "files"


def test_a_file_that_reaches_into_the_directory_is_refused():
    """Its own header and the directory agree on a size that is one too large."""
    doctored = bytearray(GOOD)
    size, larger = (45).to_bytes(4, "little") * 2, (46).to_bytes(4, "little") * 2
    assert doctored.count(size) == 2

    with pytest.raises(BundleError) as refused:
        opened(bytes(doctored.replace(size, larger)))
    assert refused.value.rule == "gap"
