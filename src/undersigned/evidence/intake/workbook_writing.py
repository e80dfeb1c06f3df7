"""A sheet of texts and days as XLSX (ECMA-376), of texts as ODS (OASIS), with the fewest parts that open.

No cell is ever a formula, and the same lines always give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from xml.sax.saxutils import escape, quoteattr

from undersigned.evidence.intake.grid import letters

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_DAY_NOUGHT = date(1899, 12, 30)  # of which day 1 is no day before March 1900, as spreadsheets have it
_EPOCH = (1980, 1, 1, 0, 0, 0)


def xlsx(lines: Iterable[Sequence[str | date]], *, sheet: str, merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet; `merged` are ranges such as `C1:D1`."""
    head = f'<worksheet xmlns="{_OOXML}/spreadsheetml/2006/main"><sheetData>'
    rows = (_row(number, line) for number, line in enumerate(lines, 1))
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    tail = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    page = chain([head], rows, [f"</sheetData>{tail}</worksheet>"])
    kinds = f"{_OOXML}/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _archive(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_OOXML}/package/2006/content-types">'
                '<Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/>'
                f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/></Types>'
            ),
            "_rels/.rels": _relations({"rId1": (f"{kinds}/officeDocument", "xl/workbook.xml")}),
            "xl/_rels/workbook.xml.rels": _relations(
                {
                    "rId1": (f"{kinds}/worksheet", "worksheets/sheet1.xml"),
                    "rId2": (f"{kinds}/styles", "styles.xml"),
                }
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_OOXML}/spreadsheetml/2006/main" xmlns:r="{kinds}">'
                f'<sheets><sheet name={quoteattr(sheet)} sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/styles.xml": _STYLES,
            "xl/worksheets/sheet1.xml": page,
        }
    )


# Style 1 shows a number as a day; the rest is what programs ask for.
_STYLES = (
    f'<styleSheet xmlns="{_OOXML}/spreadsheetml/2006/main"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def ods(lines: Iterable[Sequence[str]], *, sheet: str) -> bytes:
    """A workbook of one sheet in the open format."""
    rows = (f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in lines)
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    head = (
        f'<office:document-content {spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f"<table:table table:name={quoteattr(sheet)}>"
    )
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    content = chain([head], rows, [tail])
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return _archive({"mimetype": _ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content})


def _row(number: int, line: Sequence[str | date]) -> str:
    cells = "".join(_cell(column, number, text) for column, text in enumerate(line) if text)
    return f'<row r="{number}">{cells}</row>'


def _cell(column: int, row: int, text: str | date) -> str:
    if isinstance(text, date):
        return f'<c r="{letters(column)}{row}" s="1"><v>{(text - _DAY_NOUGHT).days}</v></c>'
    written = escape(_writable(text))
    return f'<c r="{letters(column)}{row}" t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _writable(text).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _writable(text: str) -> str:
    """A text without what XML cannot hold; the row that has it is refused for it all the same."""
    return "".join(
        one if one in "\n\t" or (one >= " " and not "\ud800" <= one <= "\udfff") else "\ufffd" for one in text
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{inside}</Relationships>'


def _archive(parts: Mapping[str, Iterable[str]]) -> bytes:
    """The parts in their order; a part of many pieces is never whole in memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, pieces in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as part:
                part.write(b"" if name == "mimetype" else _HEAD.encode())
                for piece in [pieces] if isinstance(pieces, str) else pieces:
                    part.write(piece.encode())
    return out.getvalue()
