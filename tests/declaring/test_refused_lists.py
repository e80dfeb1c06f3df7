"""Each way of being wrong in a list is answered with its own code, on its own line."""

import tomllib
from pathlib import Path

import pytest

from undersigned.declaring.archive.known import known_findings
from undersigned.declaring.questions.legend import legend_findings
from undersigned.declaring.questions.lists import list_findings
from undersigned.declaring.questions.standing import standing_findings
from undersigned.declaring.reading.reader import read
from undersigned.values.findings import failures

MUSEUM = Path(__file__).parents[1] / "vectors" / "refused" / "lists"
EXPECTED = tomllib.loads((MUSEUM / "expected.toml").read_text(encoding="utf-8"))


def findings_of(text):
    """All that this part says of a text in one language."""
    (declaration,) = read(text.encode(), file="list.txt").declarations
    rules = (list_findings, standing_findings, legend_findings, known_findings)
    return tuple(finding for rule in rules for finding in rule(declaration))


def test_a_sound_list_is_answered_with_yes():
    """What is changed in the other files is all that is wrong with them."""
    assert not failures(findings_of((MUSEUM / "sound.txt").read_text(encoding="utf-8")))


def test_every_file_of_the_museum_is_expected():
    """None is forgotten."""
    assert {file.stem for file in MUSEUM.glob("*.txt")} == {*EXPECTED, "sound"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_wrong_list_is_answered_where_it_is_wrong(name):
    """Code, outcome and line are those of the one thing that was changed."""
    found = findings_of((MUSEUM / f"{name}.txt").read_text(encoding="utf-8"))
    answers = {(one.code, one.outcome.value, one.place and one.place.line) for one in found if not one.ok}

    assert (EXPECTED[name]["code"], EXPECTED[name]["outcome"], EXPECTED[name]["line"]) in answers


@pytest.fixture(scope="module")
def founding(shared):
    return (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8")


def test_the_founding_document_is_all_right(founding):
    """Every question of this part is answered with yes."""
    assert [one.code for one in findings_of(founding) if not one.ok] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("COAKER Vernon, United Kingdom, SOC\n", "", "declaring.list.total", {"counted": 24}),
        (
            "COAKER Vernon, United Kingdom, SOC\n",
            "",
            "declaring.list.known",
            {"published": "COAKER Vernon, United Kingdom, SOC", "here": None},
        ),
        (
            "GAVAN Paul, Ireland, UEL\nGRIGORIU Inga, Republic of Moldova, EPP/CD\n",
            "GRIGORIU Inga, Republic of Moldova, EPP/CD\nGAVAN Paul, Ireland, UEL\n",
            "declaring.list.order",
            {"before": "GRIGORIU Inga", "after": "GAVAN Paul"},
        ),
        ("\nUEL: Group of the Unified European Left", "", "declaring.legend.complete", {"group": "UEL"}),
        ("MURRAY Ian, United Kingdom, SOC", "MURRAY Ian, United Kingdom, EDG", "declaring.group.on-day", {}),
        ("MURRAY Ian, United Kingdom, SOC", "MURRAY Ian, United Kingdom, FDG", "declaring.group.on-day", {}),
        (
            "MURRAY Ian, United Kingdom, SOC",
            "MURRAY Ian, United Kingdom, EC/DA",
            "declaring.group.on-day",
            {},
        ),
        ("MURRAY Ian, United Kingdom, SOC", "MURRAY Ian, United Kingdom, LDR", "declaring.group.on-day", {}),
        (
            "MURRAY Ian, United Kingdom, SOC",
            "MURRAY Ian, United Kingdom, UEL",
            "declaring.list.known",
            {"here": "MURRAY Ian, United Kingdom, UEL"},
        ),
        ("HUNKO Andrej, Germany, UEL", "HUNKO Andrej, Austria, UEL", "declaring.list.known", {}),
        ("HUNKO Andrej, Germany, UEL", "HUNKO Andrey, Germany, UEL", "declaring.list.known", {}),
        (
            "MURRAY Ian, United Kingdom, SOC\n",
            "MURRAY Ian, United Kingdom, SOC\n" * 2,
            "declaring.list.distinct",
            {"name": "MURRAY Ian"},
        ),
        ("Total = 25", "Total = 26", "declaring.list.total", {"stated": 26, "counted": 25}),
        ("Total = 25", "Total = 26", "declaring.total.known", {"stated": 26, "published": 25}),
        ("more than 200 people", "more than 300 people", "declaring.text.known", {"here": ("4",)}),
        ("No. 695", "No. 705", "declaring.number.series", {"number": 705}),
        ("No. 695", "No. 705", "declaring.number.known", {"printed": 705, "number": 695}),
        ("14983", "15983", "declaring.number.series", {"doc_number": 15983}),
        ("SOC: Socialists, Democrats and Greens Group", "SOC: Socialist Group", "declaring.legend.names", {}),
        ("FOULKES George, United Kingdom", "FOULKES George, Kyrgyzstan", "declaring.list.known", {}),
        ("04 October 2019", "04 October 2011", "declaring.delegation.on-day", {"country": "Kyrgyzstan"}),
    ],
)
def test_the_founding_document_with_one_thing_changed(founding, old, new, code, said):
    """Each change is found, by its own code."""
    text = founding.replace(old, new)
    if code == "declaring.delegation.on-day":
        text = text.replace("FOULKES George, United Kingdom", "FOULKES George, Kyrgyzstan")
    assert text != founding

    found = [one for one in failures(findings_of(text)) if one.code == code]

    assert found
    assert said.items() <= found[0].particulars.items()
    assert found[0].place
