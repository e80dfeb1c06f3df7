"""What cannot be read is refused with its own code and place; nothing raises."""

import io
import time
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.declaring.reading.invented import a_declaration

from undersigned.declaring.reading.files import MAX_BYTES
from undersigned.declaring.reading.reader import read, write
from undersigned.values.findings import refusals

TEXT = write(a_declaration())
ENTITY = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>'


def an_archive(**members: bytes) -> bytes:
    """A ZIP with these members, `_` in a name for `/`."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return kept.getvalue()


REFUSED = {
    "empty": (b"", "declaring.file.has-text", None),
    "white space": (b" \r\n\t\n", "declaring.file.has-text", None),
    "an empty page": (b"<html><body> </body></html>", "declaring.file.has-text", None),
    "too large": (b"a" * (MAX_BYTES + 1), "declaring.file.size", None),
    "Latin-1": (TEXT.replace("Å", "É").encode("latin-1"), "declaring.file.encoding", 20),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "declaring.file.encoding", 1),
    "a zero byte": (TEXT.replace("GARNIER", "GAR\0IER").encode(), "declaring.file.zero-bytes", 22),
    "cut in a character": (TEXT[: TEXT.index("Å") + 1].encode()[:-1], "declaring.file.last-character", 23),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "declaring.file.kind", None),
    "a picture": (b"\x89PNG\r\n\x1a\n", "declaring.file.kind", None),
    "RTF": (b"{\\rtf1 Mass arrests}", "declaring.file.kind", None),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, "declaring.file.kind", None),
    "a ZIP": (an_archive(readme=b"x"), "declaring.file.kind", None),
    "JSON": (b'{"form": "printed"}', "declaring.file.kind", None),
    "XML": (b'<?xml version="1.0"?><akomaNtoso/>', "declaring.file.kind", None),
    "entities in a page": (ENTITY.encode(), "declaring.file.safe", 1),
    "a damaged DOCX": (an_archive(word__document=b"<a/>")[:-30], "declaring.file.damaged", None),
    "a DOCX that is none": (an_archive(word__document=b"<a/>"), "declaring.file.damaged", None),
    "a DOCX with a document type": (
        an_archive(word__document=b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), "declaring.file.safe", None,
    ),
    "a bomb": (an_archive(word__document=b"0" * (65 << 20)), "declaring.file.unpacked-size", None),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused(name) -> None:
    """By code and line; then there is no declaration."""
    content, code, line = REFUSED[name]
    reading = read(content, file="declaration.txt")
    (refusal,) = refusals(reading.findings)
    assert (refusal.code, refusal.place and refusal.place.line) == (code, line)
    assert not reading.declarations


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
@example(b"<html>" + b"<div>" * 3000)
@example("Doc. 1\nWritten declaration No. 1\nSigned (see overleaf)".encode("utf-16"))
def test_nothing_raises(content) -> None:
    """Whatever the bytes, there is a declaration or a refusal."""
    reading = read(content, file="any")
    assert reading.declarations or refusals(reading.findings) or reading.findings


def test_damaged_accents_are_suspected() -> None:
    """Text that was once read as Latin-1 is read as it stands, and said to be suspect."""
    damaged = TEXT.encode().decode("cp1252", "replace").encode()
    reading = read(damaged, file="damaged.txt")
    (suspect,) = [finding for finding in reading.findings if finding.code == "declaring.text.mojibake"]
    assert (suspect.particulars["found"], suspect.particulars["meant"]) == ("Â¹", "¹")


def test_a_replaced_character_is_seen() -> None:
    """A letter that was lost before is not found again, but it is said where."""
    reading = read(TEXT.replace("Å", "\ufffd").encode(), file="replaced.txt")
    (odd,) = [finding for finding in reading.findings if finding.code == "declaring.text.characters"]
    assert (odd.place.line, odd.particulars["character"]) == (23, "REPLACEMENT CHARACTER")


LONG = {
    "a row with gaps": lambda count: f"SIGNED:\n\nOLSEN{' ' * count}Ada, Northland, LIB\n\nTotal = 1\n",
    "a legend with gaps": lambda count: f"Total = 1\n\n1. LIB: Liberals{' ' * count}x\n",
    "a word of many accents": lambda count: f"The guard.\n\n{'é' * count}.\n",
    "marks of mail": lambda count: f"Doc. 12\n{'@' * count}\n",
    "a page of one line": lambda count: f"<html><body>{'<span>a</span>' * (count // 10)}</body></html>",
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_line_costs_no_more_than_its_length(name) -> None:
    """Four times the length is far from sixteen times the work."""
    short, long = (_cpu(LONG[name](count).encode()) for count in (10_000, 40_000))
    assert long < 10 * max(short, 0.01)


def _cpu(content: bytes) -> float:
    began = time.process_time()
    read(content, file="a.txt")
    return time.process_time() - began
