"""Any bytes under any name get an answer, and a fault in one file never ends the others."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from undersigned.cli.app import undersigned
from undersigned.cli.commands import read as reading
from undersigned.values.faults import UndersignedError

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-square"
DECLARATION = EXAMPLE / "declaration.en.txt"
SCRAPS = ("Written declaration No. 3", "Signed 1:", "KOVAL Ana, Northland, LIB", "Total = 2", "déclaration")


def run(*arguments):
    return CliRunner().invoke(undersigned, [str(one) for one in arguments], catch_exceptions=False)


@given(
    content=some.binary(max_size=200)
    | some.text(max_size=200).map(lambda text: text.encode(errors="replace"))
    | some.lists(some.sampled_from(SCRAPS)).map(lambda lines: "\n\n".join(lines).encode()),
    command=some.sampled_from(["read", "check"]),
    language=some.sampled_from(["en", "fr"]),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the folder is the same, its one file is written anew each time
def test_any_bytes_are_answered_in_words(tmp_path, content, command, language):
    """No traceback and no missing word, whatever the file holds."""
    file = tmp_path / "x.txt"
    file.write_bytes(content)

    answer = run(command, file, "--language", language)

    assert answer.exit_code in (0, 1, 2)
    assert "Error" not in answer.output
    assert str(file.name) in answer.output


def test_a_text_in_no_known_language_is_said_to_be_so(tmp_path):
    """Two letters tell no language."""
    file = tmp_path / "x.txt"
    file.write_text("hi", encoding="utf-8")

    assert "language not known" in run("read", file, "--language", "en").output


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_fault_in_one_file_does_not_end_the_folder(tmp_path, monkeypatch, as_json):
    """The faulty one is named with its reason, the next one is read."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(DECLARATION.read_bytes())
    readable = reading.read_bytes

    def faulty(content, *, file):
        if file.endswith("a.txt"):
            raise UndersignedError("struck by lightning")
        return readable(content, file=file)

    monkeypatch.setattr(reading, "read_bytes", faulty)
    answer = run("read", tmp_path, "--language", "en", *as_json)

    assert answer.exit_code == 2
    assert "struck by lightning" in answer.output
    assert "No. 12" in answer.output or len([json.loads(line) for line in answer.output.splitlines()]) == 2


def test_places_are_words_and_not_names_of_the_program(tmp_path):
    """A person reads "line 57, printed total"."""
    broken = tmp_path / "broken.txt"
    text = DECLARATION.read_text(encoding="utf-8")
    broken.write_text(text.replace("Total = 25", "Total = 24"), encoding="utf-8")

    answer = " ".join(run("check", broken, "--language", "en").output.split())

    assert ", printed total" in answer
    assert "stated_total" not in answer


@pytest.mark.parametrize(("language", "said"), [("en", "Kind of text not known"), ("fr", "Nature du texte")])
def test_a_printed_text_of_unknown_kind_is_not_called_a_draft(tmp_path, language, said):
    """A list of names without the head of any instrument."""
    text = DECLARATION.read_text(encoding="utf-8").replace("Written declaration No. 12", "")
    file = tmp_path / "x.txt"
    file.write_text(text, encoding="utf-8")

    assert said in run("read", file, "--language", language).output


def test_digests_are_folded_and_never_cut(monkeypatch):
    """On twenty columns every digit is still there."""
    monkeypatch.setattr("undersigned.cli.terminal.screen.WIDTH_WITHOUT_TERMINAL", 20)
    data = json.loads(run("read", DECLARATION, "--json").output)
    shown = "".join(run("read", DECLARATION).output.split())

    narrow = "".join(character for character in shown if character in "0123456789abcdef")
    assert data["digests"][0]["list"][-8:] in narrow
    assert data["digests"][0]["text"][-8:] in narrow
