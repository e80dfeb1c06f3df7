"""Reads a roll from a file's bytes: CSV or Popolo JSON, recognised by the content and not by the name.

1. UTF-8, with or without a byte order mark; anything else is refused with the byte where it stops being so.
2. A spreadsheet's own file (XLSX, ODS, XLS) is refused with how to save it as CSV.
3. Nothing is imported in part: the findings say everything that is wrong at once.
"""

from dataclasses import replace

from undersigned.declaring.assemblies.assembly import assembly as assembly_named
from undersigned.declaring.roll.popolo_reading import read_popolo
from undersigned.declaring.roll.rows import RollReading
from undersigned.declaring.roll.spreadsheet_reading import read_csv
from undersigned.values.findings import Finding, Place, Severity, failed

LARGEST = 10 * 1024 * 1024
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # ZIP (XLSX, ODS) and OLE (XLS)


def read(content: bytes, *, file: str, assembly: str) -> RollReading:
    """The roll of a file for an assembly (by its code), or every reason why there is none.

    Raises `AssemblyError` for an assembly that is not known here.
    """
    known = assembly_named(assembly).code
    refused = _refusal(content)
    if refused:
        return RollReading(roll=None, findings=(refused.at(file),))
    text = content.decode("utf-8-sig")
    import_ = read_popolo if text.lstrip()[:1] in ("{", "[") else read_csv
    reading = import_(text, assembly=known, file=file)
    placed = sorted((finding.at(file) for finding in reading.findings), key=_line)
    return replace(reading, findings=tuple(placed))


def _line(finding: Finding) -> int:
    return (finding.place.line if finding.place else None) or 0


def _refusal(content: bytes) -> Finding | None:
    """Why the bytes cannot be read as text at all."""
    if not content.strip():
        return failed("declaring.roll.has-text", severity=Severity.REFUSAL)
    if len(content) > LARGEST:
        return failed("declaring.roll.size", severity=Severity.REFUSAL, bytes=len(content), largest=LARGEST)
    if content.startswith(_SPREADSHEETS):
        return failed("declaring.roll.kind", severity=Severity.REFUSAL)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        place = Place(line=content.count(b"\n", 0, fault.start) + 1)
        return failed("declaring.roll.encoding", place, Severity.REFUSAL, byte=fault.start + 1)
    return None
