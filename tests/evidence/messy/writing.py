"""Files as other programs write them: workbooks with whatever a sheet can have, texts in any encoding."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from undersigned.evidence.intake.workbook_writing import ods as plain_ods
from undersigned.evidence.intake.workbook_writing import xlsx as plain_xlsx

SHEET = "xl/worksheets/sheet1.xml"
Row = Sequence[Any]


def workbook(
    rows: Sequence[Row],
    *,
    merged: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    change: Callable[[Worksheet], None] | None = None,
    sheets: Mapping[str, Sequence[Row]] | None = None,
    epoch: Any = None,
) -> bytes:
    """A workbook as openpyxl writes it; `formats` are number formats by cell."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    page = book.active
    page.title = "Список"
    for row in rows:
        page.append(list(row))
    for one in merged:
        page.merge_cells(one)
    for cell, code in (formats or {}).items():
        page[cell].number_format = code
    for title, lines in (sheets or {}).items():
        other = book.create_sheet(title)
        for row in lines:
            other.append(list(row))
    if change:
        change(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_document(rows: Sequence[Row]) -> bytes:
    """An ODS of texts."""
    return plain_ods([["" if cell is None else str(cell) for cell in row] for row in rows], sheet="Список")


def of_texts(rows: Sequence[Row]) -> bytes:
    """A workbook with the fewest parts, whose cells are texts or days."""
    return plain_xlsx(rows, sheet="Список")


def text(
    rows: Sequence[Row], *, between: str = ",", encoding: str = "utf-8", end: str = "\r\n", **more: Any
) -> bytes:
    """A text file, quoted where it must be."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=between, lineterminator=end, **more)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().encode(encoding)


def json_lines(header: Sequence[str], rows: Sequence[Row]) -> bytes:
    """An object a row."""
    objects = (dict(zip(header, row, strict=False)) for row in rows)
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive, one part of which is changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.infolist():
            said = before.read(one)
            stored = one.compress_type
            after.writestr(one.filename, change(said) if one.filename == part else said, stored)
    return out.getvalue()


def replacing(content: bytes, part: str, *pairs: tuple[str, str]) -> bytes:
    """An archive, in one part of which texts are replaced; each must be there."""

    def change(said: bytes) -> bytes:
        for old, new in pairs:
            assert old.encode() in said, old
            said = said.replace(old.encode(), new.encode())
        return said

    return with_part(content, part, change)
