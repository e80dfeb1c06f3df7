"""Tricks with the archive itself: every one of them ends the run."""

import struct

from tests.verifying.museum.exhibits import on_archive

READABLE = "bundle.readable"
CENTRAL, LOCAL, END = b"PK\1\2", b"PK\3\4", b"PK\5\6"


def directory_of(archive: bytes) -> tuple[bytes, bytes, bytes]:
    """The files, the directory, and the end."""
    begin = int.from_bytes(archive[-6:-2], "little")
    return archive[:begin], archive[begin:-22], archive[-22:]


def end(count: int, length: int, begin: int, comment: bytes = b"") -> bytes:
    return struct.pack("<4s4H2IH", END, 0, 0, count, count, length, begin, len(comment)) + comment


def count_of(archive: bytes) -> int:
    return int.from_bytes(archive[-12:-10], "little")


def patched(archive: bytes, at: int, content: bytes) -> bytes:
    return archive[:at] + content + archive[at + len(content) :]


def entry_at(archive: bytes, number: int) -> int:
    """Where an entry of the directory begins."""
    at = -1
    for _ in range(number + 1):
        at = archive.index(CENTRAL, at + 1)
    return at


@on_archive(READABLE)
def not_an_archive(archive: bytes) -> bytes:
    """A letter that says it is a bundle."""
    return b"This is a bundle, believe me.\n" * 10


@on_archive(READABLE)
def nothing_at_all(archive: bytes) -> bytes:
    """An empty file."""
    return b""


@on_archive(READABLE)
def an_archive_cut_off(archive: bytes) -> bytes:
    """The download broke off."""
    return archive[: len(archive) // 2]


@on_archive(READABLE)
def an_archive_with_a_damaged_byte(archive: bytes) -> bytes:
    """A byte of the text is another, and the archive's own check sum was left."""
    at = archive.index(b"We, the undersigned")
    return patched(archive, at, b"U")


@on_archive(READABLE)
def something_before_the_archive(archive: bytes) -> bytes:
    """A program stands before the archive, as in files that unpack themselves."""
    return b"#!/bin/sh\n" + archive


@on_archive(READABLE)
def something_behind_the_archive(archive: bytes) -> bytes:
    """Bytes stand behind the end."""
    return archive + b"more"


@on_archive(READABLE)
def a_comment(archive: bytes) -> bytes:
    """The archive has a comment, where anything may stand."""
    return archive[:-2] + struct.pack("<H", 4) + b"more"


@on_archive(READABLE)
def something_before_the_directory(archive: bytes) -> bytes:
    """Bytes lie hidden between the last file and the directory."""
    files, directory, _ = directory_of(archive)
    return files + b"more" + directory + end(count_of(archive), len(directory), len(files) + 4)


@on_archive(READABLE)
def two_files_of_one_name(archive: bytes) -> bytes:
    """The first file is there twice: programs differ in which one they show."""
    files, directory, _ = directory_of(archive)
    first_end = files.index(LOCAL, 4)
    first_entry = directory[: directory.index(CENTRAL, 4)]
    again = patched(first_entry, 42, struct.pack("<I", len(files)))
    body = files + files[:first_end]
    return body + directory + again + end(count_of(archive) + 1, len(directory) + len(again), len(body))


@on_archive(READABLE)
def files_that_overlap(archive: bytes) -> bytes:
    """Two entries of the directory point at the same bytes."""
    at = entry_at(archive, 3)
    return patched(archive, at + 42, archive[entry_at(archive, 2) + 42 :][:4])


@on_archive(READABLE)
def files_out_of_order(archive: bytes) -> bytes:
    """The directory names two files in the other order."""
    files, directory, tail = directory_of(archive)
    second = directory.index(CENTRAL, 4)
    third = directory.index(CENTRAL, second + 4)
    return files + directory[second:third] + directory[:second] + directory[third:] + tail


@on_archive(READABLE)
def a_name_that_leads_out(archive: bytes) -> bytes:
    """A file is called `../` something, and would be unpacked elsewhere."""
    return archive.replace(b"proofs/28.txt", b"../../28p.txt")


@on_archive(READABLE)
def a_name_with_another_letter(archive: bytes) -> bytes:
    """A name has a letter that only looks like the right one."""
    return archive.replace(b"lists/en.txt", "lists/еn.tx".encode()[:12])


@on_archive(READABLE)
def a_folder_as_a_file(archive: bytes) -> bytes:
    """An entry for a folder."""
    return archive.replace(b"proofs/28.txt", b"proofs/28txt/")


@on_archive(READABLE)
def two_names_for_one_file(archive: bytes) -> bytes:
    """The file's own header gives another name than the directory."""
    return patched(archive, archive.index(b"texts/en.txt"), b"texts/ex.txt")


@on_archive(READABLE)
def a_compressed_file(archive: bytes) -> bytes:
    """The directory says that a file is compressed."""
    return patched(archive, entry_at(archive, 1) + 10, struct.pack("<H", 8))


@on_archive(READABLE)
def an_encrypted_file(archive: bytes) -> bytes:
    """A flag says that a file is encrypted."""
    return patched(archive, entry_at(archive, 1) + 8, struct.pack("<H", 1))


@on_archive(READABLE)
def a_size_that_lies(archive: bytes) -> bytes:
    """A file is said to unpack to four gigabytes."""
    return patched(archive, entry_at(archive, 1) + 24, b"\xff\xff\xff\xff")


@on_archive(READABLE)
def a_file_of_another_day(archive: bytes) -> bytes:
    """The time of a file is not the one of all."""
    return patched(archive, entry_at(archive, 1) + 14, b"\x22\x00")


@on_archive(READABLE)
def an_executable_file(archive: bytes) -> bytes:
    """A file has attributes."""
    return patched(archive, entry_at(archive, 1) + 38, struct.pack("<I", 0o100755 << 16))


@on_archive(READABLE)
def more_files_than_there_are(archive: bytes) -> bytes:
    """The end says that there is one file more."""
    _, directory, _ = directory_of(archive)
    return archive[:-22] + end(count_of(archive) + 1, len(directory), len(archive) - 22 - len(directory))


@on_archive(READABLE)
def fewer_files_than_there_are(archive: bytes) -> bytes:
    """The end says that there is one file fewer."""
    _, directory, _ = directory_of(archive)
    return archive[:-22] + end(count_of(archive) - 1, len(directory), len(archive) - 22 - len(directory))
