"""How a table lies on its sheet: titles, column words, merged cells, totals, notes, what is hidden."""

from collections.abc import Iterator
from datetime import date

from openpyxl.comments import Comment
from openpyxl.styles import Font
from tests.evidence.messy.case import LIST, Case, a_mapping, only
from tests.evidence.messy.writing import json_lines, of_texts, open_document, replacing, text, workbook

TEMIR = ["1", "Алтынколов Темір", "1990", "01.02.2019", "Порт", "штраф"]
ULAN = ["2", "Мунарбелов Ұлан", "", "02.02.2019", "Порт", "отпущен"]
AIZARA = ["3", "Балыкшытанова Айзара", "", "13.02.2019", "Мол", "штраф"]
THREE = {"1": "Алтынколов Темір", "2": "Мунарбелов Ұлан", "3": "Балыкшытанова Айзара"}
ROWS = [TEMIR, ULAN, AIZARA]


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _headers()
    yield from _below()
    yield from _merged()
    yield from _hidden()


def _headers() -> Iterator[Case]:
    above = [["Список задержанных"], [], ["по состоянию на 01.03.2019"], []]
    yield Case(
        name="title and blank rows above the column words",
        content=workbook([*above, LIST, *ROWS], merged=("A1:F1",)),
        mapping=a_mapping(header_at=5),
        people=THREE,
    )
    yield Case(
        name="one title row more than in the list the mapping was made for",
        content=workbook([*above, LIST, *ROWS]),
        mapping=a_mapping(header_at=2),
        people=THREE,
    )
    yield Case(
        name="a table that begins in C4",
        content=workbook([[], [], [], *(["", "", *row] for row in (LIST, *ROWS))]),
        mapping=a_mapping(header_at=4),
        people=THREE,
    )
    upper = ["№", "ФИО", "Дата рождения", "Задержание", "", "Итог"]
    under = ["", "", "", "дата", "место", ""]
    columns = only(
        *("№", "ФИО", "Дата рождения", "Итог"),
        {"Задержание / дата": {"property": "detention.start"}},
        {"Задержание / место": {"property": "detention.place"}},
    )
    yield Case(
        name="two rows of column words, merged",
        content=workbook([["Список"], upper, under, *ROWS], merged=("A2:A3", "B2:B3", "C2:C3", "D2:E2")),
        mapping=a_mapping(columns, header_at=2, header_rows=2),
        people=THREE,
        says=[("1", "start", "2019-02-01"), ("3", "place", "Мол")],
    )
    top = ["№", "Сведения о лице", "", "Задержание", "", "Итог"]
    middle = ["", "ФИО", "Дата рождения", "дата", "место", ""]
    yield Case(
        name="three rows of column words, the lowest empty",
        content=open_document([top, middle, ["", "", "", "", "(населенный пункт)", ""], *ROWS]),
        mapping=a_mapping(
            {
                **only("№", "Итог"),
                "Сведения о лице / ФИО": {"property": "person.name"},
                "Сведения о лице / Дата рождения": {"property": "person.birth"},
                "Задержание / дата": {"property": "detention.start"},
                "Задержание / место / (населенный пункт)": {"property": "detention.place"},
            },
            header_at=1,
            header_rows=3,
        ),
        people=THREE,
        says=[("2", "place", "Порт")],
    )
    yield Case(
        name="column words with invisible and other spaces",
        content=text([[f"\u200b{LIST[0]}", "ФИО\u00a0", *LIST[2:]], *ROWS]),
        mapping=a_mapping(),
        people=THREE,
    )
    yield Case(
        name="a row of column numbers under the column words",
        content=workbook([LIST, [1, 2, 3, 4, 5, 6], *ROWS]),
        mapping=a_mapping(),
        people=THREE,
        refused={2: ["№: column-words"]},
        mended={2: None},
    )
    yield Case(
        name="the column words again on every printed page",
        content=text([LIST, TEMIR, LIST, ULAN, AIZARA], between=";"),
        mapping=a_mapping(only("№", "ФИО", "Место", "Итог"), header_at=None).replace(
            '[columns."ФИО"]',
            '[columns."Дата рождения"]\nignore = "x"\n[columns."Дата задержания"]\n'
            'ignore = "x"\n[columns."ФИО"]',
        ),
        people=THREE,
        refused={3: ["№: column-words"]},
        mended={3: None},
    )
    yield Case(
        name="a column twice",
        content=text([[*LIST, "Итог"], [*TEMIR, "штраф"]]),
        mapping=a_mapping(),
        whole="column-once",
    )


def _below() -> Iterator[Case]:
    yield Case(
        name="a total, a footnote and a signature below",
        content=workbook(
            [LIST, *ROWS, [], ["Итого:", 3], ["* по данным родственников"], ["", "Составил: А. Тестов"]]
        ),
        mapping=a_mapping(),
        people=THREE,
        refused={6: ["№: total"], 7: ["ФИО: present"], 8: ["№: key-present", "ФИО: total"]},
        mended={6: None, 7: None, 8: None},
    )
    yield Case(
        name="a total that stands where names stand, and has a number",
        content=text([LIST, *ROWS, ["4", "Итого", "", "", "", ""], ["5", "ВСЕГО ПО ПОРТУ", "", "", "", ""]]),
        mapping=a_mapping(),
        people=THREE,
        refused={5: ["ФИО: total"], 6: ["ФИО: total"]},
        mended={5: None, 6: None},
    )
    groups = {"property": "detention.low"}
    counts = a_mapping({**only(), "День": {"property": "detention.start"}, "Не менее": groups}, key=["День"])
    yield Case(
        name="a total of a list of numbers",
        content=text([["День", "Не менее"], ["01.02.2019", "20"], ["02.02.2019", "30"], ["Всего", "50"]]),
        mapping=counts,
        groups=2,
        refused={4: ["День: total"]},
        mended={4: None},
    )
    yield Case(
        name="a total in the column of places",
        content=text([LIST, *ROWS, ["4", "", "", "", "Итого по городу", ""]]),
        mapping=a_mapping({"ФИО": {"property": "person.name", "needed": False}}),
        people=THREE,
        refused={5: ["Место: total"]},
        mended={5: None},
    )
    yield Case(
        name="a total by formula",
        content=workbook([LIST, *ROWS, ["", "", "", "", "", "=COUNTA(F2:F4)"]]),
        mapping=a_mapping(),
        people=THREE,
        refused={5: ["№: key-present", "ФИО: present", "Итог: typed"]},
        mended={5: None},
    )
    yield Case(
        name="rows that have only their number, or only a note",
        content=workbook([LIST, *ROWS, [4], ["", "", "", "", "", "штраф"]]),
        mapping=a_mapping(),
        people=THREE,
        refused={5: ["ФИО: present"], 6: ["№: key-present", "ФИО: present"]},
        mended={5: None, 6: {"№": "4", "ФИО": "Алтынколова Маржан"}},
        after={"4": "Алтынколова Маржан"},
    )
    yield Case(
        name="a section row within the table",
        content=workbook([LIST, ["Город Порт"], TEMIR, ULAN, ["Город Мол"], AIZARA], merged=("A2:F2",)),
        mapping=a_mapping(),
        people=THREE,
        refused={
            2: [*(f"{word}: unmerged" for word in LIST)],
            5: ["ФИО: present"],
        },
        mended={2: None, 5: None},
    )


def _merged() -> Iterator[Case]:
    names = ["Темір", "Ұлан", "Айзара", "Маржан", "Бекзат", "Шынар", "Жанар", "Әсем", "Өмір", "Күлән"]
    rows = [
        [str(nth), f"Тестов {name}", "", "01.02.2019", "Порт" if nth == 1 else "", "штраф"]
        for nth, name in enumerate(names, 1)
    ]
    yield Case(
        name="a place merged over ten rows",
        content=workbook([LIST, *rows, ["11", "Тестова Айша", "", "", "", ""]], merged=("E2:E11",)),
        mapping=a_mapping(),
        people={"11": "Тестова Айша"},
        refused={nth + 1: ["Место: unmerged"] for nth in range(1, 11)},
        mended={nth + 1: {} for nth in range(1, 11)},  # the place stands in each of them already
        after={str(nth): f"Тестов {name}" for nth, name in enumerate(names, 1)},
    )
    yield Case(
        name="one number merged over two people",
        content=workbook([LIST, TEMIR, ["", *ULAN[1:]], AIZARA], merged=("A2:A3",)),
        mapping=a_mapping(),
        people={"3": "Балыкшытанова Айзара"},
        refused={2: ["№: unmerged"], 3: ["№: unmerged"]},
        mended={2: {"№": "1"}, 3: {"№": "2"}},
        after={"1": "Алтынколов Темір", "2": "Мунарбелов Ұлан"},
    )
    spans = ('<table:table-cell office:value-type="string"><text:p>Порт</text:p>', 2)
    content = open_document([LIST, TEMIR, [*ULAN[:4], "", ULAN[5]]])
    yield Case(
        name="a place merged over two rows of an open document",
        content=replacing(
            content,
            "content.xml",
            (spans[0], spans[0].replace("office:", 'table:number-rows-spanned="2" office:', 1)),
            (
                "<text:p>02.02.2019</text:p></table:table-cell><table:table-cell/>",
                "<text:p>02.02.2019</text:p></table:table-cell><table:covered-table-cell/>",
            ),
        ),
        mapping=a_mapping(),
        refused={2: ["Место: unmerged"], 3: ["Место: unmerged"]},
        mended={2: {}, 3: {}},
        after={"1": "Алтынколов Темір", "2": "Мунарбелов Ұлан"},
    )


def _hidden() -> Iterator[Case]:
    def hide(page):
        page.row_dimensions[3].hidden = True
        page.column_dimensions["C"].hidden = True
        page.auto_filter.ref = "A1:F4"

    yield Case(
        name="hidden rows and columns, and a filter",
        content=workbook([LIST, *ROWS], change=hide),
        mapping=a_mapping(),
        people=THREE,
        notes=["shown"],
    )

    def hide_sheet(page):
        page.parent.create_sheet("Черновик").append(["старое"])
        page.parent["Черновик"].sheet_state = "hidden"

    yield Case(
        name="a hidden sheet beside the list",
        content=workbook([LIST, *ROWS], change=hide_sheet),
        mapping=a_mapping(),
        people=THREE,
        notes=["shown"],
    )
    more = {"Февраль": [LIST, *ROWS], "Март": [LIST]}
    yield Case(
        name="several sheets, and nobody says which",
        content=workbook([LIST, *ROWS], sheets=more),
        mapping=a_mapping(),
        whole="sheet",
    )
    yield Case(
        name="several sheets, one of them named",
        content=workbook([["ничего"]], sheets=more),
        mapping=a_mapping(sheet="Февраль"),
        people=THREE,
        notes=["shown"],
    )

    def comment(page):
        page["B2"].comment = Comment("не публиковать", "a")

    yield Case(
        name="comments on cells",
        content=workbook([LIST, *ROWS], change=comment),
        mapping=a_mapping(),
        people=THREE,
        notes=["shown"],
    )

    def strike(page):
        for cell in (page["B3"], page["D3"], page["E9"], page["A4"]):
            cell.font = Font(strike=True)

    yield Case(
        name="a person and a number struck out",
        content=workbook([LIST, *ROWS], change=strike),
        mapping=a_mapping(),
        people={"1": THREE["1"]},
        refused={3: ["ФИО: standing", "Дата задержания: standing"], 4: ["№: standing"]},
        mended={3: None, 4: {"№": "3"}},
        after={"3": THREE["3"]},
    )
    yield Case(
        name="a note beside the table",
        content=of_texts([LIST, TEMIR, [*ULAN, "", "проверить!"], AIZARA]),
        mapping=a_mapping(),
        people={"1": THREE["1"], "3": THREE["3"]},
        refused={3: ["H: under-header"]},
        mended={3: {"": ""}},
        after={"2": THREE["2"]},
    )
    yield Case(
        name="a key that the first object has not",
        content=json_lines(LIST, [TEMIR]) + json_lines([*LIST, "возраст", "адвокат"], [[*ULAN, 31, "да"]]),
        mapping=a_mapping(),
        people={"1": THREE["1"]},
        refused={2: ["G: under-header", "H: under-header"]},
        mended={2: {"": ""}},
        after={"2": THREE["2"]},
    )
    yield Case(
        name="a day in each row, as the program keeps it",
        content=workbook(
            [LIST, *([*row[:3], date(2019, 2, nth), *row[4:]] for nth, row in enumerate(ROWS, 11))]
        ),
        mapping=a_mapping(),
        people=THREE,
        says=[("1", "start", "2019-02-11")],
    )
