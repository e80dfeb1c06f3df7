"""`undersigned evidence public` and `publish --figures`: from a list to a figure's page, and one row less."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from undersigned.cli.app import undersigned
from undersigned.values.digest import sha256

LISTS = Path(__file__).parents[2] / "examples" / "harbour-square" / "evidence"
TEXT = LISTS.parent / "declaration.en.txt"
CASES = [f"LA-{number}" for number in range(1, 63)]
FIGURES = """\
assembly = "concord"
instrument = "written-declaration"
number = 12
[[snapshots]]
as_of = 2026-10-09
rows = "first.json"
{second}
[[figures]]
id = "eve"
clause = 2
nth = 3
qualifier = "at least"
value = 65
unit = "persons"
question = {{ from = 2026-09-20, until = 2026-09-21 }}
"""


def run(*arguments):
    return CliRunner().invoke(undersigned, [str(one) for one in (*arguments, "--language", "en")])


def approval(folder, name, rows=CASES, approved_by="another"):
    (folder / name).write_text(
        f'proposed_by = "one"\napproved_by = "{approved_by}"\non = 2026-10-09\n'
        'properties = ["person.name", "detention.start", "detention.outcome"]\n'
        f"[rows]\nlegal-aid = {list(rows)!r}\n",
        encoding="utf-8",
    )
    return folder / name


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    read = run(
        "evidence",
        "read",
        LISTS / "legal-aid.csv",
        "--mapping",
        LISTS / "legal-aid.toml",
        "--out",
        folder / "register",
    )
    assert read.exit_code == 0, read.output
    return folder / "register"


def written(register, approved, out, *more):
    return run(
        "evidence",
        "public",
        register,
        "--sources",
        LISTS / "sources.toml",
        "--approved",
        approved,
        "--out",
        out,
        *more,
    )


def test_rows_go_out_without_names_but_for_those_who_agreed(register, tmp_path):
    """Approved by a second person; the digest is said."""
    (tmp_path / "agreed.toml").write_text(
        '[[agreed]]\nsource = "legal-aid"\nkey = "LA-1"\non = 2026-10-01\nasked_by = "counsel"\n',
        encoding="utf-8",
    )
    approved = approval(tmp_path, "approved.toml")

    answer = written(register, approved, tmp_path / "out.json", "--agreed", tmp_path / "agreed.toml")

    said = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert answer.exit_code == 0, answer.output
    assert "62 rows, 1 with a name" in answer.output
    assert "sha256:" in answer.output
    assert "Zhelkensunov" not in said
    assert list(json.loads((tmp_path / "out.names.json").read_bytes()).values()) == ["Bekzat Zhelkensunov"]
    assert "LA-2" not in said


@pytest.mark.parametrize("approved_by", ["one", ""])
def test_nothing_goes_out_that_no_second_person_approved(register, tmp_path, approved_by):
    """Nor by its proposer alone."""
    answer = written(
        register, approval(tmp_path, "approved.toml", approved_by=approved_by), tmp_path / "out.json"
    )

    assert answer.exit_code == 2
    assert "another person" in answer.output
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("content", ["", "x = ", "rows = 1", "[rows]\n"])
def test_a_list_that_says_nothing_is_refused_in_words(register, tmp_path, content):
    """Never with a traceback."""
    (tmp_path / "approved.toml").write_text(content, encoding="utf-8")

    answer = written(register, tmp_path / "approved.toml", tmp_path / "out.json")

    assert answer.exit_code == 2
    assert "Traceback" not in answer.output
    assert "approved.toml" in answer.output


def test_one_row_less_moves_the_card_once_somebody_decided(register, tmp_path):
    """Before that the step is refused; the signed text stays in either case."""
    written(register, approval(tmp_path, "one.toml"), tmp_path / "first.json")
    written(register, approval(tmp_path, "two.toml", CASES[1:]), tmp_path / "second.json")
    snapshot = '[[snapshots]]\nas_of = 2026-10-30\nrows = "second.json"\n'
    decided = snapshot + 'small_step_approved_by = "another"\nsmall_step_why = "asked for"\n'
    answers = []
    for second in (snapshot, decided):
        (tmp_path / "figures.toml").write_text(FIGURES.format(second=second), encoding="utf-8")
        out = tmp_path / "site"
        answers.append(
            run("publish", TEXT, "--figures", tmp_path / "figures.toml", "--out", out, "--forms", "txt")
        )

    assert answers[0].exit_code == 2
    assert "no second person decided" in " ".join(answers[0].output.split())
    assert answers[1].exit_code == 0, answers[1].output
    page = (tmp_path / "site/en/concord/written-declaration/12.html").read_text(encoding="utf-8")
    assert "The signed text stays." in page


@pytest.fixture
def two_days(register, tmp_path):
    """What is public now, and the list of a day on which one row is gone."""
    written(register, approval(tmp_path, "one.toml"), tmp_path / "first.json")
    return tmp_path / "first.json", approval(tmp_path, "two.toml", CASES[1:]), tmp_path / "second.json"


def test_a_step_of_one_from_what_is_public_is_refused(register, two_days):
    """By the code of the desk, with what it could tell; no file is written. The same file again is none."""
    first, approved, out = two_days

    answer = written(register, approved, out, "--before", first)
    same = written(register, approved.with_name("one.toml"), out, "--before", first)

    assert answer.exit_code == 2
    assert "desk.outgoing.rows" in answer.output
    assert "people: 0 came, 1 went, 0 changed, of 62" in " ".join(answer.output.split())
    assert same.exit_code == 0, same.output
    assert not out.with_suffix(".step.json").exists()


def test_another_than_the_proposer_lets_a_step_out_and_that_is_kept(register, two_days):
    """By name and reason, beside the file, with the digests of both; never by the proposer."""
    first, approved, out = two_days
    why = ("--before", first, "--small-step-why", "the court took it down itself")

    own = written(register, approved, out, *why, "--small-step-approved-by", " One ")
    assert (own.exit_code, out.exists()) == (2, False)
    assert "desk.outgoing.step-by" in own.output

    answer = written(register, approved, out, *why, "--small-step-approved-by", "another")
    said = json.loads(out.with_suffix(".step.json").read_text(encoding="utf-8"))
    assert answer.exit_code == 0, answer.output
    assert (said["small_step_approved_by"], said["could_tell"]["went"]) == ("another", 1)
    assert {said["before"], said["after"]} == {sha256(one.read_bytes()) for one in (first, out)}


@pytest.mark.parametrize(
    "half",
    [
        ("--small-step-approved-by", "another"),
        ("--small-step-why", "asked for"),
        ("--small-step-approved-by", "another", "--small-step-why", " "),
    ],
)
def test_half_a_decision_about_a_step_is_refused(register, two_days, half):
    """A name without a reason, a reason without a name; and both without the file before."""
    first, approved, out = two_days
    both = ("--small-step-approved-by", "another", "--small-step-why", "asked for")

    assert written(register, approved, out, "--before", first, *half).exit_code == 2
    assert written(register, approved, out, *both).exit_code == 2
    assert not out.exists()


def test_a_file_before_that_is_no_evidence_is_refused_in_words(register, two_days):
    """With its name."""
    first, approved, out = two_days
    first.write_text("{}", encoding="utf-8")

    answer = written(register, approved, out, "--before", first)

    assert answer.exit_code == 2
    assert "first.json" in answer.output
    assert "Traceback" not in answer.output


def test_units_that_the_list_names_go_out_and_no_unknown_one(register, tmp_path):
    """Detentions beside people; a word that names no unit is refused with the file's name."""
    approved = approval(tmp_path, "approved.toml")
    said = approved.read_text(encoding="utf-8")
    approved.write_text('units = ["persons", "detentions"]\n' + said, encoding="utf-8")
    assert "124 rows" in written(register, approved, tmp_path / "out.json").output

    approved.write_text('units = ["souls"]\n' + said, encoding="utf-8")
    answer = written(register, approved, tmp_path / "again.json")
    assert answer.exit_code == 2
    assert "souls" in answer.output


def test_figures_of_a_declaration_that_is_not_given_are_told(tmp_path):
    """The site is written; the command says which file found no declaration."""
    said = (
        FIGURES.format(second="").replace("number = 12", "number = 99").replace('rows = "first.json"\n', "")
    )
    (tmp_path / "figures.toml").write_text(said, encoding="utf-8")

    answer = run(
        "publish", TEXT, "--figures", tmp_path / "figures.toml", "--out", tmp_path / "s", "--forms", "txt"
    )

    assert answer.exit_code == 1
    assert "concord/written-declaration/99" in answer.output.replace("\n", "")
