"""Publishing to a site that is there, from copies that contradict one another, with files called official."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from undersigned.cli.app import undersigned
from undersigned.cli.commands.demo import official_findings
from undersigned.cli.commands.publish import surveyed
from undersigned.declaring.archive.known import known_by_text
from undersigned.values.findings import Outcome

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-square"
DECLARATION = EXAMPLE / "declaration.en.txt"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(undersigned, [*map(str, arguments), "--language", "en"])


def publish(*files: Path, out: Path, more: tuple[str, ...] = ()) -> Result:
    return run("publish", *files, "--out", out, "--forms", "json", *more)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The example with one thing written otherwise."""
    text = DECLARATION.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "other.txt"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """A declaration of another number."""
    return changed(tmp_path, "No. 12", "No. 13")


def test_yesterday_s_declaration_does_not_leave_in_silence(tmp_path: Path, another: Path) -> None:
    """It is named, nothing is changed, and the way out is told."""
    site = tmp_path / "site"
    publish(DECLARATION, out=site)

    answer = publish(another, out=site)

    assert answer.exit_code == 2
    assert "concord/written-declaration/12" in answer.output
    assert "--remove" in answer.output
    assert (site / "en" / "concord" / "written-declaration" / "12.html").exists()


def test_what_is_removed_on_demand_is_named(tmp_path: Path, another: Path) -> None:
    """With `--remove` it leaves, and a line says so."""
    site = tmp_path / "site"
    publish(DECLARATION, out=site)

    answer = publish(another, out=site, more=("--remove",))

    assert answer.exit_code == 0, answer.output
    assert "Removed from the site: concord/written-declaration/12" in answer.output
    assert not (site / "en" / "concord" / "written-declaration" / "12.html").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Total = 25", "Total = 26", "same-total"),
        ("Doc. 2041", "Doc. 2042", "same-doc-number"),
        ("LIB: ", "LIB: Most ", "same-legend"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_copies_that_contradict_one_another_are_refused(
    old: str, new: str, code: str, turned: bool, tmp_path: Path
) -> None:
    """In either order, with both names; nobody here can say which one is right."""
    files = [DECLARATION, changed(tmp_path, old, new)]
    answer = publish(*(reversed(files) if turned else files), out=tmp_path / "site")

    said = " ".join(answer.output.split())
    assert answer.exit_code == 2, answer.output
    assert f"publishing.versions.{code}" in said
    assert "other.txt" in said.replace(" ", "")
    assert "declaration.en.txt" in said.replace(" ", "")
    assert not (tmp_path / "site").exists()


def test_a_copy_that_adds_nothing_is_said_in_one_line(tmp_path: Path) -> None:
    """It is left out, and the person who named it is told."""
    answer = publish(DECLARATION, changed(tmp_path, "Total", "Total"), out=tmp_path / "site")

    assert answer.exit_code == 0, answer.output
    assert "one copy is enough" in " ".join(answer.output.split())


def test_the_demonstration_joins_only_what_the_archive_knows(tmp_path: Path) -> None:
    """A file whose digest the archive does not have is refused before anything is written."""
    answer = run("demo", "--official", DECLARATION, "--out", tmp_path / "site", "--no-serve")

    assert answer.exit_code == 2
    assert "publishing.official.known" in answer.output
    assert not (tmp_path / "site").exists()


def test_the_demonstration_names_what_it_joined(shared: Path) -> None:
    """Number and digest stand beside the file."""
    official = shared / "seed" / "doc-14983.txt"
    (found,) = official_findings(surveyed([official], "en"))

    assert found.outcome is Outcome.PASSED
    assert found.particulars["number"] == 695
    assert known_by_text(found.particulars["digest"])


def test_no_form_at_all_is_refused(tmp_path: Path) -> None:
    """An empty list of forms is a slip, not a wish."""
    answer = run("publish", DECLARATION, "--out", tmp_path / "site", "--forms", "")

    assert answer.exit_code == 2
    assert "--forms names no form" in answer.output


def test_a_folder_without_rulebooks_is_refused(tmp_path: Path) -> None:
    """Rules that one believes to be one's own must not be the shipped ones."""
    answer = run("publish", DECLARATION, "--out", tmp_path / "site", "--rules", tmp_path)

    assert answer.exit_code == 2
    assert "no rulebook in this folder" in " ".join(answer.output.split())


def test_an_address_that_a_browser_would_run_is_refused(tmp_path: Path) -> None:
    """Before anything is read or written."""
    answer = run("publish", DECLARATION, "--out", tmp_path / "site", "--corrections", "javascript:alert(1)")

    assert answer.exit_code == 2
    assert "no address for corrections" in answer.output
    assert not (tmp_path / "site").exists()


def test_a_draft_is_published_under_the_rules_that_are_named_for_it(tmp_path: Path) -> None:
    """Its page lies with its assembly and the rules of the day are asked."""
    options = ("--assembly", "concord", "--instrument", "written-declaration", "--on", "2026-10-09")
    publish(EXAMPLE / "draft.en.docx", out=tmp_path / "site", more=options)

    (stated,) = (tmp_path / "site" / "en" / "concord" / "written-declaration").glob("draft-*.json")
    codes = {one["code"] for one in json.loads(stated.read_text(encoding="utf-8"))["findings"]}
    assert "declaring.rulebook.in-force" in codes
