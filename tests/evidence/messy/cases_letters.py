"""Names in letters that are not what they seem, and with characters that nobody sees."""

import unicodedata
from collections.abc import Iterator

from tests.evidence.messy.case import Case
from tests.evidence.messy.cases_names import MAPPING, SHORT, named
from tests.evidence.messy.writing import text


def cases() -> Iterator[Case]:
    """All of them."""
    yield named(
        "Latin letters within Cyrillic, and the other way round",
        {
            "Алтынкoлов Темip": "Алтынколов Темір",
            "Cарынбайұлы Темір": "Сарынбайұлы Темір",
            "Қайыңсулова Əсем": "Қайыңсулова Әсем",
            "Алтынколов A. C.": "Алтынколов А. С.",
            "Тemir Аltynkolov": "Temir Altynkolov",
        },
        {"Алтынкоlов Темір": "one-script", "Yлан Тестов": "one-script"},
    )
    yield named(
        "spaces and characters that nobody sees",
        {
            "  Алтынколов\u00a0Темір ": "Алтынколов Темір",
            "Мунар\u200bбелов Ұлан\ufeff": "Мунарбелов Ұлан",
            "\u200fТестова Айша\u200e": "Тестова Айша",
            "Тес\u00adтов Али": "Тестов Али",
            unicodedata.normalize("NFD", "Андрей Королёв"): "Андрей Королёв",
        },
        {"Тест\u202eова Айша": "characters", "Тестова\u0007 Айша": "characters"},
    )
    yield Case(
        name="the same key with and without characters that nobody sees",
        content=text(
            [
                SHORT,
                ["А-1", "Тестов Темір", ""],
                ["А-1\u200b", "Тестов Ұлан", ""],
                ["А-1\u00a0", "Тестов Али", ""],
            ]
        ),
        mapping=MAPPING,
        people={"А-1": "Тестов Темір"},
        refused={3: ["№: key-once"], 4: ["№: key-once"]},
        mended={3: {"№": "А-2"}, 4: {"№": "А-3"}},
        after={"А-2": "Тестов Ұлан", "А-3": "Тестов Али"},
    )
    yield named("a name without end", {}, {"Тестов " + "о" * 300: "name"})
