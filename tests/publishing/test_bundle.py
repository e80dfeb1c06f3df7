"""The bundle: the same parts give the same bytes, and nothing but the protocol's files is in it."""

import io
import struct
import zipfile

import pytest
from tests.log.trees import a_signed_checkpoint, entry, leaves
from tests.signing.builders import a_statement
from tests.simulators.passkey import SoftwarePasskey

from undersigned.log.merkle import CompactRange, joined, root_of
from undersigned.log.receipts import Receipt as Proof
from undersigned.publishing.bundle import Bundle, log_part, readme
from undersigned.signing.receipts import Receipt
from undersigned.signing.records import Record
from undersigned.values.digest import sha256
from undersigned.values.stored_zip import BundleError, stored_zip


def a_bundle(**other):
    record = SoftwarePasskey().sign(Record(text=a_statement()))
    note = a_signed_checkpoint(5).note.encoded()
    values = {
        "declaration": "d-1",
        "texts": {"en": "Title\n\nWords\n", "fr": "Titre\n\nMots\n"},
        "lists": {"en": "A\tB\t-\t-\nTotal = 1\n", "fr": "A\tB\t-\t-\nTotal = 1\n"},
        "rulebook": b"{}",
        "rolls": (b"roll",),
        "log": log_part(note, map(entry, range(5))),
        "receipts": (Receipt(record=record, salt=None, proof=Proof(index=3, proof=(), note=note)),),
        "policy": b"quorum none\n",
    }
    return Bundle(**values | other)


def names(raw):
    return zipfile.ZipFile(io.BytesIO(raw)).namelist()


def test_a_bundle_has_the_files_of_the_protocol():
    """In ascending order of their names, each once."""
    found = names(a_bundle(forms={"page.html": b"<p>"}, verifiers={"verify.pyz": b"PK"}).encoded())

    assert found == sorted(found)
    assert found == [
        *("README.txt", "declaration.txt", "evidence.json", "figures.json", "forms/page.html", "index.txt"),
        *("lists/en.txt", "lists/fr.txt", "log/checkpoint", "log/entries", "log/range.txt", "policy.txt"),
        *("proofs/3.txt", f"roll/{sha256(b'roll')}.json", "rulebook.json"),
        *("texts/en.txt", "texts/fr.txt", "verify.pyz"),
    ]


def test_the_index_names_every_other_file():
    """As `sha256sum --check` reads it."""
    files = a_bundle().files()
    lines = files["index.txt"].decode().splitlines()

    assert [line.split("  ")[1] for line in lines] == sorted(files.keys() - {"index.txt"})
    assert all(sha256(files[line[66:]]) == line[:64] for line in lines)


def test_the_archive_shows_no_machine_and_no_time():
    """Stored, 1980, no extra field, no comment, no attribute, no flag, made by version 2.0."""
    raw = a_bundle().encoded()
    archive = zipfile.ZipFile(io.BytesIO(raw))

    assert raw == a_bundle().encoded()
    assert archive.comment == b""
    for one in archive.infolist():
        assert (one.compress_type, one.date_time) == (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
        assert (one.extra, one.comment, one.external_attr, one.internal_attr) == (b"", b"", 0, 0)
        assert (one.create_system, one.create_version, one.extract_version, one.flag_bits) == (0, 20, 20, 0)


def test_entries_are_framed_by_their_lengths():
    """Two bytes, the high one first."""
    raw = a_bundle().files()["log/entries"]
    found, at = [], 0
    while at < len(raw):
        (length,) = struct.unpack_from(">H", raw, at)
        found.append(raw[at + 2 : at + 2 + length])
        at += 2 + length

    assert found == [entry(number) for number in range(5)]


@pytest.mark.parametrize("first", range(6))
def test_the_end_of_a_log_and_the_roots_before_it_give_its_root(first):
    """Whatever the entries before, their roots stand for them."""
    part = log_part(b"", map(entry, range(first, 5)), b"".join(leaves(first)))
    lines = part.range.decode().splitlines()
    grown = CompactRange(size=part.first, roots=part.left).extended(leaves(5)[first:])

    assert lines[0] == f"first {first}"
    assert len(lines) == 1 + first.bit_count()
    assert all(line.startswith("left ") for line in lines[1:])
    assert grown.root() == root_of(leaves(5))
    assert joined(part.left) == root_of(leaves(first))


@pytest.mark.parametrize("name", ["../x", "a//b", "/a", "é", "a b", "a/../b", ""])
def test_a_file_with_another_name_is_not_packed(name):
    """Nothing that unpacks elsewhere, or differs from system to system."""
    with pytest.raises(BundleError):
        stored_zip({name: b""})


def test_a_bundle_has_bounds(monkeypatch):
    """So many files and bytes, and two verifiers by their names."""
    with pytest.raises(BundleError, match="verifier"):
        a_bundle(verifiers={"verify.exe": b""}).encoded()
    monkeypatch.setattr("undersigned.values.stored_zip.MOST_FILES", 3)
    with pytest.raises(BundleError, match="at most"):
        a_bundle().encoded()


def test_the_page_on_checking_by_hand_is_plain():
    """ASCII but for the dash of a signature line, in lines that fit a terminal."""
    text = readme().decode()

    assert set(text) - set(map(chr, range(32, 127))) == {"\n", "—"}
    assert max(map(len, text.splitlines())) <= 110
