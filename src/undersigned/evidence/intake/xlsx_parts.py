"""Where things lie in an XLSX file, and what its sheets do not show.

Element names are compared without their namespace: the strict kind of the format has others, and a formula of
it is one all the same.
"""

import re
import zipfile
from posixpath import dirname, join, normpath

from lxml import etree

from undersigned.evidence.intake.archives import PartError, chunks, events
from undersigned.evidence.intake.grid import Mark
from undersigned.evidence.intake.number_formats import BUILT_IN, Told, told_by

_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_FILLED = re.compile(rb"<(?:\w+:)?c[ >]")
_HIDDEN_ROWS = re.compile(rb"<(?:\w+:)?row [^>]*?hidden=[\"'](?:1|true)")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col [^>]*?hidden=[\"'](?:1|true)")
_COMMENT = re.compile(rb"<(?:\w+:)?comment[ >]")
_PLACES = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Z]+)([0-9]+)[\"'][^>]*(?<!/)>")
_PLACELESS = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*?\br\s*=\s*[\"'][A-Z]+[0-9])[^>]*(?<!/)>)")
_ROWS = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*?\s)?r\s*=\s*[\"']([0-9]+)")
_STRIKE = re.compile(rb"<(?:\w+:)?strike\b")


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part in which a sheet lies. Raises `PartError`."""
    ids = [
        _attribute(one, "id") for one in _tree(archive, _BOOK).iter("{*}sheet") if one.get("name") == sheet
    ]
    for one in related(archive, _BOOK):
        if ids and one[0] == ids[0]:
            return one[2]
    raise PartError(f"no part is called {sheet}")


def related(archive: zipfile.ZipFile, part: str) -> tuple[tuple[str, str, str], ...]:
    """What belongs to a part: id, kind, and the part itself."""
    name = f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels"
    if name not in archive.namelist():
        return ()
    found = []
    for one in _tree(archive, name):
        target = one.get("Target", "")
        lies = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        found.append((one.get("Id", ""), one.get("Type", "").rpartition("/")[2], lies))
    return tuple(found)


def filled(archive: zipfile.ZipFile, sheet: str) -> bool:
    """Whether there is any cell on a sheet."""
    return any(_FILLED.search(chunk) for chunk in chunks(archive, sheet_part(archive, sheet)))


def extent(archive: zipfile.ZipFile, part: str) -> tuple[int, str]:
    """How many cells the table of a sheet has, empty ones included, and its last corner."""
    columns, last = 0, 0
    for chunk in chunks(archive, part):
        if _PLACELESS.search(chunk):  # it stands where its row does
            last = max(last, *map(int, _ROWS.findall(chunk)), 0)
        for letters, digits in set(_PLACES.findall(chunk)):
            columns, last = max(columns, column_of(letters.decode())), max(last, int(digits))
    return (columns + 1) * last, f"{columns + 1} × {last}"


def hidden(archive: zipfile.ZipFile, part: str) -> dict[str, int]:
    """How many rows and columns of a sheet are hidden, and how many comments stand beside its cells."""
    rows = columns = 0
    for chunk in chunks(archive, part):
        rows += len(_HIDDEN_ROWS.findall(chunk))
        columns += len(_HIDDEN_COLUMNS.findall(chunk))
    beside = [
        lies for _, kind, lies in related(archive, part) if kind == "comments" and lies in archive.namelist()
    ]
    comments = sum(len(_COMMENT.findall(chunk)) for one in beside for chunk in chunks(archive, one))
    return {"rows": rows, "columns": columns, "comments": comments}


def telling_styles(archive: zipfile.ZipFile) -> dict[str, Told]:
    """The styles, by number, that tell something of a cell: struck out, or shown otherwise than kept."""
    if _STYLES not in archive.namelist():
        return {}
    tree = _tree(archive, _STYLES)
    own = {one.get("numFmtId"): told_by(one.get("formatCode", "")) for one in tree.iter("{*}numFmt")}
    known: dict[str | None, Told | None] = {**BUILT_IN, **own}
    fonts, cells = tree.find("{*}fonts"), tree.find("{*}cellXfs")
    struck = {str(at) for at, font in enumerate(fonts if fonts is not None else ()) if _struck(font)}
    found = {
        str(at): Mark.STRUCK if one.get("fontId") in struck else known.get(one.get("numFmtId"))
        for at, one in enumerate(cells if cells is not None else ())
    }
    return {style: mark for style, mark in found.items() if mark}


def struck_strings(archive: zipfile.ZipFile) -> frozenset[str]:
    """The shared texts, by number, of which some part is struck out."""
    found = set()
    for _, kind, part in related(archive, _BOOK):
        if kind != "sharedStrings" or not any(_STRIKE.search(chunk) for chunk in chunks(archive, part)):
            continue
        with archive.open(part) as content:
            texts = (one for event, one in events(content, "{*}si") if event == "end")
            found |= {str(at) for at, text in enumerate(texts) if partly_struck(text)}
    return frozenset(found)


def partly_struck(text: etree._Element) -> bool:
    """Whether some part of a text of parts is struck out."""
    return any(_struck(one) for one in text.iterfind("{*}r/{*}rPr"))


def _struck(font: etree._Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val") not in ("0", "false")


def column_of(letters: str) -> int:
    """The number of a column, counted from 0: A, B … Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _tree(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute of another namespace, whichever that is."""
    return next((str(value) for key, value in element.items() if str(key).endswith(f"}}{name}")), None)
