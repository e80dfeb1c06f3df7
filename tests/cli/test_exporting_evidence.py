"""`undersigned evidence export`: what was approved goes to others as statements, and nothing else does."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from tests.counting.rows import a_row

from undersigned.cli.app import undersigned
from undersigned.counting.countable import Decision, Sameness
from undersigned.counting.figure import Unit
from undersigned.evidence.followthemoney import to_claims
from undersigned.publishing.figures.evidence import PublicEvidence
from undersigned.publishing.figures.statements import claims_of

EVE, NEXT = date(2026, 9, 20), date(2026, 9, 21)
MONTH, YEAR = (date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 1, 1), date(2026, 12, 31))
NAME = "Kanareika Nazvannova"


def run(*arguments, language="en"):
    said = ["evidence", "export", *map(str, arguments), "--language", language]
    return CliRunner().invoke(undersigned, said)


def held(subject, first=EVE, last=EVE, **more):
    return a_row(subject, first=first, last=last, sources=frozenset({"list-a"}), **more)


def a_file(tmp_path, *rows, **more):
    made = PublicEvidence(as_of=date(2026, 10, 9), rows=rows, names={"a1": NAME}, **more)
    (tmp_path / "public.json").write_bytes(made.canonical())
    return tmp_path / "public.json", tmp_path / "statements.jsonl"


def statements(out):
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_a_row_becomes_statements_that_come_back(tmp_path):
    """Who by an opaque id, when, by whom; what no statement holds is counted with its reason."""
    rows = (held("a1", outcome="released"), held("b2", group=(150, 200)))
    file, out = a_file(tmp_path, *rows)

    answer = run(file, "--out", out)

    assert answer.exit_code == 0, answer.output
    assert {(one["entity_id"], one["prop"], one["value"]) for one in statements(out)} == {
        ("list-a/detention/a1/1", "involved", "list-a/person/a1"),
        ("list-a/detention/a1/1", "startDate", "2026-09-20"),
        ("list-a/detention/b2/1", "startDate", "2026-09-20"),
    }
    assert "3 statements from 2 rows, without names" in answer.output
    assert "3 claims stay out: followthemoney has no property for them" in answer.output
    assert set(to_claims(statements(out))) < set(claims_of(rows))


def test_no_name_is_exported_not_even_of_who_agreed(tmp_path):
    """A copy elsewhere could not be taken back; the file of names beside is not read."""
    file, out = a_file(tmp_path, held("a1"))
    file.with_suffix(".names.json").write_text(json.dumps({"a1": NAME}), encoding="utf-8")

    answer = run(file, "--out", out)

    assert {one["entity_id"] for one in statements(out)} == {"list-a/detention/a1/1"}
    assert NAME not in out.read_text(encoding="utf-8") + answer.output


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((EVE, EVE), ["2026-09-20"]),
        (MONTH, ["2026-09"]),
        (YEAR, ["2026"]),
        ((EVE, NEXT), ["2026-09"]),
        ((EVE, date(2027, 1, 2)), []),
        ((EVE, None), []),
    ],
)
def test_a_day_is_never_narrower_than_its_row(tmp_path, days, said):
    """Whatever was widened because few have it stays wide."""
    file, out = a_file(tmp_path, held("a1", *days))

    run(file, "--out", out)

    assert [one["value"] for one in statements(out) if one["prop"] == "startDate"] == said


def test_two_times_of_one_person_are_two_and_no_holding_is_told_twice(tmp_path):
    """Rows of detentions beside rows of people say the same holdings again: they stay out, and are told."""
    file, out = a_file(
        tmp_path,
        held("a1"),
        held("a1", NEXT, NEXT),
        held("d4/detention", unit=Unit.DETENTIONS),
        held("o5/opinion", unit=Unit.OPINIONS),
    )

    answer = run(file, "--out", out)

    assert "1 row of detentions stays out" in answer.output
    assert {one["entity_id"] for one in statements(out)} == {
        "list-a/detention/a1/1",
        "list-a/detention/a1/2",
        "list-a/opinion/o5/opinion",
    }
    involved = {one["entity_id"]: one["value"] for one in statements(out) if one["prop"] == "involved"}
    assert involved == {
        "list-a/detention/a1/1": "list-a/person/a1",
        "list-a/detention/a1/2": "list-a/person/a1",
    }
    assert {one["schema"] for one in statements(out)} == {"Event", "Document"}


def test_detentions_counted_alone_are_exported(tmp_path):
    """Under their own ids, of nobody."""
    file, out = a_file(tmp_path, held("d4/detention", unit=Unit.DETENTIONS))

    run(file, "--out", out)

    assert [(one["entity_id"], one["prop"]) for one in statements(out)] == [
        ("list-a/detention/d4/detention", "startDate")
    ]


def test_decisions_stay_out_and_are_told(tmp_path):
    """In either language."""
    file, out = a_file(
        tmp_path, held("a1"), held("b2"), decisions=(Decision(one="a1", other="b2", sameness=Sameness.SAME),)
    )

    assert "1 décision sur les lignes" in run(file, "--out", out, language="fr").output


def test_nothing_but_an_approved_file_is_exported(tmp_path):
    """Not a folder of claims, not a file of claims; and no file is written."""
    (tmp_path / "register").mkdir()
    claims = tmp_path / "register" / "claims.public.jsonl"
    claims.write_text('{"id": "00"}\n', encoding="utf-8")
    out = tmp_path / "out.jsonl"

    folder, file = run(tmp_path / "register", "--out", out), run(claims, "--out", out)

    assert (folder.exit_code, file.exit_code, out.exists()) == (2, 2, False)
    assert "values.file.opened" in folder.output
    assert "publishing.evidence.read" in file.output


def test_a_file_that_is_there_stays(tmp_path):
    """Whosever it is."""
    file, out = a_file(tmp_path, held("a1"))
    out.write_text("mine", encoding="utf-8")

    answer = run(file, "--out", out)

    assert answer.exit_code == 2
    assert out.read_text(encoding="utf-8") == "mine"
