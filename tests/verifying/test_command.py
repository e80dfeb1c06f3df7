"""`undersigned verify`, and the file that runs alone: three verdicts, in words for a first reader."""

import io
import json
import os
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.verifying.staging import EXAMPLE, GOOD, TRUST, Fault, changed, device, files_of, hold

from undersigned.cli.app import undersigned
from undersigned.publishing.bundle import index_of
from undersigned.signing.record_text import write_text
from undersigned.signing.records import Record
from undersigned.values.stored_zip import stored_zip
from undersigned.verifying import __main__ as door
from undersigned.verifying.report import as_text
from undersigned.verifying.report_data import as_data
from undersigned.verifying.verification import verify
from undersigned.verifying.verifiers import verify_pyz
from undersigned.wording.words import LANGUAGES

BUNDLE, KEYS = str(EXAMPLE / "harbour-square.bundle.zip"), str(EXAMPLE / "trust.txt")


def said(*arguments: str) -> tuple[str, int]:
    answer = CliRunner().invoke(undersigned, ["verify", *arguments], catch_exceptions=False)
    return answer.output, answer.exit_code


def judged(bundle: bytes, trust: bytes | None = TRUST):
    return verify(io.BytesIO(bundle), trust)


@pytest.fixture
def broken(tmp_path):
    """A bundle in which one letter of the text is another."""
    files = files_of(GOOD)
    files["texts/en.txt"] = files["texts/en.txt"].replace(b"3", b"9", 1)
    files["index.txt"] = index_of({name: files[name] for name in files if name != "index.txt"})
    (tmp_path / "broken.zip").write_bytes(stored_zip(files))
    return str(tmp_path / "broken.zip")


def test_under_keys_that_were_brought_it_is_verified():
    """Status 0, the verdict in the first line, the digest in the last."""
    words, status = said(BUNDLE, "--trust", KEYS, "--language", "en")

    assert status == 0
    assert words.startswith("VERIFIED under the keys and policy that you brought.\n")
    assert words.rstrip().splitlines()[-1].startswith("The bundle’s digest: sha256:")


def test_without_keys_it_is_never_called_verified():
    """Status 1, and a sentence on what that does not mean."""
    words, status = said(BUNDLE, "--language", "en")

    assert status == 1
    assert words.startswith("CONSISTENT WITH ITSELF, and no more than that.\n")
    assert "could have made the keys too" in " ".join(words.split())
    assert "VERIFIED" not in words


def test_a_broken_bundle_is_refused_before_anything_else_is_said(broken):
    """Status 2; what is wrong comes first, and what the bundle says is not to be relied on."""
    words, status = said(broken, "--trust", KEYS, "--language", "en")

    assert status == 2
    assert words.startswith("REFUSED.\n")
    assert words.index("not what was signed") < words.index("do not rely on it):") < words.index("Who signed")
    assert "verifying.text.words" in words


def test_every_name_stands_with_its_level():
    """By passkey, on one device or several; on paper; an observer who does not count; who withdrew."""
    words, _ = said(BUNDLE, "--trust", KEYS, "--language", "en")
    one_line = " ".join(words.split())

    assert "Luc GARNEVAL, Northland, LIB — passkey on one device (B)" in one_line
    assert "Ģirts BURBĖLAITIS, Lakemark, SOC — passkey that can be on several devices (C)" in one_line
    assert "Roberto D’AMBROSELLI, Southmoor, PP — on paper, by two clerks’ word" in one_line
    assert (
        "Lachlan OTTAWEBOURNEL, Farland — passkey on one device (B) — appears, does not count (observer)"
        in one_line
    )
    assert "Withdrawn: Viorel GUȚANESCARU, on 2026-10-08" in one_line
    assert "29 names; 28 count, from 14 delegations and 4 groups; 1 withdrawn." in one_line
    assert "names that count: 28 (20 needed)" in one_line


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unproven_is_said_in_each_language(language):
    """Paper, what no signature shows, and the files that none covers."""
    report = as_text(judged(GOOD), language)
    words = " ".join(report.split())

    assert {"en": "two clerks", "fr": "deux secrétaires"}[language] in words
    assert {"en": "acted freely", "fr": "agi librement"}[language] in words
    for file in ("README.txt", "index.txt", "policy.txt"):
        assert f"  {file}\n" in report


def test_the_names_come_as_they_are_printed():
    """The first signer first, then by the alphabet of the list."""
    printed = [line.split("\t")[0] for line in files_of(GOOD)["lists/en.txt"].decode().splitlines()[:-1]]

    names = [one["name"] for one in as_data(judged(GOOD))["names"]]

    assert len(names) == 29
    assert all(name.endswith(family) for name, family in zip(names, printed, strict=True))


def test_as_data_it_says_the_same():
    """Verdict, status, names, numbers, and every question with its answer."""
    words, status = said(BUNDLE, "--trust", KEYS, "--json")
    data = json.loads(words)

    assert (data["schema"], data["verdict"], data["exit_status"], status) == (
        "undersigned.verification/1", "verified", 0, 0,
    )  # fmt: skip
    assert data["count"] == {
        "names": 29, "counting": 28, "delegations": 14, "groups": 4, "withdrawn": 1, "threshold": "met",
    }  # fmt: skip
    assert [one["level"] for one in data["names"]].count("P") == 3
    assert data["witnesses"] == [{"name": "observers.example/witness", "time": "2027-02-12T12:00:00Z"}]
    assert {one["outcome"] for one in data["findings"]} == {"passed", "not-applicable"}


def test_a_disputed_name_is_shown_as_disputed():
    """Two registrars dispute the first signature."""

    def dispute(held):
        kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
        values = {key: kept.record.text.word(key) for key in ("log", "thread", "declaration", "member")}
        text = write_text(
            "contest", {**values, "entry": kept.index, "reason": "Her device was in other hands"}
        )
        held.log.hidden(held.registrars_sign(text))

    bundle = hold(Fault(before={"edition-1": dispute}))[1]

    done = judged(bundle)
    assert done.verdict == "verified"
    assert "Luc GARNEVAL, Northland, LIB — passkey on one device (B) — DISPUTED: Her device" in " ".join(
        as_text(done, "en").split()
    )
    heading = {one: as_text(done, one).split("\n")[0] for one in ("en", "fr")}
    assert heading["en"] == (
        "VERIFIED under the keys and policy that you brought. One name below is DISPUTED."
    )
    assert heading["fr"].endswith("Un nom ci-dessous est CONTESTÉ.")
    assert "DISPUTED" not in as_text(judged(GOOD), "en").split("\n")[0]


@pytest.mark.parametrize(("bundle", "trust"), [(b"# Read me\n", TRUST), (b"", None), (GOOD, b"# Read me\n")])
def test_of_what_cannot_be_read_nothing_is_explained(bundle, trust):
    """No glossary, and no word against a declaration: nothing was looked at."""
    said = " ".join(as_text(judged(bundle, trust), "en").split())

    assert said.startswith("REFUSED. Nothing was checked")
    assert "What the words mean" not in said
    assert "passkey" not in said


def test_a_withdrawal_after_the_edition_is_told():
    """It is not in that edition's count, and no reader should miss it."""

    def withdraw(held):
        first = next(kept.record for kept in held.log.kept if kept.record.kind == "statement")
        text = changed(first.text, act="withdraw", nonce=bytes(16), day=date(2027, 1, 28))
        held.log.in_clear(
            Record(text=text).signed(device(held.members[text.word("member")]).signs(text, counter=99))
        )
        held.log.cosign(date(2027, 2, 13))

    words = as_text(judged(hold(Fault(before={"end": withdraw}))[1]), "en")

    assert "After this edition:\n  Luc GARNEVAL withdrew on 2027-01-28" in words


def test_a_log_without_a_witness_says_so():
    """Under a trust file that asks for none, the name of the absence stands among what is unproven."""
    trust = TRUST.replace(b"quorum observers", b"quorum none")
    files = files_of(GOOD)
    files["policy.txt"] = files["policy.txt"].replace(b"quorum observers", b"quorum none")
    files["index.txt"] = index_of({name: files[name] for name in files if name != "index.txt"})

    done = judged(stored_zip(files), trust)

    assert done.verdict == "verified"
    assert "No outside witness" in as_text(done, "en")


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    """Status 2, no traceback."""
    answer = CliRunner().invoke(undersigned, ["verify", str(tmp_path / "nothing.zip")])

    assert answer.exit_code == 2
    assert "does not exist" in answer.output


# ---- the file that runs alone ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The file in a folder with `cryptography`, what that needs, and nothing else of ours."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "verify.pyz").write_bytes(verify_pyz())
    libraries = folder / "libraries"
    libraries.mkdir()
    installed = Path(sysconfig.get_path("platlib"))
    for pattern in ("cryptography", "cffi", "_cffi_backend*", "pycparser"):
        for found in installed.glob(pattern):
            (libraries / found.name).symlink_to(found)
    return folder


def run_alone(folder: Path, *arguments: str, libraries: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Without any package of this environment but those in the folder."""
    environment = {"PYTHONPATH": str(folder / "libraries")} if libraries else {}
    command = [sys.executable, "-S", str(folder / "verify.pyz"), *arguments]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)


@pytest.mark.slow
def test_the_file_alone_says_the_same(alone):
    """The same words and the same status, from Python and `cryptography` alone."""
    answer = run_alone(alone, BUNDLE, "--trust", KEYS, "--language", "fr")

    assert answer.stderr == b""
    assert (answer.stdout.decode(), answer.returncode) == said(BUNDLE, "--trust", KEYS, "--language", "fr")


@pytest.mark.slow
def test_the_file_alone_says_what_it_needs(alone):
    """Without `cryptography`, and without the bundle: a sentence and status 2."""
    without_library = run_alone(alone, BUNDLE, libraries=False)
    without_bundle = run_alone(alone, "nothing.zip")

    assert (without_library.returncode, without_bundle.returncode) == (2, 2)
    assert b"pip install cryptography" in without_library.stdout
    assert b"nothing.zip" in without_bundle.stdout
    assert b"Traceback" not in without_library.stderr + without_bundle.stderr


def in_this_process(monkeypatch, capsys, *arguments: str) -> tuple[str, int]:
    """The door of the file alone, with these words."""
    monkeypatch.setattr(sys, "argv", ["verify.pyz", *arguments])
    with pytest.raises(SystemExit) as ended:
        door.main()
    return capsys.readouterr().out, ended.value.code


def test_the_door_of_the_file_alone_opens_here_too(monkeypatch, capsys):
    """As data, and for a file that is not there."""
    words, status = in_this_process(monkeypatch, capsys, BUNDLE, "--json")
    assert (json.loads(words)["verdict"], status) == ("consistent-with-itself", 1)

    words, status = in_this_process(monkeypatch, capsys, "nothing.zip")
    assert (words, status) == ("nothing.zip: No such file or directory\n", 2)


def test_what_is_no_plain_file_is_a_sentence(monkeypatch, capsys, tmp_path):
    """A device without end, and a pipe."""
    words, status = in_this_process(monkeypatch, capsys, "/dev/zero")
    assert (words.split("\n")[0], status) == ("REFUSED.", 2)

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)
    words, status = in_this_process(monkeypatch, capsys, str(pipe))
    os.close(held)
    assert (words, status) == (f"{pipe}: File or stream is not seekable.\n", 2)


def test_without_cryptography_the_file_alone_says_so(monkeypatch, capsys):
    """A sentence with what to do."""
    monkeypatch.setitem(sys.modules, "undersigned.verifying.door", None)

    words, status = in_this_process(monkeypatch, capsys, BUNDLE)

    assert status == 2
    assert "pip install cryptography" in words


def test_the_file_alone_is_made_the_same_every_time():
    """Two makers can compare."""
    assert verify_pyz() == verify_pyz()


@pytest.mark.slow
def test_a_verifier_brings_in_cryptography_and_nothing_else():
    """Nothing of the desk, the site, the typesetter; no socket is ever loaded by us."""
    program = (
        "import sys; before = set(sys.modules); import undersigned.verifying.door;"
        "print(*sorted(name for name in sys.modules if name not in before))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    foreign = {name.split(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert foreign - {"_cffi_backend", "_openssl", "_distutils_hack"} == {"undersigned", "cryptography"}
    ours = {name.split(".")[1] for name in loaded if name.startswith("undersigned.")}
    assert ours == {"values", "wording", "log", "signing", "verifying"}
    assert "socket" not in loaded
