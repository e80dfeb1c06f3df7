"""Rows: keys that are doubled or missing, words for outcomes, formulas, long cells, the same person twice."""

from collections.abc import Iterator

from tests.evidence.messy.case import LIST, Case, a_mapping, only
from tests.evidence.messy.writing import json_lines, of_texts, open_document, replacing, text, workbook

SHORT = ("№", "ФИО", "Итог")
MAPPING = a_mapping(only(*SHORT))


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _keys()
    yield from _words()
    yield from _formulas()
    yield from _cells()


def _keys() -> Iterator[Case]:
    yield Case(
        name="keys that are doubled and missing",
        content=open_document(
            [
                SHORT,
                ["1", "Тестов Темір", "штраф"],
                ["1", "Тестов Ұлан", "штраф"],
                ["", "Тестов Али", "штраф"],
                ["1/1", "Тестов Бек", "штраф"],
            ]
        ),
        mapping=MAPPING,
        people={"1": "Тестов Темір", "1/1": "Тестов Бек"},
        refused={3: ["№: key-once"], 4: ["№: key-present"]},
        mended={3: {"№": "2"}, 4: {"№": "3"}},
        after={"2": "Тестов Ұлан", "3": "Тестов Али"},
    )
    yield Case(
        name="the same person twice under two keys, and on two days",
        content=text(
            [
                LIST,
                ["1", "Тестов Темір", "1990", "01.02.2019", "Порт", "штраф"],
                ["2", "Тестов Темір", "1990", "01.02.2019", "Порт", "штраф"],
                ["3", "Тестов Темір", "1990", "05.03.2019", "Порт", "штраф"],
            ]
        ),
        mapping=a_mapping(),
        people=dict.fromkeys("123", "Тестов Темір"),
        notes=["rows-alike"],
    )
    numbered = [[f"=ROW()-{nth}", f"Тестов {name}", "штраф"] for nth, name in enumerate(["Темір", "Ұлан"], 1)]
    yield Case(
        name="numbers of rows by formula, never calculated",
        content=workbook([SHORT, *numbered]),
        mapping=MAPPING,
        refused={2: ["№: key-present"], 3: ["№: key-present"]},
        mended={2: {"№": "1"}, 3: {"№": "2"}},
        after={"1": "Тестов Темір", "2": "Тестов Ұлан"},
    )


def _words() -> Iterator[Case]:
    words = ["штраф 50 МРП", "15 суток", "отпущен.", "Штраф", "не отпущен", "штрaф", "-", "отпущен, штраф"]
    rows = [[str(nth), f"Тестов {'АБВГДЕЖЗ'[nth - 1]}.", word] for nth, word in enumerate(words, 1)]
    yield Case(
        name="outcomes in free words",
        content=text([SHORT, *rows], between=";"),
        mapping=MAPPING,
        people={row[0]: row[1] for row in rows if row[0] in "1346"},
        says=[
            *(("1", "outcome", "fine"), ("1", "fine", "50 МРП")),
            *(("3", "outcome", "released"), ("4", "outcome", "fine"), ("6", "outcome", "fine")),
        ],
        refused={nth + 1: ["Итог: word-known"] for nth in (2, 5, 7, 8)},
        mended={nth + 1: {"Итог": "штраф"} for nth in (2, 5, 7, 8)},
        after={row[0]: row[1] for row in rows if row[0] in "2578"},
    )
    known = {
        "property": "detention.outcome",
        "words": {"штраф 50 МРП": "fine", "15 суток": "administrative-arrest"},
    }
    yield Case(
        name="outcomes in free words that the mapping knows",
        content=text([SHORT, ["1", "Тестов А.", "Штраф  50 МРП"], ["2", "Тестов Б.", "15 суток"]]),
        mapping=a_mapping(only("№", "ФИО", {"Итог": known})),
        people={"1": "Тестов А.", "2": "Тестов Б."},
        says=[
            *(("1", "outcome", "fine"), ("1", "fine", "50 МРП")),
            *(("2", "outcome", "administrative-arrest"), ("2", "days", 15)),
        ],
    )


def _formulas() -> Iterator[Case]:
    yield Case(
        name="formulas without a value",
        content=workbook(
            [SHORT, ["1", '="Тестов"&" А."', "штраф"], ["2", '=HYPERLINK("http://x.example","Т")', "штраф"]]
        ),
        mapping=MAPPING,
        refused={2: ["ФИО: typed"], 3: ["ФИО: typed"]},
        mended={2: {"ФИО": "Тестов А."}, 3: {"ФИО": "Тестов Т."}},
        after={"1": "Тестов А.", "2": "Тестов Т."},
    )
    plain = of_texts([SHORT, ["1", "Тестов Б.", "штраф"], ["2", "Тестов В.", "штраф"]])
    said = '<c r="B2" t="inlineStr"><is><t xml:space="preserve">Тестов Б.</t></is></c>'
    calculated = '<c r="B2" t="str"><f>CONCATENATE("Тестов"," Б.")</f><v>Тестов Б.</v></c>'
    yield Case(
        name="formulas with their last value",
        content=replacing(plain, "xl/worksheets/sheet1.xml", (said, calculated)),
        mapping=MAPPING,
        people={"2": "Тестов В."},
        refused={2: ["ФИО: typed"]},
        mended={2: {}},  # the value stands there as a text, for a person to check
        after={"1": "Тестов Б."},
    )
    yield Case(
        name="formulas in cells that do not say where they stand",
        content=replacing(
            plain,
            "xl/worksheets/sheet1.xml",
            (said, calculated.replace(' r="B2"', "")),
            (' r="A2"', ""),
            ('<row r="2">', "<row>"),
        ),
        mapping=MAPPING,
        people={"2": "Тестов В."},
        refused={2: ["ФИО: typed"]},
        mended={2: {}},
        after={"1": "Тестов Б."},
    )
    shows_nothing = calculated.replace("<v>Тестов Б.</v>", "<v></v>")
    below = "".join(
        f'<row r="{row}"><c r="A{row}" t="str"><f>IF(B{row}="","",ROW()-1)</f><v></v></c></row>'
        for row in (4, 5)
    )
    yield Case(
        name="formulas that show nothing, in rows prepared below",
        content=replacing(plain, "xl/worksheets/sheet1.xml", ("</sheetData>", f"{below}</sheetData>")),
        mapping=MAPPING,
        people={"1": "Тестов Б.", "2": "Тестов В."},
    )
    yield Case(
        name="a name by a formula that shows nothing",
        content=replacing(plain, "xl/worksheets/sheet1.xml", (said, shows_nothing)),
        mapping=MAPPING,
        people={"2": "Тестов В."},
        refused={2: ["ФИО: present"]},
        mended={2: {"ФИО": "Тестов Б."}},
        after={"1": "Тестов Б."},
    )
    array = '<c r="B2" t="str"><f t="array" ref="B2:B3">A1</f><v>Тестов Б.</v></c>'
    yield Case(
        name="a formula that spills into the rows below",
        content=replacing(plain, "xl/worksheets/sheet1.xml", (said, array)),
        mapping=MAPPING,
        refused={2: ["ФИО: typed"], 3: ["ФИО: typed"]},
        mended={2: {}, 3: {}},
        after={"1": "Тестов Б.", "2": "Тестов В."},
    )
    strict = plain
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        strict = replacing(
            strict,
            part,
            (
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
        )
    strict = replacing(strict, "xl/worksheets/sheet1.xml", (said, calculated))
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        strict = replacing(
            strict,
            part,
            (
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        )
    yield Case(
        name="formulas in a workbook of the strict kind",
        content=strict,
        mapping=MAPPING,
        people={"2": "Тестов В."},
        refused={2: ["ФИО: typed"]},
        mended={2: {}},
        after={"1": "Тестов Б."},
    )


def _cells() -> Iterator[Case]:
    header = (*SHORT, "Примечание")
    columns = only(*SHORT, {"Примечание": {"property": "detention.note"}})
    yield Case(
        name="cells that look like formulas, in a text",
        content=text(
            [
                header,
                ["1", "Тестов А.", "штраф", '=HYPERLINK("http://x.example")'],
                ["2", "Тестов Б.", "бред", "+7 000"],
            ]
        ),
        mapping=a_mapping(columns),
        people={"1": "Тестов А."},
        refused={3: ["Итог: word-known"]},
        mended={3: {"Итог": "штраф"}},
        after={"2": "Тестов Б."},
    )
    yield Case(
        name="very long cells",
        content=text(
            [header, ["1", "Тестов А.", "штраф", "о" * 19_000], ["2", "Тестов Б.", "штраф", "о" * 200_000]]
        ),
        mapping=a_mapping(columns),
        people={"1": "Тестов А."},
        refused={3: ["Примечание: length"]},
        mended={3: {"Примечание": "коротко"}},
        after={"2": "Тестов Б."},
    )
    yield Case(
        name="a comma that nobody quoted moves the rest of the row",
        content="№,ФИО,Место,Итог\n1,Тестов, Темір,,\n2,Тестов Али,Порт,штраф\n".encode(),
        mapping=a_mapping(only("№", "ФИО", "Место", "Итог")),
        people={"2": "Тестов Али"},
        refused={2: ["№: width"]},
        mended={2: {"№": "1", "ФИО": "Тестов Темір", "Место": "", "Итог": ""}},
        after={"1": "Тестов Темір"},
    )
    yield Case(
        name="quoted line breaks and separators",
        content=text(
            [header, ["1", "Тестов А.", "штраф", 'a;b\nc,"d"'], ["2", "Тестов Б.", "штраф", ""]], between=";"
        ),
        mapping=a_mapping(columns),
        people={"1": "Тестов А.", "2": "Тестов Б."},
        says=[("1", "note", 'a;b c,"d"')],
    )
    yield Case(
        name="values of JSON that are no texts",
        content=json_lines(
            SHORT,
            [
                [1, "Тестов А.", "штраф"],
                [2, True, "штраф"],
                [3, ["Тестов А.", "Тестов Б."], "штраф"],
                [4, 17, "штраф"],
                [5, None, None],
            ],
        ),
        mapping=MAPPING,
        people={"1": "Тестов А."},
        refused={2: ["ФИО: text"], 3: ["ФИО: flat"], 4: ["ФИО: name"], 5: ["ФИО: present"]},
        mended={nth: {"ФИО": f"Тестова {chr(0x410 + nth)}."} for nth in (2, 3, 4, 5)},
        after={str(nth): f"Тестова {chr(0x410 + nth)}." for nth in (2, 3, 4, 5)},
    )
    twice = '{"№": "2", "ФИО": "Тестов Б.", "ФИО": "Тестов В.", "Итог": "штраф"}\n'
    yield Case(
        name="a key twice in one object of JSON",
        content=json_lines(SHORT, [["1", "Тестов А.", "штраф"]]) + twice.encode(),
        mapping=MAPPING,
        people={"1": "Тестов А."},
        refused={2: ["ФИО: flat"]},
        mended={2: {"ФИО": "Тестов Б."}},
        after={"2": "Тестов Б."},
    )
