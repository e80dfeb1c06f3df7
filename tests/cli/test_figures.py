"""`undersigned figures` as a person types it: declarations, plain texts, refusals."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from undersigned.cli.app import undersigned

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "harbour-square"
REFUSED = ROOT / "tests" / "vectors" / "refused" / "figures"


def run(*arguments, stdin=None):
    return CliRunner().invoke(undersigned, ["figures", *map(str, arguments)], input=stdin)


def answered(*arguments, stdin=None):
    return [json.loads(line) for line in run(*arguments, "--json", stdin=stdin).output.splitlines()]


@pytest.mark.parametrize("name", ["declaration.en.txt", "declaration.fr.txt"])
def test_the_figures_of_the_example_are_found_in_both_languages(name):
    """Five clauses' worth of numbers, the same in English and French, none in doubt."""
    (answer,) = answered(EXAMPLE / name)
    figures = [one for passage in answer["passages"] for one in passage["figures"]]

    assert [(one["qualifier"], one["low"]) for one in figures] == [
        ("more than", 3000),
        ("at least", 65),
        ("exactly", 43),
        ("more than", 200),
        ("exactly", 23),
        ("exactly", 21),
    ]
    assert figures[2]["relation"] == {"tie": "part", "to": 0}
    assert "observ" in figures[3]["attributed_to"]
    assert answer["findings"] == []


def test_the_founding_text_gives_the_figures_that_are_carried_as_facts(shared):
    """Clause, qualifier and value of each of the six."""
    facts = tomllib.loads((ROOT / "examples" / "doc-14983" / "declaration.toml").read_text(encoding="utf-8"))
    (answer,) = answered(shared / "seed" / "doc-14983.txt")
    found = [one for passage in answer["passages"] for one in passage["figures"]]

    assert [(one["clause"], one["qualifier"], one["low"]) for one in found] == [
        (one["clause"], one["qualifier"], one["value"]) for one in facts["figures"]
    ]
    assert [bool(one.get("attributed_to")) for one in found] == [
        "attributed_to" in one for one in facts["figures"]
    ]


def test_people_see_value_clause_and_author():
    """Words in the reader's language, whatever that of the text."""
    answer = run(EXAMPLE / "declaration.en.txt", "--language", "fr")

    assert answer.exit_code == 0
    assert "plus de" in answer.output
    assert "observers" in answer.output
    assert "Mis de côté" in answer.output


def test_a_plain_text_is_read_in_the_language_that_it_shows():
    """Lines broken inside a paragraph do not break a number's sentence."""
    text = "Сотни людей вышли на улицы, не менее\n65 человек задержаны, 43 из них оштрафованы.\n"

    (answer,) = answered("-", stdin=text)

    assert answer["passages"][0]["language"] == "ru"
    assert [one["low"] for one in answer["passages"][0]["figures"]] == [100, 65, 43]


def test_a_doubt_is_shown_and_fails_nothing():
    """It is a question to a person, so the status stays 0."""
    answer = run("-", "--language", "en", stdin="In the town, in 2031 people were held by the police.")

    assert answer.exit_code == 0
    assert "counting.figure.reading" in answer.output


@pytest.mark.parametrize("path", sorted(REFUSED.iterdir()), ids=lambda path: path.stem)
def test_what_cannot_be_read_is_refused_in_words(path):
    """Status 2, with what to do."""
    answer = run(path, "--language", "en")

    assert answer.exit_code == 2
    assert "counting.text." in answer.output
    assert "Traceback" not in answer.output


def test_the_language_of_a_text_can_be_said():
    """Where its letters do not tell."""
    (answer,) = answered("-", "--of", "en", stdin="65 : 43")

    assert [one["low"] for one in answer["passages"][0]["figures"]] == [65, 43]


def test_every_answer_is_of_the_documented_shape():
    """Declarations, drafts, plain texts, refusals."""
    schema = json.loads((ROOT / "docs" / "reference" / "figures.schema.json").read_text())
    files = [*sorted(EXAMPLE.glob("*.txt")), *sorted(EXAMPLE.glob("*.docx")), *sorted(REFUSED.iterdir())]

    answers = answered(*files)

    assert len(answers) == len(files)
    for answer in answers:
        Draft202012Validator(schema).validate(answer)
    assert not Draft202012Validator(schema).is_valid({"schema": "undersigned.other/1"})


def test_a_line_that_no_part_of_a_declaration_took_is_said(tmp_path):
    """It may hold a figure: it is shown with its words, and the figures of the rest beside it."""
    text = (EXAMPLE / "declaration.en.txt").read_text(encoding="utf-8")
    opening = "We, the undersigned"
    assert opening in text
    file = tmp_path / "declaration.txt"
    file.write_text(text.replace(opening, f"Ninety were held at the quay\n\n{opening}", 1), encoding="utf-8")

    (answer,) = answered(file)

    assert [one["code"] for one in answer["findings"]] == ["declaring.line.understood"]
    assert "Ninety" in answer["findings"][0]["particulars"]["text"]
    assert sum(len(one["figures"]) for one in answer["passages"]) == 6
