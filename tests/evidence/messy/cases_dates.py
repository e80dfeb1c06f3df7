"""Dates as people and programs write them, and the ways in which a day becomes another one in silence."""

from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl.utils.datetime import MAC_EPOCH
from tests.evidence.messy.case import LIST, PROPERTIES, Case, a_mapping, only
from tests.evidence.messy.writing import text, workbook

SHORT = ("№", "ФИО", "Дата задержания")
MIDDAY = datetime(2019, 2, 1, 13, 5)  # noqa: DTZ001 (a workbook's dates have no zone)
NAMES = ["Темір", "Ұлан", "Айзара", "Маржан", "Бекзат", "Шынар", "Жанар", "Әсем", "Өмір", "Күлән"]


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _in_words()
    yield from _in_figures()
    yield from _short_years()
    yield from _of_programs()
    yield from _turned_round()
    yield from _births()


def _list(name, written, iso, *, mended=None, **more):
    """A list of a column of dates; `iso` is what each is read as, or the question that it fails."""
    rows = [[str(nth), f"Тестов {NAMES[nth % 10]}", cell] for nth, cell in enumerate(written, 1)]
    bad = {nth: said for nth, said in enumerate(iso, 1) if not said[:4].isdigit()}
    return Case(
        name=name,
        content=more.pop("content", None) or text([SHORT, *rows]),
        mapping=more.pop("mapping", None) or a_mapping(only(*SHORT)),
        people={row[0]: row[1] for nth, row in enumerate(rows, 1) if nth not in bad},
        says=[(row[0], "start", iso[nth]) for nth, row in enumerate(rows) if nth + 1 not in bad],
        refused={nth + 1: [f"Дата задержания: {said}"] for nth, said in bad.items()},
        mended={nth + 1: {"Дата задержания": "2019-02-01"} for nth in bad} if mended is None else mended,
        after={str(nth): f"Тестов {NAMES[nth % 10]}" for nth in bad},
        **more,
    )


def _in_words() -> Iterator[Case]:
    yield _list(
        "days in words, in Russian",
        ["1 февраля 2019 г.", "01 февраля 2019 года", "1 февр. 2019", "«1» февраля 2019 г.", "февраль 2019"],
        ["2019-02-01", "2019-02-01", "2019-02-01", "2019-02-01", "2019-02"],
    )
    yield _list(
        "days in words, in Kazakh",
        ["2019 жылғы 1 ақпан", "2019 ж. 1 ақпан", "1 ақпан 2019 ж.", "2019 жылдың 1 ақпаны", "ақпан 2019"],
        ["2019-02-01", "2019-02-01", "2019-02-01", "2019-02-01", "2019-02"],
    )
    yield _list(
        "days in words, in English and French",
        [
            "1st February 2019",
            "February 1st, 2019",
            "1-Feb-2019",
            "le 1er février 2019",
            "Feb 2019",
            "1 fevrier 2019",
        ],
        ["2019-02-01", "2019-02-01", "2019-02-01", "2019-02-01", "2019-02", "2019-02-01"],
    )
    yield _list(
        "spans of days",
        [
            *("10–12 июня 2019 г.", "с 10 по 12 июня 2019", "10-12.06.2019", "10.06.2019-12.06.2019"),
            *("30 мая – 2 июня 2019", "10–12 июня", "12-10.06.2019"),
        ],
        [
            *("2019-06-10/2019-06-12",) * 4,
            *("2019-05-30/2019-06-02", "date-year", "date"),
        ],
    )
    yield _list(
        "days with a word that makes them less sure",
        ["около 1 февраля 2019", "до 01.02.2019", "начало февраля 2019", "1 или 2 февраля 2019", "вчера"],
        ["date"] * 5,
    )


def _in_figures() -> Iterator[Case]:
    yield _list(
        "days in figures",
        [
            "01.02.2019",
            "1/2/2019",
            "01-02-2019",
            "2019.02.01",
            "2019/02/01",
            "01.02.2019г.",
            "01.02.2019.",
            "00.02.2019",
        ],
        [*("2019-02-01",) * 7, "2019-02"],
    )
    yield _list(
        "days with the time of day",
        ["01.02.2019 14:30", "2019-02-01 14:30:05", "2019-02-01T23:30:00", "01.02.2019, 9:05", "14:30"],
        [*("2019-02-01",) * 4, "date"],
    )
    yield _list(
        "days that are none",
        [
            "31.02.2019",
            "32.01.2019",
            "01.02.19",
            "12.2019.01",
            "10-12.2019",
            "43497",
            "1819",
            "01.02.2119",
            "1.2.201",
        ],
        ["date", "date", "date-year", "date", "date", "date", "date-possible", "date-possible", "date"],
    )
    yield _list(
        "only a year, only a month",
        ["2019", "2019 год", "02.2019", "2019-02", "02/2019"],
        ["2019", "2019", "2019-02", "2019-02", "2019-02"],
    )
    yield _list(
        "days of which nobody says what comes first",
        ["01/02/2019", "13/02/2019", "02/02/2019"],
        ["date-order", "2019-02-13", "2019-02-02"],
        mapping=a_mapping(only(*SHORT), dates=None),
    )
    yield _list(
        "what is not known of a day",
        ["неизвестно", "н/д", "-", "?", "нет данных"],
        ["not-known"] * 5,
    )
    yield Case(
        name="what is not known of a day, in words of the mapping",
        content=text([SHORT, ["1", "Тестов Темір", "неизвестно"], ["2", "Тестов Ұлан", "Н/Д"]]),
        mapping=a_mapping(only(*SHORT), not_known=["неизвестно", "н/д"]),
        people={"1": "Тестов Темір", "2": "Тестов Ұлан"},
        says=[("1", "start", None), ("2", "start", None)],
    )


def _short_years() -> Iterator[Case]:
    days = {**PROPERTIES["Дата задержания"], "years_from": 2000}
    yield _list(
        "years of two digits that the mapping explains",
        [
            *("01.02.19", "1/2/19 г.", "1 февраля 19", "February 1, 19", "20-21.09.19"),
            *("20.09.19 – 22.09.19", "10–12 июня 19", "31.02.19", "01.02.85", "февраль 19", "01.02"),
            "01.03.2019",
        ],
        [
            *("2019-02-01", "2019-02-01", "2019-02-01", "2019-02-01", "2019-09-20/2019-09-21"),
            *("2019-09-20/2019-09-22", "2019-06-10/2019-06-12"),
            *("date", "date-possible", "date-year", "date-year", "2019-03-01"),
        ],
        mapping=a_mapping(only("№", "ФИО", {"Дата задержания": days})),
    )
    yield _list(
        "years of two digits of the hundred years up to a day",
        ["01.02.85", "01.02.26", "01.02.27"],
        ["1985-02-01", "2026-02-01", "1927-02-01"],
        mapping=a_mapping(only("№", "ФИО", {"Дата задержания": {**days, "years_from": 1927}})),
    )
    yield _list(
        "years of two digits, and nobody says what comes first",
        ["21.02.19", "01.02.19", "21.02.2019"],
        ["date-order", "date-order", "2019-02-21"],
        mapping=a_mapping(only("№", "ФИО", {"Дата задержания": days}), dates=None),
    )
    yield _list(
        "years of two digits in both orders",
        ["21.02.19", "02.21.19", "03.25.19", "01.02.19", "22.02.19"],
        ["2019-02-21", "date-turned", "date-turned", "date-orders", "2019-02-22"],
        mapping=a_mapping(only("№", "ФИО", {"Дата задержания": days})),
    )


def _of_programs() -> Iterator[Case]:
    cells = [date(2019, 2, 1), MIDDAY, 43497, 2019, time(3, 4), date(2019, 2, 1)]
    rows = [[str(nth), f"Тестов {NAMES[nth % 10]}", cell] for nth, cell in enumerate(cells, 1)]
    yield _list(
        "days, times and bare numbers of a workbook",
        cells,
        ["2019-02-01", "2019-02-01", "date", "2019", "date", "2019-02-01"],
        content=workbook([SHORT, *rows], formats={"C7": '[$-FC19]dd\\ mmmm\\ yyyy\\ "г."'}),
    )
    yield _list(
        "a workbook whose days are counted from 1904",
        [date(2019, 2, 1), MIDDAY],
        ["2019-02-01", "2019-02-01"],
        content=workbook(
            [
                SHORT,
                ["1", "Тестов Ұлан", date(2019, 2, 1)],
                ["2", "Тестов Айзара", MIDDAY],
            ],
            epoch=MAC_EPOCH,
        ),
    )
    shown = {"C2": "mmm-yy", "C3": "yyyy", "C4": "mmmm\\ yyyy", "C5": "d-mmm", "C6": "dd.mm.yyyy"}
    days = [date(2019, 2, 1)] * 5
    yield _list(
        "days that the program made of a month, of a year, or of a day without a year",
        days,
        ["2019-02", "2019", "2019-02", "date-year", "2019-02-01"],
        content=workbook(
            [SHORT, *([str(nth), f"Тестов {NAMES[nth]}", day] for nth, day in enumerate(days, 1))],
            formats=shown,
        ),
    )
    yield _list(
        "a year that the program made a day of 1905 of",
        [date(1905, 6, 12), date(1990, 1, 1)],
        ["date-of-a-year", "1990-01-01"],
        content=workbook(
            [SHORT, ["1", "Тестов Ұлан", date(1905, 6, 12)], ["2", "Тестов Айзара", date(1990, 1, 1)]]
        ),
    )
    yield Case(
        name="a day that the program made of an article or a place",
        content=workbook(
            [[*SHORT, "Статья"], ["1", "Тестов Темір", "", date(2019, 1, 12)], ["2", "Тестов Ұлан", "", 488]]
        ),
        mapping=a_mapping(only(*SHORT, {"Статья": {"property": "detention.legal-basis"}})),
        people={"2": "Тестов Ұлан"},
        says=[("2", "legal-basis", "488")],
        refused={2: ["Статья: text"]},
        mended={2: {"Статья": "12.1"}},
        after={"1": "Тестов Темір"},
    )


def _turned_round() -> Iterator[Case]:
    american = ["02/13/2019", "02/03/2019", "02/25/2019", "02/04/2019", "13/02/2019"]
    yield _list(
        "both orders in one column",
        american,
        ["date-turned", "date-orders", "date-turned", "date-orders", "2019-02-13"],
    )
    yield _list(
        "one slip of the pen among days",
        ["01.02.2019", "02.13.2019", "03.02.2019", "25.02.2019"],
        ["2019-02-01", "date-turned", "2019-02-03", "2019-02-25"],
    )
    cells = [
        *(date(2019, 3, 2), date(2019, 5, 2), "13.02.2019", date(2019, 11, 2), "25.02.2019"),
        *("14.02.2019", date(2019, 1, 2), "28.02.2019"),
    ]
    rows = [[str(nth), f"Тестов {NAMES[nth % 10]}", cell] for nth, cell in enumerate(cells, 1)]
    yield _list(
        "days that a program of another country turned round when it opened a text",
        cells,
        [
            *("date-swapped", "date-swapped", "2019-02-13", "date-swapped", "2019-02-25"),
            *("2019-02-14", "date-swapped", "2019-02-28"),
        ],
        content=workbook([SHORT, *rows]),
    )


def _births() -> Iterator[Case]:
    births = ["35", "35 лет", "1990 г.р.", "01.02.1990 г. р.", "05.05.2025", "1990 ж.т.", 35]
    rows = [
        [str(nth), f"Тестов {NAMES[nth % 10]}", born, "01.02.2019", "Порт", "штраф"]
        for nth, born in enumerate(births, 1)
    ]
    yield Case(
        name="ages where births belong, and somebody born after they were held",
        content=workbook([LIST, *rows]),
        mapping=a_mapping(),
        people={row[0]: row[1] for row in rows if row[0] in "346"},
        says=[("3", "birth", "1990"), ("4", "birth", "1990-02-01"), ("6", "birth", "1990")],
        refused={
            **{nth: ["Дата рождения: age"] for nth in (2, 3, 8)},
            6: ["Дата рождения: agrees"],
        },
        mended={nth: {"Дата рождения": "1984"} for nth in (2, 3, 6, 8)},
        after={row[0]: row[1] for row in rows if row[0] in "1257"},
    )
    yield Case(
        name="let go before they were held",
        content=text(
            [
                [*SHORT, "Освобожден"],
                ["1", "Тестов Темір", "03.12.2018", "05.12.2018"],
                ["2", "Тестов Ұлан", "03.12.2018", "12.03.2018"],
            ]
        ),
        mapping=a_mapping(only(*SHORT, {"Освобожден": {"property": "detention.end"}})),
        people={"1": "Тестов Темір"},
        refused={3: ["Освобожден: agrees"]},
        mended={3: {"Освобожден": "03.12.2018"}},
        after={"2": "Тестов Ұлан"},
    )
