"""Files: encodings, separators, and what is no list at all or would do harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.evidence.messy.case import Case, a_mapping, only
from tests.evidence.messy.writing import SHEET, of_texts, open_document, replacing, text, with_part

SHORT = ("№", "ФИО", "Место")
ROWS = [SHORT, ["1", "Тестов Темир", "Порт"], ["2", "Тестова Айша", "Порт, мол"]]
PEOPLE = {"1": "Тестов Темир", "2": "Тестова Айша"}
MAPPING = a_mapping(only(*SHORT))


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _texts()
    yield from _no_lists()
    yield from _harmful()


def _texts() -> Iterator[Case]:
    for encoding in ("cp1251", "cp866", "utf-8-sig", "utf-16", "utf-16-le"):
        declared = encoding if encoding in ("cp1251", "cp866", "utf-16-le") else None
        for name, between in (("semicolons", ";"), ("tabs", "\t"), ("commas", ",")):
            yield Case(
                name=f"{encoding}, {name}",
                content=text(ROWS, between=between, encoding=encoding),
                mapping=a_mapping(only(*SHORT), encoding=declared),
                people=PEOPLE,
            )
    yield Case(
        name="cp1251 that nobody declared",
        content=text(ROWS, encoding="cp1251"),
        mapping=MAPPING,
        whole="encoding",
    )
    yield Case(
        name="utf-16 without its mark that nobody declared",
        content=text(ROWS, encoding="utf-16-le"),
        mapping=MAPPING,
        whole="encoding",
    )
    latin = [["No", "Name", "Place"], ["1", "Тестов Темір", "Порт"]]
    columns = only(
        {
            "No": {"ignore": "only the key"},
            "Name": {"property": "person.name"},
            "Place": {"property": "detention.place"},
        }
    )
    yield Case(
        name="utf-8 that the mapping takes for cp1251",
        content=text(latin),
        mapping=a_mapping(columns, key=["No"], encoding="cp1251"),
        whole="encoding",
    )
    yield Case(
        name="a title with commas above a table with semicolons",
        content="Список задержанных, Порт, 2019 г.\r\n\r\n".encode() + text(ROWS, between=";"),
        mapping=a_mapping(only(*SHORT), header_at=3),
        people=PEOPLE,
    )
    yield Case(
        name="column words with more commas than separators",
        content=text([["№", "Фамилия, имя, отчество", "Место"], *ROWS[1:]], between=";"),
        mapping=a_mapping(
            only("№", "Место", {"Фамилия, имя, отчество": {"property": "person.name"}}),
        ),
        people=PEOPLE,
    )
    yield Case(
        name="lines that end as on an old Macintosh",
        content=text(ROWS, end="\r"),
        mapping=MAPPING,
        people=PEOPLE,
    )
    yield Case(
        name="a quotation mark that nobody closed",
        content=text(ROWS) + '3,"Тестов Али,Порт\r\n4,Тестов Бек,Порт\r\n'.encode(),
        mapping=MAPPING,
        whole="whole",
    )


def _no_lists() -> Iterator[Case]:
    for name, content, question in (
        ("nothing", b"", "has-text"),
        ("white space", b" \r\n\t\r\n", "has-text"),
        ("an old workbook under a new name", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kind"),
        (
            "a page of HTML under the name of a workbook",
            b"<html><table><tr><td>1</td></tr></table></html>",
            "kind",
        ),
        ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "kind"),
        ("a text of Word", b"{\\rtf1\\ansi list}", "kind"),
        ("half a workbook", of_texts(ROWS)[:-200], "opens"),
        ("an array of JSON", b'[{"a": 1}, {"a": 2}]', "kind"),
        ("an object that never ends", b'{"a":' * 200_000, "whole"),
        ("a line that is no object", '{"№": "1", "ФИО": "Тестов А.", "Место": ""}\n[1]\n'.encode(), "whole"),
        ("only column words that the mapping has not", b"a,b\n1,2\n", "column-mapped"),
    ):
        yield Case(name=name, content=content, mapping=MAPPING, whole=question)


def _harmful() -> Iterator[Case]:
    plain = of_texts(ROWS)
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    yield Case(
        name="one cell in the last corner of the sheet",
        content=replacing(plain, SHEET, ("</sheetData>", far)),
        mapping=MAPPING,
        whole="cells",
    )
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A5:XFD1048576"/></mergeCells>'
    yield Case(
        name="cells merged to the last corner of the sheet",
        content=replacing(plain, SHEET, ("</sheetData>", merged)),
        mapping=MAPPING,
        people=PEOPLE,
    )
    entity = '?>\n<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    yield Case(
        name="an entity from outside",
        content=replacing(replacing(plain, SHEET, ("?>\n", entity)), SHEET, ("Тестов Темир", "&x;")),
        mapping=MAPPING,
        whole="opens",
    )
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ха"}">' for n in range(12))
    yield Case(
        name="an entity that is many",
        content=replacing(
            replacing(plain, SHEET, ("?>\n", f"?>\n<!DOCTYPE worksheet [{laughs}]>")),
            SHEET,
            ("Тестов Темир", "&e11;"),
        ),
        mapping=MAPPING,
        whole="opens",
    )
    yield Case(
        name="a sheet that is broken off within a tag, in which a library goes round for ever",
        content=replacing(open_document(ROWS), "content.xml", ("<text:p>Тестов", "<t<text:p>Тестов")),
        mapping=MAPPING,
        whole="opens",
    )
    yield Case(
        name="an archive that says less than it unpacks to",
        content=_lying(plain),
        mapping=MAPPING,
        whole="opens",
    )
    yield Case(
        name="a part that is locked with a password",
        content=plain.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"),
        mapping=MAPPING,
        whole="opens",
    )
    repeated = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="900" table:formula="of:=1"/></table:table-row></table:table>'
    )
    yield Case(
        name="an open document whose formula is repeated a milliard times",
        content=replacing(open_document(ROWS), "content.xml", ("</table:table>", repeated)),
        mapping=MAPPING,
        whole="cells",
    )
    filled = repeated.replace(
        'table:formula="of:=1"/>', 'office:value-type="string"><text:p>x</text:p></table:table-cell>'
    )
    yield Case(
        name="an open document whose cell is repeated a milliard times",
        content=replacing(open_document(ROWS), "content.xml", ("</table:table>", filled)),
        mapping=MAPPING,
        whole="cells",
    )
    empty = repeated.replace(' table:formula="of:=1"', "")
    yield Case(
        name="an open document with as many empty cells as a sheet can have",
        content=replacing(open_document(ROWS), "content.xml", ("</table:table>", empty)),
        mapping=MAPPING,
        people=PEOPLE,
    )


def _lying(plain: bytes) -> bytes:
    """A workbook whose sheet unpacks to far more than both directories of the archive say."""
    bomb = with_part(plain, SHEET, lambda said: said + b" " * (1 << 22))
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        info = archive.getinfo(SHEET)
        whole = archive.read(SHEET)
    short = whole[: len(whole) - (1 << 22)]
    true = struct.pack("<LLL", info.CRC, info.compress_size, info.file_size)
    false = struct.pack("<LLL", zlib.crc32(short), info.compress_size, len(short))
    assert bomb.count(true) == 2
    return bomb.replace(true, false)
