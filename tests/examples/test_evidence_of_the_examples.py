"""The two examples as evidence: four lists whose truth is known, and nine people of a real document."""

import calendar
import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from undersigned.evidence.case_files import read_case_file
from undersigned.evidence.claims import Standing
from undersigned.evidence.detentions import detentions
from undersigned.evidence.intake.mapping import read_mapping
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.reading import open_list
from undersigned.evidence.people import people, said_of
from undersigned.followup.due import due
from undersigned.followup.outcomes import standings
from undersigned.linking.clusters import clusters_of
from undersigned.linking.decision_files import read_decisions
from undersigned.values.dates import SourceDate

EXAMPLES = Path(__file__).parents[2] / "examples"
LISTS = EXAMPLES / "harbour-square" / "evidence"
FILES = ("harbour-watch.xlsx", "legal-aid.csv", "rights-line.tsv", "court-docket.jsonl")
EVE = SourceDate.of_day(date(2026, 9, 20))
FACTS = EXAMPLES / "doc-14983"
NINE = 9


def rows_of(name):
    mapping = read_mapping((LISTS / name).with_suffix(".toml").read_text(encoding="utf-8"))
    stream = io.BytesIO((LISTS / name).read_bytes())
    grid = open_grid(stream, sheet=mapping.sheet, encoding=mapping.encoding)
    return list(open_list(grid, mapping, on=date(2026, 10, 10)).rows)


@pytest.fixture(scope="module")
def read_lists():
    return {name: rows_of(name) for name in FILES}


@pytest.fixture(scope="module")
def claims(read_lists):
    return [claim for rows in read_lists.values() for row in rows for claim in row.claims]


@pytest.fixture(scope="module")
def everyone(claims):
    decided = read_decisions((LISTS / "decisions.jsonl").read_text(encoding="utf-8"))
    return people(claims, clusters_of(decided).clusters)


@pytest.mark.slow
def test_the_lists_are_made_the_same_every_time(tmp_path):
    """In another process, with other hashes and in another time zone."""
    settings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Chatham"}
    subprocess.run([sys.executable, LISTS / "generate.py", tmp_path], env=settings, check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert len(made) == 6
    assert made == {name: (LISTS / name).read_bytes() for name in made}


def test_of_two_hundred_rows_three_are_refused(read_lists):
    """Each with its row, its column and its reason: a day, two names, a word."""
    rows = read_lists["harbour-watch.xlsx"]
    refused = {row.number: row.findings for row in rows if row.findings}

    assert len([row for row in rows if row.claims]) == 197
    assert [(number, found[0].particulars["column"], found[0].code) for number, found in refused.items()] == [
        (201, "Задержание / дата", "evidence.row.date"),
        (202, "ФИО", "evidence.row.one-name"),
        (203, "Итог", "evidence.row.word-known"),
    ]


def test_the_workbook_has_what_makes_lists_hard(read_lists):
    """Two people in a cell, dates of the program, dates in figures and in words, a merged header."""
    claims = [claim for row in read_lists["harbour-watch.xlsx"] for claim in row.claims]
    written = [claim.as_written for claim in claims if claim.property == "start"]

    assert {claim.subject.key.partition("/")[1] for claim in claims} == {"", "/"}
    assert None in written
    assert any(one and one.endswith("г.") for one in written)
    assert any(one and one.count(".") == 2 and one[0].isdigit() and " " not in one for one in written)


def test_seventy_one_people_are_documented_on_the_eve(claims, everyone):
    """From four sources, by decisions of a person; the truth is known, and so is how many were fined."""
    truth = json.loads((LISTS / "truth.json").read_text(encoding="utf-8"))
    on_the_eve = [one for one in detentions(claims) if one.date("start") == EVE or one.may_be_within(EVE)]
    person_of = {subject: person for person in everyone for subject in person.subjects}
    held = {person_of[subject] for one in on_the_eve for subject in one.persons}
    punished = {
        person_of[subject]
        for one in on_the_eve
        if {"fine", "administrative-arrest"} & set(one.outcomes)
        for subject in one.persons
    }

    assert len(held) == truth["on_the_eve"] == 71
    assert len(punished) == truth["on_the_eve_fined_or_arrested"] == 43
    assert len({one.subjects[0].source for one in on_the_eve}) == 4
    assert len(everyone) == truth["people"]


def test_without_decisions_nobody_is_joined(claims):
    """Each row is a person of its own: what a count would say if spelling were trusted to nobody."""
    assert len(people(claims)) > 300


def test_no_invented_name_is_a_known_person_s_name(everyone, shared):
    """In none of the spellings."""
    with (shared / "data" / "names-kz-ru.tsv").open(encoding="utf-8") as file:
        known = [_words(row["name"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    invented = [_words(name) for person in everyone for name in person.names]

    assert not [name for name in invented if any(name <= real for real in known)]


def _words(name):
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return {*bare.casefold().replace(",", " ").split()}


# ---- the nine people of the founding document --------------------------------------------------


@pytest.fixture(scope="module")
def case():
    return read_case_file((FACTS / "people.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def stand(case):
    everyone = standings(case.claims, clusters=case.clusters, as_of=date(2026, 11, 27))
    return {one.person.names[0]: one for one in everyone}


def test_the_nine_whom_the_document_names_and_no_other(stand):
    """In its order and its spelling."""
    declared = tomllib.loads((FACTS / "declaration.toml").read_text(encoding="utf-8"))["people"]

    assert len(stand) == NINE
    assert list(stand) == [one["name"] for one in declared]


def test_other_spellings_the_opinion_and_every_outcome_are_those_of_the_facts(case, stand):
    """Each with the address at which it was read, or with the words by which it was cited."""
    facts = [json.loads(line) for line in (FACTS / "people.jsonl").read_text(encoding="utf-8").splitlines()]
    for fact in facts:
        standing = stand[fact["name"]]
        opinions = said_of(case.claims, "opinion", standing.person)
        outcomes = {(_day(one), case.sources[one.cites[0].source].url) for one in standing.outcomes}

        assert list(standing.person.names[1:]) == [spelling for spelling, _ in fact["other_spellings"]]
        assert [(one.text("symbol"), case.sources[one.cites[0].source].url) for one in opinions] == [
            (one["symbol"], one["source"]) for one in [fact.get("opinion")] if one
        ]
        assert outcomes == {(day, one["source"]) for one in fact["outcomes"] for day in _days_told(one)}


def _days_told(fact):
    """The day of an outcome, and each further day that its words tell ("ordered by a court on …")."""
    told = re.findall(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", fact["what"])
    months = {name: number for number, name in enumerate(calendar.month_name)}
    return [fact["on"], *(date(int(year), months[month], int(day)).isoformat() for day, month, year in told)]


def _day(outcome):
    return outcome.on.iso() if outcome.on else None


def test_the_three_men_are_released_with_how_and_with_what_is_known_of_restrictions(stand):
    """Of one the restrictions are not told, and that is what is said."""
    latest = {name: stand[name].latest for name in list(stand)[:3]}

    assert {one.what for one in latest.values()} == {"released"}
    assert [one.how for one in latest.values()] == ["parole", "served", "health"]
    assert [one.told().ok for one in latest.values()] == [True, True, False]


def test_of_two_nothing_was_found_and_that_is_said(case, stand):
    """Sought and not found, with the day of the search: not filled in."""
    nothing = [name for name, one in stand.items() if not one.outcomes]

    assert nothing == ["Akmaral Kerimbayeva", "Gulmira Kalykova"]
    assert all(stand[name].not_found for name in nothing)
    assert sum(claim.standing is Standing.NOT_FOUND for claim in case.claims) == 2


def test_everybody_s_status_is_old(case, stand):
    """Years after the text all of it must be looked at again, the two unknown first."""
    found = due(case, on=date(2026, 11, 27))

    assert all(one.old for one in stand.values() if one.outcomes)
    assert [one.label for one in found[:2]] == ["Akmaral Kerimbayeva", "Gulmira Kalykova"]
    assert all(one.now for one in found)


def test_no_sentence_of_the_supplied_facts_is_copied():
    """Codes and few words; the file of facts keeps its own."""
    facts = [json.loads(line) for line in (FACTS / "people.jsonl").read_text(encoding="utf-8").splitlines()]
    text = (FACTS / "people.toml").read_text(encoding="utf-8")

    assert not [one["what"] for fact in facts for one in fact["outcomes"] if one["what"] in text]
