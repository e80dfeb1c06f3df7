"""The founding document: read, checked, broken on purpose, published."""

import json

import pytest
from click.testing import CliRunner
from tests.cli.sabotage import founding_sabotages

from undersigned.cli.app import undersigned


@pytest.fixture
def seed(shared):
    return shared / "seed" / "doc-14983.txt"


def run(*arguments):
    return CliRunner().invoke(undersigned, [str(one) for one in arguments])


def checked(path):
    return json.loads(run("check", path, "--json").output)


def outcomes(answer):
    return {finding["code"]: finding for finding in answer["findings"]}


def test_it_is_read_as_it_is_printed(seed):
    """Reference, day, title, disclaimer, opening, clauses, 25 names, total, legend."""
    (declaration,) = json.loads(run("read", seed, "--json").output)["declarations"]

    assert (declaration["doc_number"], declaration["number"]) == (14983, 695)
    assert declaration["dated"]["first"] == declaration["dated"]["last"] == "2019-10-04"
    assert declaration["title"].startswith("The international community must respond")
    assert declaration["disclaimer"]["variant"] == "does-not-reflect-position"
    assert declaration["opening"] == "We, the undersigned, declare the following:"
    assert len(declaration["clauses"]) == 4
    assert len(declaration["signatories"]) == declaration["stated_total"] == 25
    assert declaration["signatories"][2] == {
        "order": 3,
        "family": "ÆVARSDÓTTIR",
        "given": "Thorhildur Sunna",
        "honorific": None,
        "style": None,
        "country": {"label": "Iceland", "code": "IS"},
        "group": "SOC",
        "line": 33,
    }
    assert [line["code"] for line in declaration["legend"]] == ["ALDE", "EPP/CD", "SOC", "UEL", "NR"]


def test_the_rules_of_its_day_find_no_failure(seed):
    """25 counted and stated, 11 delegations, 4 groups and NR; the word limit cannot be told."""
    answer = checked(seed)
    found = outcomes(answer)

    assert not [finding for finding in answer["findings"] if finding["outcome"] == "failed"]
    assert found["declaring.list.total"]["outcome"] == "passed"
    assert found["declaring.list.order"]["outcome"] == "passed"
    assert found["declaring.legend.complete"]["outcome"] == "passed"
    assert found["declaring.list.signatories"]["particulars"]["value"] == 25
    assert found["declaring.list.delegations"]["particulars"]["value"] == 11
    assert found["declaring.list.groups"]["particulars"]["value"] == 4
    assert found["declaring.text.known"]["outcome"] == "passed"


def test_the_words_cannot_be_counted_for_sure(seed):
    """199 without the opening formula, 205 with it, 200 allowed: undetermined."""
    answer = checked(seed)
    limit = outcomes(answer)["declaring.text.word-limit"]

    assert limit["outcome"] == "undetermined"
    assert {199, 205} <= set(limit["particulars"].values())


@pytest.mark.parametrize("way", founding_sabotages())
def test_each_way_of_breaking_it_has_its_own_code_and_place(way, seed, tmp_path):
    """The code that names the fault fails, says where, and the command does not end well."""
    sabotage, code = founding_sabotages()[way]
    broken = tmp_path / "broken.txt"
    broken.write_bytes(sabotage(seed.read_text(encoding="utf-8")))

    answer = run("check", broken, "--json")
    found = [f for f in json.loads(answer.output)["findings"] if f["code"] == code]

    assert answer.exit_code in (1, 2)
    assert [f for f in found if f["outcome"] == "failed" and f["place"]["file"] == str(broken)], answer.output
    assert run("check", broken, "--language", "fr").exit_code == answer.exit_code


def test_the_ways_of_breaking_it_are_told_apart(seed, tmp_path):
    """No two ways leave the same set of failed codes."""
    sets = {}
    for way, (sabotage, _) in founding_sabotages().items():
        broken = tmp_path / f"{way}.txt"
        broken.write_bytes(sabotage(seed.read_text(encoding="utf-8")))
        findings = checked(broken)["findings"]
        sets[way] = frozenset(f["code"] for f in findings if f["outcome"] == "failed")

    assert len(set(sets.values())) == len(sets), sets


def test_it_is_published_in_every_form(seed, tmp_path):
    """HTML, PDF, Akoma Ntoso, JSON, JSON-LD, text and CSV, marked as a reproduction with names as printed."""
    answer = run("publish", seed, "--out", tmp_path / "site")
    folder = tmp_path / "site" / "en" / "pace" / "written-declaration"

    assert answer.exit_code == 0, answer.output
    for suffix in ("html", "pdf", "akn", "json", "jsonld", "txt", "csv"):
        assert (folder / f"695.{suffix}").stat().st_size > 500
    published = json.loads((folder / "695.json").read_text(encoding="utf-8"))
    assert published["nature"] == "reproduction"
    assert {one["level"] for one in published["list"]["signatories"]} == {"I"}


def test_other_words_under_its_number_are_not_published(seed, tmp_path):
    """Nobody's mouth is filled: a text that is not the known one is refused."""
    text = seed.read_text(encoding="utf-8").replace("6 000", "60 000")
    broken = tmp_path / "broken.txt"
    broken.write_text(text, encoding="utf-8")

    answer = run("publish", broken, "--out", tmp_path / "site")

    assert answer.exit_code == 2
    assert not (tmp_path / "site").exists()
