"""What was refused, as a file of the same kind: correct it and send it again under the same mapping.

1. Each row stands as it stood, under one line of column words, and before it which row it was, in which
   columns something is wrong, why, and what to do. Those four columns are told by their words and never read.
   What stood beside the table stands there still.
2. A withheld cell is not written down; its place says so, and such a row is refused until somebody fills it
   in.
3. Cells are text: no spreadsheet runs them (`values/spreadsheets.py`), and no date is made into another.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from undersigned.evidence.intake.grid import FileKind
from undersigned.evidence.intake.headers import FLAG
from undersigned.evidence.intake.workbook_writing import ods, xlsx
from undersigned.values.findings import Finding
from undersigned.values.spreadsheets import harmless
from undersigned.wording.words import mend, sentence, term

_SHEET = "Refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A refused row: its number, its cells as they may be written down, and what is wrong."""

    number: int
    cells: tuple[str, ...]
    findings: tuple[Finding, ...]


def refused_file(
    rows: Iterable[RefusedRow],
    *,
    header: Sequence[str],
    kind: FileKind,
    language: str,
    separator: str | None = None,
    sheet: str | None = None,
) -> bytes:
    """The bytes of the file; the same rows always give the same ones."""
    words = [f"{FLAG}{term(f'refused.{what}', language)}" for what in ("row", "column", "reason", "mend")]
    kept = tuple(rows)
    width = max((len(header), *(len(row.cells) for row in kept)))
    lines = [
        [*words, *header, *[""] * (width - len(header))],
        *(_line(row, width, language) for row in kept),
    ]
    if kind is FileKind.XLSX:
        return xlsx(lines, sheet=sheet or _SHEET)
    if kind is FileKind.ODS:
        return ods(lines, sheet=sheet or _SHEET)
    if kind is FileKind.JSONL:
        return _objects(lines)
    return _separated(lines, separator or ",")


def _line(row: RefusedRow, width: int, language: str) -> list[str]:
    columns = dict.fromkeys(str(finding.particulars["column"]) for finding in row.findings)
    reasons = dict.fromkeys(sentence(finding, language) for finding in row.findings)
    mends = dict.fromkeys(mend(finding, language) or "" for finding in row.findings)
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    return [str(row.number), "; ".join(columns), " ".join(reasons), " ".join(mends).strip(), *cells]


def _objects(lines: Sequence[Sequence[str]]) -> bytes:
    """An object a row; a column without a word has white space for one, which reads as none."""
    words = [word or " " * nth for nth, word in enumerate(lines[0], 1)]
    said = (dict(zip(words, line, strict=True)) for line in lines[1:])
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in said).encode()


def _separated(lines: Sequence[Sequence[str]], separator: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return ("\ufeff" + out.getvalue()).encode()
