"""Records that go to the registrars and come back, as files: one each, or all in a ZIP.

1. A file is the record as it is so far, which `undersigned registrar sign` reads and adds a line to.
2. What comes back is known by its text, not by its name; what is no record, or none that waits, is said.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from undersigned.server.actions.log.enrolling import awaiting_registrars
from undersigned.server.actions.log.registrars import add_registrars
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.desk.shown.keys import file_name
from undersigned.server.records.mapping.signing import record_of
from undersigned.server.records.models import SignedRecord, User
from undersigned.signing.faults import SigningError
from undersigned.signing.records import read_draft

LARGEST = 64 * 1024


def file_of(record: SignedRecord) -> bytes:
    """A record in its current state; without signatures, only its text."""
    read = record_of(record)
    return read.encoded() if read.lines else read.text.raw


def all_files() -> bytes:
    """Every record that waits for registrars, in one ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for record in awaiting_registrars():
            archive.writestr(file_name(record), file_of(record))
    return out.getvalue()


def take_back(
    files: Iterable[bytes], *, by: User, at: datetime
) -> tuple[tuple[SignedRecord, ...], Refusal | None]:
    """Add what registrars have signed; return the records found, and why others were refused."""
    done = [_taken(content, by=by, at=at) for content in files]
    taken = tuple(one for one in done if not isinstance(one, Refusal))
    wrong = tuple(finding for one in done if isinstance(one, Refusal) for finding in one.findings)
    return taken, Refusal(findings=wrong) if wrong else None


def _taken(content: bytes, *, by: User, at: datetime) -> SignedRecord | Refusal:
    if len(content) > LARGEST:
        return refuse("signing.registrar.line", "file", fault="larger than any record")
    try:
        text = read_draft(content).text.written
    except SigningError as fault:
        return refuse("signing.registrar.line", "file", fault=str(fault))
    record = awaiting_registrars().filter(text=text).first()
    if record is None:
        return refuse("signing.record.open")
    return add_registrars(record=record, signed=content, by=by, at=at)
