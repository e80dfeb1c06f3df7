"""Names as lists have them: several in a cell, none at all."""

from collections.abc import Iterator

from tests.evidence.messy.case import Case, a_mapping, only
from tests.evidence.messy.writing import of_texts, text

SHORT = ("№", "ФИО", "Место")
MAPPING = a_mapping(only(*SHORT))


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _one_person()
    yield from _several()
    yield from _taken_apart()
    yield from _nobody()


def named(name, good, bad, *, mended="Тестова Айша", **more):
    """A list of names: those that are taken, as they are read, and those that fail a question."""
    rows, people, refused = [], {}, {}
    for written, read in good.items():
        rows.append([str(len(rows) + 1), written, "Порт"])
        people[str(len(rows))] = read or written
    for written, question in bad.items():
        rows.append([str(len(rows) + 1), written, "Порт"])
        refused[len(rows) + 1] = [f"ФИО: {question}"]
    return Case(
        name=name,
        content=of_texts([SHORT, *rows]),
        mapping=MAPPING,
        people=people,
        refused=refused,
        mended={row: {"ФИО": f"{mended} {chr(0x40F + row)}."} for row in refused},
        after={str(row - 1): f"{mended} {chr(0x40F + row)}." for row in refused},
        **more,
    )


def _one_person() -> Iterator[Case]:
    one = [
        *(
            "Алтынколов Т. М.",
            "Алтынколов Т.М.",
            "Алтынколов т. м.",
            "Person a",
            "Т.М. Алтынколов",
            "АЛТЫНКОЛОВ ТЕМІР",
            "алтынколов темір",
        ),
        *("Сарынбайұлы Темір", "Қайыңсулова Әсем Ерланқызы", "Тестов Али Гасан оглы", "Тестова-Мол Айша"),
        *("Алтынколова, Маржан", "Алтынколова (Тестова) Маржан", "Королёв Артём", "Игорь Ирис"),
        *("D’Arlemont-Ødegård Ana", "van der Molen Jan", "Temir Altynkolov", "Яков", "Абу Умар аль-Мол"),
    ]
    yield named("one person's names in many forms", dict.fromkeys(one), {})


def _several() -> Iterator[Case]:
    yield named(
        "two or more people in a cell",
        {},
        dict.fromkeys(
            [
                *(
                    "Алтынколов Темір, Мунарбелов Ұлан",
                    "Алтынколов Т., Мунарбелов У.",
                    "Алтынколов, Мунарбелов",
                ),
                *(
                    "Алтынколов Темір и Мунарбелов Ұлан",
                    "Темір мен Ұлан",
                    "Алтынколов Темір; Мунарбелов Ұлан",
                ),
                *(
                    "Алтынколов Темір / Мунарбелов Ұлан",
                    "Алтынколов Темір\nМунарбелов Ұлан",
                    "А.Темір, Б.Ұлан",
                ),
                *("Т.М. Алтынколов, У.Б. Мунарбелов", "Алтынколов Т.М. Мунарбелов У.Б.", "Алтынколов и др."),
                *(
                    "Алтынколов Темір Мунарбелов Ұлан",
                    "Алтынколов Темир, Мунарбелов, Тестов",
                    "Алтынколов | Тестов",
                ),
                *(
                    "Алтынколов Темір Маратович Мунарбелов Ұлан Бекович",
                    "Temir Altynkolov and Ulan Munarbelov",
                ),
                *("Алтынколов Темір, Ұлан", "Алтынколов Мунарбелов", "Temir Altynkolov + Ulan Munarbelov"),
                *("Алтынколов Темір та Мунарбелов Ұлан", "Алтынколов Темір а также Мунарбелов Ұлан"),
            ],
            "one-name",
        ),
    )
    yield named(
        "something beside a name",
        {},
        dict.fromkeys(
            [
                *(
                    "Алтынколов Темір, журналист",
                    "Алтынколов Темір (журналист)",
                    "Алтынколов Темір 1990",
                    "Тестов*",
                ),
                *(
                    "Алтынколов Темір с женой",
                    "https://example.org/x",
                    "Са?ын Темір",
                    "Ал\ufffdынколов Темір",
                ),
                *('=HYPERLINK("http://example.org","Темір")', "+7 000 123 45 67", "@altynkolov"),
            ],
            "name",
        )
        | {"Са?ын Темір": "characters", "Ал\ufffdынколов Темір": "characters"},
    )


def _taken_apart() -> Iterator[Case]:
    header = (*SHORT, "Дата рождения", "Итог")
    columns = only(*header, {"ФИО": {"property": "person.name", "apart": "\n"}})
    yield Case(
        name="people on lines of a cell, and a name that is broken over lines",
        content=text(
            [
                header,
                ["1", "Алтынколов Темір\nМунарбелов Ұлан\n", "Порт", "", "штраф"],
                ["2", "Тестова\nАйша", "Порт", "", "штраф"],
                ["3", "Тестова Айша\nТестова Әсем и Тестова Күлән", "Порт", "", "штраф"],
            ]
        ),
        mapping=a_mapping(columns),
        people={"1/1": "Алтынколов Темір", "1/2": "Мунарбелов Ұлан"},
        refused={5: ["ФИО: one-name"], 7: ["ФИО: one-name"]},
        mended={5: {"ФИО": "Тестова Айша"}, 7: {"ФИО": "Тестова Айша\nТестова Әсем\nТестова Күлән"}},
        after={"2": "Тестова Айша", "3/1": "Тестова Айша", "3/2": "Тестова Әсем", "3/3": "Тестова Күлән"},
    )
    every = {"property": "person.name", "apart": ["\n", ";", ", ", " и ", "/"]}
    yield Case(
        name="people taken apart by any of several signs",
        content=text(
            [
                header,
                ["1", "Тестов Темір, Тестов Ұлан и Тестов Бек", "", "", "штраф"],
                ["2", "Тестов Али/Тестов Гани;", "", "", "штраф"],
                ["3", "Мунарбелов, Ұлан", "", "", "штраф"],
            ]
        ),
        mapping=a_mapping(only(*header, {"ФИО": every})),
        people={
            "1/1": "Тестов Темір",
            "1/2": "Тестов Ұлан",
            "1/3": "Тестов Бек",
            "2/1": "Тестов Али",
            "2/2": "Тестов Гани",
        },
        refused={4: ["ФИО: one-name"]},
        mended={4: {"ФИО": "Мунарбелов Ұлан"}},
        after={"3": "Мунарбелов Ұлан"},
    )
    both = {"property": "detention.outcome", "apart": ";"}
    yield Case(
        name="two people and two outcomes, two people and one birth",
        content=text(
            [
                header,
                ["1", "Тестов Темір; Тестов Ұлан", "Порт", "", "штраф; арест"],
                ["2", "Тестов Али; Тестов Гани", "Порт", "1990", "штраф"],
                ["3", "Тестова Айша", "Порт", "1990; 1991", "штраф; арест"],
                ["4", "Тестова Әсем; Тестова Күлән", "Порт", "1990; 1991", "штраф"],
            ]
        ),
        mapping=a_mapping(
            only(
                *header,
                {
                    "ФИО": {"property": "person.name", "apart": ";"},
                    "Дата рождения": {"property": "person.birth", "apart": ";"},
                    "Итог": both,
                },
            )
        ),
        people={"4/1": "Тестова Әсем", "4/2": "Тестова Күлән"},
        says=[("4/1", "birth", "1990"), ("4/2", "birth", "1991"), ("4/2", "outcome", "fine")],
        refused={2: ["Итог: whose"], 3: ["Дата рождения: whose"], 4: ["Дата рождения: one-value"]},
        mended={
            2: {"Итог": "штраф"},
            3: {"Дата рождения": ""},
            4: {"Дата рождения": "1990"},
        },
        after={
            "1/1": "Тестов Темір",
            "1/2": "Тестов Ұлан",
            "2/1": "Тестов Али",
            "2/2": "Тестов Гани",
            "3": "Тестова Айша",
        },
    )


def _nobody() -> Iterator[Case]:
    yield named(
        "names that are not known",
        {},
        dict.fromkeys(
            [
                *("неизвестно", "Н/Д", "-", "?", "—", "нет данных", "Не установлен", "белгісіз", "unknown"),
                *("inconnu", "***", "...", "уточняется", "N.N.", "НН"),
            ],
            "not-known",
        ),
    )
    yield Case(
        name="names that are not known, in words of the mapping",
        content=of_texts([SHORT, ["1", "неизвестно", "Порт"], ["2", "?", "Порт"]]),
        mapping=a_mapping(only(*SHORT), not_known=["неизвестно", "?"]),
        people={"1": None, "2": None},
    )
    yield named(
        "groups and people without names where a name belongs",
        {},
        dict.fromkeys(
            [
                *("около 20 человек", "Группа студентов", "двое неизвестных", "неизвестный мужчина"),
                *(
                    "несколько человек",
                    "Участники митинга",
                    "about 20 people",
                    "Семья Тестовых",
                    "братья Тестовы",
                ),
                *("супруги Тестовы", "Задержанный 5", "20 человек"),
            ],
            "person",
        ),
    )
    numbers = {"property": "detention.low"}
    header = ("№", "ФИО", "Место", "Не менее", "Не более")
    yield Case(
        name="group rows with numbers, and numbers with words",
        content=text(
            [
                header,
                ["1", "", "Порт", "20", "30"],
                ["2", "", "Порт", "около 20 человек", ""],
                ["3", "", "Порт", "20-30", ""],
                ["4", "", "Порт", "30", "20"],
                ["5", "", "Порт", "1 200", ""],
                ["6", "Тестова Айша", "Порт", "5", ""],
            ]
        ),
        mapping=a_mapping(
            only(
                *SHORT,
                {
                    "ФИО": {"property": "person.name", "needed": False},
                    "Не менее": numbers,
                    "Не более": {"property": "detention.high"},
                },
            )
        ),
        groups=2,
        refused={
            3: ["Не менее: number"],
            4: ["Не менее: number"],
            5: ["Не более: agrees"],
            7: ["Не менее: agrees"],
        },
        mended={
            3: {"Не менее": "15", "Не более": "25"},
            4: {"Не менее": "20", "Не более": "30"},
            5: {"Не более": "40"},
            7: {"Не менее": ""},
        },
        after={"6": "Тестова Айша"},
    )
