"""Make the lists of four monitors: `python examples/harbour-square/evidence/generate.py [folder]`.

All is invented. The truth is made first (who was held on which day, and how it ended) and written to
`truth.json`; then each monitor sees a part of it and spells, dates and orders it in a way of its own:

1. `harbour-watch.xlsx`: 200 rows in Cyrillic under a merged header; days as the program's dates or as text;
   two people in some cells. Three rows cannot be read: a day that no calendar has, two names with
   another sign between them, a word for an outcome that nobody knows.
2. `legal-aid.csv` (English), `rights-line.tsv` (Russian, cp1251), `court-docket.jsonl` (the court's own).
3. `decisions.jsonl`: which rows a fictional reviewer found to be one person.

Every run gives the same bytes.
"""

import csv
import io
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from make_roll import Dice  # noqa: E402 (beside this folder)

from undersigned.evidence.intake.workbook_writing import xlsx  # noqa: E402

SEED = 2041
EVE, RALLY = date(2026, 9, 20), date(2026, 9, 21)
HELD_ON_THE_EVE, PUNISHED_ON_THE_EVE, HELD_AT_THE_RALLY, HELD_BEFORE = 71, 43, 64, 96
HELD_TWICE = 3
ROWS = 200
MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября"),
    *("ноября", "декабря"),
)
PLACES = (
    ("площадь Порт", "Harbour Square"),
    ("дома", "at home"),
    ("автозак", "police bus"),
    ("ИВС", "holding cell"),
)
OUTCOMES = {
    "fine": ("штраф", "fine"),
    "administrative-arrest": ("адм. арест", "administrative arrest"),
    "released": ("отпущен", "released without record"),
    "warning": ("предупреждение", "warning"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One detention of the truth: who (by number and spellings), when, where, how it ended."""

    number: int
    cyrillic: str
    latin: str
    other_latin: str
    on: date
    place: tuple[str, str]
    outcome: str


def files() -> dict[str, bytes]:
    """Every generated file by its name."""
    dice = Dice(SEED)
    truth = make_truth(dice, tomllib.loads((HERE / "parts.toml").read_text(encoding="utf-8")))
    eve, rally = (tuple(one for one in truth if one.on == day) for day in (EVE, RALLY))
    before = tuple(one for one in truth if one.on < EVE)
    seen = {
        "harbour-watch": [*eve[:50], *rally[:60], *before],
        "legal-aid": [*eve[30:62], *rally[20:50]],
        "rights-line": [*eve[40:67], *before[:20]],
        "court-docket": [*eve[10:25], *eve[60:], *rally[50:]],
    }
    rows_of = {name: dice.some_of(holdings, len(holdings)) for name, holdings in seen.items()}
    watch, keys = harbour_watch(dice, rows_of["harbour-watch"])
    made = {
        "harbour-watch.xlsx": watch,
        "legal-aid.csv": legal_aid(rows_of["legal-aid"]).encode("utf-8"),
        "rights-line.tsv": rights_line(rows_of["rights-line"]).encode("cp1251", errors="xmlcharrefreplace"),
        "court-docket.jsonl": court_docket(rows_of["court-docket"]).encode("utf-8"),
    }
    keys.update(
        (name, [(one.number, f"{prefix}{nth}") for nth, one in enumerate(rows_of[name], 1)])
        for name, prefix in (("legal-aid", "LA-"), ("rights-line", "ПЛ-"), ("court-docket", "7104/"))
    )
    said = {
        "on_the_eve": len({one.number for one in eve}),
        "on_the_eve_fined_or_arrested": sum(one.outcome in ("fine", "administrative-arrest") for one in eve),
        "at_the_rally": len(rally),
        "people": len({one.number for one in truth}),
    }
    return {
        **made,
        "decisions.jsonl": "".join(decisions(keys)).encode("utf-8"),
        "truth.json": (json.dumps(said, indent=1) + "\n").encode("utf-8"),
    }


# ---- the truth --------------------------------------------------------------------------------


def make_truth(dice: Dice, parts: dict[str, list[list[str]]]) -> list[Holding]:
    """Every detention; three people who were held before the eve are held again on it."""
    people = _people(dice, parts)
    outcomes = ["fine", "administrative-arrest"]
    truth = []
    for nth in range(HELD_ON_THE_EVE):
        ended = dice.one_of(outcomes) if nth < PUNISHED_ON_THE_EVE else "released"
        truth.append(_holding(dice, people, nth, EVE, ended))
    truth.extend(
        _holding(dice, people, HELD_ON_THE_EVE + nth, RALLY, dice.one_of([*OUTCOMES]))
        for nth in range(HELD_AT_THE_RALLY)
    )
    for nth in range(HELD_BEFORE):
        who = nth if nth < HELD_TWICE else HELD_ON_THE_EVE + HELD_AT_THE_RALLY + nth
        day = date(2025, 2, 8) + timedelta(days=dice.number(560))
        truth.append(_holding(dice, people, who, day, dice.one_of([*OUTCOMES])))
    return truth


def _people(dice: Dice, parts: dict[str, list[list[str]]]) -> list[tuple[str, str, str]]:
    """Enough names, none twice in any spelling."""
    found: dict[tuple[str, str, str], None] = {}
    spelled: set[str] = set()
    while len(found) < HELD_ON_THE_EVE + HELD_AT_THE_RALLY + HELD_BEFORE:
        begin, end = dice.one_of(parts["begin"]), dice.one_of(parts["end"])
        given = dice.one_of(parts["women" if end[3] == "f" else "men"])
        one = tuple(f"{given[way]} {begin[way]}{end[way]}" for way in range(3))
        if not spelled.intersection(one):
            spelled.update(one)
            found[one] = None
    return [*found]


def _holding(
    dice: Dice, people: Sequence[tuple[str, str, str]], nth: int, day: date, outcome: str
) -> Holding:
    cyrillic, latin, other = people[nth]
    return Holding(
        number=nth,
        cyrillic=cyrillic,
        latin=latin,
        other_latin=other,
        on=day,
        place=dice.one_of(PLACES),
        outcome=outcome,
    )


# ---- four lists -------------------------------------------------------------------------------


def harbour_watch(dice: Dice, holdings: Sequence[Holding]) -> tuple[bytes, dict[str, list[tuple[int, str]]]]:
    """The workbook of 200 rows, and under which key whom it has."""
    groups = _grouped(list(holdings))
    lines: list[list[str | date]] = [
        ["Задержанные с февраля 2025 года: сводный список"],
        ["№", "ФИО", "Задержание", "", "", "Итог", "Телефон близких"],
        ["", "", "дата", "место", "статья", "", ""],
    ]
    keys = []
    for nth, group in enumerate(groups, 1):
        first = group[0]
        name = "\n".join(_family_first(one.cyrillic) for one in group)
        phone = f"+000 {nth:03} {dice.number(900) + 100}" if len(group) == 1 and nth % 7 == 0 else ""
        lines.append(
            [
                str(nth),
                name,
                _day(dice, first.on),
                first.place[0],
                "ст. 488",
                OUTCOMES[first.outcome][0],
                phone,
            ]
        )
        keys += [
            (one.number, f"{nth}/{at}" if len(group) > 1 else str(nth)) for at, one in enumerate(group, 1)
        ]
    lines += [
        ["198", "Темір Кемежарин", "31.09.2026", "дома", "ст. 488", "штраф", ""],
        ["199", "Шынар Мұнарберина и Ұлан Мұнарберин", RALLY, "автозак", "ст. 488", "штраф", ""],
        ["200", "Бекзат Қайыңсулов", RALLY, "ИВС", "ст. 488", "провели беседу", ""],
    ]
    return xlsx(lines, sheet="Список", merged=("A1:G1", "C2:E2")), {"harbour-watch": keys}


def _grouped(holdings: list[Holding]) -> list[tuple[Holding, ...]]:
    """197 rows: where there are more people than rows, two of one day, place and outcome share a cell."""
    rows = [(one,) for one in holdings]
    while len(rows) > ROWS - 3:
        first, second = _alike(rows)
        rows[first] = (*rows[first], *rows[second])
        del rows[second]
    return rows


def _alike(rows: Sequence[tuple[Holding, ...]]) -> tuple[int, int]:
    for first, row in enumerate(rows):
        for second in range(first + 1, len(rows)):
            one, other = row[0], rows[second][0]
            same = (one.on, one.place, one.outcome) == (other.on, other.place, other.outcome)
            if same and len(row) == len(rows[second]) == 1:
                return first, second
    raise AssertionError("no two rows can share a cell")


def _day(dice: Dice, day: date) -> str | date:
    """A day as a date of the program, in figures or in words, as it comes."""
    way = dice.number(4)
    if way == 0:
        return f"{day.day:02}.{day.month:02}.{day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} г." if way == 1 else day


def _family_first(name: str) -> str:
    given, _, family = name.partition(" ")
    return f"{family} {given}"


def legal_aid(holdings: Sequence[Holding]) -> str:
    """A CSV file in English, with ISO days."""
    rows = [["Case", "Name", "Date", "Place", "Outcome", "Lawyer present"]]
    rows += [
        [
            f"LA-{nth}",
            one.latin,
            one.on.isoformat(),
            one.place[1],
            OUTCOMES[one.outcome][1],
            "yes" if nth % 3 else "no",
        ]
        for nth, one in enumerate(holdings, 1)
    ]
    return _separated(rows, ",")


def rights_line(holdings: Sequence[Holding]) -> str:
    """A file with tabs in Russian; its encoding lacks letters of names, which are therefore in Latin."""
    rows = [["Номер", "Имя", "Дата задержания", "Результат"]]
    rows += [
        [f"ПЛ-{nth}", one.latin, f"{one.on.day:02}.{one.on.month:02}.{one.on.year}", OUTCOMES[one.outcome][0]]
        for nth, one in enumerate(holdings, 1)
    ]
    return _separated(rows, "\t")


def court_docket(holdings: Sequence[Holding]) -> str:
    """JSON Lines of a court: another spelling, and no place."""
    return "".join(
        json.dumps(
            {
                "docket": f"7104/{nth}",
                "person": one.other_latin,
                "day": one.on.isoformat(),
                "result": one.outcome,
            },
            ensure_ascii=False,
        )
        + "\n"
        for nth, one in enumerate(holdings, 1)
    )


def _separated(rows: Sequence[Sequence[str]], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


# ---- what a reviewer decided ------------------------------------------------------------------


def decisions(keys: dict[str, list[tuple[int, str]]]) -> Iterator[str]:
    """For everyone who stands in several rows: each is the same person as the one before."""
    rows_of: dict[int, list[tuple[str, str]]] = {}
    for source, seen in keys.items():
        for number, key in seen:
            rows_of.setdefault(number, []).append((source, key))
    nth = 0
    for rows in rows_of.values():
        for one, other in pairwise(rows):
            nth += 1
            said = {
                "one": [one[0], one[1]],
                "other": [other[0], other[1]],
                "what": "same",
                "by": "reviewer of Harbour Watch",
                "at": f"2026-10-0{1 + nth % 6}T10:{nth % 60:02}:00+00:00",
                "why": "same name in another spelling; both lists give the day"
                if one[0] != other[0]
                else "held twice",
            }
            yield json.dumps(said, ensure_ascii=False) + "\n"


def main(folder: Path) -> None:
    """Write every generated file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
