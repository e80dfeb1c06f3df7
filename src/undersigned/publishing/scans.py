"""Reads the scan of a returned signature sheet: what kind of file it is, and its pages as pictures.

1. The kind is told by the bytes and not by the name: PDF, JPEG or PNG, and nothing else.
2. A PDF must open without a password and have a page; a file that only begins like one is refused.
3. A page of a PDF is shown as a picture that we make of it, so that no browser has to open a stranger's PDF.
"""

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import typst

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Severity, failed

LARGEST = 20 * 1024 * 1024
MOST_PAGES = 60
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_BEGINNINGS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_ENDINGS = {JPEG: b"\xff\xd9", PNG: b"IEND\xaeB`\x82"}
_DOTS_PER_INCH = 110.0
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(sys.inputs.file, format: "pdf", page: int(sys.inputs.page), width: 210mm)"""


class ScanError(UndersignedError):
    """A page of a scan cannot be shown as a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A file that can be kept as a scan."""

    media_type: str
    pages: int


def read_scan(content: bytes) -> Scanned | Finding:
    """The kind of a file, or why it cannot be kept as a scan."""
    if len(content) > LARGEST:
        return _refused("signing.scan.size", megabytes=len(content) // 1024**2 + 1, most=LARGEST // 1024**2)
    media_type = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if media_type is None:
        return _refused("signing.scan.kind")
    if media_type == PDF:
        return _read_pdf(content)
    if _ENDINGS[media_type] not in content[-1024:]:
        return _refused("signing.scan.whole")
    return Scanned(media_type=media_type, pages=1)


def page_picture(folder: Path, file: str, page: int) -> bytes:
    """A page (from 1) of a PDF in a folder, as PNG. Raises `ScanError`."""
    inputs = {"file": f"/{file}", "page": str(page)}
    try:
        picture = typst.compile(  # type: ignore[call-overload]  # its types want one type for input and root
            _PAGE,
            root=str(folder),
            format="png",
            ppi=_DOTS_PER_INCH,
            sys_inputs=inputs,
            ignore_system_fonts=True,
        )
    except RuntimeError as fault:  # a TypstError is one
        raise ScanError(f"page {page} cannot be shown") from fault
    if not isinstance(picture, bytes):
        raise ScanError(f"page {page} is more than one")
    return picture


def _read_pdf(content: bytes) -> Scanned | Finding:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        return _refused("signing.scan.password")
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return _refused("signing.scan.whole")
    if not 0 < pages <= MOST_PAGES:
        return _refused("signing.scan.pages", pages=pages, most=MOST_PAGES)
    return Scanned(media_type=PDF, pages=pages)


def _refused(code: str, **particulars: int) -> Finding:
    return failed(code, None, Severity.REFUSAL, **particulars)
