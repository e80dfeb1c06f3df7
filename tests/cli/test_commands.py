"""Each command as a person types it: the answer, the status at the end, and what a wrong word gets."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from undersigned.cli.app import COMMANDS, undersigned

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "harbour-square"
DECLARATION = EXAMPLE / "declaration.en.txt"


def run(*arguments, stdin=None):
    return CliRunner().invoke(undersigned, [str(one) for one in arguments], input=stdin)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_by_example(command):
    """Its help shows the command as one would type it."""
    answer = run(command, "--help")

    assert answer.exit_code == 0
    assert f"undersigned {command}" in answer.output


def test_a_wrong_command_is_refused_in_words():
    """No traceback, and status 2."""
    answer = run("reed", DECLARATION)

    assert answer.exit_code == 2
    assert "No such command 'reed'" in answer.output


def test_a_declaration_is_read_from_standard_input():
    """What another program prints can be read on."""
    answer = run("read", "-", "--language", "en", stdin=DECLARATION.read_bytes())

    assert answer.exit_code == 0
    assert "No. 12 · Doc. 2041" in answer.output


def test_the_answer_is_in_the_reader_s_language():
    """French for a French reader, the text itself as it is."""
    answer = run("read", DECLARATION, "--language", "fr")

    assert "Déclaration écrite · No. 12" in answer.output
    assert "We, the undersigned" in answer.output


def test_reading_gives_one_object_a_line():
    """Two files are two lines of JSON, each with its name."""
    answer = run("read", DECLARATION, EXAMPLE / "declaration.fr.txt", "--json")
    first, second = (json.loads(line) for line in answer.output.splitlines())

    assert first["file"] == str(DECLARATION)
    assert [one["declarations"][0]["language"] for one in (first, second)] == ["en", "fr"]


def test_a_folder_stands_for_the_texts_in_it(tmp_path):
    """Texts by the names of their kinds; a folder without any is refused."""
    shutil.copy(DECLARATION, tmp_path / "one.txt")
    (tmp_path / "empty").mkdir()

    assert len(run("read", tmp_path, "--json").output.splitlines()) == 1
    assert run("read", tmp_path / "empty").exit_code == 2


def test_a_file_that_is_not_there_is_named():
    """Status 2, the name, no traceback."""
    answer = run("check", "no-such-file.txt")

    assert answer.exit_code == 2
    assert "no-such-file.txt" in answer.output


def test_what_needs_a_person_comes_first(tmp_path):
    """A failure stands above all that is well."""
    broken = tmp_path / "broken.txt"
    text = DECLARATION.read_text(encoding="utf-8")
    broken.write_text(text.replace("Total = 25", "Total = 24"), encoding="utf-8")

    answer = run("check", broken, "--language", "en")

    assert answer.exit_code == 1
    assert answer.output.index("✗") < answer.output.index("✓")


def test_the_rulebook_is_shown_field_by_field():
    """Value, status and source of every field."""
    answer = run("check", DECLARATION, "--fields", "--language", "en")

    assert "Names needed" in answer.output
    assert "confirmed" in answer.output


def test_a_faulty_rulebook_of_one_s_own_is_named(tmp_path):
    """The fault and its file, no traceback."""
    place = tmp_path / "concord" / "written-declaration"
    place.mkdir(parents=True)
    (place / "2024-01-01.toml").write_text("nonsense = 1\n", encoding="utf-8")

    answer = run("check", DECLARATION, "--rules", tmp_path)

    assert answer.exit_code == 2
    assert "nonsense" in answer.output
    assert "2024-01-01.toml" in answer.output


def test_the_rules_of_a_day_are_shown():
    """One rulebook is in force on a day; none for an assembly that is not known."""
    answer = run("rules", "pace", "written-declaration", "--on", "2019-10-04", "--language", "en")

    assert answer.output.count("pace written-declaration") == 1
    assert "2010-01-25" in answer.output
    assert run("rules", "nowhere").exit_code == 2


def test_two_languages_are_published_as_one_declaration(tmp_path):
    """English and French of one number share an address."""
    site = tmp_path / "site"
    answer = run("publish", DECLARATION, EXAMPLE / "declaration.fr.txt", "--out", site, "--language", "en")

    assert answer.exit_code == 0, answer.output
    assert "1 declaration published" in answer.output
    assert (site / "fr" / "concord" / "written-declaration" / "12.pdf").exists()


def test_a_word_draft_is_published_as_a_draft(tmp_path):
    """Two Word files, two languages, one draft, marked on every form."""
    drafts = (EXAMPLE / "draft.en.docx", EXAMPLE / "draft.fr.docx")
    answer = run("publish", *drafts, "--out", tmp_path / "site")

    assert answer.exit_code == 0, answer.output
    (stated,) = (tmp_path / "site" / "en").glob("*/*/draft-*.json")
    assert json.loads(stated.read_text(encoding="utf-8"))["nature"] == "draft"
    assert set(json.loads(stated.read_text(encoding="utf-8"))["texts"]) == {"en", "fr"}


def test_nothing_is_published_where_one_file_is_refused(tmp_path):
    """Unless one asks for the rest; then the refused one is named."""
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    refused = run("publish", DECLARATION, empty, "--out", tmp_path / "site", "--forms", "json")
    skipped = run(
        "publish", DECLARATION, empty, "--out", tmp_path / "site", "--forms", "json", "--skip-refused"
    )

    assert refused.exit_code == 2
    assert "declaring.file.has-text" in refused.output
    assert skipped.exit_code == 0
    assert "declaring.file.has-text" in skipped.output
    assert (tmp_path / "site" / "index.html").exists()


def test_a_folder_that_is_not_a_site_is_never_overwritten(tmp_path):
    """Somebody's files stay where they are."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    answer = run("publish", DECLARATION, "--out", tmp_path, "--forms", "json")

    assert answer.exit_code == 2
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.txt"]


def test_a_form_that_does_not_exist_is_refused(tmp_path):
    """The forms there are are named."""
    answer = run("publish", DECLARATION, "--out", tmp_path / "site", "--forms", "epub")

    assert answer.exit_code == 2
    assert "jsonld" in answer.output


def test_the_published_bytes_name_no_folder_of_the_publisher(tmp_path):
    """Where the files lay stays private."""
    hidden = tmp_path / "secret-folder"
    hidden.mkdir()
    shutil.copy(DECLARATION, hidden / "text.txt")

    run("publish", hidden / "text.txt", "--out", tmp_path / "site")

    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 50
    assert not [path for path in files if b"secret-folder" in path.read_bytes()]


def test_a_roll_is_shown_converted_and_compared(tmp_path):
    """CSV to Popolo and back is the same roll."""
    of_concord = ("--assembly", "concord")
    shown = run("roll", "show", EXAMPLE / "roll.csv", *of_concord, "--on", "2026-10-09")
    popolo = tmp_path / "roll.json"
    popolo.write_text(run("roll", "convert", EXAMPLE / "roll.csv", *of_concord, "--to", "popolo").output)
    compared = run(
        "roll", "compare", EXAMPLE / "roll.csv", popolo, *of_concord, "--on", "2026-10-09", "--language", "en"
    )

    assert "GARNEVAL" in shown.output
    assert compared.output.strip() == "The two rolls are the same on every day."


def test_a_faulty_roll_is_refused_with_its_place(tmp_path):
    """Every reason at once, with line and column."""
    broken = tmp_path / "roll.csv"
    broken.write_text("id,family\n1,\n", encoding="utf-8")

    answer = run("roll", "show", broken, "--assembly", "concord", "--on", "2026-10-09")

    assert answer.exit_code in (1, 2)
    assert "declaring.roll." in answer.output


@pytest.mark.slow
def test_the_demonstration_builds_and_checks_everything(tmp_path):
    """Every stage says what it did, the site is proofread, and nothing is served without a terminal."""
    answer = run("demo", "--out", tmp_path / "site", "--language", "en")

    assert answer.exit_code == 0, answer.output
    assert "gave back their text and list" in answer.output
    assert (tmp_path / "site" / "en" / "pace" / "written-declaration" / "695.html").exists()
    assert (tmp_path / "site" / "en" / "concord" / "written-declaration" / "12.pdf").exists()
