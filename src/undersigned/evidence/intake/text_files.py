"""Rows out of CSV (RFC 4180), TSV and JSON Lines, one at a time, however long the file is.

1. UTF-8, or UTF-16 with its byte order mark; another encoding only where the mapping names it, since cp1251
   read as something else is letters all the same.
2. What stands between cells is told by the line of column words: `,`, `;` or a tab; Excel's `sep=;` is
   obeyed.
3. Of JSON Lines the first object's keys are the column words; a further key stands beyond them, a nested
   value is marked.
4. The apostrophe that guards a cell from being run (`values/spreadsheets.py`) is taken away.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from undersigned.evidence.intake.grid import Cell, FileKind, Grid, GridError, GridRow, Mark, plain
from undersigned.values.findings import Finding, Place, Severity, failed
from undersigned.values.kinds import kind_of
from undersigned.values.spreadsheets import as_meant

_CHUNK = 1 << 20
_SEPARATORS = (",", ";", "\t")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WHY = {
    "unexpected end": "quote-open",
    "expected after": "quote-inside",
    "field larger": "quote-open",
    "NUL": "zero-byte",
    "new-line": "line-end",
}
_TABLES = (None, "JSON", "UTF-16")  # kinds of which a table may be
_ARRAY = re.compile(rb"\s*\[\s*[{\[]")  # of JSON, not of JSON Lines
_CYRILLIC = re.compile("[а-яё]{3}", re.IGNORECASE)


def text_grid(
    stream: BinaryIO, *, encoding: str | None = None, separator: str | None = None
) -> Grid | Finding:
    """The rows of a text file, or why it cannot be read as one."""
    found = _encoding(stream, encoding)
    if isinstance(found, Finding):
        return found
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=found, newline="")
    first = _first_line(text)
    if first.startswith("{"):
        return Grid(kind=FileKind.JSONL, rows=_objects(text), encoding=found)
    declared = re.fullmatch(r"sep=([,;\t])", first)
    between = separator or (declared[1] if declared else max(_SEPARATORS, key=first.count))
    return Grid(
        kind=FileKind.TSV if between == "\t" else FileKind.CSV,
        rows=_lines(text, between, skipped=1 if declared else 0),
        encoding=found,
        separator=between,
    )


def _first_line(text: io.TextIOWrapper) -> str:
    """The first line that is not empty; the reader stands at the beginning again."""
    line = next((one.strip(" \r\n") for one in text if one.strip()), "")
    text.seek(0)
    return line


def _encoding(stream: BinaryIO, declared: str | None) -> str | Finding:
    """The encoding of a file by rule 1, tried on all of it."""
    stream.seek(0)
    head = stream.read(_CHUNK)
    if not head.strip():
        return failed("evidence.file.has-text", severity=Severity.REFUSAL)
    kind = "JSON" if _ARRAY.match(head) else kind_of(head)
    if kind not in _TABLES or _ARRAY.match(head):
        return failed("evidence.file.kind", severity=Severity.REFUSAL, kind=kind)
    for mark, name in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            declared = name
    if declared and not is_encoding(declared):
        return failed("evidence.file.encoding-known", severity=Severity.REFUSAL, encoding=declared)
    decoder = codecs.getincrementaldecoder(declared or "utf-8")()
    at = 0
    try:
        while head:
            decoder.decode(head)
            at += len(head)
            head = stream.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeError as fault:  # also of UTF-16 without its mark, which has no place
        start = fault.start if isinstance(fault, UnicodeDecodeError) else 0
        guessed = isinstance(fault, UnicodeDecodeError) and not declared
        likely = _likely(head) if guessed else None
        return failed(
            "evidence.file.encoding",
            severity=Severity.REFUSAL,
            byte=at + start + 1,
            encoding=declared or "utf-8",
            likely=likely,
        )
    return declared or "utf-8"


def is_encoding(name: str) -> bool:
    """Whether it names an encoding of texts, and not one of the library's other transformations."""
    try:
        return isinstance(b"x\0x\0".decode(name, "replace"), str)
    except (LookupError, UnicodeError):
        return _is_utf_16(name)


def _is_utf_16(name: str) -> bool:
    try:
        return codecs.lookup(name).name in ("utf-16", "utf-32")
    except LookupError:
        return False


def _likely(content: bytes) -> str | None:
    """Which encoding the bytes look like: a proposal for a person, never acted on."""
    try:
        return "cp1251" if _CYRILLIC.search(bytes(content).decode("cp1251")) else None
    except UnicodeDecodeError:
        return None


def _lines(text: io.TextIOWrapper, separator: str, *, skipped: int) -> Iterator[GridRow]:
    for _ in range(skipped):
        next(text)
    reader = csv.reader(text, delimiter=separator, strict=True)
    begins = skipped + 1
    try:
        for cells in reader:
            yield GridRow(number=begins, cells=tuple(_cell(cell) for cell in cells))
            begins = skipped + reader.line_num + 1
    except csv.Error as fault:
        why = next((why for said, why in _WHY.items() if said in str(fault)), "damaged")
        raise GridError(begins, why) from fault
    finally:
        _let_go(text)


def _let_go(text: io.TextIOWrapper) -> None:
    """Leave the file to whoever opened it, unless they closed it already."""
    if not text.closed:
        text.detach()


def _cell(written: str) -> Cell:
    return as_meant(written.strip()) or None


def _objects(text: io.TextIOWrapper) -> Iterator[GridRow]:
    words: list[str] = []
    try:
        for number, line in enumerate(text, 1):
            if line.strip():
                said = _object(number, line)
                if not words:
                    words = list(said)
                    yield GridRow(number=0, cells=tuple(words))
                yield _row(number, words, said)
    finally:
        _let_go(text)


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise GridError(number, "no-object") from fault
    if not isinstance(said, dict):
        raise GridError(number, "no-object")
    return said


def _row(number: int, words: Sequence[str], said: Mapping[str, Any]) -> GridRow:
    """An object as a row under the words of the first; further keys stand beyond them."""
    cells = [said.get(key) for key in (*words, *(key for key in said if key not in words))]
    marks = {at: Mark.NESTED for at, cell in enumerate(cells) if isinstance(cell, (dict, list))}
    shown = (json.dumps(cell) if at in marks else plain(cell) for at, cell in enumerate(cells))
    return GridRow(number=number, cells=tuple(shown), marks=marks)


def quoting(fault: GridError) -> Finding:
    """A table that broke off, as a finding."""
    return failed("evidence.file.whole", Place(line=fault.line), Severity.REFUSAL, why=fault.why)
