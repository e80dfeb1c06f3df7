"""Writes the signatories as CSV (RFC 4180), one row for each name, in printed order.

1. Comma, CRLF, quotation marks where a cell needs them; a header; UTF-8 with a byte order mark, since
   without one common spreadsheets read `ÅBERG` as Latin-1 (read it with `utf-8-sig`).
2. A cell that is empty was not printed; `NR` is a code and not an empty cell.
3. A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`. Such a cell begins with U+00A0 here.
   White space at the ends is no part of a name (canonical text v1, rule 1), so the name and the list's
   digest are unchanged.
4. `country` and `group` are as the list prints them; `group_name` is in the language asked for.
"""

import csv
import io
import re

from undersigned.publishing.characters import refuse_unholdable
from undersigned.publishing.document import Document, SignatoryLine
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import canonical_list, canonical_paragraph
from undersigned.values.faults import UndersignedError

COLUMNS = (
    "order",
    "family",
    "given",
    "honorific",
    "style",
    "country",
    "country_code",
    "group",
    "group_name",
    "level",
)
_RUNS = re.compile("[=+@\\-\uff1d\uff0b\uff20\uff0d]")  # the full-width forms run too
_GUARD = "\u00a0"


class TableError(UndersignedError):
    """A file is not a table of signatories as this module writes it."""


def render(document: Document, language: str) -> bytes:
    """The table as bytes. Raises `UnpublishableError` for characters that no form can carry."""
    refuse_unholdable(document)
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row(document, signatory, language) for signatory in document.signatories)
    return page.getvalue().encode("utf-8-sig")


def row(document: Document, signatory: SignatoryLine, language: str) -> tuple[str, ...]:
    """The cells of one signatory, in the order of `COLUMNS`."""
    name = signatory.name
    group_name = document.group_name(signatory.group, language) if signatory.group else None
    words = (
        name.family,
        name.given,
        name.honorific,
        name.style,
        signatory.country,
        signatory.place,
        signatory.group,
        group_name,
    )
    return (str(signatory.order), *(cell(word) for word in words), signatory.level.value)


def cell(words: str | None) -> str:
    """Words as a cell by rules 2 and 3."""
    return guarded(canonical_paragraph(words or ""))


def guarded(words: str) -> str:
    """The words, escaped so that no spreadsheet runs them (rule 3)."""
    return _GUARD + words if _RUNS.match(words) else words


def recover(content: bytes) -> Recovered:
    """Read the canonical list back from a table, which has no text. Raises `TableError` for any other
    file.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
        listed = [(row["family"], row["given"], row["country"], row["group"]) for row in rows]
    except (UnicodeDecodeError, csv.Error, KeyError) as fault:
        raise TableError(f"not a table of signatories: {fault}") from fault
    return Recovered(text="", list=canonical_list(listed))
