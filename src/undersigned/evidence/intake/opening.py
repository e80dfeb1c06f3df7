"""A file opened as a table, told by its bytes and not by its name."""

from typing import BinaryIO

from undersigned.evidence.intake.grid import Grid
from undersigned.evidence.intake.text_files import text_grid
from undersigned.evidence.intake.workbooks import workbook_grid
from undersigned.values.findings import Finding, Severity, failed

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def open_grid(
    stream: BinaryIO, *, sheet: str | None = None, encoding: str | None = None, separator: str | None = None
) -> Grid | Finding:
    """The rows of any file that can be read here, or the finding that says why it cannot."""
    stream.seek(0)
    head = stream.read(4)
    if head == _ZIP:
        return workbook_grid(stream, sheet=sheet)
    if head == _OLE:  # an old .xls, or an encrypted workbook
        return failed("evidence.file.kind", severity=Severity.REFUSAL)
    return text_grid(stream, encoding=encoding, separator=separator)
