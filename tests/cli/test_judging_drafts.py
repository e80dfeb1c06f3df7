"""A draft is judged by the rules that one names for it, and its language versions are compared."""

import json
from pathlib import Path

from click.testing import CliRunner

from undersigned.cli.app import undersigned

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-square"
DRAFTS = (EXAMPLE / "draft.en.docx", EXAMPLE / "draft.fr.docx")
RULES = ("--assembly", "concord", "--instrument", "written-declaration", "--on", "2026-10-09")
DECLARATION = EXAMPLE / "declaration.en.txt"


def run(*arguments):
    return CliRunner().invoke(undersigned, [str(one) for one in arguments], catch_exceptions=False)


def outcomes(answer):
    found = [finding for line in answer.output.splitlines() for finding in json.loads(line)["findings"]]
    return {finding["code"]: finding["outcome"] for finding in found}


def test_a_draft_that_names_no_assembly_leaves_the_rules_undetermined():
    """Nothing was asked of it, and that is said."""
    assert outcomes(run("check", *DRAFTS, "--json"))["declaring.rulebook.in-force"] == "undetermined"


def test_a_draft_is_judged_by_the_rules_named_for_it():
    """The rulebook of the day, and the words counted."""
    found = outcomes(run("check", *DRAFTS, *RULES, "--json"))

    assert found["declaring.rulebook.in-force"] == "passed"
    assert found["declaring.text.word-limit"] == "passed"


def test_a_draft_that_is_too_long_fails(tmp_path):
    """The words of a draft are counted by the rules named for it."""
    draft = tmp_path / "draft.txt"
    clauses = "\n\n".join(
        f"{n}. The people of the square went home, and nobody asked why." for n in range(90)
    )
    draft.write_text(f"The square\n\nWe, the undersigned, declare the following:\n\n{clauses}\n", "utf-8")

    answer = run("check", draft, *RULES, "--json")

    assert answer.exit_code == 1
    assert outcomes(answer)["declaring.text.word-limit"] == "failed"


def test_the_versions_of_a_draft_are_compared():
    """A title, as many clauses, and the same numbers in both languages."""
    found = outcomes(run("check", *DRAFTS, "--json"))

    assert [found[f"declaring.draft.{one}"] for one in ("title", "clauses", "numbers")] == ["passed"] * 3


def test_what_a_document_names_itself_stands():
    """An option never overrules the paper."""
    answer = run("check", DECLARATION, "--assembly", "pace", "--json")

    assert json.loads(answer.output)["declarations"][0]["declaration"]["assembly"] == "concord"


def test_rules_that_nobody_knows_are_refused():
    """The pairs that there are are named."""
    answer = run("check", *DRAFTS, "--assembly", "atlantis")

    assert answer.exit_code == 2
    assert "concord written-declaration" in answer.output


def test_a_single_file_is_shown_with_the_rules_of_its_day():
    """Many files only on asking."""
    assert "Names needed" in run("check", DECLARATION, "--language", "en").output
    assert "Names needed" not in run("check", DECLARATION, "--no-fields", "--language", "en").output
    assert "Names needed" not in run("check", DECLARATION, DECLARATION, "--language", "en").output
