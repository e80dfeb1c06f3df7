"""What is kept as a scan, and what is refused, told by its bytes."""

import io
from pathlib import Path

import pikepdf
import pytest

from undersigned.publishing import scans
from undersigned.publishing.scans import ScanError, Scanned, page_picture, read_scan

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 50 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50 + b"IEND\xaeB`\x82"


def a_pdf(pages=1, **saving):
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    pdf.save(out, **saving)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [(a_pdf(3), "application/pdf", 3), (JPEG, "image/jpeg", 1), (PNG, "image/png", 1)],
    ids=["pdf", "jpeg", "png"],
)
def test_a_scan_is_told_by_its_bytes(content, kind, pages):
    """PDF, JPEG and PNG; a trailing byte or two of a scanner does no harm."""
    assert read_scan(content) == Scanned(media_type=kind, pages=pages)
    assert read_scan(content + b"\n") == Scanned(media_type=kind, pages=pages)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "signing.scan.kind"),
        (b"<svg onload='x'/>", "signing.scan.kind"),
        (b"GIF89a", "signing.scan.kind"),
        (b"PK\x03\x04", "signing.scan.kind"),
        (b" %PDF-1.7", "signing.scan.kind"),
        (b"%PDF-1.7 and nothing", "signing.scan.whole"),
        (JPEG[:-2], "signing.scan.whole"),
        (PNG[:-8], "signing.scan.whole"),
        (a_pdf(0), "signing.scan.pages"),
        (a_pdf(scans.MOST_PAGES + 1), "signing.scan.pages"),
        (a_pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "signing.scan.password"),
    ],
    ids=[
        *("empty", "svg", "gif", "word", "space-first", "no-pdf", "half-jpeg", "half-png"),
        *("no-page", "too-many-pages", "locked"),
    ],
)
def test_what_is_no_scan_is_refused(content, code):
    """Each way of being wrong has its own words."""
    assert read_scan(content).code == code


def test_a_scan_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    """The size is asked first."""
    monkeypatch.setattr(scans, "LARGEST", 10)

    refused = read_scan(a_pdf())

    assert (refused.code, refused.particulars["most"]) == ("signing.scan.size", 0)


@pytest.mark.slow
@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there_is_a_fault_of_ours(tmp_path: Path, page):
    """No library's error comes out."""
    (tmp_path / "scan").write_bytes(a_pdf())

    with pytest.raises(ScanError):
        page_picture(tmp_path, "scan", page)
