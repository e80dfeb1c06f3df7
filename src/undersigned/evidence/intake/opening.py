"""A file opened as a table, told by its bytes and not by its name."""

import codecs
from typing import BinaryIO

from undersigned.evidence.intake.grid import Grid
from undersigned.evidence.intake.text_files import text_grid
from undersigned.evidence.intake.workbooks import workbook_grid
from undersigned.values.findings import Finding, Severity, failed
from undersigned.values.kinds import kind_of

_ZIP = b"PK\x03\x04"
_NO_TABLES = (
    b"\xd0\xcf\x11\xe0",  # an old .xls, or a workbook that is locked with a password
    *(b"<", b"%PDF", b"{\\rtf"),  # a page of HTML or XML under the name of a workbook, a PDF, a text of Word
    *(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"),  # archives that are no workbooks
)


def open_grid(
    stream: BinaryIO, *, sheet: str | None = None, encoding: str | None = None, separator: str | None = None
) -> Grid | Finding:
    """The rows of any file that can be read here, or the finding that says why it cannot."""
    stream.seek(0)
    head = stream.read(1024)
    if head.startswith(_ZIP):
        return workbook_grid(stream, sheet=sheet)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(_NO_TABLES):
        return failed("evidence.file.kind", severity=Severity.REFUSAL, kind=kind_of(head))
    return text_grid(stream, encoding=encoding, separator=separator)
