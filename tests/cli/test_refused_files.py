"""Every command says of a wrong file what is wrong, where, and what to do, in both languages."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from undersigned.cli.app import undersigned
from undersigned.wording.words import LANGUAGES, codes

ROOT = Path(__file__).parents[2]
MUSEUM = ROOT / "tests" / "vectors" / "refused" / "commands"
SOUND = MUSEUM / "sound"
EXPECTED = tomllib.loads((MUSEUM / "expected.toml").read_text(encoding="utf-8"))
EXAMPLE = ROOT / "examples" / "harbour-square"
NAMED_BY_OTHERS = {"counts-within-nothing.toml", "README.md", "expected.toml"}
# What libraries and the system say in their own words; none of it is for a reader.
OF_LIBRARIES = re.compile(
    r"Traceback|Errno|No such file|\(char \d|Expecting|\(at line|Invalid statement|Error\(|asn1"
    r"|PEM file. See|zip file|codec can't|unhashable|object is not|invalid literal|NoneType|tag should"
)
OF_ENGLISH = re.compile(r"\b(the|cannot|is not|must|there is|look)\b")
SEAL = ("certificate-that-is-none.pem", "roots-that-are-a-page.md")


def run(*words):
    return CliRunner().invoke(undersigned, [str(word) for word in words])


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A register with its key, and a registrar's key: what the wrong files are given beside."""
    folder = tmp_path_factory.mktemp("ground")
    register, key = folder / "register", folder / "registrar.key"
    read = run(
        *("evidence", "read", SOUND / "list.csv", "--mapping", SOUND / "list.toml"),
        *("--out", register, "--on", "2026-10-09"),
    )
    assert read.exit_code == 0, read.output
    assert run("registrar", "keygen", key, "--name", "concord.example/registrar-1").exit_code == 0
    return {
        "register": register,
        "key": key,
        "sound": SOUND,
        "declaration": EXAMPLE / "declaration.en.txt",
        "bundle": EXAMPLE / "harbour-square.bundle.zip",
    }


def said_of(file, ground, language):
    """The answer of the command that a file is given to, each run of white space one space."""
    command = shlex.split(EXPECTED[file.name]["command"])
    words = [word.format(**ground, file=file) for word in command]
    answer = run(*words, "--language", language)
    return answer, " ".join(answer.output.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_wrong_file_is_refused_by_name_place_and_remedy(name, language, ground, tmp_path, monkeypatch):
    """One file for each way of being wrong."""
    if name in SEAL:
        pytest.importorskip("pyhanko")
    monkeypatch.chdir(tmp_path)
    wanted = EXPECTED[name]

    answer, said = said_of(MUSEUM / name, ground, language)

    assert answer.exit_code == 2, said
    assert wanted["code"] in said
    assert not OF_LIBRARIES.search(said), said
    if "line" in wanted:
        assert f"{'line' if language == 'en' else 'ligne'} {wanted['line']}" in said
    if "field" in wanted and language == "en":
        assert re.search(rf", {re.escape(wanted['field'])} {re.escape(wanted['code'])}", said), said
    assert name in said.replace(" ", "") or wanted["command"].startswith("publish")
    if language == "fr":
        assert not OF_ENGLISH.search(said.replace(str(MUSEUM / name), "")), said
    assert list(tmp_path.iterdir()) == []


def test_the_sound_files_are_taken(ground, tmp_path, monkeypatch):
    """So what is wrong with the others is what their names say."""
    monkeypatch.chdir(tmp_path)
    public = ("evidence", "public", ground["register"], "--sources", SOUND / "sources.toml")
    approved = ("--approved", SOUND / "approved.toml", "--agreed", SOUND / "agreed.toml")
    text = ("--forms", "txt")
    answers = [
        run("followup", "people", SOUND / "case.toml"),
        run("followup", "due", SOUND / "case.toml"),
        run("evidence", "look", SOUND / "list.csv"),
        run("link", ground["register"] / "claims.public.jsonl", "--decisions", SOUND / "decisions.jsonl"),
        run(*public, *approved, "--decisions", SOUND / "decisions.jsonl", "--out", "public.json"),
        run("publish", ground["declaration"], "--figures", SOUND / "figures.toml", "--out", "s", *text),
    ]

    assert [answer.exit_code for answer in answers[:-1]] == [0] * 5
    assert answers[-1].exit_code in (0, 1)
    assert "values." not in answers[-1].output


def test_every_file_has_its_answer_and_every_way_a_file():
    """No file that nobody asks about, and no refusal of files that no file shows."""
    there = {path.name for path in MUSEUM.iterdir() if path.is_file()}
    shown = {wanted["code"] for wanted in EXPECTED.values()}

    assert there - NAMED_BY_OTHERS == set(EXPECTED)
    assert {code for code in codes("en") if code.startswith("values.")} <= shown
